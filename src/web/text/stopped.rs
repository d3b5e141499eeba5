//! When the program itself has failed. The boot script shows this, because nothing else runs any more.

/// The heading.
pub const HEADING: &str = "Something went wrong";
/// What happened.
pub const WHAT: &str = "Bestow stopped because of an internal error. Nothing more is sent.";
/// What became of a change.
pub const CHANGE: &str = "If a change was being applied, the last requests may or may not have been carried out. Reload to resume: \
     current permissions are loaded first, and nothing is applied twice.";
/// Where it keeps happening.
pub const AGAIN: &str = "If this happens again, tell the maintainers of Bestow. The browser's console shows where it stopped, and \
     nothing about your tenant.";
/// The button.
pub const RELOAD: &str = "Reload";
