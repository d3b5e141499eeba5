//! A tab that is older than what the web host has.

/// The name of the notice.
pub const HEADING: &str = "New version";
/// What is the case.
pub const NEWER: &str = "A newer version of this page is on the web host. This tab still runs the old one.";
/// The button that takes it.
pub const RELOAD: &str = "Reload";
/// The button that does not.
pub const LATER: &str = "Later";
