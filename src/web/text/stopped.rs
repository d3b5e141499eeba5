//! When the program itself has failed. The boot script shows this, because nothing else runs any more.

/// The heading.
pub const HEADING: &str = "This page has stopped";
/// What happened.
pub const WHAT: &str = "Something went wrong inside it. Nothing more is sent from here.";
/// What became of a change.
pub const CHANGE: &str = "If changes were being applied, the last ones may or may not have been carried out. After a reload the page offers to go on: it first reads what is there, and gives nothing twice.";
/// Where it keeps happening.
pub const AGAIN: &str = "If this happens again, tell whoever maintains this page. The browser's console says where it stopped, and nothing about your tenant.";
/// The button.
pub const RELOAD: &str = "Reload";
