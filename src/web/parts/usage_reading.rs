//! What an exported log says about the permissions of an identity, in words.

use code_permissions::Table;
use code_permissions::usage::{
    AssignedPermission, DateOrder, IdentityIds, LogError, PermissionUsage, Usage, UsageLog, Verdict, permission_usage,
};

use crate::web::text::usage as text;

/// The largest log that is read, in bytes.
pub const LARGEST_LOG: usize = 32 * 1024 * 1024;

/// How many calls of a permission are named.
const MOST_CALLS: usize = 20;

/// A permission of the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPermission {
    /// The name of its API.
    pub api: String,
    /// Whether the API is Microsoft Graph.
    pub is_graph: bool,
    /// The value of the app role; `None` where the API doesn't list it.
    pub value: Option<String>,
    /// What it is called on the page.
    pub label: String,
}

/// A log to read, and what to compare it with.
pub struct LogToRead {
    /// The text of the file.
    pub text: String,
    /// Whose requests are picked.
    pub ids: IdentityIds,
    /// The permissions of the identity.
    pub permissions: Vec<ComparedPermission>,
    /// Whether these are all permissions.
    pub is_complete: bool,
}

/// What a log says. The rows have the cells of the columns in [`text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageReading {
    /// The result for each permission.
    pub permissions: Vec<Vec<String>>,
    /// Calls that were refused and that no permission allows.
    pub refused: Vec<Vec<String>>,
    /// Calls that succeeded though no permission allows them.
    pub unexplained: Vec<Vec<String>>,
    /// Calls whose permission isn't known.
    pub unknown: Vec<Vec<String>>,
    /// The sentence above everything.
    pub found: String,
    /// The time that the log covers, and what limits the answer.
    pub notes: Vec<String>,
    /// Whether the log has requests of the identity.
    pub has_requests: bool,
}

impl UsageReading {
    /// Reads a log by the facts in `table`. `None` if the table is damaged.
    pub fn of(log: &LogToRead, table: &[u8]) -> Option<Result<Self, LogError>> {
        let table = Table::read(table).ok()?;
        Some(UsageLog::read(log.text.as_bytes()).map(|read| Self::of_log(&read, log, &table)))
    }

    fn of_log(read: &UsageLog, log: &LogToRead, table: &Table) -> Self {
        let assigned: Vec<AssignedPermission> = log
            .permissions
            .iter()
            .map(|permission| match &permission.value {
                Some(value) if permission.is_graph => AssignedPermission::graph(value),
                _ => AssignedPermission { api: Some(permission.api.clone()), name: permission.label.clone() },
            })
            .collect();
        let usage = permission_usage(read, &log.ids, &assigned, table);
        let days = usage.window.map(|window| window.days());
        let rows =
            log.permissions.iter().zip(&usage.permissions).map(|(permission, found)| row(permission, found, days));
        let not_seen = usage.permissions.iter().filter(|found| found.verdict == Verdict::NotSeen).count();
        let requests = |count: u64| count.to_string();
        Self {
            permissions: rows.collect(),
            refused: usage
                .refused
                .iter()
                .map(|call| vec![call.call.clone(), call.least.join(" + "), requests(call.count)])
                .collect(),
            unexplained: usage.unexplained.iter().map(|call| vec![call.call.clone(), requests(call.count)]).collect(),
            unknown: usage
                .unmatched
                .iter()
                .map(|call| {
                    vec![format!("{} {}", call.method, call.path), text::reason(&call.reason), requests(call.count)]
                })
                .collect(),
            found: text::found(not_seen, log.permissions.len()),
            notes: notes(&usage, log.is_complete, &table.date),
            has_requests: usage.counts.of_identity > 0,
        }
    }
}

/// Permission, result, last use, calls and details.
fn row(permission: &ComparedPermission, found: &Usage, days: Option<i64>) -> Vec<String> {
    let name = match permission.is_graph {
        true => permission.label.clone(),
        false => text::of_api(&permission.label, &permission.api),
    };
    let mut calls: Vec<String> =
        found.calls.iter().take(MOST_CALLS).map(|call| text::call(&call.call, call.count)).collect();
    if found.calls.len() > MOST_CALLS {
        calls.push(text::more(found.calls.len() - MOST_CALLS));
    }
    let last = match (found.last, found.count) {
        (Some(last), _) => minute(&last.to_string()),
        (None, 0) => String::new(),
        (None, _) => text::NOT_KNOWN.to_owned(),
    };
    let mut details = Vec::new();
    if let Verdict::Unknown(why) = found.verdict {
        let is_unnamed = permission.is_graph && permission.value.is_none();
        details.push(if is_unnamed { text::UNNAMED } else { text::unknown(why) }.to_owned());
    }
    if !found.shared_with.is_empty() {
        details.push(text::shared_with(&found.shared_with));
    }
    if !found.narrower.is_empty() {
        details.push(text::narrower(&found.narrower));
    }
    vec![name, text::result(found.verdict, days), last, calls.join(", "), details.join(" ")]
}

