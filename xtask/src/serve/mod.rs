//! `cargo xtask serve`: builds the page and serves it under the policy that is shipped.

mod site;

pub use site::Site;

use crate::build::{self, Profile};
use crate::page::Cloud;
use crate::project;
use anyhow::{Context, Result};
use lexopt::prelude::*;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use tokio::net::TcpListener;

const DEFAULT_PORT: u16 = 8080;

struct Options {
    port: u16,
    profile: Profile,
    config: PathBuf,
    below: String,
}

/// Builds and serves until it is interrupted.
pub fn main(arguments: lexopt::Parser) -> Result<()> {
    let options = read(arguments)?;
    let page = build::build(options.profile, Cloud::Public, &build::default_out(options.profile))?;
    let site = Site::open(&page.folder)?.with_config(options.config).below(&options.below);
    tokio::runtime::Runtime::new()?.block_on(serve(site, options.port))
}

fn read(mut arguments: lexopt::Parser) -> Result<Options> {
    let config = project::root().join("config.json");
    let mut options = Options { port: DEFAULT_PORT, profile: Profile::Dev, config, below: String::new() };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("release") => options.profile = Profile::Release,
            Long("config") => options.config = std::env::current_dir()?.join(PathBuf::from(arguments.value()?)),
            Long("below") => options.below = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

async fn serve(site: Site, port: u16) -> Result<()> {
    let address = (Ipv4Addr::LOCALHOST, port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("port {port} cannot be used; choose another with --port (0 for any)"))?;
    let port = listener.local_addr()?.port();
    eprintln!("\nThe page is at http://localhost:{port}{}/ (stop with Ctrl+C)", site.prefix());
    axum::serve(listener, site.router()).await.context("the server stopped")
}
