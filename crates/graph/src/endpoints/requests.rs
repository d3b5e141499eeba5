//! The requests of endpoints that change something.

use http::{HeaderValue, Method, header};
use serde::Serialize;

use crate::transport::Request;

/// A DELETE request.
pub(super) fn delete(path: String) -> Request {
    let mut request = Request::new(Vec::new());
    *request.method_mut() = Method::DELETE;
    *request.uri_mut() = path.parse().unwrap_or_default();
    request
}

/// A POST request with a JSON body.
pub(super) fn post(path: String, body: &impl Serialize) -> Request {
    // The bodies are ids and constants, which always serialise.
    let mut request = Request::new(serde_json::to_vec(body).unwrap_or_default());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = path.parse().unwrap_or_default();
    request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    request
}
