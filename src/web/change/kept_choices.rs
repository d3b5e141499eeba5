//! The choices of a change with what made each of them, and what the tab keeps of them for a reload.

use domain::change::origin::Preselected;
use domain::change::wish::Wanted;

/// A choice, and what made it where the user did not.
pub type RememberedChoice = (Wanted, Option<Preselected>);

/// What the tab keeps of one change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptChoices {
    /// What is chosen, in the order in which it is written: by what chose it.
    pub chosen: Vec<RememberedChoice>,
    /// Which of it the user has cleared in the review.
    pub cleared: Vec<Wanted>,
}
