//! Compiles the page: Trunk builds both WebAssembly files into a staging folder, `page` finishes them.

use crate::page::Page;
use crate::run::{program, run, say};
use crate::setup::{self, Tools};
use crate::{page, project};
use anyhow::Result;
use bestow::web::cloud::Cloud;
use std::path::{Path, PathBuf};

/// How much time the compiler may take.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Fast to build, large to load.
    #[default]
    Dev,
    /// What is shipped.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// Builds the page for `cloud` into `out`, which is replaced.
pub fn build(profile: Profile, cloud: Cloud, out: &Path) -> Result<Page> {
    let tools = setup::for_build()?;
    let staging = compile(&tools, profile, cloud)?;
    say("Finishing the page: names, hashes and policy");
    page::finish(&staging, profile == Profile::Release, cloud, out)
}

/// Where a page is built that nobody asked to have in a certain folder.
pub fn default_out(profile: Profile) -> PathBuf {
    project::target().join("page").join(profile.name())
}

fn compile(tools: &Tools, profile: Profile, cloud: Cloud) -> Result<PathBuf> {
    say(&format!("Compiling the page and the sample tenant to WebAssembly ({})", profile.name()));
    let staging = project::target().join("staging").join(profile.name());
    let mut trunk = program(&tools.trunk);
    trunk.args(["build", "--offline", "--dist"]).arg(&staging).env("PATH", tools.path()?);
    trunk.env("BESTOW_CLOUD", cloud.name());
    // Trunk reads this as a boolean and fails over other values that terminals set.
    trunk.env_remove("NO_COLOR");
    if profile == Profile::Release {
        trunk.arg("--release").env("CARGO_ENCODED_RUSTFLAGS", release_flags());
    }
    run("Building the page", &mut trunk)?;
    Ok(staging)
}

/// Panics name the file they happened in: with these flags by a path that is the same on every machine.
fn release_flags() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let known = [(home, "cargo"), (Some(project::root()), "bestow")];
    let flag =
        |(folder, name): (Option<PathBuf>, &str)| Some(format!("--remap-path-prefix={}=/{name}", folder?.display()));
    known.into_iter().filter_map(flag).collect::<Vec<_>>().join("\u{1f}")
}
