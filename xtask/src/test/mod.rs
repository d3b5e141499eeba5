//! `cargo xtask test`: everything that has to hold before a change lands.

mod browser;
mod report;

use crate::bench;
use crate::build::{self, Profile};
use crate::run::{program, run};
use crate::setup;
use anyhow::Result;
use bestow::web::cloud::Cloud;
use lexopt::prelude::*;
use report::Report;

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all groups, or with `--browser NAME` only browser tests of such a name, on a page that is built for development.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut names = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("browser") => names.push(arguments.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    setup::for_build()?;
    setup::for_test()?;
    if names.is_empty() { everything() } else { some(&names) }
}

/// What a change is tried with while it is made: quick to build, and not what is shipped.
fn some(names: &[String]) -> Result<()> {
    let folder = build::default_out(Profile::Dev);
    build::build(Profile::Dev, Cloud::Public, &folder)?;
    browser::run(&folder, |file| names.iter().any(|name| file.contains(name.as_str())))
}

/// Every group. One that fails does not keep the others from running; a browser test needs a page, though.
fn everything() -> Result<()> {
    let mut report = Report::default();
    report.group("Format", || cargo(&["fmt", "--all", "--check"]));
    report.group("Lints, native", || clippy(&["--workspace", "--all-targets"]));
    report.group("Lints, WebAssembly", || clippy(&["--package", "bestow", "--lib", "--bins", "--target", WASM]));
    report.group("Native tests", || cargo(&["test", "--workspace"]));
    let folder = build::default_out(Profile::Release);
    if report.group("Release", || build::build(Profile::Release, Cloud::Public, &folder).map(drop)) {
        report.group("Figures", || bench::show(&folder));
        report.group("Browser tests", || browser::run(&folder, |_| true));
    }
    report.finish()
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run("cargo", program("cargo").args(arguments))
}

fn clippy(arguments: &[&str]) -> Result<()> {
    cargo(&[&["clippy", "--quiet"], arguments, &["--", "--deny", "warnings"]].concat())
}
