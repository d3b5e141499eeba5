//! `cargo xtask test`: everything that must pass before a change lands; and `cargo xtask check`, what of it takes a
//! minute or two.

mod browser;
mod cycles;
mod report;

use crate::bench;
use crate::build::{self, Profile};
use crate::run::{find_on_path, program, run, run_quietly};
use crate::{project, setup};
use anyhow::Result;
use domain::cloud::Cloud;
use lexopt::prelude::*;
use report::{Report, TestGroup};
use std::process::Command;
use std::thread;

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
    if names.is_empty() { run_all() } else { run_some(&names) }
}

/// Runs what needs no browser and no release, and refuses files that import each other in a circle.
pub fn check(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    setup::for_check()?;
    let mut report = Report::default();
    report.group("Format", || cargo(&["fmt", "--all", "--check"]));
    let lints = thread::spawn(lints);
    report.group("Native tests", || cargo(&["test", "--quiet", "--workspace"]));
    report.add(lints.join().unwrap_or_default());
    report.group("Import cycles", cycles::check);
    report.finish()
}

/// What a change is tried with while it is made: quick to build, and not what is shipped.
fn run_some(names: &[String]) -> Result<()> {
    let folder = build::default_out(Profile::Dev);
    build::build(Profile::Dev, Cloud::Public, &folder)?;
    let mut again = Vec::new();
    let outcome = browser::run(&folder, |file| names.iter().any(|name| file.contains(name.as_str())), &mut again);
    for note in again {
        eprintln!("again  {note}");
    }
    outcome
}

/// Every group. One that fails does not keep the others from running; a browser test needs a page, though.
///
/// The browsers wait most of the time, so lints and native tests run beside the release and beside them, at a lower
/// priority. The figures are measured last, when nothing else runs.
fn run_all() -> Result<()> {
    let mut report = Report::default();
    report.group("Format", || cargo(&["fmt", "--all", "--check"]));
    let beside = thread::spawn(|| {
        let mut groups = lints();
        groups.push(TestGroup::run("Native tests", || {
            run_quietly("cargo", gentle_cargo().args(["test", "--workspace"]))
        }));
        groups
    });
    let folder = build::default_out(Profile::Release);
    let is_built = report.group("Release", || build::build(Profile::Release, Cloud::Public, &folder).map(drop));
    if is_built {
        let mut again = Vec::new();
        report.group("Browser tests", || browser::run(&folder, |_| true, &mut again));
        report.tried_again(again);
    }
    report.add(beside.join().unwrap_or_default());
    if is_built {
        report.group("Figures", || bench::show(&folder));
    }
    report.group("Import cycles", cycles::check);
    report.finish()
}

/// The lints for both targets. They compile into a folder of their own, because Cargo lets one command at a time into a
/// folder.
fn lints() -> Vec<TestGroup> {
    let clippy = |arguments: &[&str]| {
        let mut cargo = gentle_cargo();
        cargo.env("CARGO_TARGET_DIR", project::target().join("lints"));
        cargo.args(["clippy", "--quiet"]).args(arguments).args(["--", "--deny", "warnings"]);
        run_quietly("cargo", &mut cargo)
    };
    vec![
        TestGroup::run("Lints, native", || clippy(&["--workspace", "--all-targets"])),
        TestGroup::run("Lints, WebAssembly", || clippy(&["--package", "bestow", "--lib", "--bins", "--target", WASM])),
    ]
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run("cargo", program("cargo").args(arguments))
}

/// Cargo at a lower priority, where the system has a command for it.
fn gentle_cargo() -> Command {
    match find_on_path("nice") {
        Some(nice) => {
            let mut command = program(nice);
            command.args(["-n", "10", "cargo"]);
            command
        }
        None => program("cargo"),
    }
}
