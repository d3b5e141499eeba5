//! Whom a change is for.

use super::count;

/// The way to add another identity.
pub const ADD: &str = "Change other identities as well";
/// The label of the search.
pub const SEARCH: &str = "Name or id of another identity";
/// Said while the identities are read.
pub const READING: &str = "Reading the identities of your tenant";
/// Where nobody fits.
pub const NOBODY: &str = "No other identity fits.";
/// The button that takes one out.
pub const TAKE_OUT: &str = "Take out";

/// For how many identities the change is.
pub fn for_whom(number: usize) -> String {
    format!("For {}. What you choose now is chosen for each:", count::of(number, "identity", "identities"))
}

/// The name of a button that takes one out, for those who listen.
pub fn take_out(name: &str) -> String {
    format!("{TAKE_OUT} {name}")
}
