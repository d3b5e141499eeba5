//! Writing down what was read of an identity.

use domain::export::EvidenceFormat;

/// The heading.
pub const HEADING: &str = "Export";
/// What is in a file.
pub const WHAT: &str = "Exports everything on this page, with tenant, time, who exported it and what couldn't be loaded. Contains \
     names and IDs from your tenant. Sections still loading are marked as not loaded.";
/// Before everything has been read.
pub const NOT_YET: &str = "Available when permissions and roles are loaded.";
/// The button that prints.
pub const PRINT: &str = "Print";

/// On paper, of the sample tenant.
pub const SAMPLE: &str = "Sample tenant. This isn't evidence about a real tenant.";

/// Above a printed page.
pub fn printed(tenant: &str, id: &str, person: &str, at: &str) -> String {
    format!("Tenant {tenant} ({id}). Loaded by {person}, {at}.")
}

/// The button of a form.
pub fn save(form: EvidenceFormat) -> &'static str {
    match form {
        EvidenceFormat::Csv => "Save as CSV",
        EvidenceFormat::Json => "Save as JSON",
        EvidenceFormat::Markdown => "Save as Markdown",
    }
}
