//! Faults inside batches.

use serde_json::{Value, json};

use super::answers::of_item;
use super::rule::{Continuation, ItemFault};
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// Takes one request out of a batch before it is sent, with those that depend on it, and says what they answer.
pub(super) fn withhold(request: &mut Request, fault: &ItemFault, chance: u64, now: Timestamp) -> Vec<Value> {
    withhold_one_of(request, fault, chance, now, |_| true)
}

/// Takes one DELETE out of a batch, with those that depend on it, and answers it as if what it names weren't there.
pub(super) fn withhold_delete(request: &mut Request, chance: u64, now: Timestamp) -> Vec<Value> {
    withhold_one_of(request, &ItemFault::NotFound, chance, now, |item| item["method"] == "DELETE")
}

fn withhold_one_of(
    request: &mut Request,
    fault: &ItemFault,
    chance: u64,
    now: Timestamp,
    is_meant: impl Fn(&Value) -> bool,
) -> Vec<Value> {
    let Some(mut envelope) = read(request.body()) else { return Vec::new() };
    let Some(requests) = envelope["requests"].as_array_mut() else { return Vec::new() };
    let meant: Vec<usize> = (0..requests.len()).filter(|&at| is_meant(&requests[at])).collect();
    let Some(victim) = pick(meant.len(), chance).map(|at| meant[at]) else { return Vec::new() };
    let mut gone = vec![requests.remove(victim)["id"].clone()];
    let mut answers = vec![answer(&gone[0], fault, now)];
    requests.retain(|item| {
        let waits = item["dependsOn"].as_array().is_some_and(|on| on.iter().any(|id| gone.contains(id)));
        if waits {
            gone.push(item["id"].clone());
            answers.push(json!({
                "id": item["id"], "status": 424, "headers": {},
                "body": {"error": {"code": "FailedDependency", "message": "Another request of the batch failed."}},
            }));
        }
        !waits
    });
    *request.body_mut() = envelope.to_string().into_bytes();
    answers
}

/// Whether nothing of a batch is left.
pub(super) fn is_empty(request: &Request) -> bool {
    read(request.body()).is_some_and(|envelope| envelope["requests"].as_array().is_some_and(Vec::is_empty))
}

/// The answer to a batch of nothing.
pub(super) fn none() -> Response {
    Response::new(json!({"responses": []}).to_string().into_bytes())
}

/// Adds what was withheld.
pub(super) fn append(response: &mut Response, answers: Vec<Value>) {
    if !answers.is_empty() {
        change(response, |parts| parts.extend(answers));
    }
}

/// Turns the order around.
pub(super) fn shuffle(response: &mut Response, chance: u64) {
    change(response, |parts| {
        parts.reverse();
        if let Some(turns) = pick(parts.len(), chance) {
            parts.rotate_left(turns);
        }
    });
}

/// Leaves a part out.
pub(super) fn lose_one(response: &mut Response, chance: u64) {
    change(response, |parts| {
        if let Some(place) = pick(parts.len(), chance) {
            parts.remove(place);
        }
    });
}

/// Adds a part that no one asked for.
pub(super) fn invent_one(response: &mut Response) {
    change(response, |parts| {
        parts.push(json!({"id": "nobody-asked", "status": 200, "headers": {}, "body": {"value": []}}))
    });
}

/// Says a part twice.
pub(super) fn repeat_one(response: &mut Response, chance: u64) {
    change(response, |parts| {
        if let Some(place) = pick(parts.len(), chance) {
            parts.push(parts[place].clone());
        }
    });
}

/// Says of one part that it failed, although it was applied; those behind it were too and say so.
pub(super) fn falsify_one(response: &mut Response, fault: &ItemFault, chance: u64, now: Timestamp) {
    change(response, |parts| {
        if let Some(place) = pick(parts.len(), chance) {
            parts[place] = answer(&parts[place]["id"].clone(), fault, now);
        }
    });
}

/// Lets one list say that it continues.
pub(super) fn continue_one(response: &mut Response, asked: &Request, where_to: Continuation, chance: u64) {
    let Some(asked) = read(asked.body()) else { return };
    let address_of = |id: &Value| {
        let mut items = asked["requests"].as_array().into_iter().flatten();
        items.find(|item| item["id"] == *id).and_then(|item| item["url"].as_str().map(str::to_owned))
    };
    change(response, |parts| {
        let Some(list) = one_list(parts, chance) else { return };
        let link = match where_to {
            Continuation::Elsewhere => {
                "https://graph.microsoft.com.evil.example/v1.0/servicePrincipals?$skiptoken=x".to_owned()
            }
            Continuation::AtItself => {
                format!("https://graph.microsoft.com/v1.0{}", address_of(&list["id"]).unwrap_or_default())
            }
        };
        list["body"]["@odata.nextLink"] = link.into();
    });
}

/// Says one entry of a list twice.
pub(super) fn repeat_entry(response: &mut Response, chance: u64) {
    change(response, |parts| {
        let entries = one_list(parts, chance).and_then(|list| list["body"]["value"].as_array_mut());
        if let Some(entries) = entries
            && let Some(place) = pick(entries.len(), chance)
        {
            entries.push(entries[place].clone());
        }
    });
}

/// A part that answers with a list which ends there.
fn one_list(parts: &mut [Value], chance: u64) -> Option<&mut Value> {
    let is_whole = |part: &Value| part["body"]["value"].is_array() && part["body"]["@odata.nextLink"].is_null();
    let lists: Vec<usize> = parts.iter().enumerate().filter(|(_, part)| is_whole(part)).map(|(at, _)| at).collect();
    let at = *lists.get(pick(lists.len(), chance)?)?;
    parts.get_mut(at)
}

fn answer(id: &Value, fault: &ItemFault, now: Timestamp) -> Value {
    let (status, headers, body) = of_item(fault, now);
    json!({"id": id, "status": status, "headers": headers, "body": body})
}

fn pick(length: usize, chance: u64) -> Option<usize> {
    usize::try_from(chance.checked_rem(u64::try_from(length).ok()?)?).ok()
}

/// Changes the parts of a batch's answer; any other answer stays as it is.
fn change(response: &mut Response, act: impl FnOnce(&mut Vec<Value>)) {
    let Some(mut envelope) = read(response.body()) else { return };
    let Some(parts) = envelope["responses"].as_array_mut() else { return };
    act(parts);
    *response.body_mut() = envelope.to_string().into_bytes();
}

fn read(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok().filter(Value::is_object)
}
