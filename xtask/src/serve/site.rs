//! A folder with a finished page as an HTTP service.
//!
//! The headers are read from the folder's own `staticwebapp.config.json`, so that what is tested is what a host sends.

use super::host_config::HostConfig;
use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::{get, post};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

const REPORTS: &str = "/policy-violations";

/// A page, where it is on the host, and the configuration beside it.
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

    /// Where the page is on the host, without a slash at the end.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The service.
    pub fn router(self) -> Router {
        let reports = format!("{}{REPORTS}", self.prefix);
        Router::new().route(&reports, post(print_violation)).fallback(get(answer)).with_state(Arc::new(self))
    }

    /// The headers that a host sends for `path`. They are read each time: the page may have been built again.
    fn headers_for(&self, path: &str) -> Result<HeaderMap> {
        let mut headers = HostConfig::read(&self.folder)?.headers_for(path)?;
        if self.reporting
            && let Some(policy) = headers.get_mut(header::CONTENT_SECURITY_POLICY)
        {
            *policy = HeaderValue::from_str(&format!("{}; report-uri {}{REPORTS}", policy.to_str()?, self.prefix))?;
        }
        Ok(headers)
    }
}

/// The file, compressed where the release has it so, or word that the browser's copy is still the same.
async fn answer(State(site): State<Arc<Site>>, mut request: Request) -> Response<Body> {
    let Some(path) = request.uri().path().strip_prefix(site.prefix.as_str()).map(str::to_owned) else {
        return plain(StatusCode::NOT_FOUND);
    };
    if path.is_empty() {
        return redirect(&format!("{}/", site.prefix));
    }
    let (Ok(headers), Ok(inner)) = (site.headers_for(&path), path.parse()) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    *request.uri_mut() = inner;
    let config = site.config.as_ref().filter(|_| path == "/config.json");
    let answered = match config {
        Some(config) => ServeFile::new(config).oneshot(request).await,
        None => ServeDir::new(&site.folder).precompressed_br().precompressed_gzip().oneshot(request).await,
    };
    let Ok(answered) = answered;
    let mut response = answered.map(Body::new);
    response.headers_mut().extend(headers);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is answered to a request for `path`, from a folder with a page in it and a secret beside it.
    async fn answered(path: &str, accepts: &'static str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let beside = tempfile::tempdir().unwrap();
        let folder = beside.path().join("page");
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        std::fs::write(beside.path().join("secret"), "secret").unwrap();
        let hosting = r#"{"routes":[],"globalHeaders":{"x-policy":"strict"}}"#;
        let files = [("staticwebapp.config.json", hosting), ("index.html", "page"), ("assets/a.js", "script")];
        for (name, content) in files {
            std::fs::write(folder.join(name), content).unwrap();
        }
        std::fs::write(folder.join("assets/a.js.br"), "packed").unwrap();
        let router = Site::open(&folder).unwrap().below("/sub").router();
        let request = Request::builder().uri(path).header(header::ACCEPT_ENCODING, accepts).body(Body::empty());
        let response = router.oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn nothing_outside_the_folder_has_an_address() {
        assert_eq!(answered("/sub/", "").await.2, b"page");
        for path in ["/sub/../secret", "/sub/assets/../../secret", "/sub//%2e%2e/secret", "/secret", "/index.html"] {
            let (status, _, body) = answered(path, "").await;
            assert!(status.is_client_error(), "{path}: {status}");
            assert_ne!(body, b"secret", "{path}");
        }
    }

    #[tokio::test]
    async fn a_file_is_sent_as_it_is_kept_with_what_the_host_is_told_to_send() {
        let (_, headers, body) = answered("/sub/assets/a.js", "br").await;
        assert_eq!((headers[header::CONTENT_ENCODING].as_bytes(), body.as_slice()), (&b"br"[..], &b"packed"[..]));
        let (_, headers, body) = answered("/sub/assets/a.js", "").await;
        assert_eq!((headers.get(header::CONTENT_ENCODING), body.as_slice()), (None, &b"script"[..]));
        assert_eq!(headers["x-policy"], "strict");
        assert!(headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/javascript"));
    }
}
