//! When an identity was created and got its permissions and roles.

use super::count;

/// The heading.
pub const HEADING: &str = "Timeline";
/// The columns.
pub const COLUMNS: &[&str] = &["Time", "Event", "Details"];
/// The creation of the identity.
pub const CREATED: &str = "Identity created";
/// A permission was granted.
pub const GRANTED: &str = "Permission granted";
/// An Azure role was assigned.
pub const ASSIGNED: &str = "Azure role assigned";
/// Where nothing has a time.
pub const NONE: &str = "No dated events.";
/// What the timeline is made of.
pub const MADE_OF: &str = "Shows current permissions and roles. Removed ones are in the audit log, which keeps entries for a limited \
                           time. Entra role assignments have no date.";
/// While something is being read.
pub const LOADING: &str = "Permissions and roles are still loading.";
/// Where something couldn't be read.
pub const INCOMPLETE: &str = "Some permissions or Azure roles couldn't be loaded, so events may be missing.";

/// How many events are older than those that are shown.
pub fn older(number: usize) -> String {
    format!(
        "{} not shown. The tables of permissions and roles have all dates.",
        count::of(number, "older event", "older events")
    )
}

/// How many assignments have no time.
pub fn undated(number: usize) -> String {
    format!("{} without a date.", count::of(number, "assignment", "assignments"))
}
