//! `cargo xtask test`: everything that has to hold before a change lands.

mod browser;
mod report;

use crate::bench;
use crate::build::{self, Profile};
use crate::run::{program, run};
use crate::setup;
use anyhow::Result;
use bestow::web::cloud::Cloud;
use report::Report;

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all groups. One that fails does not keep the others from running; a browser test needs a page, though.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    setup::for_build()?;
    setup::for_test()?;

    let mut report = Report::default();
    report.group("Format", || cargo(&["fmt", "--all", "--check"]));
    report.group("Lints, native", || clippy(&["--workspace", "--all-targets"]));
    report.group("Lints, WebAssembly", || clippy(&["--package", "bestow", "--lib", "--bins", "--target", WASM]));
    report.group("Native tests", || cargo(&["test", "--workspace"]));
    let folder = build::default_out(Profile::Release);
    if report.group("Release", || build::build(Profile::Release, Cloud::Public, &folder).map(drop)) {
        report.group("Figures", || bench::show(&folder));
        report.group("Browser tests", || browser::run(&folder));
    }
    report.finish()
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run("cargo", program("cargo").args(arguments))
}

fn clippy(arguments: &[&str]) -> Result<()> {
    cargo(&[&["clippy", "--quiet"], arguments, &["--", "--deny", "warnings"]].concat())
}
