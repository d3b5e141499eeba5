//! The change as a script.

use super::count;
use domain::script::Language;

/// The heading.
pub const HEADING: &str = "Export as script";
/// What it is.
pub const WHAT: &str = "Run this change yourself. Uses IDs only; names appear in comments.";
/// The name of the choice.
pub const LANGUAGE: &str = "Language";
/// The button that saves the file.
pub const SAVE: &str = "Save as a file";

/// The name of a language.
pub fn name(language: Language) -> &'static str {
    match language {
        Language::PowerShell => "PowerShell",
        Language::AzureCli => "Azure CLI",
        Language::Terraform => "Terraform",
        Language::Bicep => "Bicep",
    }
}

/// How much the language cannot say.
pub fn left_out(number: usize) -> String {
    let what = count::of(number, "change", "changes");
    let verb = if number == 1 { "is" } else { "are" };
    format!("{what} {verb} not included, because the language doesn't support it; a comment at the end names each.")
}
