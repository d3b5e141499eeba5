//! The record of a change.

use crate::domain::receipt::Form;

/// The heading.
pub const HEADING: &str = "For the ticket";
/// What is in it.
pub const WHAT: &str = "Who changed what, when, in which tenant and why, with the outcome of each change and the id under \
                        which Microsoft logged it. It has names and ids of your tenant.";
/// Said while the person's name is read.
pub const READING: &str = "Reading who you are";
/// What the copy button copies.
pub const MARKDOWN: &str = "the receipt as Markdown";

/// The button of a form.
pub fn save(form: Form) -> &'static str {
    match form {
        Form::Markdown => "Save as Markdown",
        Form::Json => "Save as JSON",
    }
}
