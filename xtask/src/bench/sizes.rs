//! What a browser downloads, compressed as a host sends it.

use super::figures::Row;
use super::release::Release;
use crate::page::MANIFEST;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most that each may be, in bytes after brotli.
const FIRST_VISIT: u64 = 155_000;
const MAIN_JOB: u64 = 660_000;
const ALL_PARTS: u64 = 1_000_000;
const SAMPLE: u64 = 205_000;
/// The most files that all later parts may be in.
const LATER_FILES: u64 = 16;

/// The part that opening a tenant fetches, whatever page is then shown.
const WORKPLACE: &str = "workplace";
/// The parts that the main job fetches: from opening the tenant to adding permissions.
const OF_MAIN_JOB: [&str; 3] = [WORKPLACE, "looking", "changing"];

/// The part that is fetched meanwhile, for the steps after the choice.
const APPLYING: &str = "applying";

#[derive(Deserialize)]
struct SizesManifest {
    files: BTreeMap<String, Size>,
    parts: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Deserialize)]
struct Size {
    bytes: u64,
    brotli: Option<u64>,
}

/// The sizes of a release in bytes after brotli.
pub fn rows(release: &Release) -> Result<Vec<Row>> {
    let text = std::fs::read(release.folder.join(MANIFEST)).context("the release has no manifest")?;
    let manifest: SizesManifest = serde_json::from_slice(&text).context("the manifest is malformed")?;
    let sum = |belongs: &dyn Fn(&str) -> bool| {
        let sizes = manifest.files.iter().filter(|(name, _)| belongs(name));
        sizes.map(|(_, size)| size.brotli.unwrap_or(size.bytes)).sum()
    };
    let row = |what: &str, value, reach: Option<u64>| Row::new(what, value, "bytes, brotli").reach(reach);
    let needed: BTreeSet<&String> = OF_MAIN_JOB.iter().filter_map(|part| manifest.parts.get(*part)).flatten().collect();
    let later_files = manifest.files.keys().filter(|name| is_later(name)).count();
    let mut rows = vec![
        row("first visit", sum(&is_first_visit), Some(FIRST_VISIT)),
        row("  the app's WebAssembly", sum(&|name| name.starts_with("assets/bestow_bg-")), None),
        row("  the app's glue", sum(&|name| name.starts_with("assets/bestow-")), None),
        row("  style sheets", sum(&|name| name.ends_with(".css")), None),
        row("  the document", sum(&|name| name == "index.html"), None),
        row("idle download", sum(&is_idle_download), None),
        row(
            "first visit and the parts of the main job",
            sum(&|name| is_first_visit(name) || needed.iter().any(|needed| *needed == name)),
            Some(MAIN_JOB),
        ),
        row(
            "  and of the review, application and receipt of a change",
            sum(&|name| {
                let applying = manifest.parts.get(APPLYING);
                let is_applying = applying.is_some_and(|files| files.contains(name));
                is_first_visit(name) || is_applying || needed.iter().any(|needed| *needed == name)
            }),
            None,
        ),
        row("first visit and all parts", sum(&|name| is_first_visit(name) || is_later(name)), Some(ALL_PARTS)),
        Row::new("  later parts", u64::try_from(later_files)?, "files").reach(Some(LATER_FILES)),
    ];
    let workplace = manifest.parts.get(WORKPLACE).context("opening a tenant fetches no part")?;
    rows.push(row("opening a tenant, once", sum(&|name| workplace.contains(name)), None));
    for (part, files) in manifest.parts.iter().filter(|(part, _)| *part != WORKPLACE) {
        let what = format!("  then {part}, once");
        rows.push(row(&what, sum(&|name| files.contains(name) && !workplace.contains(name)), None));
    }
    rows.push(row("the sample tenant, when it is opened", sum(&is_sample), Some(SAMPLE)));
    rows.push(row("the return from sign-in", sum(&is_redirect), None));
    Ok(rows)
}

/// What a browser fetches before the first page can be used.
fn is_first_visit(name: &str) -> bool {
    let is_asset = name.starts_with("assets/") && !is_idle_download(name);
    name == "index.html" || (is_asset && !is_later(name) && !is_sample(name) && !is_redirect(name))
}

/// The sign-in library, which is fetched when the browser is idle, or before the first sign-in.
fn is_idle_download(name: &str) -> bool {
    name.starts_with("assets/msal-browser-")
}

fn is_later(name: &str) -> bool {
    name.starts_with("assets/part-")
}

fn is_sample(name: &str) -> bool {
    name.starts_with("assets/sample")
}

fn is_redirect(name: &str) -> bool {
    name == "redirect.html" || name.starts_with("assets/msal-redirect-bridge-")
}
