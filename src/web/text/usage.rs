//! The card that compares the permissions of an identity with an exported log.

use code_permissions::usage::{LogError, NOT_IN_TABLE, UnknownUse, Verdict};

use super::count;
use domain::file_text::FileTextError;

/// The heading of the card.
pub const HEADING: &str = "Compare permissions with a log";
/// Which files it takes, and what happens to them.
pub const HINT: &str = "A CSV or JSON export of GraphAPIAuditEvents (advanced hunting in the Microsoft Defender portal) or \
     MicrosoftGraphActivityLogs (Log Analytics), up to 32 MB. The file stays in this browser, and its rows aren't kept.";
/// The label of the field for the file.
pub const FILE: &str = "Log file";
/// Said while the permissions are loading.
pub const LOADING: &str = "Loading permissions";
/// Said while the file is read.
pub const READING: &str = "Reading the log";
/// The permissions.
pub const PERMISSIONS: &str = "Permissions compared with the log";
/// The columns of the permissions.
pub const PERMISSION_COLUMNS: &[&str] = &["Permission", "Result", "Last used", "Calls", "Details"];
/// Calls that were refused and that no permission allows.
pub const REFUSED: &str = "Refused calls";
/// Their columns.
pub const REFUSED_COLUMNS: &[&str] = &["Call", "Least permission", "Requests"];
/// Calls that succeeded though no permission allows them.
pub const UNEXPLAINED: &str = "Calls that no permission of this identity allows";
/// Their columns.
pub const UNEXPLAINED_COLUMNS: &[&str] = &["Call", "Requests"];
/// Calls whose permission isn't known.
pub const UNKNOWN: &str = "Unknown calls";
/// Their columns.
pub const UNKNOWN_COLUMNS: &[&str] = &["Call", "Reason", "Requests"];
/// The log has no request of the identity.
pub const NO_ROWS: &str = "The log has no requests of this identity.";
/// What to do then.
pub const NO_ROWS_NEXT: &str =
    "Check that the query includes this identity, and that the log covers the time when this identity runs.";
/// What a permission that isn't seen may still be needed for.
pub const RISK: &str = "Jobs that run monthly, quarterly, yearly or only in an emergency may be missing in this log. Before you revoke a \
     permission, ask the owner of the workload.";
/// What a log doesn't have.
pub const LIMITS: &str = "The log has calls to Microsoft Graph only. It doesn't say which permission allowed a call: an Entra role can \
     allow calls as well. Nothing is selected for removal.";
/// Where permissions are missing in the comparison.
pub const INCOMPLETE: &str = "Some permissions of this identity couldn't be loaded. They're missing here, and they may also allow the calls of \
     permissions that are shown as used.";
/// Where day and month can't be told apart.
pub const AMBIGUOUS: &str = "Unknown dates: the order of day and month isn't clear in this file. Export the log again for a longer time range, or \
     with dates such as 2026-10-31.";
/// Where rows are missing.
pub const CUT: &str = "Rows are missing: the file ends at a row limit, or has more rows than can be read. Permissions without a call are \
     unknown. Export a shorter time range, or only the rows of this identity.";
/// Where the file has more unknown calls than are shown.
pub const MORE_UNKNOWN: &str = "More unknown calls exist than are shown.";
/// A value that isn't known.
pub const NOT_KNOWN: &str = "Unknown";
/// The name of a permission that isn't known.
pub const UNNAMED: &str = "The API doesn't list this permission.";

/// Why a file can't be read.
pub fn no_text(problem: FileTextError) -> &'static str {
    match problem {
        FileTextError::TooLarge => {
            "The file is larger than 32 MB. Export a shorter time range, or only the rows of this identity."
        }
        FileTextError::NotText => "The file isn't text. Open a CSV or JSON file.",
    }
}

/// Why a file isn't a log.
pub fn no_log(error: LogError) -> String {
    match error {
        LogError::NotText | LogError::Empty => "The file is empty or isn't text. Open a CSV or JSON file.".to_owned(),
        LogError::DamagedJson => "The JSON in this file is damaged or incomplete. Export the log again.".to_owned(),
        LogError::NoRows => {
            "The file has no rows of a log. Open an export of GraphAPIAuditEvents or MicrosoftGraphActivityLogs."
                .to_owned()
        }
        LogError::MissingColumn(name) => format!("The file has no column {name}. Export the log with this column."),
    }
}

