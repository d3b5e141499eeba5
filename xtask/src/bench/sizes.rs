//! What a browser downloads, compressed as a host sends it.

use super::{Release, Row};
use crate::page::MANIFEST;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FIRST_VISIT: u64 = 250_000;
const APP: u64 = 150_000;

/// The part that opening a tenant fetches, whatever page is then shown.
const WORKPLACE: &str = "workplace";

#[derive(Deserialize)]
struct Manifest {
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
    let manifest: Manifest = serde_json::from_slice(&text).context("the manifest is malformed")?;
    let sum = |belongs: &dyn Fn(&str) -> bool| {
        let sizes = manifest.files.iter().filter(|(name, _)| belongs(name));
        sizes.map(|(_, size)| size.brotli.unwrap_or(size.bytes)).sum()
    };
    let row = |what: &str, value, reach: Option<u64>| Row::new(what, value, "bytes, brotli").reach(reach);
    let mut rows = vec![
        row("first visit, everything", sum(&is_first_visit), Some(FIRST_VISIT)),
        row("  the app's WebAssembly", sum(&|name| name.starts_with("assets/bestow_bg-")), Some(APP)),
        row("  the app's glue", sum(&|name| name.starts_with("assets/bestow-")), None),
        row("  msal-browser", sum(&|name| name.starts_with("assets/msal-browser-")), None),
        row("  style sheets", sum(&|name| name.ends_with(".css")), None),
        row("  the document", sum(&|name| name == "index.html"), None),
    ];
    let workplace = manifest.parts.get(WORKPLACE).context("opening a tenant fetches no part")?;
    rows.push(row("opening a tenant, once", sum(&|name| workplace.contains(name)), None));
    for (part, files) in manifest.parts.iter().filter(|(part, _)| *part != WORKPLACE) {
        let what = format!("  then {part}, once");
        rows.push(row(&what, sum(&|name| files.contains(name) && !workplace.contains(name)), None));
    }
    rows.push(row("the sample tenant, when it is opened", sum(&is_sample), None));
    rows.push(row("the return from sign-in", sum(&is_redirect), None));
    Ok(rows)
}

/// All that `index.html` has a browser fetch.
fn is_first_visit(name: &str) -> bool {
    name == "index.html" || (name.starts_with("assets/") && !is_later(name) && !is_sample(name) && !is_redirect(name))
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