/// `2026-10-29T02:01:20Z` as `2026-10-29 02:01 UTC`.
fn minute(time: &str) -> String {
    match (time.get(..10), time.get(11..16)) {
        (Some(date), Some(minute)) => format!("{date} {minute} UTC"),
        _ => time.to_owned(),
    }
}

fn notes(usage: &PermissionUsage, is_complete: bool, date: &str) -> Vec<String> {
    let counts = usage.counts;
    let window = usage.window.map(|window| (minute(&window.from.to_string()), minute(&window.to.to_string())));
    let mut notes = vec![text::rows(counts.of_identity, counts.rows, window)];
    notes.extend(text::left_out(counts.for_users, counts.unreadable));
    if usage.date_order == DateOrder::Ambiguous {
        notes.push(text::AMBIGUOUS.to_owned());
    }
    if usage.is_cut {
        notes.push(text::CUT.to_owned());
    }
    if !usage.unmatched.is_empty() {
        notes.push(text::unknown_calls(usage.unmatched.len()));
    }
    if usage.has_more_unmatched {
        notes.push(text::MORE_UNKNOWN.to_owned());
    }
    if !is_complete {
        notes.push(text::INCOMPLETE.to_owned());
    }
    notes.extend([text::LIMITS.to_owned(), text::facts_of(date)]);
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = include_bytes!("../../../crates/code_permissions/data/calls-to-permissions.txt");
    const OBJECT: &str = "4f1d8c2e-6b7a-4350-9e1d-2c3b4a5f6e70";

    fn compared(value: &str, is_graph: bool) -> ComparedPermission {
        let api = if is_graph { "Microsoft Graph" } else { "Office 365 SharePoint Online" };
        ComparedPermission { api: api.into(), is_graph, value: Some(value.into()), label: value.into() }
    }

    fn log(rows: &[(&str, &str)]) -> LogToRead {
        let mut text = "Timestamp,RequestMethod,RequestUri,ResponseStatusCode,AccountObjectId\n".to_owned();
        for (time, path) in rows {
            text += &format!("{time},GET,https://graph.microsoft.com/v1.0{path},200,{OBJECT}\n");
        }
        LogToRead {
            text,
            ids: IdentityIds { app_id: None, object_id: Some(OBJECT.to_owned()) },
            permissions: vec![
                compared("User.ReadWrite.All", true),
                compared("Mail.Send", true),
                compared("Sites.FullControl.All", false),
            ],
            is_complete: true,
        }
    }

    fn read(log: &LogToRead) -> UsageReading {
        UsageReading::of(log, TABLE).unwrap().unwrap()
    }

    #[test]
    fn each_permission_has_its_result_its_calls_and_a_narrower_one() {
        let reading = read(&log(&[
            ("2026-01-01T00:00:00Z", "/users?$select=department"),
            ("2026-01-31T06:30:00Z", "/users/1/manager"),
        ]));
        let cells: Vec<(&str, &str)> =
            reading.permissions.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
        assert_eq!(
            cells,
            [
                ("User.ReadWrite.All", "Used"),
                ("Mail.Send", "Not seen in 30 days"),
                ("Sites.FullControl.All (Office 365 SharePoint Online)", "Unknown"),
            ]
        );
        assert_eq!(reading.permissions[0][2..4], ["2026-01-31 06:30 UTC", "GET /users (1), GET /users/{}/manager (1)"]);
        assert!(reading.permissions[0][4].contains("User.Read.All"), "{:?}", reading.permissions[0]);
        assert_eq!(reading.permissions[2][4], text::unknown(code_permissions::usage::UnknownUse::OtherApi));
        assert!(reading.notes[0].contains("2026-01-01 00:00 UTC"), "{:?}", reading.notes);
        assert!(reading.has_requests);
    }

    #[test]
    fn ambiguous_dates_are_said_and_leave_the_time_unknown() {
        let reading = read(&log(&[("1/2/2026 10:00", "/users")]));
        assert!(reading.notes.contains(&text::AMBIGUOUS.to_owned()));
        assert_eq!((reading.permissions[0][2].as_str(), reading.permissions[1][1].as_str()), ("Unknown", "Not seen"));
    }

    #[test]
    fn unknown_graph_permission_says_why() {
        let mut log = log(&[("2026-01-01T00:00:00Z", "/users")]);
        log.permissions = vec![ComparedPermission { value: None, ..compared("8f0c", true) }];
        assert_eq!(read(&log).permissions[0][4], text::UNNAMED);
        log.permissions = vec![compared("User.Read.All", true)];
        log.ids = IdentityIds { app_id: Some("other".into()), object_id: None };
        let reading = read(&log);
        assert_eq!(reading.permissions[0][4], text::unknown(code_permissions::usage::UnknownUse::NoRows));
        assert!(!reading.has_requests);
    }

    #[test]
    fn file_that_is_no_log_says_what_is_missing() {
        let mut log = log(&[]);
        log.text = "a,b\n1,2".to_owned();
        assert_eq!(UsageReading::of(&log, TABLE), Some(Err(LogError::MissingColumn("Timestamp"))));
        assert_eq!(UsageReading::of(&log, b"not a table"), None);
    }
}
