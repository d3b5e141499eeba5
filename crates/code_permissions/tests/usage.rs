//! Exported logs and what they say about the permissions of an identity. `tests/usage/activity-logs.csv` is a made-up
//! export of Log Analytics, `activity-logs.json` its answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use code_permissions::Table;
use code_permissions::usage::{
    AssignedPermission, DateOrder, IdentityIds, LogError, PermissionUsage, UnknownUse, UsageLog, Verdict,
    permission_usage, to_json,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/calls-to-permissions.txt");
    Table::read(&std::fs::read(path).unwrap()).unwrap()
});

const EXPORT: &str = include_str!("usage/activity-logs.csv");
const EXPECTED: &str = include_str!("usage/activity-logs.json");
const APP: &str = "6f1c2e4a-90b7-4f2d-8a31-c5d7e9b01234";
const OBJECT: &str = "a94c7d10-3e5f-4b68-9d27-1f0e8b6c5a43";

fn by_app() -> IdentityIds {
    IdentityIds { app_id: Some(APP.to_owned()), object_id: None }
}

fn graph(names: &[&str]) -> Vec<AssignedPermission> {
    names.iter().map(|name| AssignedPermission::graph(*name)).collect()
}

fn assigned() -> Vec<AssignedPermission> {
    let names = [
        "User.ReadWrite.All",
        "Device.Read.All",
        "Device.ReadWrite.All",
        "GroupMember.Read.All",
        "Mail.Send",
        "Reports.Read.All",
    ];
    let mut assigned = graph(&names);
    let exchange = Some("Office 365 Exchange Online".to_owned());
    assigned.push(AssignedPermission { api: exchange, name: "Exchange.ManageAsApp".into() });
    assigned
}

fn answer(export: &str) -> Value {
    let log = UsageLog::read(export.as_bytes()).unwrap();
    to_json(&permission_usage(&log, &by_app(), &assigned(), &TABLE))
}

/// A log of one identity: time, method, address below v1.0, status.
fn log(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "Timestamp,RequestMethod,RequestUri,ResponseStatusCode,ApplicationId\n".to_owned();
    for (time, method, path, status) in rows {
        text += &format!("\"{time}\",{method},\"https://graph.microsoft.com/v1.0{path}\",{status},{APP}\n");
    }
    text
}

fn usage(export: &str, names: &[&str]) -> PermissionUsage {
    permission_usage(&UsageLog::read(export.as_bytes()).unwrap(), &by_app(), &graph(names), &TABLE)
}

fn verdicts(export: &str, names: &[&str]) -> Vec<Verdict> {
    usage(export, names).permissions.into_iter().map(|permission| permission.verdict).collect()
}

#[test]
fn export_gives_its_expected_answer() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let answer = answer(EXPORT);
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&answer[name], value, "{name}");
    }
}

#[test]
fn identity_is_found_by_its_object_id_too() {
    let log = UsageLog::read(EXPORT.as_bytes()).unwrap();
    let ids = IdentityIds { app_id: None, object_id: Some(OBJECT.to_uppercase()) };
    let by_object = permission_usage(&log, &ids, &assigned(), &TABLE);
    let by_app = permission_usage(&log, &by_app(), &assigned(), &TABLE);
    assert_eq!(by_object.permissions, by_app.permissions);
    assert_eq!(log.identities().len(), 2);
}

/// The rows of the export by name.
fn rows() -> Vec<Vec<(String, String)>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('"').split("\",\"").map(|cell| cell.replace("\"\"", "\"")).collect()
    };
    let mut lines = EXPORT.trim_start_matches('\u{feff}').lines().map(cells);
    let header = lines.next().unwrap();
    lines.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

