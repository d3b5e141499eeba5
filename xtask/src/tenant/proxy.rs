//! The proxy that is between the browser and the world: it connects to the simulated hosts and to nothing else.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::body::Body;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use super::hosts::Host;
use super::shared::Shared;

/// Serves until the process ends.
pub async fn serve(listener: TcpListener, https: u16, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request| answer(request, https, shared.clone()));
            let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer);
            let _ = connection.with_upgrades().await;
        });
    }
}

/// `CONNECT` to a simulated host opens a tunnel; whatever else is asked for is refused and counted.
async fn answer(
    request: Request<Incoming>,
    https: u16,
    shared: Arc<Shared>,
) -> Result<Response<Body>, std::convert::Infallible> {
    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    let known = request.method() == Method::CONNECT && authority.ends_with(":443");
    if !known || Host::named(&authority).is_none() {
        shared.world().traffic.deny(&authority);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::FORBIDDEN;
        return Ok(response);
    }
    tokio::spawn(async move {
        let Ok(upgraded) = hyper::upgrade::on(request).await else { return };
        let Ok(mut server) = TcpStream::connect((Ipv4Addr::LOCALHOST, https)).await else { return };
        let _ = copy_bidirectional(&mut TokioIo::new(upgraded), &mut server).await;
    });
    Ok(Response::new(Body::empty()))
}
