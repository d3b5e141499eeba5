//! The tests in real browsers: Node.js runs every `*.test.js` under `tests/browser`.

use crate::{project, run, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// No single browser test takes longer, in milliseconds; one that hangs is ended and fails.
const TIME_LIMIT: &str = "180000";

/// Runs those that are `wanted`, by the name of their file, on the finished page in `page`.
pub fn run(page: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let mut files = Vec::new();
    collect(&project::root().join("tests/browser"), &mut files)?;
    files.retain(|file| file.file_name().is_some_and(|name| wanted(&name.to_string_lossy())));
    files.sort();
    if files.is_empty() {
        bail!("no browser test has such a name");
    }

    let mut node = match setup::on_path("xvfb-run") {
        Some(xvfb) => {
            let mut command = run::program(xvfb);
            command.args(["-a", "node"]);
            command
        }
        None => run::program("node"),
    };
    // A file whose browser or server was left open would otherwise never end.
    node.args(["--test", "--test-force-exit", "--test-reporter=spec", "--test-timeout", TIME_LIMIT]).args(files);
    node.env("BESTOW_PAGE", page);
    node.env("BESTOW_XTASK", std::env::current_exe().context("this program does not know where it is")?);
    if let Some(nginx) = setup::find_nginx() {
        node.env("BESTOW_NGINX", nginx);
    }
    run::run("The browser tests", &mut node)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    Ok(())
}
