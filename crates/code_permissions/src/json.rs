//! The answer as JSON.

use crate::answer::Answer;
use crate::permission::{Api, Permission};
use crate::resolve::NeededCall;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The answer as JSON: `calls`, `grant`, `notForApplication`, `cannotTell` and more.
pub fn to_json(answer: &Answer) -> Value {
    let mut object = Map::new();
    object.insert("language".into(), json!(answer.language.name()));
    object.insert("date".into(), json!(answer.date));
    object.insert("complete".into(), json!(answer.is_complete()));
    object.insert("calls".into(), answer.calls.iter().map(|call| call_json(answer, call)).collect());
    object.insert("grant".into(), grant(answer));
    if !answer.directory_roles.is_empty() {
        object.insert("directoryRoles".into(), json!(answer.directory_roles));
    }
    let delegated = answer.delegated_only.iter().map(|call| {
        let mut entry = Map::new();
        entry.insert("line".into(), json!(call.line));
        entry.insert("text".into(), json!(call.text));
        if let Some((method, path)) = &call.request {
            entry.insert("method".into(), json!(method));
            entry.insert("path".into(), json!(path));
        }
        entry.insert("reason".into(), json!(call.reason));
        if let Some(substitute) = &call.substitute {
            entry.insert("substitute".into(), json!(substitute));
        }
        Value::Object(entry)
    });
    object.insert("notForApplication".into(), delegated.collect());
    if !answer.continuations.is_empty() {
        object.insert("continuations".into(), json!(answer.continuations));
    }
    let unknown = answer.unknown.iter();
    let unknown = unknown.map(|call| json!({"line": call.line, "text": call.text, "kind": call.reason.sentence()}));
    object.insert("cannotTell".into(), unknown.collect());
    Value::Object(object)
}

fn grant(answer: &Answer) -> Value {
    let mut by_api: Map<String, Value> = Map::new();
    for permission in &answer.grant {
        let api = match permission.api {
            Api::Teams => Api::Graph,
            other => other,
        };
        let list = by_api.entry(api.name()).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!(permission.name));
        }
    }
    for (name, is_data) in [("azureActions", false), ("azureDataActions", true)] {
        let calls = answer.calls.iter().filter(|call| call.api == Api::Azure && call.is_data == is_data);
        let needed = calls.flat_map(|call| call.least.iter().flatten());
        let actions: BTreeSet<&str> = needed.map(|action| action.name.as_str()).collect();
        if !actions.is_empty() {
            by_api.insert(name.into(), json!(actions));
        }
    }
    Value::Object(by_api)
}

fn sets(sets: &[Vec<Permission>]) -> Value {
    sets.iter().map(|set| Value::Array(set.iter().map(|permission| json!(permission.name)).collect())).collect()
}

fn call_json(answer: &Answer, call: &NeededCall) -> Value {
    let mut entry = Map::new();
    entry.insert("line".into(), json!(call.line));
    entry.insert("text".into(), json!(call.text));
    entry.insert("api".into(), json!(call.api.name()));
    if let Some(method) = call.method {
        entry.insert("method".into(), json!(method));
    }
    if let Some(path) = &call.path {
        entry.insert("path".into(), json!(path));
    }
    if call.api == Api::Exchange {
        let permission = call.least.first().and_then(|set| set.first());
        entry.insert("permission".into(), json!(permission.map(|permission| &permission.name)));
    }
    if call.api == Api::Azure {
        let actions: Vec<&str> = call.least.iter().flatten().map(|permission| permission.name.as_str()).collect();
        entry.insert(if call.is_data { "dataActions" } else { "actions" }.into(), json!(actions));
    } else {
        entry.insert("least".into(), sets(&call.least));
    }
    let mut list = |name: &str, items: &[String]| {
        if !items.is_empty() {
            entry.insert(name.into(), json!(items));
        }
    };
    list("why", &call.why);
    list("conditions", &call.conditions);
    list("role", &call.roles);
    list("roleForAdmins", &call.roles_for_admins);
    let others: Vec<String> = call.others.iter().map(|permission| permission.name.clone()).collect();
    list("others", &others);
    if !call.narrower.is_empty() {
        entry.insert("narrower".into(), json!(call.narrower));
    }
    if call.is_inferred && !call.roles.is_empty() {
        entry.insert("roleInferred".into(), json!(true));
    } else if call.is_inferred {
        entry.insert("inferred".into(), json!(true));
    }
    if let Some(cover) = answer.covered_by(call) {
        entry.insert("coveredBy".into(), json!(cover.name));
    }
    if !call.flags.is_empty() {
        entry.insert("quality".into(), json!(call.flags));
    }
    if let Some(page) = &call.page {
        entry.insert("page".into(), json!(page));
    }
    Value::Object(entry)
}
