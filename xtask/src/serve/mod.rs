//! `cargo xtask serve`: builds the page and serves it under the policy that is shipped.

mod host_config;
mod site;
mod watch;

pub use host_config::HostConfig;
pub use site::Site;

use crate::build::{self, Profile};
use crate::page::Page;
use crate::project;
use anyhow::{Context, Result};
use domain::cloud::Cloud;
use lexopt::prelude::*;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use tokio::net::TcpListener;

const DEFAULT_PORT: u16 = 8080;

#[derive(Default)]
struct ServeOptions {
    /// A finished page; without one, the sources are built.
    folder: Option<PathBuf>,
    port: Option<u16>,
    profile: Profile,
    config: Option<PathBuf>,
    below: String,
    report_violations: bool,
}

/// Builds, serves and builds again whenever a source changes, until it is interrupted.
pub fn main(arguments: lexopt::Parser) -> Result<()> {
    let options = read(arguments)?;
    let mut site = match &options.folder {
        Some(folder) => Site::open(folder)?,
        None => {
            let folder = built(options.profile)?.folder;
            let profile = options.profile;
            std::thread::spawn(move || watch::watch(|| rebuild(profile)));
            Site::open(&folder)?.with_config(project::root().join("config.json"))
        }
    };
    if let Some(config) = options.config {
        site = site.with_config(config);
    }
    if options.report_violations {
        site = site.reporting_violations();
    }
    let port = options.port.unwrap_or(DEFAULT_PORT);
    tokio::runtime::Runtime::new()?.block_on(serve(site.below(&options.below), port))
}

fn built(profile: Profile) -> Result<Page> {
    build::build(profile, Cloud::Public, &build::default_out(profile))
}

/// There is no script in the page that reloads it: the policy is that of the release.
fn rebuild(profile: Profile) {
    match built(profile) {
        Ok(_) => eprintln!("The page was rebuilt. Reload it."),
        Err(error) => eprintln!("error: {error:#}"),
    }
}

fn read(mut arguments: lexopt::Parser) -> Result<ServeOptions> {
    let here = std::env::current_dir()?;
    let mut options = ServeOptions::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = Some(arguments.value()?.parse()?),
            Long("release") => options.profile = Profile::Release,
            Long("folder") => options.folder = Some(here.join(PathBuf::from(arguments.value()?))),
            Long("config") => options.config = Some(here.join(PathBuf::from(arguments.value()?))),
            Long("below") => options.below = arguments.value()?.parse()?,
            Long("report-violations") => options.report_violations = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

async fn serve(site: Site, port: u16) -> Result<()> {
    let address = (Ipv4Addr::LOCALHOST, port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("port {port} can't be used; choose another with --port (0 for any)"))?;
    let port = listener.local_addr()?.port();
    eprintln!("\nThe page is at http://localhost:{port}{}/ (stop with Ctrl+C)", site.prefix());
    axum::serve(listener, site.router()).await.context("the server stopped")
}
