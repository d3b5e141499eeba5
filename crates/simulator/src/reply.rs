//! An answer before it becomes bytes: alone it is an HTTP response, in a batch a part of one.

use serde_json::Value;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Body,
    /// Headers besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    /// No body.
    Empty,
    /// JSON.
    Json(Value),
    /// Plain text, which only `/$count` answers.
    Text(String),
}

impl Reply {
    /// An answer with a JSON body.
    pub(super) fn json(status: u16, body: Value) -> Self {
        Self { status, body: Body::Json(body), headers: Vec::new() }
    }

    /// An answer in plain text.
    pub(super) fn text(text: String) -> Self {
        Self { status: 200, body: Body::Text(text), headers: Vec::new() }
    }

    /// Done, and nothing to say.
    pub(super) fn no_content() -> Self {
        Self { status: 204, body: Body::Empty, headers: Vec::new() }
    }
}
