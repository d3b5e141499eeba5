//! How a thing stands between what is wanted and what is held.

use super::HeldBy;
use crate::domain::problem::Problem;

/// How a thing stands. In a comparison: on both sides, on the other side only, on this side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is wanted and held.
    Held(HeldBy),
    /// It is wanted and certainly not held.
    Missing,
    /// It is held and certainly not wanted.
    Extra(HeldBy),
    /// It cannot be told.
    CannotTell(Doubt),
}

/// Why it cannot be told whether something is held or wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// What the identity holds could not be read in full: read it again.
    HeldUnread(Problem),
    /// What the other identity holds could not be read in full: read it again.
    OtherUnread(Problem),
    /// The API was not read, so a name or an id cannot be matched to it: read it.
    ApiUnread,
    /// No API and no directory role of this tenant has what the wish names: correct the set.
    NoSuchRole,
    /// The wish means several things, of which some are held: choose one.
    Ambiguous,
    /// It is held, and a wish whose meaning is not clear may ask for it.
    PerhapsWanted,
}

/// How many rows stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that are wanted and held.
    pub held: usize,
    /// Rows that are wanted and not held.
    pub missing: usize,
    /// Rows that are held and not wanted.
    pub extra: usize,
    /// Rows of which it cannot be told.
    pub unclear: usize,
}

/// How a row stands, without why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is wanted and held.
    Held,
    /// It is wanted and not held.
    Missing,
    /// It is held and not wanted.
    Extra,
    /// It cannot be told.
    Unclear,
}

impl Standing {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Missing, Self::Extra, Self::Held, Self::Unclear];

    /// That of a finding.
    pub fn of(finding: &Finding) -> Self {
        match finding {
            Finding::Held(_) => Self::Held,
            Finding::Missing => Self::Missing,
            Finding::Extra(_) => Self::Extra,
            Finding::CannotTell(_) => Self::Unclear,
        }
    }

    /// The word that stands in a form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::Unclear => "unclear",
        }
    }

    /// The way with this word; none, where the word is none.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }
}
