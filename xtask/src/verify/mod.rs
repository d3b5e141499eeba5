//! `cargo xtask verify URL`: compares what a host serves with a release.
//!
//! Every file by its hash, as the release's manifest has it, and every header by the release's own host configuration.
//! What it cannot see is a host that sends others something else.

mod findings;
mod request;

use crate::page::{BILL, CONFIG_EXAMPLE, FOR_HOSTS, MANIFEST, sha256_hex};
use crate::project;
use crate::serve::HostConfig;
use anyhow::{Context, Result, bail};
use findings::Findings;
use lexopt::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The list of hashes, as far as it is compared.
#[derive(Deserialize)]
struct Manifest {
    version: String,
    cloud: String,
    files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    sha256: String,
}

/// Whether a host need not hand out a file: it tells hosts what to do, or people what is in the release.
fn is_optional(name: &str) -> bool {
    FOR_HOSTS.contains(&name) || [CONFIG_EXAMPLE, BILL].contains(&name)
}

/// Compares, and fails where anything differs.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let mut release = project::root().join("dist");
    let mut url = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("release") => release = std::env::current_dir()?.join(PathBuf::from(arguments.value()?)),
            Value(value) if url.is_none() => url = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let url = url.context("name the deployment: cargo xtask verify https://bestow.example.com/")?;
    let findings = compare(&url, &release)?;
    eprint!("{findings}");
    if findings.is_clean() { Ok(()) } else { bail!("{url} doesn't serve this release unchanged") }
}

fn compare(url: &str, release: &Path) -> Result<Findings> {
    let path = release.join(MANIFEST);
    let text = fs::read(&path).with_context(|| format!("{} can't be read; is it a release?", path.display()))?;
    let manifest: Manifest = serde_json::from_slice(&text).context("the manifest is malformed")?;
    let config = HostConfig::read(release)?;
    let base = url.trim_end_matches('/');
    let mut findings = Findings::new(&manifest.version, &manifest.cloud);
    // What is at the folder's own address is what people load.
    let files = manifest.files.iter().map(|(name, entry)| (name.as_str(), entry));
    let index = manifest.files.get("index.html").map(|entry| ("", entry));
    for (name, entry) in index.into_iter().chain(files) {
        let path = format!("/{name}");
        let answer = request::get_document(base, &path)?;
        let is_same = sha256_hex(&answer.body) == entry.sha256;
        // Some hosts answer with the start page instead of what they don't hand out.
        if answer.status != 200 || (!is_same && is_optional(name)) {
            findings.missing(&path, answer.status, is_optional(name));
            continue;
        }
        findings.compared(&path, is_same);
        for (header, wanted) in &config.headers_for(&path)? {
            findings.header(&path, header.as_str(), wanted.to_str()?, answer.header(header.as_str()));
        }
    }
    Ok(findings)
}
