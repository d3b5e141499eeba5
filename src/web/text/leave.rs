//! The question before a tenant is left while something was chosen and not sent.

/// The question.
pub const UNSENT: &str = "Leave without applying?";
/// What would be lost, where nothing is being sent.
pub const LOST: &str = "What you have chosen is lost. Nothing of it has been sent.";
/// What would be lost, where something is.
pub const LOST_APPLYING: &str = "A change is not finished. What is on its way arrives; the rest is not sent.";
/// The button that stays.
pub const STAY: &str = "Stay";
/// The button that leaves.
pub const LEAVE: &str = "Leave";
