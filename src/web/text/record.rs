//! The record of a change.

use domain::receipt::ReceiptFormat;

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
pub fn save(form: ReceiptFormat) -> &'static str {
    match form {
        ReceiptFormat::Markdown => "Save as Markdown",
        ReceiptFormat::Json => "Save as JSON",
    }
}
