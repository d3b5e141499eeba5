//! A part of a page that is read from the tenant: what is known of it, and since when. Pure.

use domain::problem::Problem;
use domain::time::Timestamp;

/// Something that was read, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// When the reading began, and so how old the token was that it went out with.
    pub began: Timestamp,
    /// When it arrived.
    pub at: Timestamp,
}

/// A reading that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub problem: Problem,
    /// When the reading began, and so how old the token was that it went out with.
    pub began: Timestamp,
}

/// A part of a page that is being read. Old content stays while new content comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Region<T> {
    /// It is being read; what was there before, if anything, is still shown.
    Reading(Option<Read<T>>),
    /// It is there.
    Ready(Read<T>),
    /// It couldn't be read; what was there before, if anything, is still shown.
    Failed(Failure, Option<Read<T>>),
}

/// The state of a region, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionState {
    /// The last reading, where it failed.
    pub failure: Option<Failure>,
    /// Whether it is being read.
    pub reading: bool,
    /// Whether there is anything to show.
    pub shown: bool,
}

impl Failure {
    /// Whether a token that came at this time may have removed the obstacle, so that the region is to be read again.
    pub fn ended_by_token(&self, renewed: Timestamp) -> bool {
        self.problem.ends_with_new_token() && self.began < renewed
    }
}

impl<T> Region<T> {
    /// What can be shown.
    pub fn shown(&self) -> Option<&Read<T>> {
        match self {
            Self::Ready(read) => Some(read),
            Self::Reading(old) | Self::Failed(_, old) => old.as_ref(),
        }
    }

    /// The last reading, where it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure, _) => Some(failure),
            Self::Reading(_) | Self::Ready(_) => None,
        }
    }

    /// Why the last reading failed, where it did.
    pub fn problem(&self) -> Option<&Problem> {
        self.failure().map(|failure| &failure.problem)
    }

    /// Whether it is being read.
    pub fn is_reading(&self) -> bool {
        matches!(self, Self::Reading(_))
    }

    /// Whether it shows something whose reading began before this token came and that says, by `lacks`, that a new token may
    /// give it more.
    pub fn needs_new_token(&self, renewed: Timestamp, lacks: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Ready(read) => read.began < renewed && lacks(&read.value),
            Self::Reading(_) | Self::Failed(..) => false,
        }
    }

    /// Its state.
    pub fn state(&self) -> RegionState {
        RegionState { failure: self.failure().cloned(), reading: self.is_reading(), shown: self.shown().is_some() }
    }

    /// The same region, being read again.
    pub fn again(self) -> Self {
        Self::Reading(self.into_old())
    }

    /// The region once a reading has ended that began then.
    pub fn ended(self, result: Result<T, Problem>, began: Timestamp, at: Timestamp) -> Self {
        match result {
            Ok(value) => Self::Ready(Read { value, began, at }),
            Err(problem) => Self::Failed(Failure { problem, began }, self.into_old()),
        }
    }

    fn into_old(self) -> Option<Read<T>> {
        match self {
            Self::Ready(read) => Some(read),
            Self::Reading(old) | Self::Failed(_, old) => old,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_content_stays_until_new_content_has_come() {
        let at = Timestamp::from_millis;
        let region = Region::Reading(None).ended(Ok(1), at(0), at(1));
        assert_eq!(region.shown(), Some(&Read { value: 1, began: at(0), at: at(1) }));
        let again = region.again();
        assert!(again.is_reading());
        assert_eq!(again.shown().map(|read| read.value), Some(1));
        let failed = again.ended(Err(Problem::Offline), at(1), at(2));
        assert_eq!(failed.problem(), Some(&Problem::Offline));
        assert_eq!(failed.shown(), Some(&Read { value: 1, began: at(0), at: at(1) }));
        let ready = failed.again().ended(Ok(2), at(2), at(3));
        assert_eq!((ready.problem(), ready.shown()), (None, Some(&Read { value: 2, began: at(2), at: at(3) })));
    }

    #[test]
    fn only_what_failed_for_lack_of_a_token_is_read_again_and_only_once() {
        let at = Timestamp::from_millis;
        let failed = |problem, began| Failure { problem, began: at(began) };
        assert!(failed(Problem::SignInNeeded, 1).ended_by_token(at(2)));
        // It went out with the new token, and failed all the same.
        assert!(!failed(Problem::SignInNeeded, 2).ended_by_token(at(2)));
        assert!(!failed(Problem::SignInNeeded, 3).ended_by_token(at(2)));
        for problem in [Problem::Offline, Problem::Unreachable, Problem::Unreadable("a list")] {
            assert!(!failed(problem, 1).ended_by_token(at(2)));
        }
    }

    #[test]
    fn what_is_shown_is_read_again_where_it_lacks_something_that_a_token_gives() {
        let at = Timestamp::from_millis;
        let ready = Region::Reading(None).ended(Ok(7), at(1), at(3));
        assert!(ready.needs_new_token(at(4), |_| true));
        assert!(ready.needs_new_token(at(2), |_| true), "the token came while it was being read");
        assert!(!ready.needs_new_token(at(2), |_| false));
        assert!(!ready.needs_new_token(at(1), |_| true), "it was read with that token");
        assert!(!ready.again().needs_new_token(at(4), |_| true), "it is being read");
    }

    #[test]
    fn region_that_fails_after_a_token_came_is_read_again_once() {
        let at = Timestamp::from_millis;
        let due = |region: &Region<u8>, renewed| region.failure().is_some_and(|it| it.ended_by_token(renewed));
        let reading = Region::<u8>::Reading(None);
        assert!(!due(&reading, at(2)), "it is being read");
        let failed = reading.ended(Err(Problem::SignInNeeded), at(1), at(3));
        assert!(due(&failed, at(2)));
        let again = failed.again().ended(Err(Problem::SignInNeeded), at(3), at(4));
        assert!(!due(&again, at(2)));
    }
}
