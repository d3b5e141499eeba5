//! A folder with a finished page as an HTTP service.
//!
//! The headers are read from the folder's own `staticwebapp.config.json`, so that what is tested is what a host sends.

use super::host_config::HostConfig;
use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::routing::{get, post};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

const REPORTS: &str = "/policy-violations";

/// A page, where it stands on the host, and the configuration beside it.
#[derive(Clone)]
pub struct Site {
    folder: PathBuf,
    prefix: String,
    config: Option<PathBuf>,
    reporting: bool,
}

impl Site {
    /// Opens a folder that `page::finish` wrote.
    pub fn open(folder: &Path) -> Result<Self> {
        HostConfig::read(folder)?;
        Ok(Self { folder: folder.to_path_buf(), prefix: String::new(), config: None, reporting: false })
    }

    /// Answers `config.json` with this file, as long as it exists.
    pub fn with_config(self, config: PathBuf) -> Self {
        Self { config: Some(config), ..self }
    }

    /// Serves below a path such as `/sub` instead of at the root.
    pub fn below(self, prefix: &str) -> Self {
        Self { prefix: prefix.trim_end_matches('/').to_owned(), ..self }
    }

    /// Has browsers report violations of the policy, and prints each; for tests, which see them in every engine this way.
    pub fn reporting_violations(self) -> Self {
        Self { reporting: true, ..self }
    }

    /// Where the page stands on the host, without a slash at the end.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The service.
    pub fn router(self) -> Router {
        let reports = format!("{}{REPORTS}", self.prefix);
        Router::new().route(&reports, post(print_violation)).fallback(get(answer)).with_state(Arc::new(self))
    }

    /// The headers that a host sends for `path`. They are read each time: the page may have been built anew.
    fn headers_for(&self, path: &str) -> Result<HeaderMap> {
        let mut headers = HostConfig::read(&self.folder)?.headers_for(path)?;
        if self.reporting
            && let Some(policy) = headers.get_mut(header::CONTENT_SECURITY_POLICY)
        {
            *policy = HeaderValue::from_str(&format!("{}; report-uri {}{REPORTS}", policy.to_str()?, self.prefix))?;
        }
        Ok(headers)
    }

    /// The file behind `path`; nothing outside the folder has an address.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path.trim_start_matches('/'));
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        match &self.config {
            Some(config) if path == "/config.json" => Some(config.clone()),
            _ if path.ends_with('/') => Some(self.folder.join(relative).join("index.html")),
            _ => Some(self.folder.join(relative)),
        }
    }
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri) -> Response<Body> {
    let Some(path) = uri.path().strip_prefix(site.prefix.as_str()) else {
        return plain(StatusCode::NOT_FOUND);
    };
    if path.is_empty() {
        return redirect(&format!("{}/", site.prefix));
    }
    let Ok(headers) = site.headers_for(path) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let content = match site.file(path) {
        Some(file) => tokio::fs::read(file).await.ok(),
        None => None,
    };
    let mut response = match content {
        Some(content) => Response::new(Body::from(content)),
        None => plain(StatusCode::NOT_FOUND),
    };
    let media_type = if response.status().is_success() { media_type(path) } else { "text/plain; charset=utf-8" };
    *response.headers_mut() = headers;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Prints what a browser reports, on one line. <https://www.w3.org/TR/CSP3/#deprecated-serialize-violation>
async fn print_violation(report: String) -> StatusCode {
    eprintln!("policy violation: {report}");
    StatusCode::NO_CONTENT
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(status.to_string()));
    *response.status_mut() = status;
    response
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::PERMANENT_REDIRECT);
    if let Ok(location) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        None | Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some(_) => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { folder: "/page".into(), prefix: String::new(), config: None, reporting: false }
    }

    #[test]
    fn nothing_outside_the_folder_has_an_address() {
        assert_eq!(site().file("/"), Some("/page/index.html".into()));
        assert_eq!(site().file("/assets/a.js"), Some("/page/assets/a.js".into()));
        for path in ["/../secret", "/assets/../../secret", "//etc/passwd/../x"] {
            assert_eq!(site().file(path), None, "{path}");
        }
    }
}
