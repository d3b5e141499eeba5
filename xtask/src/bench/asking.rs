//! Asks as scripts and tools do: a request, its answer, the next request. Retry-After is honoured, which not all do.

use super::counting::Counting;
use domain::time::Timestamp;
use graph::transport::{Authority, Request, Response, Surroundings, Transport};
use serde_json::Value;
use simulator::surroundings::VirtualTime;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// How often something is asked before it counts as refused.
const ATTEMPTS: usize = 100;

/// Asks over a transport, and waits as long as the service wants before asking again.
pub struct ThrottledClient<'a> {
    transport: &'a Counting,
    time: &'a VirtualTime,
    not_before: Cell<Timestamp>,
    refused: Cell<usize>,
}

impl<'a> ThrottledClient<'a> {
    /// Nothing has been asked yet.
    pub fn new(transport: &'a Counting, time: &'a VirtualTime) -> Self {
        Self { transport, time, not_before: Cell::new(time.now()), refused: Cell::new(0) }
    }

    /// How many requests were refused, or stayed without an answer.
    pub fn refused(&self) -> usize {
        self.refused.get()
    }

    /// The answer to a GET; null, where there is none.
    pub async fn get(&self, path: &str) -> Value {
        self.exchange(Authority::Read, "GET", path, Vec::new()).await
    }

    /// The answer to a POST, which is meant to change something.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.exchange(Authority::Change, "POST", path, body.to_string().into_bytes()).await
    }

    async fn exchange(&self, authority: Authority, method: &str, path: &str, body: Vec<u8>) -> Value {
        for _ in 0..ATTEMPTS {
            self.patience().await;
            match self.transport.send(authority, request(method, path, body.clone())).await {
                Ok(answer) if answer.status().is_success() => {
                    return serde_json::from_slice(answer.body()).unwrap_or_default();
                }
                Ok(answer) if answer.status().as_u16() == 429 => self.wait(seconds(&answer)),
                _ => break,
            }
        }
        self.refused.set(self.refused.get() + 1);
        Value::Null
    }

    /// Sends a batch, and what was throttled of it again.
    pub async fn batch(&self, paths: &[String]) {
        let mut left: Vec<&String> = paths.iter().collect();
        for _ in 0..ATTEMPTS {
            if left.is_empty() {
                return;
            }
            self.patience().await;
            let items = left.iter().enumerate().map(|(at, path)| {
                serde_json::json!({"id": at.to_string(), "method": "GET", "url": path.trim_start_matches("/v1.0")})
            });
            let body = serde_json::json!({ "requests": items.collect::<Vec<_>>() }).to_string().into_bytes();
            let Ok(answer) = self.transport.send(Authority::Read, request("POST", "/v1.0/$batch", body)).await else {
                break;
            };
            let answer: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            let mut again = Vec::new();
            for part in answer["responses"].as_array().into_iter().flatten() {
                if part["status"] == 429 {
                    let wait = part["headers"]["Retry-After"].as_str().and_then(|text| text.parse().ok());
                    self.wait(wait.unwrap_or(1));
                    again.extend(part["id"].as_str().and_then(|id| id.parse::<usize>().ok()).map(|at| left[at]));
                }
            }
            left = again;
        }
        self.refused.set(self.refused.get() + left.len());
    }

    /// Asks for all of these, so many at a time.
    pub async fn in_parallel(&self, paths: Vec<String>, at_a_time: usize) {
        let left = RefCell::new(paths.iter());
        let hand = async || {
            loop {
                let Some(path) = left.borrow_mut().next() else { return };
                self.get(path).await;
            }
        };
        futures_util::future::join_all((0..at_a_time).map(|_| hand())).await;
    }

    fn wait(&self, seconds: u64) {
        self.not_before.set(self.not_before.get().max(self.time.now() + Duration::from_secs(seconds)));
    }

    async fn patience(&self) {
        let now = self.time.now();
        if self.not_before.get() > now {
            self.time.sleep(self.not_before.get().since(now)).await;
        }
    }
}

fn seconds(answer: &Response) -> u64 {
    let header = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
    header.and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn request(method: &str, path: &str, body: Vec<u8>) -> Request {
    let mut request = Request::new(body);
    *request.method_mut() = method.parse().unwrap_or_default();
    *request.uri_mut() = path.parse().unwrap_or_default();
    let json = http::HeaderValue::from_static("application/json");
    request.headers_mut().insert(http::header::CONTENT_TYPE, json);
    request
}
