//! A request, taken apart: what an endpoint decides by.

use http::Method;
use percent_encoding::percent_decode_str;

use super::caller::Caller;
use super::odata::{Address, Options};
use super::refusal::Refusal;
use crate::domain::time::Timestamp;

/// The version of the API that a request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// `v1.0`, the one with promises.
    V1,
    /// `beta`, which knows more properties.
    Beta,
}

impl Version {
    /// As it stands in the path.
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
}

impl<'a> Inquiry<'a> {
    /// Takes a path and query behind the version apart.
    pub(super) fn read(
        caller: &'a Caller,
        now: Timestamp,
        version: Version,
        method: Method,
        target: &str,
        eventual: bool,
        body: Vec<u8>,
    ) -> Result<Self, Refusal> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|it| percent_decode_str(it).decode_utf8_lossy().into_owned())
            .collect();
        let options = Options::read(query, eventual)?;
        Ok(Self { caller, now, version, method, path: path.to_owned(), segments, options, body })
    }

    /// Where the next page is found.
    pub(super) fn address(&self) -> Address<'_> {
        Address { version: self.version.as_str(), path: &self.path }
    }

    /// The JSON of the body.
    pub(super) fn json(&self) -> Result<serde_json::Value, Refusal> {
        serde_json::from_slice(&self.body)
            .map_err(|_| Refusal::Malformed("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.".into()))
    }

    /// What this request would be called in a refusal.
    pub(super) fn name(&self) -> String {
        format!("{} /{}{}", self.method, self.version.as_str(), self.path)
    }
}
