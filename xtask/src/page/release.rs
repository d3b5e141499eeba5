//! What a release has beside the page itself: compressed files for hosts that do not compress, and a list of all hashes
//! with which anyone can compare what a host serves.

use super::integrity::sha256_hex;
use crate::parallel;
use anyhow::{Context, Result};
use domain::cloud::Cloud;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The list of hashes, with what else is known of each file.
pub const MANIFEST: &str = "manifest.json";
/// The hashes of all files in the form that `sha256sum --check` reads.
const SUMS: &str = "SHA256SUMS";
/// The window that every browser can decode, as a power of two.
const BROTLI_WINDOW: u32 = 22;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_BUFFER: usize = 1 << 16;

/// Writes `.br` and `.gz` beside each file that becomes smaller, the manifest, with the files of each part that is fetched
/// later, and the list of all hashes.
pub fn complete(folder: &Path, parts: &BTreeMap<String, Vec<String>>, cloud: Cloud) -> Result<()> {
    let entries = parallel::map(&names(folder)?, |name| Ok((name.clone(), describe(folder, name)?)))?;
    let files: Map<String, Value> = entries.into_iter().collect();
    let manifest = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "cloud": cloud.name(),
        "parts": parts,
        "files": Value::Object(files),
    });
    fs::write(folder.join(MANIFEST), format!("{manifest:#}\n")).context("the manifest can't be written")?;
    fs::write(folder.join(SUMS), sums(folder)?).context("the list of hashes can't be written")
}

/// A line for each file in the folder, with two spaces between hash and name.
fn sums(folder: &Path) -> Result<String> {
    let of = |name: String| Ok(format!("{}  {name}\n", sha256_hex(&fs::read(folder.join(&name))?)));
    names(folder)?.into_iter().filter(|name| name != SUMS).map(of).collect()
}

/// What the manifest says of a file, whose compressed forms are written beside it.
fn describe(folder: &Path, name: &str) -> Result<Value> {
    let content = fs::read(folder.join(name)).with_context(|| format!("{name} can't be read"))?;
    let mut entry = json!({ "sha256": sha256_hex(&content), "bytes": content.len() });
    let brotli = brotli(&content)?;
    if brotli.len() < content.len() {
        entry["brotli"] = brotli.len().into();
        fs::write(folder.join(format!("{name}.br")), brotli)?;
        fs::write(folder.join(format!("{name}.gz")), gzip(&content)?)?;
    }
    Ok(entry)
}

/// Every file below `folder`, with slashes on every system, in order.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let mut pending = vec![PathBuf::new()];
    let mut names = Vec::new();
    while let Some(inner) = pending.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                pending.push(path);
            } else {
                names.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    names.sort();
    Ok(names)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_of_hashes_has_every_file_but_itself() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        fs::write(folder.path().join("assets/a.css"), "a".repeat(100)).unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        complete(folder.path(), &BTreeMap::new(), Cloud::Public).unwrap();
        let sums = fs::read_to_string(folder.path().join(SUMS)).unwrap();
        let names: Vec<&str> = sums.lines().filter_map(|line| Some(line.split_once("  ")?.1)).collect();
        assert_eq!(names, ["assets/a.css", "assets/a.css.br", "assets/a.css.gz", "index.html", "manifest.json"]);
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  index.html\n";
        assert!(sums.contains(empty), "{sums}");
    }
}