#[test]
fn every_form_of_the_same_rows_gives_the_same_answer() {
    let expected = answer(EXPORT);
    let rows = rows();
    let objects: Vec<Value> = rows
        .iter()
        .map(|row| Value::Object(row.iter().map(|(name, cell)| (name.clone(), json!(cell))).collect()))
        .collect();
    let columns: Vec<Value> = rows[0].iter().map(|(name, _)| json!({ "name": name, "type": "string" })).collect();
    let arrays: Vec<Vec<&String>> = rows.iter().map(|row| row.iter().map(|(_, cell)| cell).collect()).collect();
    let table = json!({ "name": "PrimaryResult", "columns": columns, "rows": arrays });
    for form in [
        json!(objects),
        json!({ "schema": [], "results": objects }),
        json!({ "Schema": [], "Results": objects }),
        json!({ "tables": [table] }),
    ] {
        assert_eq!(answer(&form.to_string()), expected);
        assert_eq!(answer(&format!("\u{feff}{form:#}")), expected);
    }
    for separator in [",", ";", "\t"] {
        let quoted = |cells: Vec<&String>| -> String {
            let cells: Vec<String> =
                cells.into_iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            cells.join(separator)
        };
        let mut lines = vec![quoted(rows[0].iter().map(|(name, _)| name).collect())];
        lines.extend(rows.iter().map(|row| quoted(row.iter().map(|(_, cell)| cell).collect())));
        assert_eq!(answer(&lines.join("\n")), expected, "{separator:?}");
    }
    let spaced = EXPORT.replace("RequestMethod", " request method ").replace("AppId", "APPLICATIONID");
    assert_eq!(answer(&spaced), expected);
}

#[test]
fn shared_call_makes_both_permissions_possibly_used() {
    let export =
        log(&[("2026-01-01T00:00:00Z", "GET", "/groups", "200"), ("2026-01-31T00:00:00Z", "GET", "/x", "404")]);
    let usage = usage(&export, &["Group.Read.All", "GroupMember.Read.All", "Mail.Send"]);
    assert_eq!(usage.permissions[0].verdict, Verdict::PossiblyUsed);
    assert_eq!(usage.permissions[0].shared_with, ["GroupMember.Read.All"]);
    assert_eq!(usage.permissions[1].verdict, Verdict::PossiblyUsed);
    assert_eq!(usage.permissions[2].verdict, Verdict::NotSeen);
    assert_eq!(usage.window.unwrap().days(), 30);
}

#[test]
fn permission_for_a_selected_property_is_used_together_with_the_other() {
    let export = log(&[("2026-01-01T00:00:00Z", "GET", "/users?$select=id,signInActivity", "200")]);
    let names = ["User.Read.All", "AuditLog.Read.All"];
    assert_eq!(verdicts(&export, &names), [Verdict::Used, Verdict::Used]);
    // Without the permission for the property the answer has fewer properties: the call is allowed all the same.
    assert_eq!(verdicts(&export, &names[..1]), [Verdict::Used]);
}

#[test]
fn failed_calls_prove_nothing() {
    for status in ["400", "403", "404", "429", "500", ""] {
        let export = log(&[("2026-01-01T00:00:00Z", "POST", "/users/a@b.example/sendMail", status)]);
        assert_eq!(verdicts(&export, &["Mail.Send"]), [Verdict::Unknown(UnknownUse::OnlyFailed)], "{status}");
    }
    for status in ["200", "202", "204", "302", "200.0"] {
        let export = log(&[("2026-01-01T00:00:00Z", "POST", "/users/a@b.example/sendMail", status)]);
        assert_eq!(verdicts(&export, &["Mail.Send"]), [Verdict::Used], "{status}");
    }
}

#[test]
fn log_without_the_identity_leaves_every_permission_unknown() {
    let export = log(&[("2026-01-01T00:00:00Z", "GET", "/users", "200")]).replace(APP, OBJECT);
    assert_eq!(verdicts(&export, &["User.Read.All"]), [Verdict::Unknown(UnknownUse::NoRows)]);
    assert_eq!(verdicts("[]", &["User.Read.All"]), [Verdict::Unknown(UnknownUse::NoRows)]);
}

#[test]
fn selected_permission_is_used_only_where_nothing_else_allows_the_call() {
    let export = log(&[("2026-01-01T00:00:00Z", "GET", "/sites/a.example:/sites/HR:/lists", "200")]);
    assert_eq!(verdicts(&export, &["Sites.Selected"]), [Verdict::Used]);
    assert_eq!(verdicts(&export, &["Sites.Selected", "Sites.FullControl.All"]), [Verdict::NotSeen, Verdict::Used]);
    let usage = usage(&export, &["Sites.FullControl.All"]);
    assert_eq!(usage.permissions[0].narrower, ["Sites.Read.All"]);
}

