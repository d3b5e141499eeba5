//! The same change elsewhere.

use super::count;
use crate::domain::script::Language;

/// The heading.
pub const HEADING: &str = "The same change elsewhere";
/// What it is.
pub const WHAT: &str = "Code that makes this change without this page. It is made of ids and fixed words; names stand in \
                        comments only.";
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
    format!("{what} {verb} not in it, because the language cannot say that; a comment at the end names each.")
}
