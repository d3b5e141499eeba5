//! The npm side of the tools: msal-browser, which is shipped, and wasm-opt, which is only run.

use crate::project;
use crate::run::{announce, program, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Installs the packages of the workspace's lockfile.
pub fn install() -> Result<()> {
    install_in(&project::root())
}

/// Installs the packages of the lockfile in `folder`, unless they already are there.
pub fn install_in(folder: &Path) -> Result<()> {
    let wanted = fs::read(folder.join("package-lock.json")).context("package-lock.json can't be read")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    announce(&format!("Installing the npm packages of {}", folder.join("package-lock.json").display()));
    // No package of ours needs a script of its own to be run on this machine.
    run(
        "Node.js with npm is needed (https://nodejs.org)",
        npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder),
    )?;
    fs::write(stamp, wanted).context("node_modules can't be written")
}

/// The path of a file inside an installed package.
pub fn package_file(path: &str) -> PathBuf {
    project::root().join("node_modules").join(path)
}

fn npm() -> std::process::Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}
