//! The box for code, and which permissions code needs.

use super::count;
use domain::file_text::FileTextError;

/// The heading of the box.
pub const HEADING: &str = "From your code";
/// The label of the field.
pub const LABEL: &str = "Code";
/// What may be pasted, and what happens to it.
pub const HINT: &str = "PowerShell, C#, Python, JavaScript, TypeScript, shell, HTTP files and Logic App workflows. Bestow only \
     reads the code. Nothing is run, and the code stays in this browser.";
/// The label of the field for a file.
pub const FILE: &str = "Or open a file";
/// The button that reads the code.
pub const READ: &str = "Find permissions";
/// Said while the code is read.
pub const READING: &str = "Reading the code";
/// Where the code calls nothing.
pub const EMPTY: &str = "No calls to Microsoft Graph, SharePoint, Exchange, Teams or Azure found in this code.";
/// What to do then.
pub const EMPTY_NEXT: &str = "Paste or open the code that makes the calls, not only its settings.";
/// Where everything that the code does is known.
pub const COMPLETE: &str = "Every call in this code is known.";
/// What to check all the same.
pub const COMPLETE_NEXT: &str = "Code in other files and modules isn't read. Tier 0 permissions aren't selected for you: select them in the review.";
/// Where some of it isn't.
pub const INCOMPLETE_NEXT: &str = "Check the lines under Unknown yourself: they may need more permissions. Tier 0 permissions aren't selected for you: select them in the review.";
/// The calls whose need is known.
pub const CALLS: &str = "Known calls";
/// The columns of the known calls.
pub const CALL_COLUMNS: &[&str] = &["Line", "Call", "Least permission", "Details"];
/// The calls that only a user can make.
pub const DELEGATED: &str = "Calls that require a signed-in user";
/// Their columns.
pub const DELEGATED_COLUMNS: &[&str] = &["Line", "Call", "Reason", "Alternative"];
/// The lines whose permissions are unknown.
pub const UNKNOWN: &str = "Unknown";
/// Their columns.
pub const UNKNOWN_COLUMNS: &[&str] = &["Line", "Call", "Reason"];
/// A call that needs no permission of its own.
pub const NOTHING: &str = "None";
/// Where the least permission isn't documented for the call itself.
pub const INFERRED: &str = "Microsoft doesn't document this for the command. Test the command before you rely on it.";

/// Why a file can't be read.
pub fn no_text(problem: FileTextError) -> &'static str {
    match problem {
        FileTextError::TooLarge => "The file is larger than 1 MB. Open a smaller file, or paste a part of it.",
        FileTextError::NotText => "The file isn't text. Open a file with code.",
    }
}

/// What was found, in a sentence.
pub fn found(permissions: usize, unknown: usize) -> String {
    let permissions = count::of(permissions, "permission", "permissions");
    match unknown {
        0 => format!("This code needs {permissions}."),
        _ => {
            let lines = count::of(unknown, "line is", "lines are");
            format!("The known calls need {permissions}. {lines} unknown and may need more.")
        }
    }
}

/// How many were added to the selection.
pub fn added(added: usize) -> String {
    format!("Added to the selection: {}.", count::grouped(added))
}

/// Entra roles that the code needs as well.
pub fn roles(roles: &[String]) -> String {
    format!("Also requires an Entra role: {}. Search for the role to add it.", roles.join(", "))
}

/// Actions of Azure roles that the code needs.
pub fn azure_actions(actions: &[String]) -> String {
    format!("Also requires an Azure role with these actions: {}. Add it under Add an Azure role.", actions.join(", "))
}

/// A permission that the code needs for another call, and that is enough for this one.
pub fn covered_by(permission: &str) -> String {
    format!("Covered by {permission}.")
}

/// Alternatives to the least permission.
pub fn alternatives(others: &[String]) -> String {
    format!("Also accepted: {}.", others.join(", "))
}

/// The day of the facts.
pub fn facts_of(date: &str) -> String {
    format!("According to Microsoft's documentation, as of {date}.")
}
