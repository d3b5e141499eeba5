//! Files that a review is compared with or saved as, and the page that is printed.

use super::count;
use domain::tenant_review::saved::FileError;

/// Files.
pub const OPEN_SAVED: &str = "Open a saved review";
/// What the field is for.
pub const OPEN_SAVED_HINT: &str =
    "A JSON file saved from a tenant review. It's read in this browser and not sent anywhere.";
/// The field of a baseline.
pub const OPEN_DESIRED: &str = "Compare with a baseline";
/// What the field is for.
pub const OPEN_DESIRED_HINT: &str = "A baseline, or a tenant review saved as JSON. Permissions that aren't in the baseline are listed, and never \
     removed automatically.";
/// The parts of what changed.
pub const ADDED: &str = "Granted since";
/// What was removed.
pub const TAKEN: &str = "Removed since";
/// Identities that are new.
pub const NEW: &str = "New identities";
/// Deleted identities.
pub const GONE: &str = "Deleted identities";
/// Where nothing changed.
pub const NO_DRIFT: &str = "No changes";
/// Where directory roles could not be compared.
pub const NO_ROLES_COMPARED: &str = "Entra roles weren't compared: they couldn't be loaded then or now.";
/// Where the saved review was incomplete.
pub const WAS_INCOMPLETE: &str = "The saved review was incomplete. Items missing from it may have existed.";
/// What is missing of a baseline.
pub const MISSING: &str = "Missing";
/// What is assigned beyond it.
pub const EXTRA: &str = "Not in baseline";
/// What to do about it.
pub const EXTRA_NEXT: &str = "Nothing is removed automatically. Select what to remove.";
/// Where everything is as it should be.
pub const AS_DESIRED: &str = "Matches the baseline";
/// Begins the change.
pub const REVIEW_CHANGE: &str = "Review the change";

/// Report.
pub const SAVE_CSV: &str = "Save as CSV";
/// Saves for programs and for later comparison.
pub const SAVE_JSON: &str = "Save as JSON";
/// Prints.
pub const PRINT: &str = "Print";
/// What the files contain.
pub const EXPORT_WHAT: &str =
    "CSV and JSON contain every identity, regardless of filters. Open the JSON file later to see changes.";
/// The chart of tiers.
pub const CHART_TIERS: &str = "Highest tier by subscription";
/// The chart of APIs.
pub const CHART_APIS: &str = "Permissions by API";
/// The column of a chart.
pub const SUBSCRIPTION: &str = "Subscription";
/// Identities whose resource Azure does not note.
pub const NO_SUBSCRIPTION: &str = "Subscription unknown";
/// The columns of the chart of tiers.
pub const TIER_COLUMNS: [&str; 6] = ["Tier 0", "Tier 1", "Tier 2", "Not rated", "No permissions", "Unknown"];
/// The column of the bars.
pub const BAR: &str = "Share";
/// The column of how many are assigned.
pub const HELD: &str = "Assigned";

/// The heading of what changed.
pub fn since(minute: &str) -> String {
    format!("Changes since {minute}")
}

/// How many identities could not be compared.
pub fn not_compared(number: usize) -> String {
    format!("{} not compared: couldn't be loaded then or now.", count::of(number, "identity was", "identities were"))
}

/// How many identities have exactly what they should.
pub fn as_desired(number: usize) -> String {
    match number {
        1 => "1 identity matches the baseline exactly.".to_owned(),
        more => format!("{} identities match the baseline exactly.", count::grouped(more)),
    }
}

/// How many identities of a file the tenant does not have.
pub fn unknown(number: usize) -> String {
    format!("{} not in this tenant.", count::of(number, "identity of the file is", "identities of the file are"))
}

/// How many identities nothing is said of.
pub fn desired_not_read(number: usize) -> String {
    format!("Unknown for {}: current permissions couldn't be loaded.", count::of(number, "identity", "identities"))
}

/// Why a file is not opened, and what to do.
pub fn file_error(error: FileError) -> (&'static str, &'static str) {
    match error {
        FileError::Damaged => ("This isn't a valid file, or it's damaged", "Select a file that Bestow saved."),
        FileError::NewerVersion => ("The file was created by a newer version of Bestow", "Reload the page."),
        FileError::TooLarge => ("The file is too large", "Select a file that Bestow saved."),
        FileError::OtherTenant => {
            ("The file is about another tenant", "Sign in to that tenant, or select another file.")
        }
    }
}
