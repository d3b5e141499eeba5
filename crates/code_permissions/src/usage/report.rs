//! The answer as JSON.

use super::permissions::{AssignedPermission, CallCount, PermissionUsage, UnknownUse, Usage, Verdict};
use super::time::DateOrder;
use serde_json::{Map, Value, json};

/// What isn't in such logs.
const LIMITS: [&str; 3] = [
    "calls of other APIs: Exchange, SharePoint REST, Azure",
    "jobs that didn't run between the first and the last row, such as monthly or yearly ones",
    "bodies of requests, and which permission let a call pass",
];

/// The answer as JSON: `used`, `mayBe`, `notSeen`, `cannotTell`, `wouldDoForWhatWasSeen`, `askedForButNotHeld`,
/// `notUnderstood` and the numbers of rows.
pub fn to_json(usage: &PermissionUsage) -> Value {
    let counts = usage.counts;
    let mut object = Map::new();
    let mut set = |name: &str, value: Value| object.insert(name.to_owned(), value);
    set("cut", json!(usage.is_cut));
    set("rows", json!(counts.rows));
    set("ofThisIdentity", json!(counts.of_identity));
    set("otherIdentities", json!(counts.of_others));
    set("onBehalfOfUsers", json!(counts.for_users));
    set("repeated", json!(counts.repeated));
    set("unreadable", json!(counts.unreadable));
    set("batchEnvelopes", json!(counts.batches));
    set("from", json!(usage.window.map(|window| window.from.to_string())));
    set("to", json!(usage.window.map(|window| window.to.to_string())));
    set("ambiguousDates", json!(usage.date_order == DateOrder::Ambiguous));
    let with = |verdict: Verdict| usage.permissions.iter().filter(move |permission| permission.verdict == verdict);
    for (name, verdict) in [("used", Verdict::Used), ("mayBe", Verdict::PossiblyUsed)] {
        set(name, with(verdict).map(|permission| (label(&permission.permission), calls(&permission.calls))).collect());
    }
    set("notSeen", with(Verdict::NotSeen).map(|permission| json!(label(&permission.permission))).collect());
    let unknown = usage.permissions.iter().filter_map(|permission| match permission.verdict {
        Verdict::Unknown(why) => Some((label(&permission.permission), json!(sentence(why)))),
        _ => None,
    });
    set("cannotTell", unknown.collect());
    let narrower = usage.permissions.iter().filter(|permission| !permission.narrower.is_empty());
    let narrower = narrower.map(|permission| (label(&permission.permission), json!(permission.narrower)));
    set("wouldDoForWhatWasSeen", narrower.collect());
    let refused = usage.refused.iter().map(|call| (call.call.clone(), json!(call.least.join(" + "))));
    set("askedForButNotHeld", refused.collect());
    let unmatched = usage.unmatched.iter().map(|call| json!([call.method, call.path, call.reason]));
    set("notUnderstood", unmatched.collect());
    set("notUnderstoodIsComplete", json!(!usage.has_more_unmatched));
    set("answeredWithoutHeld", calls(&usage.unexplained));
    set("leastForWhatWasSeen", json!(usage.least));
    let seen = usage.permissions.iter().filter(|permission| permission.count > 0);
    set("requests", seen.map(|permission| (label(&permission.permission), requests(permission))).collect());
    set("notInThisLog", json!(LIMITS));
    Value::Object(object)
}

fn label(permission: &AssignedPermission) -> String {
    match &permission.api {
        Some(api) => format!("{api}: {}", permission.name),
        None => permission.name.clone(),
    }
}

fn calls(calls: &[CallCount]) -> Value {
    calls.iter().map(|call| json!(call.call)).collect()
}

fn requests(usage: &Usage) -> Value {
    json!({ "count": usage.count, "last": usage.last.map(|last| last.to_string()) })
}

fn sentence(why: UnknownUse) -> &'static str {
    match why {
        UnknownUse::OtherApi => "other API: its calls are not in this log",
        UnknownUse::NoRows => "no request of this identity in this log",
        UnknownUse::Cut => "the file is cut: rows are missing",
        UnknownUse::OnlyFailed => "the calls that it allows failed",
    }
}
