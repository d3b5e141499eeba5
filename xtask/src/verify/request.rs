//! One request, as a browser without a cache would make it.

use anyhow::{Context, Result};
use http::HeaderMap;
use std::time::Duration;
use ureq::Agent;

const PATIENCE: Duration = Duration::from_secs(60);
/// The largest file that is read; the page's are far smaller.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a host answered.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The content, not compressed.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Answer {
    /// A header's value; nothing, where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Asks for an address. A redirect is an answer like any other: it is not followed.
pub fn get(url: &str) -> Result<Answer> {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(PATIENCE));
    let agent: Agent = config.build().into();
    let asked = agent.get(url).header("Cache-Control", "no-cache").header("Accept-Encoding", "identity");
    let mut response = asked.call().with_context(|| format!("{url} cannot be fetched"))?;
    let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
    let body = body.with_context(|| format!("{url} cannot be read to its end"))?;
    Ok(Answer { status: response.status().as_u16(), body, headers: response.headers().clone() })
}
