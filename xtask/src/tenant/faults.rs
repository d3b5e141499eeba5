//! What goes wrong on the way to a host, as tests order it.
//!
//! The simulator has faults of its own, which strike the values that one client sends. These are about real connections
//! to any of the hosts: they cut them, and keep a browser waiting.

use std::time::Duration;

use graph::transport::{Request, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::demand_header;
use super::hosts::Host;
use super::items::ItemAnswer;

/// The faults that are ordered, the oldest first.
#[derive(Default)]
pub struct Faults(Vec<Fault>);

/// A fault, and the requests that it befalls.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// The host's name.
    host: String,
    /// The method; any if missing.
    method: Option<String>,
    /// What the path or the query contains.
    #[serde(default)]
    path: String,
    /// What the body contains.
    #[serde(default)]
    body: String,
    /// How many requests pass before it strikes.
    #[serde(default)]
    after: u32,
    /// How often it strikes; for ever if missing.
    times: Option<u32>,
    /// What happens.
    effect: Effect,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum Effect {
    /// The answer comes later.
    Late {
        /// Milliseconds.
        by: u64,
    },
    /// The service refuses before it looks at the request.
    Refused {
        /// 429 or one of the 5xx.
        status: u16,
        /// Seconds to wait.
        retry_after: Option<u64>,
    },
    /// Parts of a batch are refused, and the others answered. The service does all of them, so that this is a fault of
    /// reads only.
    PartsRefused {
        /// What the address of such a part contains.
        of: String,
        /// 429, 403 or one of the 5xx.
        status: u16,
        /// Seconds to wait.
        retry_after: Option<u64>,
    },
    /// The connection is cut before the service sees the request.
    RequestLost,
    /// The service does what was asked; then the connection is cut.
    AnswerLost,
    /// The service gets the request twice, and what it says to the second delivery is answered.
    Twice,
    /// Someone on the way sends the client elsewhere.
    Redirected {
        /// 302, 307 or 308.
        status: u16,
        /// Where to.
        to: String,
    },
    /// Someone on the way changes the answer.
    Rewritten {
        /// A text in it, each time that it occurs.
        from: String,
        /// What is there instead.
        to: String,
    },
    /// The service demands another token, whatever the token.
    Challenged {
        /// What it demands, as the header has it.
        claims: String,
    },
    /// One item of a batch fails, and so those behind it.
    Item {
        /// Which one, counted from 1.
        at: usize,
        /// 400, 401, 403, 404, 429 or one of the 5xx.
        status: u16,
        /// Seconds to wait.
        retry_after: Option<u64>,
        /// The authentication context that a 401 asks for.
        context: Option<String>,
    },
}

impl Faults {
    /// Replaces what is ordered.
    pub fn order(&mut self, faults: Vec<Fault>) {
        self.0 = faults;
    }

    /// What happens to a request, if anything does.
    pub fn strike(&mut self, host: Host, request: &Request) -> Option<Effect> {
        let fault = self.0.iter_mut().find(|fault| fault.matches(host, request))?;
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        if let Some(times) = fault.times.as_mut() {
            *times -= 1;
        }
        Some(fault.effect.clone())
    }
}

impl Fault {
    fn matches(&self, host: Host, request: &Request) -> bool {
        let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        Host::named(&self.host) == Some(host)
            && self.times != Some(0)
            && self.method.as_deref().is_none_or(|method| method == request.method().as_str())
            && path.contains(&self.path)
            && String::from_utf8_lossy(request.body()).contains(&self.body)
    }
}

impl Effect {
    /// How much later the answer comes.
    pub fn delay(&self) -> Duration {
        match self {
            Self::Late { by } => Duration::from_millis(*by),
            _ => Duration::ZERO,
        }
    }
}

/// The answer to a batch in which these parts were refused.
pub fn refuse_parts(response: Response, request: &Request, of: &str, status: u16, wait: Option<u64>) -> Response {
    let asked: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let (parts, body) = response.into_parts();
    let mut answered: Value = serde_json::from_slice(&body).unwrap_or_default();
    let meant = |id: &Value| {
        let mut items = asked["requests"].as_array().into_iter().flatten();
        items.any(|item| item["id"] == *id && item["url"].as_str().is_some_and(|url| url.contains(of)))
    };
    for part in answered["responses"].as_array_mut().into_iter().flatten().filter(|part| meant(&part["id"])) {
        part["status"] = status.into();
        part["body"] = words(status);
        part["headers"] = json!({ "Content-Type": "application/json" });
        if let Some(seconds) = wait {
            part["headers"]["Retry-After"] = seconds.to_string().into();
        }
    }
    Response::from_parts(parts, answered.to_string().into_bytes())
}

/// What a service that refuses says.
fn words(status: u16) -> Value {
    let (code, message) = match status {
        400 => ("Request_BadRequest", "Invalid resource identifier for EntitlementGrant"),
        404 => (
            "Request_ResourceNotFound",
            "Resource does not exist or one of its queried reference-property objects are not present.",
        ),
        401 => ("InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge."),
        403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
        429 => ("TooManyRequests", "Please retry again later."),
        503 => ("serviceNotAvailable", "The service is temporarily unavailable."),
        504 => ("Timeout", "The service took too long."),
        _ => ("UnknownError", "The service failed."),
    };
    json!({ "error": { "code": code, "message": message } })
}

/// What one item of a batch says when it fails; `claims` are those that it asks for.
pub fn item(at: usize, status: u16, retry_after: Option<u64>, claims: Option<&str>) -> ItemAnswer {
    let mut headers = json!({ "Content-Type": "application/json" });
    if let Some(seconds) = retry_after {
        headers["Retry-After"] = seconds.to_string().into();
    }
    if let Some(claims) = claims {
        headers["WWW-Authenticate"] = demand_header(claims).into();
    }
    ItemAnswer { at, status, headers, body: words(status) }
}

/// The answer of a service that is overloaded or broken.
pub fn refused(status: u16, retry_after: Option<u64>) -> Response {
    let mut response = Response::new(words(status).to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// An answer that sends the client elsewhere. Browsers of other origins may read it.
pub fn redirected(status: u16, to: &str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::FOUND);
    if let Ok(location) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// The answer with a text of its body replaced.
pub fn rewritten(response: Response, from: &str, to: &str) -> Response {
    response.map(|body| String::from_utf8_lossy(&body).replace(from, to).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Faults {
        Faults(serde_json::from_str(text).unwrap())
    }

    fn request(path: &str) -> Request {
        http::Request::post(path).body(b"hello".to_vec()).unwrap()
    }

    #[test]
    fn a_fault_strikes_as_often_as_ordered_and_only_where_ordered() {
        let mut faults = faults(
            r#"[{ "host": "graph.microsoft.com", "method": "POST", "path": "$batch", "after": 1, "times": 2,
                  "effect": { "kind": "refused", "status": 429, "retryAfter": 3 } }]"#,
        );
        let throttled = Some(Effect::Refused { status: 429, retry_after: Some(3) });
        assert_eq!(faults.strike(Host::SignIn, &request("/v1.0/$batch")), None, "another host");
        assert_eq!(faults.strike(Host::Graph, &request("/v1.0/me")), None, "another path");
        let struck: Vec<_> = (0..4).map(|_| faults.strike(Host::Graph, &request("/v1.0/$batch"))).collect();
        assert_eq!(struck, [None, throttled.clone(), throttled, None]);
    }

    #[test]
    fn parts_of_a_batch_are_refused_beside_others() {
        let asked = r#"{"requests":[{"id":"1","url":"/me"},{"id":"2","url":"/auditLogs/directoryAudits?$top=5"}]}"#;
        let answer = r#"{"responses":[{"id":"2","status":200,"body":{}},{"id":"1","status":200,"body":{"id":"x"}}]}"#;
        let asked = http::Request::post("/v1.0/$batch").body(asked.as_bytes().to_vec()).unwrap();
        let answer = Response::new(answer.as_bytes().to_vec());
        let answer = refuse_parts(answer, &asked, "/auditLogs/", 429, Some(7));
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(
            (&body["responses"][0]["status"], &body["responses"][0]["headers"]["Retry-After"]),
            (&429.into(), &"7".into())
        );
        assert_eq!(body["responses"][1]["status"], 200);
    }

    #[test]
    fn a_misspelt_fault_is_refused() {
        for text in [
            r#"[{ "host": "graph.microsoft.com", "tims": 1, "effect": { "kind": "requestLost" } }]"#,
            r#"[{ "host": "graph.microsoft.com", "effect": { "kind": "refused", "status": 429, "retry": 1 } }]"#,
            r#"[{ "host": "graph.microsoft.com", "effect": { "kind": "broken" } }]"#,
        ] {
            assert!(serde_json::from_str::<Vec<Fault>>(text).is_err(), "{text}");
        }
    }
}