#[test]
fn call_that_no_assigned_permission_allows_is_listed() {
    let export = log(&[("2026-01-01T00:00:00Z", "GET", "/groups", "200")]);
    let usage = usage(&export, &["Mail.Send"]);
    assert_eq!(usage.unexplained[0].call, "GET /groups");
    assert_eq!(usage.permissions[0].verdict, Verdict::NotSeen);
}

#[test]
fn key_in_brackets_below_a_key_is_understood() {
    let export = log(&[("2026-01-01T00:00:00Z", "GET", "/users/a@b.example/messages('AAMk=')", "200")]);
    let usage = usage(&export, &["Mail.Read"]);
    assert_eq!(usage.permissions[0].calls[0].call, "GET /users/{}/messages/{}");
}

#[test]
fn ambiguous_dates_are_reported_and_not_used() {
    let export = log(&[("2/3/2026, 9:00:00 AM", "GET", "/users", "200")]);
    let ambiguous = usage(&export, &["User.Read.All"]);
    assert_eq!((ambiguous.date_order, ambiguous.window), (DateOrder::Ambiguous, None));
    assert_eq!((ambiguous.permissions[0].verdict, ambiguous.permissions[0].last), (Verdict::Used, None));
    let export = log(&[("2/3/2026 9:00:00", "GET", "/users", "200"), ("14/3/2026 9:00:00", "GET", "/users", "200")]);
    let decided = usage(&export, &["User.Read.All"]);
    assert_eq!(decided.window.unwrap().from.to_string(), "2026-03-02T09:00:00Z");
}

