//! Several requests in one: JSON batches.
//!
//! A batch goes to one address per version, so that a browser asks for permission once and not for every address, and
//! each request in it is answered, throttled and refused on its own.
//!
//! <https://learn.microsoft.com/graph/json-batching>

use domain::sorted_map::SortedMap;

use http::{HeaderValue, Method, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::headers::read_header;
use super::transport::{Request, Response};

/// The most requests that one batch carries.
pub const LARGEST: usize = 20;

/// The language in which errors are to be said, independent of the browser's: some errors can be distinguished only by
/// their text. Each request of a batch has its own headers, so those that write set it again.
const ENGLISH: &str = "en-US";

/// Whether the requests of a batch are answered in any order or one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// They have nothing to do with each other.
    Any,
    /// Each waits for the one before and is not applied where that one failed.
    Chain,
}

#[derive(Serialize)]
struct BatchEnvelope<'a> {
    requests: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    id: String,
    method: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "SortedMap::is_empty")]
    headers: SortedMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depends_on: Option<[String; 1]>,
}

#[derive(Deserialize)]
struct Answers<'a> {
    #[serde(borrow)]
    responses: Vec<BatchAnswer<'a>>,
}

#[derive(Deserialize)]
struct BatchAnswer<'a> {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Option<SortedMap<String, serde_json::Value>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// The version of a request: the first part of its path, `/v1.0` or `/beta`. A batch has one version only.
pub fn version(request: &Request) -> &str {
    let path = request.uri().path();
    path.get(1..).and_then(|rest| rest.find('/')).map_or("", |at| &path[..=at])
}

/// Puts requests of one version into a batch.
pub fn encode(requests: &[&Request], order: Order) -> Request {
    let version = requests.first().map_or("", |request| version(request));
    let items = requests.iter().enumerate().map(|(at, request)| Item {
        id: (at + 1).to_string(),
        method: request.method().as_str(),
        url: relative(request, version),
        headers: headers(request),
        body: serde_json::from_slice(request.body()).ok(),
        depends_on: (order == Order::Chain && at > 0).then(|| [at.to_string()]),
    });
    // Texts and JSON that was read before always serialise.
    let body = serde_json::to_vec(&BatchEnvelope { requests: items.collect() }).unwrap_or_default();
    let mut batch = Request::new(body);
    *batch.method_mut() = Method::POST;
    *batch.uri_mut() = format!("{version}/$batch").parse().unwrap_or_default();
    batch.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    batch.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(ENGLISH));
    batch
}

/// Takes a batch's answer apart: one answer for each request, in the order of the requests. An answer that is missing
/// or given twice is none, because it cannot be told what happened. None at all, where the body is not a batch's.
pub fn decode(response: &Response, count: usize) -> Option<Vec<Option<Response>>> {
    let body: Answers<'_> = serde_json::from_slice(response.body()).ok()?;
    let mut answers: Vec<Option<Response>> = (0..count).map(|_| None).collect();
    let mut seen = vec![false; count];
    for answer in body.responses {
        let Some(at) = answer.id.parse::<usize>().ok().and_then(|id| id.checked_sub(1)).filter(|&at| at < count) else {
            continue;
        };
        answers[at] = if seen[at] { None } else { answer.response() };
        seen[at] = true;
    }
    Some(answers)
}

fn relative<'a>(request: &'a Request, version: &str) -> &'a str {
    let whole = request.uri().path_and_query().map_or("", |it| it.as_str());
    whole.strip_prefix(version).unwrap_or(whole)
}

fn headers(request: &Request) -> SortedMap<&str, &str> {
    let own = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let english = (request.method() != Method::GET).then_some((header::ACCEPT_LANGUAGE.as_str(), ENGLISH));
    own.chain(english).collect()
}

