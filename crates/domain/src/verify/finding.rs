//! The result of comparing a wanted permission with the assigned ones.

use super::end_limit::EndLimit;
use super::thing::{ExistingAssignment, IndirectAssignment};
use crate::problem::Problem;
use crate::time::Timestamp;

/// The result for a permission. In a comparison: on both sides, on the other side only, on this side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonFinding {
    /// It is wanted and assigned, and no end is known that would not be wanted.
    Held(ExistingAssignment),
    /// It is wanted as time-bound, and assigned for longer or permanently.
    HeldLonger {
        /// By what it is assigned.
        by: ExistingAssignment,
        /// For how long it is wanted.
        wanted: EndLimit,
    },
    /// It is wanted for longer than it is assigned: it ends by itself before.
    EndsSooner {
        /// By what it is assigned.
        by: ExistingAssignment,
        /// When it ends.
        end: Timestamp,
        /// Until when it is wanted; without an end, where there is none.
        wanted: Option<Timestamp>,
    },
    /// It is wanted and not assigned to the identity itself, which has it through a group.
    ThroughGroup(IndirectAssignment),
    /// It is wanted and certainly not assigned.
    Missing,
    /// It is assigned and certainly not wanted.
    Extra(ExistingAssignment),
    /// It is assigned to the identity itself, and the other one, which it is compared with, has it through a group.
    OtherThroughGroup {
        /// By what it is assigned.
        by: ExistingAssignment,
        /// How it arrives at the other one.
        other: IndirectAssignment,
    },
    /// It cannot be told.
    CannotTell(UnknownReason),
}

impl ComparisonFinding {
    /// Whether it is wanted and assigned to the identity itself, whenever it ends.
    pub fn is_assigned(&self) -> bool {
        match self {
            Self::Held(_) | Self::HeldLonger { .. } | Self::EndsSooner { .. } => true,
            Self::CannotTell(doubt) => matches!(doubt, UnknownReason::EndUnread(_) | UnknownReason::OtherEndUnread(_)),
            Self::ThroughGroup(_) | Self::Missing | Self::Extra(_) | Self::OtherThroughGroup { .. } => false,
        }
    }
}

/// Why it cannot be told whether something is assigned or wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownReason {
    /// The identity's permissions and roles could not be read in full: read it again.
    HeldUnread(Problem),
    /// What the other identity has could not be read in full: read it again.
    OtherUnread(Problem),
    /// It is assigned, and whether it ends when it should could not be read: read it again.
    EndUnread(Problem),
    /// It is assigned, and whether it ends on the other identity could not be read: read it again.
    OtherEndUnread(Problem),
    /// The API was not read, so a name or an id cannot be matched to it: read it.
    ApiUnread,
    /// No API and no directory role of this tenant has what the wish names: correct the set.
    NoSuchRole,
    /// The wish has several meanings, of which some are assigned: choose one.
    Ambiguous,
    /// It is assigned, and a wish whose meaning is not clear may ask for it.
    PerhapsWanted,
}

/// How many rows have each result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparisonCounts {
    /// Rows that are wanted and assigned.
    pub held: usize,
    /// Rows that are assigned for longer than they are wanted.
    pub longer: usize,
    /// Rows that end sooner than they are wanted to.
    pub sooner: usize,
    /// Rows that are wanted and assigned through a group only.
    pub through_group: usize,
    /// Rows that are wanted and not assigned.
    pub missing: usize,
    /// Rows that are assigned and not wanted.
    pub extra: usize,
    /// Rows that the other one has through a group only.
    pub other_through_group: usize,
    /// Rows of which it cannot be told.
    pub unclear: usize,
}

impl ComparisonCounts {
    /// How many rows are in this way.
    pub fn of(mut self, standing: ComparisonResult) -> usize {
        *self.number(standing)
    }

    pub(super) fn number(&mut self, standing: ComparisonResult) -> &mut usize {
        match standing {
            ComparisonResult::Held => &mut self.held,
            ComparisonResult::Longer => &mut self.longer,
            ComparisonResult::Sooner => &mut self.sooner,
            ComparisonResult::ThroughGroup => &mut self.through_group,
            ComparisonResult::Missing => &mut self.missing,
            ComparisonResult::Extra => &mut self.extra,
            ComparisonResult::OtherThroughGroup => &mut self.other_through_group,
            ComparisonResult::Unclear => &mut self.unclear,
        }
    }

    /// Rows that are wanted, as far as nothing is unclear.
    pub fn wanted(self) -> usize {
        let Self { held, longer, sooner, through_group, missing, .. } = self;
        held + longer + sooner + through_group + missing
    }
}

/// The result of a row, without the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparisonResult {
    /// It is wanted and assigned.
    Held,
    /// It is assigned for longer than it is wanted.
    Longer,
    /// It ends sooner than it is wanted to.
    Sooner,
    /// It is wanted and assigned through a group only.
    ThroughGroup,
    /// It is wanted and not assigned.
    Missing,
    /// It is assigned and not wanted.
    Extra,
    /// It is assigned, and on the other one through a group only.
    OtherThroughGroup,
    /// It cannot be told.
    Unclear,
}

impl ComparisonResult {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Missing,
        Self::ThroughGroup,
        Self::Longer,
        Self::Sooner,
        Self::Extra,
        Self::OtherThroughGroup,
        Self::Held,
        Self::Unclear,
    ];

    /// That of a finding.
    pub fn of(finding: &ComparisonFinding) -> Self {
        match finding {
            ComparisonFinding::Held(_) => Self::Held,
            ComparisonFinding::HeldLonger { .. } => Self::Longer,
            ComparisonFinding::EndsSooner { .. } => Self::Sooner,
            ComparisonFinding::ThroughGroup(_) => Self::ThroughGroup,
            ComparisonFinding::Missing => Self::Missing,
            ComparisonFinding::Extra(_) => Self::Extra,
            ComparisonFinding::OtherThroughGroup { .. } => Self::OtherThroughGroup,
            ComparisonFinding::CannotTell(_) => Self::Unclear,
        }
    }

    /// The word that is in a form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Longer => "longer",
            Self::Sooner => "sooner",
            Self::ThroughGroup => "through-group",
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::OtherThroughGroup => "other-through-group",
            Self::Unclear => "unclear",
        }
    }

    /// The way with this word; none, where the word is none.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }
}