#[test]
fn file_that_ends_at_a_limit_is_cut() {
    let rows = |count: usize| -> String {
        let rows: Vec<String> = (0..count)
            .map(|index| format!("2026-01-{:02}T00:00:00Z,GET,https://graph.microsoft.com/v1.0/users/{index}?$filter=id eq '{index}',200,{APP}\n", index % 28 + 1))
            .collect();
        log(&[]) + &rows.concat()
    };
    let names = ["User.Read.All", "Mail.Send"];
    assert_eq!(verdicts(&rows(10_000), &names), [Verdict::Used, Verdict::Unknown(UnknownUse::Cut)]);
    assert_eq!(verdicts(&rows(9_999), &names), [Verdict::Used, Verdict::NotSeen]);
    // Each row is looked at once.
    let start = Instant::now();
    assert!(usage(&rows(30_000), &names).is_cut);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn rows_after_the_last_that_is_read_are_left_out_and_the_log_is_cut() {
    let csv = |rows: usize| log(&[]) + &"1,GET,/users,200,a\n".repeat(rows);
    let json = |rows: usize| {
        let row = |separator: &str| {
            format!(
                r#"{separator}{{"Timestamp":"1","RequestMethod":"GET","RequestUri":"/x","ResponseStatusCode":1,"AppId":"a"}}"#
            )
        };
        format!("[{}{}]", row(""), row(",").repeat(rows - 1))
    };
    let read = |text: String| {
        let log = UsageLog::read(text.as_bytes()).unwrap();
        (log.rows, log.is_cut)
    };
    assert_eq!(read(csv(500_001)), (500_001, false));
    assert_eq!(read(csv(500_002)), (500_001, true));
    assert_eq!(read(json(500_001)), (500_001, false));
    assert_eq!(read(json(500_002)), (500_001, true));
}

#[test]
fn needed_column_after_the_last_that_is_read_is_missing() {
    let read = |before: usize| {
        let (names, cells) = ("x,".repeat(before), ",".repeat(before));
        let text = format!(
            "RequestMethod,RequestUri,ResponseStatusCode,AppId,{names}Timestamp\nGET,/users,200,a,{cells}2026-01-01"
        );
        UsageLog::read(text.as_bytes()).map(|log| log.window().map(|window| window.to.to_string()))
    };
    assert_eq!(read(195), Ok(Some("2026-01-01T00:00:00Z".to_owned())));
    assert_eq!(read(196), Err(LogError::MissingColumn("Timestamp")));
    assert_eq!(read(3_000_000), Err(LogError::MissingColumn("Timestamp")));
}

#[test]
fn long_method_is_kept_in_part() {
    let method = "é".repeat(1_000_000);
    let export = log(&[("2026-01-01T00:00:00Z", &method, "/users", "200")]);
    let usage = usage(&export, &["User.Read.All"]);
    assert_eq!(usage.unmatched[0].method, "é".repeat(32));
    assert_eq!(usage.counts.of_identity, 1);
}

#[test]
fn more_different_requests_than_are_remembered_are_all_counted() {
    let filters: Vec<String> = (0..25_000).map(|index| format!("/users?$filter=id eq '{index}'")).collect();
    let row = |path| ("2026-01-01T00:00:00Z", "GET", path, "200");
    let once: Vec<_> = filters.iter().map(|path| row(path.as_str())).collect();
    let usage = usage(&log(&[once.clone(), once].concat()), &["User.Read.All"]);
    assert_eq!(usage.permissions[0].count, 50_000);
    assert_eq!(usage.permissions[0].calls.len(), 1);
}

#[test]
fn file_that_is_no_log_is_an_error() {
    let error = |bytes: &[u8]| UsageLog::read(bytes).unwrap_err();
    assert_eq!(error(b"\xff\xfe"), LogError::NotText);
    assert_eq!(error("\u{feff} \r\n".as_bytes()), LogError::Empty);
    assert_eq!(error(b"a,b\r\n1,2"), LogError::MissingColumn("Timestamp"));
    assert_eq!(error(b"Timestamp,RequestUri,RequestMethod,AppId"), LogError::MissingColumn("ResponseStatusCode"));
    assert_eq!(error(b"{\"results\":[{\"a\":1}]}"), LogError::MissingColumn("Timestamp"));
    assert_eq!(error(b"[{"), LogError::DamagedJson);
    assert_eq!(error(b"{}"), LogError::NoRows);
    assert_eq!(error(format!("[{}]", ",".repeat(1_000_000)).as_bytes()), LogError::DamagedJson);
    assert_eq!(error("[".repeat(100_000).as_bytes()), LogError::DamagedJson);
}

/// Parts of logs that open, close and divide things.
const PARTS: [&str; 24] = [
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\r\n",
    "\n",
    "[",
    "]",
    "{",
    "}",
    ":",
    "\\",
    "/",
    "(",
    ")",
    "'",
    "%",
    "%EE%80%80",
    "?$select=",
    "https://graph.microsoft.com/v1.0/users",
    "2026-01-01T00:00:00Z",
    "13/13/2026 99:99 PM",
    "é\u{e000}",
];

proptest! {
    #[test]
    fn text_by_chance_is_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(log) = UsageLog::read(&bytes) {
            permission_usage(&log, &by_app(), &assigned(), &TABLE);
        }
    }

    #[test]
    fn damaged_export_is_read_without_panic(
        damages in prop::collection::vec((any::<prop::sample::Index>(), 0..PARTS.len(), 0usize..40), 1..12),
        is_json: bool,
    ) {
        let mut text = if is_json {
            json!({ "results": rows().into_iter().map(|row| row.into_iter().collect::<std::collections::BTreeMap<_, _>>()).collect::<Vec<_>>() }).to_string()
        } else {
            EXPORT.to_owned()
        };
        for (place, part, removed) in damages {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if ends.is_empty() {
                continue;
            }
            let first = place.index(ends.len());
            let end = ends.get(first + removed).copied().unwrap_or(text.len());
            text.replace_range(ends[first]..end, PARTS[part]);
        }
        if let Ok(log) = UsageLog::read(text.as_bytes()) {
            let usage = permission_usage(&log, &by_app(), &assigned(), &TABLE);
            let counts = usage.counts;
            let sum = counts.of_identity + counts.of_others + counts.for_users + counts.repeated + counts.unreadable;
            prop_assert_eq!(sum, counts.rows);
            to_json(&usage);
        }
    }
}