impl BatchAnswer<'_> {
    fn response(self) -> Option<Response> {
        let mut response = Response::new(self.body.map_or_else(Vec::new, |body| body.get().as_bytes().to_vec()));
        *response.status_mut() = StatusCode::from_u16(self.status).ok()?;
        for (name, value) in self.headers.into_iter().flatten() {
            let text = match &value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            if let (Some(name), Ok(value)) = (read_header(&name), text.parse::<HeaderValue>()) {
                response.headers_mut().insert(name, value);
            }
        }
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Get;
    use http::HeaderName;

    fn answer(body: &str) -> Response {
        Response::new(body.as_bytes().to_vec())
    }

    #[test]
    fn of_headers_without_end_only_those_that_are_read_are_kept() {
        let headers: Vec<String> = (0..40_000).map(|number| format!("\"h{number}\":\"\"")).collect();
        let headers = format!(r#"{},"Retry-After":"7""#, headers.join(","));
        let body = format!(r#"{{"responses":[{{"id":"1","status":429,"headers":{{{headers}}}}}]}}"#);
        let answers = decode(&answer(&body), 1).unwrap();
        let kept: Vec<&str> = answers[0].as_ref().unwrap().headers().keys().map(HeaderName::as_str).collect();
        assert_eq!(kept, ["retry-after"]);
    }

    fn statuses(body: &str, count: usize) -> Option<Vec<Option<u16>>> {
        let answers = decode(&answer(body), count)?;
        Some(answers.iter().map(|it| it.as_ref().map(|response| response.status().as_u16())).collect())
    }

    #[test]
    fn requests_become_relative_and_keep_their_headers_and_bodies() {
        let get = Get::new("/v1.0/servicePrincipals").advanced().request();
        let mut post = Request::new(br#"{"a":1}"#.to_vec());
        *post.method_mut() = Method::POST;
        *post.uri_mut() = "/v1.0/x".parse().unwrap();
        post.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let batch = encode(&[&get, &post], Order::Chain);
        assert_eq!((batch.method().as_str(), batch.uri().path()), ("POST", "/v1.0/$batch"));
        assert_eq!(batch.headers()[header::ACCEPT_LANGUAGE], "en-US", "words of errors are matched");
        assert_eq!(
            String::from_utf8(batch.into_body()).unwrap(),
            concat!(
                r#"{"requests":[{"id":"1","method":"GET","url":"/servicePrincipals?$count=true","headers":{"consistencylevel":"eventual"}},"#,
                r#"{"id":"2","method":"POST","url":"/x","headers":{"accept-language":"en-US","content-type":"application/json"},"body":{"a":1},"dependsOn":["1"]}]}"#
            )
        );
    }

    #[test]
    fn answers_are_found_by_id_in_any_order() {
        let check = |body: &str, count: usize, wanted: Option<Vec<Option<u16>>>| {
            assert_eq!(statuses(body, count), wanted, "{body}");
        };
        check(
            r#"{"responses":[{"id":"2","status":404},{"id":"1","status":200,"body":{"x":1}}]}"#,
            2,
            Some(vec![Some(200), Some(404)]),
        );
        check(r#"{"responses":[{"id":"1","status":200}]}"#, 2, Some(vec![Some(200), None]));
        check(
            r#"{"responses":[{"id":"9","status":200},{"id":"0","status":200},{"id":"x","status":200}]}"#,
            1,
            Some(vec![None]),
        );
        check(r#"{"responses":[{"id":"1","status":200},{"id":"1","status":500}]}"#, 1, Some(vec![None]));
        check(r#"{"responses":[{"id":"1","status":99}]}"#, 1, Some(vec![None]));
        check(r#"{"value":[]}"#, 1, None);
        check("<html>", 1, None);
        check("", 1, None);
    }

    #[test]
    fn headers_and_body_of_an_answer_are_its_own() {
        let body = r#"{"responses":[{"id":"1","status":429,"headers":{"Retry-After":0.249,"request-id":"r1"},"body":{"error":{"code":"TooManyRequests"}}},{"id":"2","status":204,"headers":null}]}"#;
        let answers = decode(&answer(body), 2).unwrap();
        let first = answers[0].as_ref().unwrap();
        assert_eq!(
            (&first.headers()["retry-after"], &first.headers()["request-id"]),
            (&HeaderValue::from_static("0.249"), &HeaderValue::from_static("r1"))
        );
        assert_eq!(first.body(), br#"{"error":{"code":"TooManyRequests"}}"#);
        assert!(answers[1].as_ref().unwrap().body().is_empty());
    }
}