/// The result for a permission. `days` are those between the first and the last row.
pub fn result(verdict: Verdict, days: Option<i64>) -> String {
    match (verdict, days) {
        (Verdict::Used, _) => "Used".to_owned(),
        (Verdict::PossiblyUsed, _) => "Possibly used".to_owned(),
        (Verdict::NotSeen, None) => "Not seen".to_owned(),
        (Verdict::NotSeen, Some(0)) => "Not seen in less than 1 day".to_owned(),
        (Verdict::NotSeen, Some(1)) => "Not seen in 1 day".to_owned(),
        (Verdict::NotSeen, Some(days)) => format!("Not seen in {days} days"),
        (Verdict::Unknown(_), _) => NOT_KNOWN.to_owned(),
    }
}

/// Why the log doesn't answer for a permission.
pub fn unknown(why: UnknownUse) -> &'static str {
    match why {
        UnknownUse::OtherApi => "The log has no calls to this API.",
        UnknownUse::NoRows => "The log has no requests of this identity.",
        UnknownUse::Cut => "Rows are missing from the file.",
        UnknownUse::OnlyFailed => "The calls that this permission allows failed.",
    }
}

/// A permission of another API than Microsoft Graph.
pub fn of_api(permission: &str, api: &str) -> String {
    format!("{permission} ({api})")
}

/// A call and how many requests succeeded.
pub fn call(call: &str, requests: u64) -> String {
    format!("{call} ({requests})")
}

/// Calls that aren't named.
pub fn more(calls: usize) -> String {
    format!("{} more", count::grouped(calls))
}

/// Other permissions that allow the same calls.
pub fn shared_with(others: &[String]) -> String {
    format!("The same calls are allowed by {}.", others.join(", "))
}

/// Permissions with fewer privileges that are enough.
pub fn narrower(permissions: &[String]) -> String {
    let note = if permissions.iter().any(|name| name.ends_with(".OwnedBy")) {
        " OwnedBy permissions allow access only to objects that this identity owns."
    } else {
        ""
    };
    format!("Enough for these calls: {}. Responses can have fewer properties.{note}", permissions.join(" and "))
}

/// The rows, and the time that they cover.
pub fn rows(of_identity: usize, rows: usize, window: Option<(String, String)>) -> String {
    let requests = count::of(of_identity, "request", "requests");
    let rows = count::of(rows, "row", "rows");
    match window {
        Some((from, to)) => format!("{requests} of this identity in {rows}, from {from} to {to}."),
        None => format!("{requests} of this identity in {rows}."),
    }
}

/// Rows that aren't compared.
pub fn left_out(for_users: usize, unreadable: usize) -> Option<String> {
    let mut parts = Vec::new();
    if for_users > 0 {
        parts.push(format!("{} for signed-in users", count::of(for_users, "request", "requests")));
    }
    if unreadable > 0 {
        parts.push(format!("{} that can't be read", count::of(unreadable, "row", "rows")));
    }
    (!parts.is_empty()).then(|| format!("Not compared: {}.", parts.join(", ")))
}

/// Calls whose permission isn't known.
pub fn unknown_calls(calls: usize) -> String {
    let calls = count::of(calls, "unknown call", "unknown calls");
    format!("{calls}, listed below. An unknown call can use any permission.")
}

/// Why a call is unknown.
pub fn reason(reason: &str) -> String {
    if reason == NOT_IN_TABLE { "Not in Bestow's table of permissions".to_owned() } else { reason.to_owned() }
}

/// How many permissions weren't seen.
pub fn found(not_seen: usize, all: usize) -> String {
    let all = count::of(all, "permission", "permissions");
    format!("{} of {all} not seen in this log.", count::grouped(not_seen))
}

/// The day of the facts.
pub fn facts_of(date: &str) -> String {
    format!("According to Microsoft's documentation, as of {date}.")
}
