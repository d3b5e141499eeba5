//! `cargo xtask reproduce`: builds the release twice, in two folders that share nothing, and compares every byte.
//!
//! It takes two cold release builds, so it is no part of `cargo xtask test`; its workflow runs it before a release.

use crate::run::{announce, program, run};
use crate::{project, setup};
use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies what is committed into two folders below `--in`, builds in each, and compares.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut place = project::target().join("reproduce");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("in") => place = std::env::current_dir()?.join(PathBuf::from(arguments.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    setup::for_build()?;
    // Paths of different length, so that none can hide in a file by having the same length as the other.
    let one = built(&place.join("a"))?;
    let other = built(&place.join("another-folder"))?;
    let differing: Vec<&String> =
        one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name)).collect();
    if !differing.is_empty() {
        bail!("two builds of the same sources differ in {differing:?}");
    }
    eprintln!("Two builds in two folders gave the same {} files, byte for byte.", one.len());
    Ok(())
}

/// A release of the committed sources, built in a folder of its own, by the hashes of its files.
fn built(folder: &Path) -> Result<BTreeMap<String, [u8; 32]>> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} can't be replaced", folder.display()))?;
    }
    announce(&format!("Building in {}", folder.display()));
    run("git clone", program("git").args(["clone", "--quiet", "--local"]).arg(project::root()).arg(folder))?;
    // The tools are the same for both; what they make is not shared.
    let tools = folder.join("target");
    fs::create_dir_all(&tools)?;
    if project::tools().exists() {
        copy(&project::tools(), &tools.join("tools"))?;
    }
    let mut dist = program("cargo");
    // A target folder that comes from outside would be shared.
    dist.args(["xtask", "dist", "--out"]).arg(folder.join("dist")).current_dir(folder).env_remove("CARGO_TARGET_DIR");
    run("cargo xtask dist", &mut dist)?;
    let mut found = hashes(&folder.join("dist"))?;
    let archives = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    for archive in archives.filter(|path| path.extension().is_some_and(|it| it == "zip")) {
        found.insert(archive.file_name().unwrap_or_default().to_string_lossy().into_owned(), hash(&archive)?);
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} can't be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn hashes(folder: &Path) -> Result<BTreeMap<String, [u8; 32]>> {
    let mut found = BTreeMap::new();
    for name in crate::page::names(folder)? {
        let path = folder.join(&name);
        found.insert(name, hash(&path)?);
    }
    Ok(found)
}

fn hash(path: &Path) -> Result<[u8; 32]> {
    Ok(Sha256::digest(fs::read(path)?).into())
}
