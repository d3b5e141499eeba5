//! `$batch`: up to 20 requests in one.
//!
//! <https://learn.microsoft.com/graph/json-batching>

use domain::sorted_map::SortedMap;

use http::Method;
use serde_json::{Map, Value, json};

use super::inquiry::{Content, read_json};
use super::object::object;
use super::refusal::Refusal;

/// How many requests a batch may contain.
const MOST: usize = 20;

/// One request of a batch.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Its id, as it was sent.
    pub id: String,
    /// What to do.
    pub method: Method,
    /// The path and query behind the version, with a leading slash.
    pub target: String,
    /// The id by which it wants its answer traced, where it has its own.
    pub client_request_id: Option<String>,
    /// Its body, with what is said of it.
    pub content: Content,
    /// The steps, by their places, that must have succeeded before.
    pub after: Vec<usize>,
}

/// Reads the body of a batch.
pub(super) fn read(content_type: Option<&str>, body: &[u8]) -> Result<Vec<Step>, Refusal> {
    let malformed = |message: String| Refusal::Malformed(message);
    let envelope = read_json(content_type, body)?;
    let requests = envelope["requests"].as_array().ok_or_else(|| malformed("Invalid batch payload format.".into()))?;
    if requests.len() > MOST {
        return Err(Refusal::BatchTooLong);
    }
    let mut places = SortedMap::new();
    for (place, request) in requests.iter().enumerate() {
        let id = id_of(request).ok_or_else(|| malformed("Invalid batch payload format.".into()))?;
        if places.insert(id.to_lowercase(), place).is_some() {
            return Err(malformed(format!("Request Id : {id} has to be unique in a batch.")));
        }
    }
    let steps: Result<Vec<Step>, Refusal> = requests.iter().map(|request| step(request, &places)).collect();
    let steps = steps?;
    if !all_parallel(&steps) && !is_chain(&steps) && !all_behind_one(&steps) {
        return Err(malformed("Batch should be either fully sequential or fully parallel.".into()));
    }
    Ok(steps)
}

fn step(request: &Value, places: &SortedMap<String, usize>) -> Result<Step, Refusal> {
    let malformed = || Refusal::Malformed("Invalid batch payload format.".into());
    let id = id_of(request).ok_or_else(malformed)?;
    let method: Method = request["method"].as_str().and_then(|name| name.parse().ok()).ok_or_else(malformed)?;
    let url = request["url"].as_str().ok_or_else(malformed)?;
    let headers = request["headers"].as_object().cloned().unwrap_or_default();
    let header = |name: &str| find_header(&headers, name);
    let writes = method == Method::POST || method == Method::PATCH || method == Method::PUT;
    let has_body = request.get("body").is_some_and(|body| !body.is_null());
    if (writes || has_body) && !(has_body && header("content-type").is_some()) {
        return Err(Refusal::Malformed(format!(
            "Write request id : {id} does not contain Content-Type header or body."
        )));
    }
    let mut after = Vec::new();
    for dependency in request["dependsOn"].as_array().into_iter().flatten() {
        let place = dependency.as_str().and_then(|name| places.get(&name.to_lowercase())).ok_or_else(malformed)?;
        after.push(*place);
    }
    Ok(Step {
        id,
        method,
        target: if url.starts_with('/') { url.to_owned() } else { format!("/{url}") },
        client_request_id: header("client-request-id").map(str::to_owned),
        content: Content {
            eventual: header("consistencylevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual")),
            content_type: header("content-type").map(str::to_owned),
            body: if has_body { request["body"].to_string().into_bytes() } else { Vec::new() },
        },
        after,
    })
}

fn id_of(request: &Value) -> Option<String> {
    match &request["id"] {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn find_header<'h>(headers: &'h Map<String, Value>, name: &str) -> Option<&'h str> {
    headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.as_str())
}

fn all_parallel(steps: &[Step]) -> bool {
    steps.iter().all(|step| step.after.is_empty())
}

fn is_chain(steps: &[Step]) -> bool {
    steps.iter().enumerate().all(|(place, step)| match place.checked_sub(1) {
        None => step.after.is_empty(),
        Some(before) => step.after == [before],
    })
}

fn all_behind_one(steps: &[Step]) -> bool {
    steps.iter().enumerate().all(|(place, step)| if place == 0 { step.after.is_empty() } else { step.after == [0] })
}

/// The answer of one step.
pub(super) fn part(id: &str, status: u16, headers: &[(String, String)], body: Option<Value>) -> Value {
    let headers = object(&mut headers.iter().map(|(name, value)| (name.clone(), json!(value))));
    let mut part = Map::new();
    part.insert("id".into(), json!(id));
    part.insert("status".into(), json!(status));
    part.insert("headers".into(), headers);
    if let Some(body) = body {
        part.insert("body".into(), body);
    }
    Value::Object(part)
}

/// The answers in another order than the requests', which clients must not rely on.
pub(super) fn shuffled(mut parts: Vec<Value>) -> Value {
    parts.reverse();
    let turns = parts.len() / 2;
    parts.rotate_left(turns);
    json!({ "responses": parts })
}
