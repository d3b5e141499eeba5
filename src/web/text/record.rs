//! The record of a change.

use domain::receipt::Form;

/// The heading.
pub const HEADING: &str = "Save receipt";
/// What is in it.
pub const WHAT: &str =
    "Includes who, when, why, each result and its request ID. Contains names and IDs from your tenant.";
/// Said while the user's name is read.
pub const READING: &str = "Loading your account";
/// What the copy button copies.
pub const MARKDOWN: &str = "the receipt as Markdown";

/// The button of a form.
pub fn save(form: Form) -> &'static str {
    match form {
        Form::Markdown => "Save as Markdown",
        Form::Json => "Save as JSON",
    }
}
