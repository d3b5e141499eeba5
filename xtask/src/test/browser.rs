//! The tests in real browsers: Node.js runs every `*.test.js` under `tests/browser`.

use crate::run::announce;
use crate::{project, run, setup};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// No file of browser tests takes longer, in milliseconds, three at a time on two cores; one that hangs is ended and fails.
const TIME_LIMIT: &str = "480000";

/// More files than these do not fail for want of room.
const AGAIN_AT_MOST: usize = 6;

/// How many files run at once. A browser waits most of its time, and each file has a browser, a tenant and ports of its
/// own, so that more run than the machine has processors.
const AT_ONCE: &str = "3";

/// Runs those that are `wanted`, by the name of their file, on the finished page in `page`. What failed and was run once
/// more is added to `again`.
pub fn run(page: &Path, wanted: impl Fn(&str) -> bool, again: &mut Vec<String>) -> Result<()> {
    let mut files = Vec::new();
    collect(&project::root().join("tests/browser"), &mut files)?;
    files.retain(|file| file.file_name().is_some_and(|name| wanted(&name.to_string_lossy())));
    files.sort();
    if files.is_empty() {
        bail!("no browser test file has this name");
    }

    match once(page, &files, AT_ONCE)? {
        Outcome::Passed => Ok(()),
        // A browser that shares the machine with others can be starved beyond what a test waits for. Whatever fails is
        // named and tried once more by itself; what then fails is broken.
        Outcome::Failed(failed) if !failed.is_empty() && failed.len() <= AGAIN_AT_MOST => {
            let mut broken = Vec::new();
            for file in failed {
                let name = file.strip_prefix(project::root()).unwrap_or(&file).display().to_string();
                announce(&format!("Running again by itself: {name}"));
                let passed = matches!(once(page, &[file], "1")?, Outcome::Passed);
                let came_of_it = if passed {
                    "failed when run with others, passed when run again by itself"
                } else {
                    "failed twice"
                };
                again.push(format!("{name}: {came_of_it}"));
                if !passed {
                    broken.push(name);
                }
            }
            if !broken.is_empty() {
                bail!("browser tests failed twice: {}", broken.join(", "));
            }
            Ok(())
        }
        Outcome::Failed(_) => bail!("browser tests failed"),
    }
}

/// What came of running some files.
enum Outcome {
    Passed,
    /// The files in which something failed; none, where the runner itself did.
    Failed(Vec<PathBuf>),
}

fn once(page: &Path, files: &[PathBuf], at_once: &str) -> Result<Outcome> {
    let mut node = match setup::on_path("xvfb-run") {
        Some(xvfb) => {
            let mut command = run::program(xvfb);
            command.args(["-a", "node"]);
            command
        }
        None => run::program("node"),
    };
    let failed = project::target().join("failed-browser-tests.txt");
    let list = project::root().join("tests/browser/support/failed-files.js");
    // A file whose browser or server was left open would otherwise never end.
    node.args(["--test", "--test-force-exit", "--test-timeout", TIME_LIMIT]);
    node.arg(format!("--test-concurrency={at_once}"));
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter").arg(list).arg("--test-reporter-destination").arg(&failed);
    node.args(files);
    node.env("BESTOW_PAGE", page);
    node.env("BESTOW_XTASK", std::env::current_exe().context("the path of this program is unknown")?);
    for (server, place) in setup::WEB_SERVERS.iter().filter_map(|server| Some((server, server.find()?))) {
        node.env(server.variable, place);
    }
    if node.status().context("Node.js can't be started")?.success() {
        return Ok(Outcome::Passed);
    }
    let text = fs::read_to_string(&failed).unwrap_or_default();
    let failed: BTreeSet<PathBuf> = text.lines().map(PathBuf::from).collect();
    Ok(Outcome::Failed(failed.into_iter().collect()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    Ok(())
}
