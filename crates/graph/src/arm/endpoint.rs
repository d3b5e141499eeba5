//! What an endpoint of Azure Resource Manager is: a request that is built from its template, and how its answer is read.

use http::{HeaderValue, Method, Uri, header};
use serde_json::value::RawValue;

use super::path;
use crate::transport::Request;

/// What is known of an endpoint without calling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArmFacts {
    /// What the page uses it for.
    pub purpose: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path. `{scope}` and `{id}` stand for several parts, every other name in braces for one.
    pub path: &'static str,
    /// The version, which every request names.
    pub api_version: &'static str,
    /// Microsoft's page about it.
    pub docs: &'static str,
}

/// An endpoint that reads one object.
pub trait ArmRead {
    /// What is known of it.
    const FACTS: ArmFacts;
    /// What it reads.
    type Response;
    /// The request; nothing, where it would name a scope that this program can't read.
    fn request(&self) -> Option<Request>;
    /// Reads the body of a successful answer; nothing, where it is not what Microsoft documents.
    fn response(&self, body: &[u8]) -> Option<Self::Response>;
}

/// An endpoint that reads a collection, page by page.
pub trait ArmCollection {
    /// What is known of it.
    const FACTS: ArmFacts;
    /// What the collection contains.
    type Item;
    /// The request for the first page; nothing, where it would name a scope that this program can't read.
    fn request(&self) -> Option<Request>;
    /// Reads one entry; nothing, where it is not what Microsoft documents.
    fn item(&self, json: &str) -> Option<Self::Item>;
}

/// An endpoint that changes something. It is sent as a step of a plan and never on its own.
pub trait ArmWrite {
    /// What is known of it.
    const FACTS: ArmFacts;
    /// What a success says.
    type Response;
    /// The request; nothing, where it would name a scope that this program can't read.
    fn request(&self) -> Option<Request>;
    /// Reads a success; nothing, where it doesn't say that what was asked for has been done.
    fn response(&self, status: u16, body: &[u8]) -> Option<Self::Response>;
}

/// One page of a collection.
#[derive(serde::Deserialize)]
pub(super) struct ArmPage<'a> {
    #[serde(borrow)]
    pub(super) value: Vec<&'a RawValue>,
    #[serde(rename = "nextLink")]
    pub(super) next_link: Option<String>,
}

impl ArmFacts {
    /// The request of this endpoint: the names in braces are replaced in their order, the version and the options
    /// follow.
    pub(super) fn request(&self, values: &[&str], options: &[(&str, &str)], body: Option<Vec<u8>>) -> Option<Request> {
        let mut uri = path::fill(self.path, values)?;
        uri.push_str("?api-version=");
        uri.push_str(self.api_version);
        for (name, value) in options {
            uri.push('&');
            uri.push_str(name);
            uri.push('=');
            uri.push_str(&path::encode_value(value));
        }
        let mut request = Request::new(Vec::new());
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).ok()?;
        *request.uri_mut() = uri.parse::<Uri>().ok()?;
        if let Some(body) = body {
            request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = body;
        }
        Some(request)
    }
}
