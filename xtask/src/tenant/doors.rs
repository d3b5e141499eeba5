//! The HTTPS server: takes connections for every simulated host and hands each request to the one it names.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use graph::transport::{Request, Response};
use http::{StatusCode, header};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::cross_origin;
use super::hosts::Host;
use super::shared::Shared;
use crate::serve::Site;

/// The largest request that is read: a batch is far smaller.
const LARGEST: usize = 4 * 1024 * 1024;

/// The connection is cut, as if the network had failed.
#[derive(Debug)]
struct ConnectionCut;

impl std::fmt::Display for ConnectionCut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is cut on purpose")
    }
}

impl std::error::Error for ConnectionCut {}

/// Serves until the process ends.
pub async fn serve(listener: TcpListener, acceptor: TlsAcceptor, shared: Arc<Shared>, site: Site) {
    let page = site.router();
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, acceptor.clone(), shared.clone(), page.clone()));
    }
}

/// A browser that goes away, or refuses the certificate, ends its own connection only.
async fn connection(stream: TcpStream, acceptor: TlsAcceptor, shared: Arc<Shared>, page: Router) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let answer = service_fn(|request| answer(request, shared.clone(), page.clone()));
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

async fn answer(
    request: http::Request<Incoming>,
    shared: Arc<Shared>,
    page: Router,
) -> Result<http::Response<Body>, ConnectionCut> {
    let (head, body) = request.into_parts();
    let body = to_bytes(Body::new(body), LARGEST).await.map_err(|_| ConnectionCut)?;
    let name = head.headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = Host::named(name);
    let request = Request::from_parts(head, body.to_vec());
    match host {
        None => Ok(plain(StatusCode::MISDIRECTED_REQUEST)),
        Some(Host::Page) => Ok(from_page(request, &shared, page).await),
        Some(host @ (Host::Graph | Host::Arm)) => match cross_origin::preflight(host, &request) {
            Some(response) => {
                shared.world().traffic.note(host, &request, Some(&response));
                Ok(response.map(Body::from))
            }
            None => {
                let mut response = from_service(host, &request, &shared).await?;
                cross_origin::allow(&request, &mut response);
                Ok(response.map(Body::from))
            }
        },
        Some(host @ Host::SignIn) => Ok(from_service(host, &request, &shared).await?.map(Body::from)),
    }
}

async fn from_service(host: Host, request: &Request, shared: &Shared) -> Result<Response, ConnectionCut> {
    let outcome = shared.world().answer(host, request);
    if let Some(effect) = &outcome.effect {
        tokio::time::sleep(effect.delay()).await;
    }
    outcome.response.ok_or(ConnectionCut)
}

/// The page's own files, with its headers; its configuration is the tenant's.
async fn from_page(request: Request, shared: &Shared, page: Router) -> http::Response<Body> {
    let config = (request.uri().path() == "/config.json").then(|| shared.world().config());
    let (head, body) = request.into_parts();
    let noted = Request::from_parts(head.clone(), Vec::new());
    let answered: Result<http::Response<Body>, Infallible> =
        page.oneshot(http::Request::from_parts(head, Body::from(body))).await;
    let mut response = answered.unwrap_or_else(|never| match never {});
    if let Some(config) = config {
        let (status, kind) = match &config {
            Some(_) => (StatusCode::OK, "application/json"),
            None => (StatusCode::NOT_FOUND, "text/plain"),
        };
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(config.unwrap_or_default());
    }
    let mut told = Response::new(Vec::new());
    *told.status_mut() = response.status();
    shared.world().traffic.note(Host::Page, &noted, Some(&told));
    response
}

fn plain(status: StatusCode) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from(status.to_string()));
    *response.status_mut() = status;
    response
}
