//! The Rust side of the tools: the WebAssembly target, Trunk and wasm-bindgen.

use crate::run::{announce, output_of, program, run};
use crate::{project, run};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::PathBuf;

const TRUNK_VERSION: &str = "0.21.14";

/// Trunk and wasm-bindgen in exactly the versions that the project is built with.
pub struct Tools {
    /// The program to start.
    pub trunk: PathBuf,
    /// The program that writes the script around a WebAssembly file.
    pub wasm_bindgen: PathBuf,
}

impl Tools {
    /// Finds both on `PATH` or among this project's tools, and installs what is missing.
    pub fn ensure() -> Result<Self> {
        let trunk = ensure_tool("trunk", TRUNK_VERSION, &["trunk", "--locked"])?;
        // wasm-bindgen's program and library must be of one version. Its lockfile is not used: it pins crates that newer
        // compilers reject.
        let wasm_bindgen = ensure_tool("wasm-bindgen", &locked_wasm_bindgen()?, &["wasm-bindgen-cli"])?;
        Ok(Self { trunk, wasm_bindgen })
    }

    /// `PATH` with both tools in front, for Trunk, which looks for wasm-bindgen there.
    pub fn path(&self) -> Result<OsString> {
        let own = [&self.wasm_bindgen, &self.trunk].into_iter().filter_map(|tool| tool.parent()).map(PathBuf::from);
        let rest = std::env::var_os("PATH").unwrap_or_default();
        std::env::join_paths(own.chain(std::env::split_paths(&rest)))
            .context("the tools' folder can't be added to PATH")
    }
}

/// Adds the WebAssembly target to the Rust toolchain.
pub fn ensure_wasm_target() -> Result<()> {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"])).context("rustc doesn't respond")?;
    if PathBuf::from(sysroot).join("lib/rustlib/wasm32-unknown-unknown").exists() {
        return Ok(());
    }
    announce("Adding the WebAssembly target to the Rust toolchain");
    run::run(
        "The target wasm32-unknown-unknown is missing, and rustup couldn't add it; install Rust from https://rustup.rs",
        program("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
    )
}

/// Adds the formatter and the linter to the Rust toolchain.
pub fn ensure_components() -> Result<()> {
    let answers = |tool: &str| output_of(program("cargo").args([tool, "--version"])).is_some();
    if answers("fmt") && answers("clippy") {
        return Ok(());
    }
    announce("Adding rustfmt and clippy to the Rust toolchain");
    run("rustup couldn't add rustfmt and clippy", program("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

fn ensure_tool(name: &str, version: &str, package: &[&str]) -> Result<PathBuf> {
    let own = project::tools().join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    for candidate in [PathBuf::from(name), own.clone()] {
        let answer = output_of(program(&candidate).arg("--version")).unwrap_or_default();
        if answer.split_whitespace().any(|word| word == version) {
            return Ok(candidate);
        }
    }
    announce(&format!("Compiling {name} {version}; once, and it takes some minutes"));
    let mut install = program("cargo");
    // Without optimization it is compiled in half the time, and it only has to run for seconds.
    install.args(["install", "--debug", "--version", version, "--root"]).arg(project::tools()).args(package);
    run(&format!("Installing {name}"), &mut install)?;
    Ok(own)
}

/// The version of wasm-bindgen that `Cargo.lock` pins.
fn locked_wasm_bindgen() -> Result<String> {
    let lockfile = std::fs::read_to_string(project::root().join("Cargo.lock")).context("Cargo.lock can't be read")?;
    let mut lines = lockfile.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    match lines.nth(1).and_then(|line| line.strip_prefix("version = \"")) {
        Some(version) => Ok(version.trim_end_matches('"').to_owned()),
        None => bail!("Cargo.lock doesn't name wasm-bindgen"),
    }
}
