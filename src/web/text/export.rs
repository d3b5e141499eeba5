//! Writing down what was read of an identity.

use crate::domain::export::Form;

/// The heading.
pub const HEADING: &str = "Keep or hand on";
/// What is in a file.
pub const WHAT: &str = "A file with the application permissions and the directory roles that are assigned to the \
                        identity itself, the tenant, the time, who looked, and what could not be read. It has names \
                        and ids of your tenant.";
/// Before everything has been read.
pub const NOT_YET: &str = "Available once the permissions and roles above have been read.";
/// The button that prints.
pub const PRINT: &str = "Print this page";

/// The button of a form.
pub fn save(form: Form) -> &'static str {
    match form {
        Form::Csv => "Save as CSV",
        Form::Json => "Save as JSON",
        Form::Markdown => "Save as Markdown",
    }
}
