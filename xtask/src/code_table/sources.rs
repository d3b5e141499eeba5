//! Where the facts were taken from, and the levels that Microsoft gives to permissions.

use super::facts::object;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The date of the facts and the rows of the table of sources.
pub(super) fn write_sources(out: &mut String, path: &Path) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let date = text.split_once("Made ").and_then(|(_, rest)| rest.get(..10)).context("SOURCES.md has no date")?;
    writeln!(out, "date {date}")?;
    let mut repository = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [key, source, version, license] = cells.as_slice() else { continue };
        if key.len() != 1 || !key.starts_with(|c: char| c.is_ascii_uppercase()) {
            continue;
        }
        let cut =
            |text: &str| text.split(['(', ';', ':']).next().unwrap_or_default().replace('`', "").trim().to_owned();
        let mut source = cut(source).trim_start_matches("../").to_owned();
        if let Some(folder) = source.strip_prefix("same ") {
            source = format!("{repository} {folder}");
        }
        source.split(' ').next().unwrap_or_default().clone_into(&mut repository);
        writeln!(out, "source {key}|{source}|{}|{}", cut(version), cut(license))?;
    }
    Ok(())
}

/// Microsoft's privilege level of each Graph permission, from 1 to 5, where a file says them.
pub(super) fn levels(folder: &Path) -> Result<BTreeMap<String, u64>> {
    let mut levels = BTreeMap::new();
    let candidates = [folder.join("tiers.json"), folder.join("../tiers.json")];
    let Some(path) = candidates.iter().find(|path| path.exists()) else { return Ok(levels) };
    let tiers: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let application = &tiers["sources"]["microsoftPrivilegeLevel"]["application"];
    for (name, level) in object(application)? {
        levels.insert(name.clone(), level.as_u64().unwrap_or(0));
    }
    Ok(levels)
}
