//! Runs other programs and says which, so that a user who waits knows for what.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// Announces a step.
pub fn announce(step: &str) {
    eprintln!("==> {step}");
}

/// A program started in the workspace's folder.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(crate::project::root());
    command
}

/// Runs `command` with its output shown, and fails with `what` when it fails.
pub fn run(what: &str, command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{what}: couldn't start {}", name_of(command)))?;
    if !status.success() {
        bail!("{what}: {} ended with {status}", name_of(command));
    }
    Ok(())
}

/// Runs `command` without showing what it prints, and gives that back when it fails.
pub fn run_quietly(what: &str, command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{what}: couldn't start {}", name_of(command)))?;
    if !output.status.success() {
        let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
        bail!("{what}: {} ended with {}\n{out}{err}", name_of(command), output.status);
    }
    Ok(())
}

/// The standard output of `command`, or `None` when it cannot be started or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
