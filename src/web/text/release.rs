//! A tab that is older than the release on the web host.

/// The name of the notice.
pub const HEADING: &str = "New version";
/// What is the case.
pub const NEWER: &str = "A newer version of Bestow is available. This tab still runs the old one.";
/// The button that takes it.
pub const RELOAD: &str = "Reload";
/// The button that doesn't.
pub const LATER: &str = "Later";
