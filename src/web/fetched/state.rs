//! Something that is read from the tenant: what is known of it, and since when. Pure.

use domain::listing::Listing;
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

/// Something that is read from the tenant. Old content stays while new content comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched<T> {
    /// Nobody has asked for it.
    NotAsked,
    /// It is being read; what was there before, or has come so far, is shown.
    Loading(Option<Read<T>>),
    /// It is there. It may be partial: see [`Partial`].
    Shown(Read<T>),
    /// It couldn't be read; what was there before, if anything, is still shown.
    Failed(Failure, Option<Read<T>>),
}

/// What can be read in part. It says itself what is missing.
pub trait Partial {
    /// Whether nothing is missing.
    fn is_complete(&self) -> bool;
}

/// The state of something that is read, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedState {
    /// The last reading, where it failed.
    pub failure: Option<Failure>,
    /// Whether it is being read.
    pub is_loading: bool,
    /// When what is shown was read; nothing where nothing is.
    pub read_at: Option<Timestamp>,
}

impl FetchedState {
    /// Whether it was requested.
    pub fn is_asked(&self) -> bool {
        self.failure.is_some() || self.is_loading || self.read_at.is_some()
    }
}

impl<T> Partial for Listing<T> {
    fn is_complete(&self) -> bool {
        self.is_complete()
    }
}

/// What has no parts.
impl Partial for () {
    fn is_complete(&self) -> bool {
        true
    }
}

impl Failure {
    /// Whether a token that came at this time may have removed the obstacle, so that it is to be read again.
    pub fn ended_by_token(&self, renewed: Timestamp) -> bool {
        self.problem.ends_with_new_token() && self.began < renewed
    }
}

impl<T> Fetched<T> {
    /// What can be shown, with its times.
    pub fn shown(&self) -> Option<&Read<T>> {
        match self {
            Self::Shown(read) => Some(read),
            Self::Loading(old) | Self::Failed(_, old) => old.as_ref(),
            Self::NotAsked => None,
        }
    }

    /// What can be shown.
    pub fn value(&self) -> Option<&T> {
        self.shown().map(|read| &read.value)
    }

    /// What came of the last reading; nothing while it continues, and before the first one.
    pub fn result(&self) -> Option<Result<&T, &Problem>> {
        match self {
            Self::Shown(read) => Some(Ok(&read.value)),
            Self::Failed(failure, _) => Some(Err(&failure.problem)),
            Self::NotAsked | Self::Loading(_) => None,
        }
    }

    /// The last reading, where it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure, _) => Some(failure),
            Self::NotAsked | Self::Loading(_) | Self::Shown(_) => None,
        }
    }

    /// Why the last reading failed, where it did.
    pub fn problem(&self) -> Option<&Problem> {
        self.failure().map(|failure| &failure.problem)
    }

    /// Whether it is being read.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading(_))
    }

    /// Whether it was requested.
    pub fn is_asked(&self) -> bool {
        !matches!(self, Self::NotAsked)
    }

    /// Whether it shows something whose reading began before this token came and that says, by `lacks`, that a new token may
    /// give it more.
    pub fn needs_new_token(&self, renewed: Timestamp, lacks: impl FnOnce(&T) -> bool) -> bool {
        matches!(self, Self::Shown(read) if read.began < renewed && lacks(&read.value))
    }

    /// Its state.
    pub fn state(&self) -> FetchedState {
        FetchedState {
            failure: self.failure().cloned(),
            is_loading: self.is_loading(),
            read_at: self.shown().map(|read| read.at),
        }
    }

    /// The same, being read again.
    #[must_use]
    pub fn again(self) -> Self {
        Self::Loading(self.into_old())
    }

    /// What it is once a reading has ended that began then.
    #[must_use]
    pub fn ended(self, result: Result<T, Problem>, began: Timestamp, at: Timestamp) -> Self {
        match result {
            Ok(value) => Self::Shown(Read { value, began, at }),
            Err(problem) => Self::Failed(Failure { problem, began }, self.into_old()),
        }
    }

    fn into_old(self) -> Option<Read<T>> {
        match self {
            Self::Shown(read) => Some(read),
            Self::Loading(old) | Self::Failed(_, old) => old,
            Self::NotAsked => None,
        }
    }
}

impl<T: Partial> Fetched<T> {
    /// Whether it was read to its end and nothing is missing.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Shown(read) if read.value.is_complete())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_content_stays_until_new_content_has_come() {
        let at = Timestamp::from_millis;
        let fetched = Fetched::NotAsked.ended(Ok(1), at(0), at(1));
        assert_eq!(fetched.shown(), Some(&Read { value: 1, began: at(0), at: at(1) }));
        assert!(fetched.is_asked() && !Fetched::<u8>::NotAsked.is_asked());
        assert_eq!(fetched.result(), Some(Ok(&1)));
        let again = fetched.again();
        assert!(again.is_loading() && again.result().is_none());
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
        let ready = Fetched::NotAsked.ended(Ok(7), at(1), at(3));
        assert!(ready.needs_new_token(at(4), |_| true));
        assert!(ready.needs_new_token(at(2), |_| true), "the token came while it was being read");
        assert!(!ready.needs_new_token(at(2), |_| false));
        assert!(!ready.needs_new_token(at(1), |_| true), "it was read with that token");
        assert!(!ready.again().needs_new_token(at(4), |_| true), "it is being read");
    }

    #[test]
    fn what_fails_after_a_token_came_is_read_again_once() {
        let at = Timestamp::from_millis;
        let due = |fetched: &Fetched<u8>, renewed| fetched.failure().is_some_and(|it| it.ended_by_token(renewed));
        let reading = Fetched::<u8>::Loading(None);
        assert!(!due(&reading, at(2)), "it is being read");
        let failed = reading.ended(Err(Problem::SignInNeeded), at(1), at(3));
        assert!(due(&failed, at(2)));
        let again = failed.again().ended(Err(Problem::SignInNeeded), at(3), at(4));
        assert!(!due(&again, at(2)));
    }

    #[test]
    fn list_is_complete_once_it_was_read_to_its_end_without_a_gap() {
        let at = Timestamp::from_millis;
        let read = |listing| Fetched::NotAsked.ended(Ok(listing), at(0), at(1));
        let whole = read(Listing::complete(vec![1]));
        assert!(whole.is_complete());
        assert!(!whole.again().is_complete(), "it is being read again");
        assert!(!read(Listing { gap: Some(Problem::Offline), ..Listing::complete(vec![1]) }).is_complete());
        assert!(!read(Listing { unreadable: 1, ..Listing::complete(vec![1]) }).is_complete());
    }
}
