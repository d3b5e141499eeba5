//! The requests that are found in a script.

use crate::request::Request;

/// How many requests are read.
pub(super) const MAX_REQUESTS: usize = 20_000;

/// The requests of a script, and what else decides about what they need.
#[derive(Debug, Default)]
pub struct FoundRequests {
    /// The requests, in the order of the text.
    pub requests: Vec<Request>,
    /// Lines that fetch the next page of an answer.
    pub continuations: Vec<u32>,
    /// Whether the code connects to Security & Compliance PowerShell.
    pub connects_to_compliance: bool,
}
