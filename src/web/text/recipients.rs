//! The identities of a change.

use super::count;

/// The way to add another identity.
pub const ADD: &str = "Apply to more identities";
/// The label of the search.
pub const SEARCH: &str = "Name or ID of another identity";
/// Said while the identities are read.
pub const READING: &str = "Loading identities";
/// Where no identity matches.
pub const NOBODY: &str = "No other identities found.";
/// The button that removes an identity.
pub const TAKE_OUT: &str = "Remove";

/// The number of identities that the change is for.
pub fn identity_count(number: usize) -> String {
    format!("For {}. Your selection applies to each:", count::of(number, "identity", "identities"))
}

/// The name of the button that removes an identity, for screen readers.
pub fn remove_identity(name: &str) -> String {
    format!("{TAKE_OUT} {name}")
}
