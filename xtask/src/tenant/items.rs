//! A fault of one item of a batch: the items before it are applied, it is refused, and those behind it, which depend on
//! it, are not applied.

use graph::transport::{Request, Response};
use serde_json::{Value, json};

/// What an item of a batch says instead of being applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemAnswer {
    /// Which one, counted from 1 in the order of the batch.
    pub at: usize,
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: Value,
    /// Its body.
    pub body: Value,
}

/// What is left of a batch when one of its items fails, and the answers to what was taken out of it. Nothing, where it
/// is no batch or has no such item.
pub fn cut(request: &Request, answer: &ItemAnswer) -> Option<(Request, Vec<Value>)> {
    let mut batch: Value = serde_json::from_slice(request.body()).ok()?;
    let items = batch["requests"].as_array_mut()?;
    if answer.at == 0 || answer.at > items.len() {
        return None;
    }
    let cut = items.split_off(answer.at - 1);
    let mut answers = Vec::new();
    for (place, item) in cut.iter().enumerate() {
        answers.push(match place {
            0 => json!({ "id": item["id"], "status": answer.status, "headers": answer.headers, "body": answer.body }),
            _ => json!({
                "id": item["id"], "status": 424, "headers": {},
                "body": { "error": { "code": "FailedDependency", "message": "Another request of the batch failed." } },
            }),
        });
    }
    let mut rest = request.clone();
    *rest.body_mut() = batch.to_string().into_bytes();
    Some((rest, answers))
}

/// Whether nothing is left of a batch.
pub fn is_empty(request: &Request) -> bool {
    let batch: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    batch["requests"].as_array().is_some_and(Vec::is_empty)
}

/// Adds answers to those of a batch; any other answer stays as it is.
pub fn join(response: &mut Response, answers: Vec<Value>) {
    let Ok(mut batch) = serde_json::from_slice::<Value>(response.body()) else { return };
    if let Some(parts) = batch["responses"].as_array_mut() {
        parts.extend(answers);
        *response.body_mut() = batch.to_string().into_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_item_is_carried_out_and_what_stands_behind_is_not() {
        let items: Vec<Value> = (1..=4).map(|id| json!({ "id": id.to_string(), "method": "POST" })).collect();
        let body = json!({ "requests": items }).to_string().into_bytes();
        let request = http::Request::post("/v1.0/$batch").body(body).unwrap();
        let answer = |at| ItemAnswer { at, status: 503, headers: json!({}), body: json!({}) };
        let (rest, answers) = cut(&request, &answer(3)).unwrap();
        let left: Value = serde_json::from_slice(rest.body()).unwrap();
        assert_eq!(left["requests"].as_array().unwrap().len(), 2);
        let said: Vec<_> =
            answers.iter().map(|it| (it["id"].as_str().unwrap(), it["status"].as_u64().unwrap())).collect();
        assert_eq!(said, [("3", 503), ("4", 424)]);
        assert!(is_empty(&cut(&request, &answer(1)).unwrap().0));
        for at in [0, 5] {
            assert!(cut(&request, &answer(at)).is_none(), "{at}");
        }
    }
}
