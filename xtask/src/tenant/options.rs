//! The arguments of the command.

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use super::deployment::Deployment;

/// What the user who starts the tenant wants.
pub struct TenantOptions {
    /// A finished page; without one it is built.
    pub page: Option<PathBuf>,
    /// Which app registrations the page's configuration names.
    pub deployment: Deployment,
    /// How many managed identities the tenant has; the sample tenant's own, where nothing is said.
    pub identities: Option<usize>,
    /// Port of the proxy, 0 for any.
    pub proxy_port: u16,
    /// Port of the control server, 0 for any.
    pub control_port: u16,
    /// Whether a browser is started.
    pub browser: bool,
    /// Whether a program reads the output: one line of JSON, and the end comes with the end of its pipe.
    pub json: bool,
}

impl TenantOptions {
    /// Reads the arguments behind `tenant`.
    pub fn read(mut arguments: lexopt::Parser) -> Result<Self> {
        let deployment = Deployment::ReaderOperator;
        let mut options = Self {
            page: None,
            deployment,
            identities: None,
            proxy_port: 0,
            control_port: 0,
            browser: true,
            json: false,
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("page") => options.page = Some(std::env::current_dir()?.join(PathBuf::from(arguments.value()?))),
                Long("mode") => options.deployment = deployment_named(&arguments.value()?.string()?)?,
                Long("identities") => options.identities = Some(arguments.value()?.parse()?),
                Long("proxy-port") => options.proxy_port = arguments.value()?.parse()?,
                Long("control-port") => options.control_port = arguments.value()?.parse()?,
                Long("no-browser") => options.browser = false,
                Long("json") => options.json = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

fn deployment_named(name: &str) -> Result<Deployment> {
    match Deployment::named(name) {
        Some(deployment) => Ok(deployment),
        None => bail!("--mode is one of {}", Deployment::NAMES.join(", ")),
    }
}
