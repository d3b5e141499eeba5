//! The identities of a change.

use super::count;

/// The way to add another identity.
pub const ADD: &str = "Apply to more identities";
/// The label of the search.
pub const SEARCH: &str = "Name or ID of another identity";
/// Said while the identities are read.
pub const READING: &str = "Loading identities";
/// Where no one fits.
pub const NOBODY: &str = "No other identities found.";
/// The button that takes one out.
pub const TAKE_OUT: &str = "Remove";

/// For how many identities the change is.
pub fn identity_count(number: usize) -> String {
    format!("For {}. Your selection applies to each:", count::of(number, "identity", "identities"))
}

/// The name of a button that takes one out, for screen readers.
pub fn remove_identity(name: &str) -> String {
    format!("{TAKE_OUT} {name}")
}
