//! The question before a tenant is left while something was chosen and not sent.

/// The question.
pub const UNSENT: &str = "Leave without applying?";
/// What would be lost, where nothing is being sent.
pub const LOST: &str = "Your selection is lost. Nothing was sent.";
/// What would be lost, where something is.
pub const LOST_APPLYING: &str = "A change isn't finished. Requests already sent are carried out; the rest isn't sent.";
/// The button that stays.
pub const STAY: &str = "Stay";
/// The button that leaves.
pub const LEAVE: &str = "Leave";
