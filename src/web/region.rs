//! A part of a page that is read from the tenant: what is known of it, and since when.

use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// Something that was read, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// When it arrived.
    pub at: Timestamp,
}

/// Where the reading of a part of a page stands. Old content stays while new content comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Region<T> {
    /// It is being read; what was there before, if anything, is still shown.
    Reading(Option<Read<T>>),
    /// It is there.
    Ready(Read<T>),
    /// It could not be read; what was there before, if anything, is still shown.
    Failed(Problem, Option<Read<T>>),
}

/// Where a region stands, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionState {
    /// Why the last reading failed, where it did.
    pub problem: Option<Problem>,
    /// Whether it is being read.
    pub reading: bool,
    /// Whether there is anything to show.
    pub shown: bool,
}

impl<T> Region<T> {
    /// What can be shown.
    pub fn shown(&self) -> Option<&Read<T>> {
        match self {
            Self::Ready(read) => Some(read),
            Self::Reading(old) | Self::Failed(_, old) => old.as_ref(),
        }
    }

    /// Why the last reading failed, where it did.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem, _) => Some(problem),
            Self::Reading(_) | Self::Ready(_) => None,
        }
    }

    /// Whether it is being read.
    pub fn is_reading(&self) -> bool {
        matches!(self, Self::Reading(_))
    }

    /// Where it stands.
    pub fn state(&self) -> RegionState {
        RegionState { problem: self.problem().cloned(), reading: self.is_reading(), shown: self.shown().is_some() }
    }

    /// The same region, being read again.
    pub fn again(self) -> Self {
        Self::Reading(self.into_old())
    }

    /// The region once a reading has ended.
    pub fn ended(self, result: Result<T, Problem>, at: Timestamp) -> Self {
        match result {
            Ok(value) => Self::Ready(Read { value, at }),
            Err(problem) => Self::Failed(problem, self.into_old()),
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
        let region = Region::Reading(None).ended(Ok(1), at(1));
        assert_eq!(region.shown(), Some(&Read { value: 1, at: at(1) }));
        let again = region.again();
        assert!(again.is_reading());
        assert_eq!(again.shown().map(|read| read.value), Some(1));
        let failed = again.ended(Err(Problem::Offline), at(2));
        assert_eq!(failed.problem(), Some(&Problem::Offline));
        assert_eq!(failed.shown(), Some(&Read { value: 1, at: at(1) }));
        let ready = failed.again().ended(Ok(2), at(3));
        assert_eq!((ready.problem(), ready.shown()), (None, Some(&Read { value: 2, at: at(3) })));
    }
}
