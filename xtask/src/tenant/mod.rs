//! `cargo xtask tenant`: the simulated tenant as an HTTPS server under Microsoft's own host names.
//!
//! A browser reaches it through a proxy that knows these hosts and no other. So the shipped files run unchanged, with a
//! real sign-in, and whatever they would send elsewhere is refused and counted. A control server, which only programs
//! on this machine can reach, changes the tenant from outside.

mod azure;
mod browser;
mod certificate;
mod clock;
mod control;
mod cross_origin;
mod deployment;
mod doors;
mod faults;
mod hostile;
mod hosts;
mod items;
mod ledger;
mod options;
mod people;
mod proxy;
mod traffic;
mod world;

use std::io::Write;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::build::{self, Profile};
use crate::serve::Site;
use domain::cloud::Cloud;

use certificate::Identity;
use options::TenantOptions;
use world::World;

/// The tenant, shared by all servers.
pub struct Shared(Mutex<World>);

impl Shared {
    /// The tenant for the length of one answer. A server that panicked leaves it as it was.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Builds the page unless a folder is given, and serves until it is interrupted.
pub fn main(arguments: lexopt::Parser) -> Result<()> {
    let options = TenantOptions::read(arguments)?;
    let folder = match &options.page {
        Some(folder) => folder.clone(),
        None => build::build(Profile::Release, Cloud::Public, &build::default_out(Profile::Release))?.folder,
    };
    let site = Site::open(&folder)?;
    let site = if options.json { site.reporting_violations() } else { site };
    tokio::runtime::Runtime::new()?.block_on(run(options, site))
}

async fn run(options: TenantOptions, site: Site) -> Result<()> {
    let identity = Identity::make()?;
    let shared = Arc::new(Shared(Mutex::new(World::of_size(options.deployment, options.identities))));
    let [https, proxy, control] = [bind(0).await?, bind(options.proxy_port).await?, bind(options.control_port).await?];
    let ports = Ports {
        https: https.local_addr()?.port(),
        proxy: proxy.local_addr()?.port(),
        control: control.local_addr()?.port(),
    };
    tokio::spawn(doors::serve(https, identity.acceptor.clone(), shared.clone(), site));
    tokio::spawn(proxy::serve(proxy, ports.https, shared.clone()));
    tokio::spawn(control::serve(control, shared.clone()));
    if options.json {
        say(&ports.as_json(&identity, &shared.world()).to_string())?;
        return stdin_closed().await;
    }
    say(&ports.as_text())?;
    let browser = options.browser.then(|| browser::Browser::start(ports.proxy, &identity.fingerprint)).transpose()?;
    tokio::signal::ctrl_c().await?;
    drop(browser);
    Ok(())
}

async fn bind(port: u16) -> Result<TcpListener> {
    let address = (Ipv4Addr::LOCALHOST, port);
    TcpListener::bind(address).await.with_context(|| format!("port {port} can't be used"))
}

/// The addresses of the servers, on this machine only.
struct Ports {
    https: u16,
    proxy: u16,
    control: u16,
}

impl Ports {
    fn as_json(&self, identity: &Identity, world: &World) -> Value {
        json!({
            "page": hosts::PAGE,
            "proxy": self.proxy,
            "https": self.https,
            "control": self.control,
            "certificate": identity.pem,
            "fingerprint": identity.fingerprint,
            "people": world.people_as_json(),
        })
    }

    fn as_text(&self) -> String {
        format!(
            "The tenant is open until you press Ctrl+C.\n\n\
             \x20 page      {page}\n\
             \x20 proxy     127.0.0.1:{proxy} (knows {hosts} and refuses every other host)\n\
             \x20 HTTPS     127.0.0.1:{https} (the same hosts, for programs that name them themselves)\n\
             \x20 control   http://127.0.0.1:{control}/ (lists what can be read and changed)\n\n\
             Sign in as anybody: there are no passwords.",
            page = hosts::PAGE,
            proxy = self.proxy,
            hosts = hosts::Host::names().join(", "),
            https = self.https,
            control = self.control,
        )
    }
}

fn say(text: &str) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// A program that started this one with `--json` ends it by closing the pipe, also by dying.
async fn stdin_closed() -> Result<()> {
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink())).await??;
    Ok(())
}
