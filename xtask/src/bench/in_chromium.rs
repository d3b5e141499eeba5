//! What only a browser can measure: a script in `tests/browser/measure` drives it and prints one line of JSON.

use super::Release;
use crate::project;
use crate::run::{output_of, program};
use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use std::process::{Command, Stdio};

/// What `script` measures of a release and, where there is one, of the release that it is compared with.
pub fn measured<T: DeserializeOwned>(script: &str, release: &Release) -> Result<T> {
    let mut node = Command::new("node");
    node.arg(project::root().join("tests/browser/measure").join(script))
        .env("BESTOW_PAGE", &release.folder)
        .env("BESTOW_XTASK", std::env::current_exe()?)
        .env_remove("BESTOW_AGAINST")
        .stderr(Stdio::inherit());
    if let Some(against) = &release.against {
        node.env("BESTOW_AGAINST", against);
    }
    let output = node.output().context("Node.js can't be started")?;
    ensure!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{script} didn't print a valid measurement"))
}

/// The Chromium that measures, with its version.
pub fn version() -> String {
    let chromium = std::env::var("BESTOW_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let said = output_of(program(chromium).arg("--version")).unwrap_or_default();
    let words: Vec<&str> = said.split_whitespace().take(2).collect();
    if words.is_empty() { "Chromium".to_owned() } else { words.join(" ") }
}
