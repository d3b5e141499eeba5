//! `cargo xtask audit`: whether what the project is built from is known to be bad.
//!
//! Not a part of `cargo xtask test`: both databases are asked over the network, and what they say changes without any
//! change here. A workflow of its own runs it with every change and once a week.

use crate::run::{output_of, program, run, say};
use crate::{project, setup};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

const CARGO_DENY: &str = "0.20.2";

/// Asks cargo-deny about the crates and npm about the packages. One that fails does not keep the other from running.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    let outcomes = [("crates", crates()), ("npm packages", packages())];
    let failed: Vec<&str> = outcomes.iter().filter(|(_, outcome)| outcome.is_err()).map(|(name, _)| *name).collect();
    for error in outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().err()) {
        eprintln!("{error:#}");
    }
    if failed.is_empty() { Ok(()) } else { bail!("the audit failed for the {}", failed.join(" and the ")) }
}

/// Licences, duplicates and sources, which the lockfile alone decides, then the advisories; as `deny.toml` says.
fn crates() -> Result<()> {
    say("Auditing the crates");
    let deny = cargo_deny()?;
    let check = |what: &[&str]| {
        let mut deny = program(&deny);
        deny.arg("--manifest-path")
            .arg(project::root().join("Cargo.toml"))
            .args(["--workspace", "--locked", "check"])
            .args(what);
        run(&format!("cargo-deny check {}", what.join(" ")), &mut deny)
    };
    check(&["licenses", "bans", "sources"])?;
    check(&["advisories"])
}

/// What is shipped and what only tests use, each by its lockfile. The signatures are those of the registry.
fn packages() -> Result<()> {
    say("Auditing the npm packages");
    setup::install_packages()?;
    for folder in [project::root(), project::root().join("tests/browser")] {
        let npm = |arguments: &[&str]| {
            let mut npm: Command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
            npm.args(arguments).current_dir(&folder);
            run(&format!("npm {} in {}", arguments.join(" "), folder.display()), &mut npm)
        };
        npm(&["audit", "--audit-level=low"])?;
    }
    run("npm audit signatures", program("npm").args(["audit", "signatures"]).current_dir(project::root()))
}

/// cargo-deny in the version that `deny.toml` was written for; compiled once where it is not there.
fn cargo_deny() -> Result<PathBuf> {
    let own = project::tools().join("bin/cargo-deny").with_extension(std::env::consts::EXE_EXTENSION);
    for candidate in [PathBuf::from("cargo-deny"), own.clone()] {
        let answer = output_of(program(&candidate).arg("--version")).unwrap_or_default();
        if answer.split_whitespace().any(|word| word == CARGO_DENY) {
            return Ok(candidate);
        }
    }
    say(&format!("Compiling cargo-deny {CARGO_DENY}; once, and it takes some minutes"));
    let mut install = program("cargo");
    install.args(["install", "--locked", "--debug", "--version", CARGO_DENY, "--root"]).arg(project::tools());
    run("Installing cargo-deny", install.arg("cargo-deny"))?;
    Ok(own)
}
