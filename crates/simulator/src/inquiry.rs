//! A request, taken apart: what an endpoint decides by.

use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::caller::Caller;
use super::odata::{Address, Options};
use super::refusal::Refusal;
use domain::time::Timestamp;

/// The version of the API that a request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// `v1.0`, the one with promises.
    V1,
    /// `beta`, which knows more properties.
    Beta,
}

impl Version {
    /// As it is in the path.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

/// A request to one endpoint.
#[derive(Clone, Debug)]
pub(super) struct Inquiry<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// When.
    pub now: Timestamp,
    /// Which API.
    pub version: Version,
    /// What to do.
    pub method: Method,
    /// The path behind the version, with its leading slash, as it was sent.
    pub path: String,
    /// The parts of the path, decoded.
    pub segments: Vec<String>,
    /// The query.
    pub options: Options,
    /// The body.
    pub body: Vec<u8>,
    /// What the request says that its body is.
    pub content_type: Option<String>,
}

/// What a request has besides its path and query.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Whether the request has the header `ConsistencyLevel: eventual`.
    pub eventual: bool,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl<'a> Inquiry<'a> {
    /// Takes a path and query behind the version apart.
    pub(super) fn read(
        caller: &'a Caller,
        now: Timestamp,
        version: Version,
        method: Method,
        target: &str,
        content: Content,
    ) -> Result<Self, Refusal> {
        let Content { eventual, content_type, body } = content;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments = segments(path)?;
        let options = Options::read(query, eventual)?;
        Ok(Self { caller, now, version, method, path: path.to_owned(), segments, options, body, content_type })
    }

    /// Where the next page is found.
    pub(super) fn address(&self) -> Address<'_> {
        Address { version: self.version.as_str(), path: &self.path }
    }

    /// The JSON object of the body, which may have the given properties and annotations only.
    pub(super) fn json(&self, properties: &[&str]) -> Result<Value, Refusal> {
        let body: Value = read_json(self.content_type.as_deref(), &self.body)?;
        let object = body.as_object().ok_or_else(unreadable)?;
        match object.keys().find(|name| !name.contains('@') && !properties.contains(&name.as_str())) {
            None => Ok(body),
            Some(name) => Err(Refusal::BadRequest(format!("Invalid property '{name}'.").into())),
        }
    }

    /// What this request would be called in a refusal.
    pub(super) fn name(&self) -> String {
        format!("{} /{}{}", self.method, self.version.as_str(), self.path)
    }
}

/// The parts of a path. A slash at its end is taken; an empty part within it is not.
fn segments(path: &str) -> Result<Vec<String>, Refusal> {
    let path = path.strip_prefix('/').ok_or_else(|| no_such_segment(path))?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let parts = path.split('/').map(|part| match percent_decode_str(part).decode_utf8_lossy() {
        part if part.is_empty() => Err(no_such_segment("")),
        part => Ok(part.into_owned()),
    });
    parts.collect()
}

/// The path has a part that leads nowhere.
pub(super) fn no_such_segment(part: &str) -> Refusal {
    Refusal::Malformed(format!("Resource not found for the segment '{part}'."))
}

/// Reads a body that has to be JSON and to say so.
pub(super) fn read_json(content_type: Option<&str>, body: &[u8]) -> Result<Value, Refusal> {
    let media_type = content_type.and_then(|it| it.split(';').next()).unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(unreadable());
    }
    serde_json::from_slice(body).map_err(|_| unreadable())
}

fn unreadable() -> Refusal {
    Refusal::Malformed("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.".into())
}
