//! `code-table`: writes the table that says which permissions a call needs, from a folder of fact files.
//!
//! The format is described in `crates/code_permissions/src/table/mod.rs`; `read.rs` beside it reads it.

mod cells;
mod cmdlets;
mod facts;
mod graph;
mod sources;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the table is, from the workspace's folder.
const TABLE: &str = "crates/code_permissions/data/calls-to-permissions.txt";

/// How large the table may be after brotli, in bytes: the page fetches it.
const MAX_COMPRESSED: usize = 150_000;

/// The first lines of the table.
const HEADER: &str = "\
# Which permissions a call of Microsoft's APIs needs: names, paths, methods and permissions.
# Written by `cargo xtask code-table FOLDER`. The lines `source` name what the facts were taken from:
# key, source, version, license. The licenses are those of the sources; the facts that were taken are not creative work.
";

/// Runs `code-table FOLDER`.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let Some(lexopt::Arg::Value(folder)) = arguments.next()? else {
        bail!("name the folder with the fact files");
    };
    let text = build(&PathBuf::from(folder))?;
    let compressed = compressed_size(text.as_bytes())?;
    if compressed > MAX_COMPRESSED {
        bail!("the table has {compressed} bytes after brotli, and {MAX_COMPRESSED} are allowed");
    }
    let path = crate::project::root().join(TABLE);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(&path, &text).with_context(|| format!("writing {}", path.display()))?;
    eprintln!("{}: {} bytes, {compressed} after brotli", path.display(), text.len());
    Ok(())
}

/// The size after brotli at its highest level.
fn compressed_size(content: &[u8]) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner().len())
}

/// The table as text.
pub fn build(folder: &Path) -> Result<String> {
    let read = |name: &str| -> Result<Value> {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
    };
    let mut out = HEADER.to_owned();
    sources::write_sources(&mut out, &folder.join("SOURCES.md"))?;
    let paths = read("graph-paths.json")?;
    graph::write_permissions(&mut out, &paths, &sources::levels(folder)?)?;
    graph::write_profiles(&mut out, &paths)?;
    graph::write_paths(&mut out, &paths, &read("mg-cmdlets.json")?)?;
    graph::write_conditions(&mut out, &read("graph-conditions.json")?)?;
    let entra = read("entra-cmdlets.json")?;
    cmdlets::write_entra(&mut out, &entra)?;
    cmdlets::write_pnp(&mut out, &read("pnp-cmdlets.json")?)?;
    cmdlets::write_exchange(&mut out, &read("exchange.json")?)?;
    cmdlets::write_teams(&mut out, &read("teams.json")?)?;
    Ok(out)
}
