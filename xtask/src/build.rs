//! Compiles the page into a staging folder, by Trunk for a release and by `staging` for a page under development; `page`
//! finishes it.

use crate::page::{COMPILER_FLAG, Compiled, Page};
use crate::run::{announce, output_of, program, run};
use crate::setup::{self, Tools};
use crate::{page, project, staging};
use anyhow::Result;
use domain::cloud::Cloud;
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

    /// What Cargo calls the folder of such a build.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// Builds the page for `cloud` into `out`, which is replaced.
pub fn build(profile: Profile, cloud: Cloud, out: &Path) -> Result<Page> {
    let tools = setup::for_build()?;
    let staging = compile(&tools, profile, cloud)?;
    let compiled = Compiled { wasm: page::compiled(profile.folder()), wasm_bindgen: tools.wasm_bindgen };
    announce("Finishing the page: names, hashes and policy");
    page::finish(&staging, &compiled, profile == Profile::Release, cloud, out)
}

/// Where a page is built that no one asked to have in a certain folder.
pub fn default_out(profile: Profile) -> PathBuf {
    project::target().join("page").join(profile.name())
}

fn compile(tools: &Tools, profile: Profile, cloud: Cloud) -> Result<PathBuf> {
    announce(&format!("Compiling the page and the sample tenant to WebAssembly ({})", profile.name()));
    let staging = project::target().join("staging").join(profile.name());
    let flags = compiler_flags(profile).join("\u{1f}");
    if profile == Profile::Dev {
        staging::stage(&tools.wasm_bindgen, &flags, cloud.name(), &staging)?;
        return Ok(staging);
    }
    let mut trunk = program(&tools.trunk);
    trunk.args(["build", "--offline", "--dist"]).arg(&staging).env("PATH", tools.path()?);
    trunk.env("BESTOW_CLOUD", cloud.name());
    // Trunk reads this as a boolean and fails over other values that terminals set.
    trunk.env_remove("NO_COLOR");
    trunk.env("CARGO_ENCODED_RUSTFLAGS", flags).arg("--release");
    run("Building the page", &mut trunk)?;
    Ok(staging)
}

fn compiler_flags(profile: Profile) -> Vec<String> {
    // Views of one type instead of thousands: compiled sooner, and smaller by a tenth.
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned(), COMPILER_FLAG.to_owned()];
    if profile == Profile::Release {
        // Panics name the file they happened in: by a path that is the same on every machine.
        let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo = cargo.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
        let folders = [(cargo, "cargo"), (Some(project::root()), "bestow")];
        flags.extend(
            folders
                .into_iter()
                .filter_map(|(folder, name)| Some(format!("--remap-path-prefix={}=/{name}", folder?.display()))),
        );
        flags.extend(standard_library_path());
    }
    flags
}

/// Gives the standard library's files the path that they have where its sources aren't installed. Otherwise the compiler
/// writes the path of the installed sources (the component `rust-src`).
fn standard_library_path() -> Option<String> {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"]))?;
    let version = output_of(program("rustc").arg("-vV"))?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    let sources = Path::new(&sysroot).join("lib/rustlib/src/rust");
    Some(format!("--remap-path-prefix={}=/rustc/{commit}", sources.display()))
}
