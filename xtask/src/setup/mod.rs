//! Installs what a build needs and this machine does not have yet.
//!
//! Nothing is installed twice: a tool of the right version that is already there is used.

mod browsers;
mod npm;
mod tools;
mod web_servers;

pub use browsers::ensure_chromium as for_measuring;
pub use npm::{install as install_packages, install_in as install_packages_in, package_file};
pub use tools::Tools;
pub use web_servers::ALL as WEB_SERVERS;

use anyhow::Result;

/// `cargo xtask setup`.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    for_build()?;
    for_test()
}

/// What it takes to build the page.
pub fn for_build() -> Result<Tools> {
    tools::ensure_wasm_target()?;
    install_packages()?;
    Tools::ensure()
}

/// What it takes to lint and to run the native tests.
pub fn for_check() -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure_components()?;
    install_packages()
}

/// What it takes to run every test.
pub fn for_test() -> Result<()> {
    tools::ensure_components()?;
    web_servers::ensure()?;
    browsers::ensure()
}
