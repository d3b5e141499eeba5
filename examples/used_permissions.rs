//! Prints as JSON which permissions the identities in an exported log use:
//! `cargo run --example used_permissions -- EXPORT [PERMISSION …]`.
//!
//! `EXPORT` has rows of `GraphAPIAuditEvents` or `MicrosoftGraphActivityLogs`, as CSV or JSON. A permission of another
//! API than Microsoft Graph is written with its API: `"Office 365 SharePoint Online: Sites.FullControl.All"`. Without
//! permissions the answer has the calls and the least permissions for them.

use std::process::ExitCode;

use code_permissions::Table;
use code_permissions::usage::{AssignedPermission, UsageLog, permission_usage, to_json};
use serde_json::{Map, Value, json};

/// The facts, as the page fetches them.
static TABLE: &[u8] = include_bytes!("../crates/code_permissions/data/calls-to-permissions.txt");

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("Usage: used_permissions EXPORT [PERMISSION …]");
        return ExitCode::from(2);
    };
    let assigned: Vec<AssignedPermission> = arguments
        .map(|argument| match argument.split_once(':') {
            Some((api, name)) => AssignedPermission { api: Some(api.trim().into()), name: name.trim().into() },
            None => AssignedPermission::graph(argument),
        })
        .collect();
    match answer(&path, &assigned) {
        Ok(answer) => {
            print(&format!("{answer:#}"));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The answer for each identity, by its application ID and object ID.
fn answer(path: &str, assigned: &[AssignedPermission]) -> Result<Value, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("Couldn't read {path}: {error}"))?;
    let table = Table::read(TABLE).map_err(|error| error.to_string())?;
    let log = UsageLog::read(&bytes).map_err(|error| error.to_string())?;
    let mut answers = Map::new();
    for ids in log.identities() {
        let name =
            [ids.app_id.as_deref(), ids.object_id.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        answers.insert(name, to_json(&permission_usage(&log, &ids, assigned, &table)));
    }
    Ok(json!({ "answer": answers }))
}

#[allow(clippy::print_stdout, reason = "the answer is what the example is for")]
fn print(json: &str) {
    println!("{json}");
}
