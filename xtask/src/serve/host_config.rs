//! The headers of a page, as its own `staticwebapp.config.json` says them to a host.

use anyhow::{Context, Result};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The part of a Static Web Apps configuration that this server follows.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostConfig {
    global_headers: BTreeMap<String, String>,
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Route {
    route: String,
    headers: BTreeMap<String, String>,
}

impl HostConfig {
    /// Reads the configuration of the page in `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("staticwebapp.config.json");
        let text =
            std::fs::read(&path).with_context(|| format!("{} can't be read; is this a page?", path.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("{} is malformed", path.display()))
    }

    /// The headers that a host sends for `path`, which begins with a slash.
    pub fn headers_for(&self, path: &str) -> Result<HeaderMap> {
        let mut all = self.global_headers.clone();
        let matching = |route: &&Route| match route.route.strip_suffix('*') {
            Some(prefix) => path.starts_with(prefix),
            None => path == route.route,
        };
        if let Some(route) = self.routes.iter().find(matching) {
            all.extend(route.headers.clone());
        }
        let mut headers = HeaderMap::new();
        for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
            headers.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
        }
        Ok(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_adds_to_the_general_headers_and_takes_away() {
        let config: HostConfig = serde_json::from_str(
            r#"{ "globalHeaders": { "Cache-Control": "no-cache", "Cross-Origin-Opener-Policy": "same-origin" },
                 "routes": [ { "route": "/assets/*", "headers": { "Cache-Control": "immutable" } },
                             { "route": "/redirect.html", "headers": { "Cross-Origin-Opener-Policy": "" } } ] }"#,
        )
        .unwrap();
        let header = |path: &str, name: &str| config.headers_for(path).unwrap().get(name).cloned();
        assert_eq!(header("/", "cache-control").unwrap(), "no-cache");
        assert_eq!(header("/assets/a.js", "cache-control").unwrap(), "immutable");
        assert_eq!(header("/assets/a.js", "cross-origin-opener-policy").unwrap(), "same-origin");
        assert_eq!(header("/redirect.html", "cross-origin-opener-policy"), None);
    }
}
