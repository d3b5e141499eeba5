//! `cargo xtask audit`: whether what the project is built from is known to be bad.
//!
//! Not a part of `cargo xtask test`: both databases are asked over the network, and what they say changes without any
//! change here. A workflow of its own runs it with every change and once a week.

use crate::run::{announce, output_of, program, run};
use crate::{project, setup};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

const CARGO_DENY: &str = "0.20.2";

/// Asks cargo-deny about the crates and npm about the packages. One question that fails does not keep the others from
/// being asked, and one that was not answered counts as failed.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    let outcomes: Vec<(&str, Result<()>)> = crates().into_iter().chain(packages()).collect();
    verdict(&outcomes)
}

fn verdict(outcomes: &[(&str, Result<()>)]) -> Result<()> {
    for (what, outcome) in outcomes {
        match outcome {
            Ok(()) => eprintln!("passed: {what}"),
            Err(error) => eprintln!("NOT PASSED: {what} ({error:#})"),
        }
    }
    let failed: Vec<&str> = outcomes.iter().filter(|(_, outcome)| outcome.is_err()).map(|(what, _)| *what).collect();
    ensure!(
        failed.is_empty(),
        "the audit didn't pass: {}. A database that couldn't be reached counts as not passed, because its results are \
         unknown",
        failed.join("; ")
    );
    Ok(())
}

/// Licenses, duplicates and sources, which the lockfile alone decides, then the advisories; as `deny.toml` says.
fn crates() -> Vec<(&'static str, Result<()>)> {
    announce("Auditing the crates");
    let deny = match cargo_deny() {
        Ok(deny) => deny,
        Err(error) => return vec![("the crates", Err(error))],
    };
    let check = |what: &[&str]| {
        let mut deny = program(&deny);
        deny.arg("--manifest-path")
            .arg(project::root().join("Cargo.toml"))
            .args(["--workspace", "--locked", "check"])
            .args(what);
        run(&format!("cargo-deny check {}", what.join(" ")), &mut deny)
    };
    vec![
        ("licenses, duplicates and sources of the crates", check(&["licenses", "bans", "sources"])),
        ("advisories about the crates", check(&["advisories"])),
    ]
}

/// What is shipped and what only tests use, each by its lockfile. The signatures are those of the registry.
fn packages() -> Vec<(&'static str, Result<()>)> {
    announce("Auditing the npm packages");
    if let Err(error) = setup::install_packages() {
        return vec![("the npm packages", Err(error))];
    }
    let (root, tests) = (project::root(), project::root().join("tests/browser"));
    let npm = |folder: &Path, arguments: &[&str]| {
        let mut npm: Command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(arguments).current_dir(folder);
        run(&format!("npm {} in {}", arguments.join(" "), folder.display()), &mut npm)
    };
    let audit = ["audit", "--audit-level=low"];
    vec![
        ("advisories about the npm packages of the page", npm(&root, &audit)),
        ("advisories about the npm packages of the tests", npm(&tests, &audit)),
        ("signatures of the npm packages of the page", npm(&root, &["audit", "signatures"])),
    ]
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
    announce(&format!("Compiling cargo-deny {CARGO_DENY}; once, and it takes some minutes"));
    let mut install = program("cargo");
    install.args(["install", "--locked", "--debug", "--version", CARGO_DENY, "--root"]).arg(project::tools());
    run("Installing cargo-deny", install.arg("cargo-deny"))?;
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn what_could_not_be_asked_does_not_pass() {
        let unreached = || Err(anyhow!("npm ended with exit status: 1"));
        let said = verdict(&[("licenses", Ok(())), ("advisories", unreached())]).unwrap_err().to_string();
        assert!(said.contains("didn't pass: advisories. A database that couldn't be reached"), "{said}");
        assert!(verdict(&[("licenses", Ok(())), ("advisories", Ok(()))]).is_ok());
    }
}
