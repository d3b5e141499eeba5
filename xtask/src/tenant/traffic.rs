//! What was asked of the hosts: the evidence for how many requests a task takes, and that none goes elsewhere.

use std::collections::BTreeMap;

use graph::transport::{Request, Response};
use http::Method;
use serde::Serialize;
use serde_json::Value;

use super::hosts::Host;

/// Every request since the last reset.
#[derive(Default)]
pub struct Traffic {
    requests: Vec<Exchange>,
    denied: BTreeMap<String, u64>,
}

/// A request and what came of it.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Exchange {
    host: &'static str,
    method: String,
    /// Path and query.
    path: String,
    /// Missing where the connection was cut instead.
    status: Option<u16>,
    /// A question of the browser's own, before a request to another origin.
    preflight: bool,
    /// The requests inside a batch.
    items: Vec<Item>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    method: String,
    url: String,
    status: Option<u16>,
}

impl Traffic {
    /// Notes a request with its answer.
    pub fn note(&mut self, host: Host, request: &Request, response: Option<&Response>) {
        let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        self.requests.push(Exchange {
            host: host.name(),
            method: request.method().to_string(),
            path: path.to_owned(),
            status: response.map(|response| response.status().as_u16()),
            preflight: request.method() == Method::OPTIONS,
            items: items(request, response),
        });
    }

    /// Notes that a host was asked for which does not exist here.
    pub fn deny(&mut self, host: &str) {
        *self.denied.entry(host.to_owned()).or_default() += 1;
    }

    /// The requests, oldest first.
    pub fn requests(&self) -> Value {
        serde_json::to_value(&self.requests).unwrap_or_default()
    }

    /// The hosts that were refused, with how often.
    pub fn denied(&self) -> Value {
        serde_json::to_value(&self.denied).unwrap_or_default()
    }

    /// Forgets the requests; the refused hosts stay, because no test may hide one from another.
    pub fn forget_requests(&mut self) {
        self.requests.clear();
    }
}

fn items(request: &Request, response: Option<&Response>) -> Vec<Item> {
    if !request.uri().path().ends_with("/$batch") {
        return Vec::new();
    }
    let asked: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let answered: Value = response.and_then(|it| serde_json::from_slice(it.body()).ok()).unwrap_or_default();
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let status = |id: &str| {
        let answer = answered["responses"].as_array()?.iter().find(|answer| answer["id"] == id)?;
        answer["status"].as_u64().and_then(|status| u16::try_from(status).ok())
    };
    let asked = asked["requests"].as_array().into_iter().flatten();
    asked
        .map(|item| {
            let id = text(item, "id");
            Item { status: status(&id), method: text(item, "method"), url: text(item, "url"), id }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_requests_inside_a_batch_are_listed_with_their_own_statuses() {
        let asked = json!({ "requests": [
            { "id": "1", "method": "GET", "url": "/me" },
            { "id": "2", "method": "GET", "url": "/organization" },
        ]});
        let answered = json!({ "responses": [{ "id": "2", "status": 200 }, { "id": "1", "status": 429 }] });
        let request = http::Request::post("/v1.0/$batch").body(asked.to_string().into_bytes()).unwrap();
        let mut traffic = Traffic::default();
        traffic.note(Host::Graph, &request, Some(&Response::new(answered.to_string().into_bytes())));
        let noted = traffic.requests();
        assert_eq!(noted[0]["host"], "graph.microsoft.com");
        assert_eq!(noted[0]["items"][0], json!({ "id": "1", "method": "GET", "url": "/me", "status": 429 }));
        assert_eq!(noted[0]["items"][1]["status"], 200);
    }
}
