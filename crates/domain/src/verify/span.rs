//! Compares how long a directory role is wanted with how long it is assigned.

use std::time::Duration;

use super::end_limit::EndLimit;
use super::finding::{ComparisonFinding, UnknownReason};
use super::thing::ExistingAssignment;
use crate::change::wish::Lasting;
use crate::held_role::Term;
use crate::problem::Problem;
use crate::time::Timestamp;

/// For how long something is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WantedDuration {
    /// Without an end.
    WithoutEnd,
    /// Time-bound.
    Limited(EndLimit),
    /// As long as the other identity has it, which could not be read.
    NotKnown(Problem),
}

/// Why there is no duration for which a role can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDuration {
    /// It ends within the hour.
    Over,
    /// Its end could not be read.
    EndUnread(Problem),
}

/// Clocks differ, and so do the moments at which one change gives the same to two identities: what ends later by less
/// ends at the same time.
const CLOCKS: Duration = Duration::from_secs(5 * 60);

/// What is copied lasts for whole hours, so it may end sooner by nearly one.
const ROUNDED_OFF: Duration = Duration::from_secs(3600);

impl From<Lasting> for WantedDuration {
    fn from(lasting: Lasting) -> Self {
        lasting.hours().map_or(Self::WithoutEnd, |hours| Self::Limited(EndLimit::Hours(hours)))
    }
}

impl WantedDuration {
    /// How long the other identity has it. `gap` is why its end may not have been read.
    pub fn from_term(term: Term, gap: Option<&Problem>) -> Self {
        match term {
            Term::Permanent => Self::WithoutEnd,
            Term::Until { end, .. } => Self::Limited(EndLimit::Until(end)),
            Term::NotKnown => Self::NotKnown(unread(gap)),
        }
    }

    /// How long it is to be asked for.
    ///
    /// # Errors
    ///
    /// Where that time is over within the hour or not known.
    pub fn duration_to_request(&self, now: Timestamp) -> Result<Lasting, NoDuration> {
        match self {
            Self::WithoutEnd => Ok(Lasting::Permanent),
            Self::NotKnown(problem) => Err(NoDuration::EndUnread(problem.clone())),
            Self::Limited(EndLimit::Hours(hours)) => Ok(Lasting::Hours(*hours)),
            Self::Limited(EndLimit::Until(end)) => Lasting::until(*end, now).ok_or(NoDuration::Over),
        }
    }

    /// The result for a role that is wanted for this long and assigned. An end that could not be read counts where
    /// there is one on the other side: then it cannot be told which lasts longer. `gap` is why the end may not have
    /// been read.
    pub fn compare_with_assignment(
        &self,
        by: &ExistingAssignment,
        gap: Option<&Problem>,
        now: Timestamp,
    ) -> ComparisonFinding {
        let by = by.clone();
        match (self, by.term()) {
            (Self::Limited(_), Term::NotKnown) => ComparisonFinding::CannotTell(UnknownReason::EndUnread(unread(gap))),
            (Self::NotKnown(problem), Term::Until { .. }) => {
                ComparisonFinding::CannotTell(UnknownReason::OtherEndUnread(problem.clone()))
            }
            (Self::WithoutEnd | Self::NotKnown(_), Term::Permanent | Term::NotKnown) => ComparisonFinding::Held(by),
            (Self::WithoutEnd, Term::Until { end, .. }) => ComparisonFinding::EndsSooner { by, end, wanted: None },
            (Self::Limited(wanted), Term::Permanent) => ComparisonFinding::HeldLonger { by, wanted: *wanted },
            (Self::Limited(wanted), Term::Until { end, .. }) => match wanted {
                _ if end > wanted.end(now) + CLOCKS => ComparisonFinding::HeldLonger { by, wanted: *wanted },
                // What was given for some hours has fewer left by now, and that is as it is wanted.
                EndLimit::Until(until) if end + ROUNDED_OFF + CLOCKS < *until => {
                    ComparisonFinding::EndsSooner { by, end, wanted: Some(*until) }
                }
                EndLimit::Hours(_) | EndLimit::Until(_) => ComparisonFinding::Held(by),
            },
        }
    }
}

fn unread(gap: Option<&Problem>) -> Problem {
    gap.cloned().unwrap_or(Problem::Unreadable("an assignment"))
}
