//! What becomes of the end of a directory role when a set is made from an identity's permissions.
//!
//! A set fits every tenant and every day, so it contains no dates: it asks for a role for some hours. Where no end
//! could be read, nothing is guessed, for a guess would turn a role that ends into one that does not.

use std::num::NonZeroU16;
use std::time::Duration;

use crate::change::wish::Lasting;
use crate::held_role::Term;
use crate::time::Timestamp;

/// How a directory role ends on the identity that a set is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceRoleEnd {
    /// At this time.
    At {
        /// When.
        end: Timestamp,
        /// For how many whole hours it was given; those that are left, where its beginning is not known; at least one.
        hours: NonZeroU16,
    },
    /// Whether it ends could not be read.
    NotKnown,
}

/// A role begins a little after it was asked for and ends as it was asked to, so that it lasts a little less than it was
/// given for.
const BEGUN_LATE: Duration = Duration::from_secs(5 * 60);

impl SourceRoleEnd {
    /// How a role that is assigned for this long ends; nothing, where it does not.
    pub fn of(term: Term, now: Timestamp) -> Option<Self> {
        match term {
            Term::Permanent => None,
            Term::Until { start, end } => {
                let given = start.map_or_else(|| end.since(now), |start| end.since(start) + BEGUN_LATE);
                let hours = given.as_secs() / 3600;
                let hours = NonZeroU16::new(u16::try_from(hours).unwrap_or(u16::MAX)).unwrap_or(NonZeroU16::MIN);
                Some(Self::At { end, hours })
            }
            Term::NotKnown => Some(Self::NotKnown),
        }
    }

    /// For how long a set asks for it, unless a user says otherwise; nothing, where a user has to say.
    pub fn suggested_duration(self) -> Option<Lasting> {
        match self {
            Self::At { hours, .. } => Some(Lasting::Hours(hours)),
            Self::NotKnown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_that_ends_never_becomes_one_that_does_not() {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let after = |minutes: u64| now + Duration::from_secs(60 * minutes);
        let hours = |term| match SourceRoleEnd::of(term, now).and_then(SourceRoleEnd::suggested_duration) {
            Some(Lasting::Hours(hours)) => hours.get(),
            other => panic!("{other:?}"),
        };
        assert_eq!(SourceRoleEnd::of(Term::Permanent, now), None);
        assert_eq!(hours(Term::Until { start: Some(now), end: after(8 * 60) }), 8, "as it was given");
        assert_eq!(hours(Term::Until { start: Some(after(2)), end: after(8 * 60) }), 8, "it began a little later");
        assert_eq!(hours(Term::Until { start: Some(after(10)), end: after(8 * 60) }), 7);
        assert_eq!(hours(Term::Until { start: None, end: after(150) }), 2, "what is left");
        assert_eq!(hours(Term::Until { start: None, end: after(20) }), 1);
        assert_eq!(hours(Term::Until { start: None, end: now }), 1);
        assert_eq!(hours(Term::Until { start: Some(Timestamp::from_millis(0)), end: after(0) }), u16::MAX);
        assert_eq!(SourceRoleEnd::of(Term::NotKnown, now), Some(SourceRoleEnd::NotKnown));
        assert_eq!(SourceRoleEnd::NotKnown.suggested_duration(), None, "nothing is guessed");
    }
}
