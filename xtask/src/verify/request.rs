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

/// Asks for a path. Some hosts, such as Cloudflare Pages, serve a document at its address without `.html` only; that one
/// redirect is followed.
pub fn get_document(base: &str, path: &str) -> Result<Answer> {
    let answer = get(&format!("{base}{path}"))?;
    match (answer.header("location"), shorter(path)) {
        (Some(location), Some(shorter)) if leads_to(location, base, shorter) => get(&format!("{base}{shorter}")),
        _ => Ok(answer),
    }
}

/// The address of a document without its ending: `/` for `/index.html`.
fn shorter(path: &str) -> Option<&str> {
    path.strip_suffix("index.html").or_else(|| path.strip_suffix(".html"))
}

/// Whether a redirect leads to this path of this deployment.
fn leads_to(location: &str, base: &str, path: &str) -> bool {
    let host = base.find("://").and_then(|end| base[end + 3..].find('/').map(|slash| &base[..end + 3 + slash]));
    let below = base.strip_prefix(host.unwrap_or(base)).unwrap_or_default();
    location == format!("{base}{path}") || location == format!("{below}{path}")
}

/// Asks for an address. A redirect is an answer like any other: it is not followed.
pub fn get(url: &str) -> Result<Answer> {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(PATIENCE));
    let agent: Agent = config.build().into();
    let asked = agent.get(url).header("Cache-Control", "no-cache").header("Accept-Encoding", "identity");
    let mut response = asked.call().with_context(|| format!("{url} can't be fetched"))?;
    let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
    let body = body.with_context(|| format!("the response of {url} can't be read completely"))?;
    Ok(Answer { status: response.status().as_u16(), body, headers: response.headers().clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_redirect_to_the_same_document_without_its_ending_is_one() {
        assert_eq!(shorter("/index.html"), Some("/"));
        assert_eq!(shorter("/redirect.html"), Some("/redirect"));
        assert_eq!(shorter("/assets/a.js"), None);
        for base in ["https://a.example", "https://a.example/sub"] {
            assert!(leads_to(&format!("{base}/redirect"), base, "/redirect"), "{base}");
            assert!(!leads_to("https://b.example/redirect", base, "/redirect"), "{base}");
            assert!(!leads_to("/other", base, "/redirect"), "{base}");
        }
        assert!(leads_to("/redirect", "https://a.example", "/redirect"));
        assert!(leads_to("/sub/redirect", "https://a.example/sub", "/redirect"));
    }
}
