//! Writing down what was read of an identity.

use crate::domain::export::Form;

/// The heading.
pub const HEADING: &str = "Keep or hand on";
/// What is in a file.
pub const WHAT: &str = "A file with everything above, the tenant, the time, who looked, and what could not be read. It \
                        has names and ids of your tenant. A part that is still being read is noted as not asked for.";
/// Before everything has been read.
pub const NOT_YET: &str = "Available once the permissions and roles above have been read.";
/// The button that prints.
pub const PRINT: &str = "Print this page";

/// On paper, of the sample tenant.
pub const SAMPLE: &str = "This is the sample tenant. It proves nothing about a real one.";

/// Above a printed page.
pub fn printed(tenant: &str, id: &str, person: &str, at: &str) -> String {
    format!("Tenant {tenant} ({id}). Read by {person} at {at}.")
}

/// The button of a form.
pub fn save(form: Form) -> &'static str {
    match form {
        Form::Csv => "Save as CSV",
        Form::Json => "Save as JSON",
        Form::Markdown => "Save as Markdown",
    }
}
