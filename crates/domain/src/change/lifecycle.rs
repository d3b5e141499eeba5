//! The life of a change: choosing, reviewing, applying, done.

use super::approval::Proposal;
use super::execution::Execution;
use super::plan::ReviewedPlan;
use super::review::Review;
use super::wish::{Wanted, Wish};
use crate::sorted_set::SortedSet;
use crate::time::Timestamp;

/// A change to one identity or several, at one of its stages. Each transition takes the change and gives the next stage; one that
/// does not fit the stage gives the change back as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Entered at the start, and from a review when the user goes back: wishes are added and taken out.
    Choosing(Vec<Wanted>),
    /// Entered when every wish has been looked up: the user sees what would happen and leaves rows out.
    Reviewing {
        /// The wishes, kept for going back.
        wishes: Vec<Wanted>,
        /// What would happen.
        review: Review,
        /// The rows that the user has taken out, by their place.
        left_out: SortedSet<usize>,
    },
    /// Entered when the user approves: the plan is being applied, or is paused until the user does something.
    Applying(Execution),
    /// Entered when nothing is left to do: the execution is the receipt.
    Done(Execution),
}

impl Default for Change {
    fn default() -> Self {
        Self::Choosing(Vec::new())
    }
}

impl Change {
    /// Adds a wish, where it is not among the chosen ones yet.
    #[must_use]
    pub fn choose(mut self, wish: Wanted) -> Self {
        if let Self::Choosing(wishes) = &mut self
            && !wishes.contains(&wish)
        {
            wishes.push(wish);
        }
        self
    }

    /// Shows what would happen. `left_out` are the rows that wait for the user's own tick, and those that the user has
    /// cleared.
    #[must_use]
    pub fn reviewed(self, review: Review, left_out: SortedSet<usize>) -> Self {
        match self {
            Self::Choosing(wishes) | Self::Reviewing { wishes, .. } => Self::Reviewing { wishes, review, left_out },
            other => other,
        }
    }

    /// Replaces a wish for every identity: with the meaning that the user chose, a permission with fewer privileges,
    /// another scope or another end. The change goes back to choosing, so that the new wish is looked up.
    #[must_use]
    pub fn replace(self, old: &Wish, new: &Wish) -> Self {
        match self {
            Self::Choosing(wishes) | Self::Reviewing { wishes, .. } => {
                let mut replaced: Vec<Wanted> = Vec::with_capacity(wishes.len());
                for mut wanted in wishes {
                    if wanted.wish == *old {
                        wanted.wish = new.clone();
                    }
                    if !replaced.contains(&wanted) {
                        replaced.push(wanted);
                    }
                }
                Self::Choosing(replaced)
            }
            other => other,
        }
    }

    /// Removes a wish for every identity and goes back to choosing.
    #[must_use]
    pub fn leave_out(self, wish: &Wish) -> Self {
        match self {
            Self::Choosing(wishes) | Self::Reviewing { wishes, .. } => {
                Self::Choosing(wishes.into_iter().filter(|wanted| wanted.wish != *wish).collect())
            }
            other => other,
        }
    }

    /// Takes a row of the review out, or in again.
    #[must_use]
    pub fn toggle(mut self, row: usize) -> Self {
        if let Self::Reviewing { left_out, .. } = &mut self
            && !left_out.remove(&row)
        {
            left_out.insert(row);
        }
        self
    }

    /// Notes that the user has ticked or cleared a row of the review that something else filled in.
    #[must_use]
    pub fn note_ticked(mut self, row: usize, ticked: bool) -> Self {
        if let Self::Reviewing { review, .. } = &mut self {
            review.note_ticked(row, ticked);
        }
        self
    }

    /// Goes back from the review to choosing.
    #[must_use]
    pub fn back(self) -> Self {
        match self {
            Self::Reviewing { wishes, .. } => Self::Choosing(wishes),
            other => other,
        }
    }

    /// Applies what was approved of the review.
    #[must_use]
    pub fn begin(self, plan: ReviewedPlan, now: Timestamp) -> Self {
        match self {
            Self::Reviewing { .. } => Self::Applying(Execution::new(plan, now)),
            other => other,
        }
    }

    /// What would be sent, while it is reviewed.
    pub fn proposal(&self) -> Option<Proposal> {
        match self {
            Self::Reviewing { review, left_out, .. } => review.proposal(|row| !left_out.contains(&row)),
            _ => None,
        }
    }

    /// Takes the execution in its current state.
    #[must_use]
    pub fn advanced(self, execution: Execution) -> Self {
        match self {
            Self::Applying(_) if execution.is_finished() => Self::Done(execution),
            Self::Applying(_) => Self::Applying(execution),
            other => other,
        }
    }

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        match self {
            Self::Applying(execution) | Self::Done(execution) => Some(execution),
            Self::Choosing(_) | Self::Reviewing { .. } => None,
        }
    }

    /// Whether leaving would lose something that the user has chosen or that is under way.
    pub fn would_be_lost(&self) -> bool {
        match self {
            Self::Choosing(wishes) => !wishes.is_empty(),
            Self::Reviewing { .. } | Self::Applying(_) => true,
            Self::Done(_) => false,
        }
    }
}
