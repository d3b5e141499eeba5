//! The archive of a release: the folder to host, and the documents that say how, for people without Rust.
//!
//! The same folder and documents give the same bytes: names are in order, times and modes are fixed.

use crate::page::{MANIFEST, names, sha256_hex};
use crate::project;
use anyhow::{Context, Result};
use lexopt::prelude::*;
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The folder to host, inside the archive.
const SITE: &str = "site";
/// What else is in the archive: every document that another one leads to.
const DOCUMENTS: [&str; 8] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "docs",
];
const SMALLEST: i64 = 9;

/// What names an archive.
#[derive(Deserialize)]
struct ReleaseName {
    version: String,
    cloud: String,
}

/// An archive that was written.
pub struct Archive {
    /// The file.
    pub path: PathBuf,
    /// Its hash, as hexadecimal digits.
    pub sha256: String,
}

impl fmt::Display for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The archive is {}\nSHA-256: {}", self.path.display(), self.sha256)
    }
}

/// `cargo xtask archive`: packs a folder that is built already.
pub fn main(mut arguments: lexopt::Parser) -> Result<()> {
    let here = std::env::current_dir()?;
    let mut release = project::root().join("dist");
    let mut out = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("release") => release = here.join(PathBuf::from(arguments.value()?)),
            Long("out") => out = Some(here.join(PathBuf::from(arguments.value()?))),
            other => return Err(other.unexpected().into()),
        }
    }
    let place = out.as_deref().or_else(|| release.parent()).unwrap_or(&release);
    eprint!("{}", write(&release, place)?);
    Ok(())
}

/// Writes the archive of the release in `folder`, and a file with its hash, into the folder `place`.
pub fn write(folder: &Path, place: &Path) -> Result<Archive> {
    let manifest = folder.join(MANIFEST);
    let text =
        fs::read(&manifest).with_context(|| format!("{} can't be read; is it a release?", manifest.display()))?;
    let ReleaseName { version, cloud } = serde_json::from_slice(&text).context("the manifest is malformed")?;
    let name = format!("bestow-{version}-{cloud}");
    let content = packed(&name, &files(folder)?)?;
    let archive = Archive { path: place.join(format!("{name}.zip")), sha256: sha256_hex(&content) };
    fs::create_dir_all(place)?;
    fs::write(&archive.path, content).with_context(|| format!("{} can't be written", archive.path.display()))?;
    fs::write(place.join(format!("{name}.zip.sha256")), format!("{}  {name}.zip\n", archive.sha256))?;
    Ok(archive)
}

/// A name in the archive and the file that it is made of.
type ArchiveEntry = (String, PathBuf);

/// Everything in the archive, in the order of the names.
fn files(folder: &Path) -> Result<Vec<ArchiveEntry>> {
    let mut entries = Vec::new();
    // A configuration that someone put into the folder is theirs.
    for name in names(folder)?.into_iter().filter(|name| name != "config.json") {
        entries.push((format!("{SITE}/{name}"), folder.join(name)));
    }
    for document in DOCUMENTS {
        let path = project::root().join(document);
        if path.is_dir() {
            for name in names(&path)? {
                entries.push((format!("{document}/{name}"), path.join(name)));
            }
        } else {
            entries.push((document.to_owned(), path));
        }
    }
    entries.sort();
    Ok(entries)
}

fn packed(folder: &str, entries: &[ArchiveEntry]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, path) in entries {
        let mode = if is_script(name) { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(SMALLEST))
            .last_modified_time(DateTime::default())
            .unix_permissions(mode);
        archive.start_file(format!("{folder}/{name}"), options)?;
        archive.write_all(&fs::read(path).with_context(|| format!("{} can't be read", path.display()))?)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn is_script(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "sh")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::io::Read;
    use tempfile::TempDir;

    fn release() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        for (name, content) in [("index.html", "page"), ("assets/a.js", "script"), ("_headers", "/*\n  A: b\n")] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        fs::write(folder.path().join("config.json"), "{}").unwrap();
        fs::write(folder.path().join(MANIFEST), r#"{"version":"1.2.3","cloud":"usgov","files":{}}"#).unwrap();
        folder
    }

    #[test]
    fn same_files_give_the_same_bytes_whenever_they_were_written() {
        let (one, other, place) = (release(), release(), tempfile::tempdir().unwrap());
        let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(2_000_000_000);
        fs::File::options().write(true).open(other.path().join("index.html")).unwrap().set_modified(later).unwrap();
        let first = write(one.path(), place.path()).unwrap();
        let content = fs::read(&first.path).unwrap();
        let second = write(other.path(), place.path()).unwrap();
        assert_eq!(first.sha256, second.sha256);
        assert_eq!(content, fs::read(&second.path).unwrap());
        assert_eq!(first.path, place.path().join("bestow-1.2.3-usgov.zip"));
        let sum = fs::read_to_string(place.path().join("bestow-1.2.3-usgov.zip.sha256")).unwrap();
        assert_eq!(sum, format!("{}  bestow-1.2.3-usgov.zip\n", first.sha256));
    }

    #[test]
    fn archive_has_the_site_and_the_documents_in_one_folder() {
        let (release, place) = (release(), tempfile::tempdir().unwrap());
        let path = write(release.path(), place.path()).unwrap().path;
        let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert!(names.iter().all(|name| name.starts_with("bestow-1.2.3-usgov/")), "{names:?}");
        assert!(!names.iter().any(|name| name.ends_with("/config.json")), "{names:?}");
        let mut entry = archive.by_name("bestow-1.2.3-usgov/site/assets/a.js").unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), entry.unix_mode()), ("script", Some(0o100_644)));
        assert_eq!(entry.last_modified(), Some(DateTime::default()));
        drop(entry);
        let script = archive.by_name("bestow-1.2.3-usgov/docs/registration/register.sh").unwrap();
        assert_eq!(script.unix_mode(), Some(0o100_755));
    }

    /// Links inside the documents, without addresses of web sites and places inside a document.
    #[test]
    fn documents_lead_to_nothing_that_the_archive_does_not_have() {
        let release = release();
        let entries = files(release.path()).unwrap();
        let known: BTreeSet<PathBuf> = entries.iter().map(|(name, _)| PathBuf::from(name)).collect();
        for (name, path) in entries.iter().filter(|(name, _)| name.ends_with(".md")) {
            let text = fs::read_to_string(path).unwrap();
            for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let target = link.split('#').next().unwrap_or_default();
                if target.is_empty() || target.contains("://") {
                    continue;
                }
                let mut reached = Path::new(name).parent().unwrap().to_path_buf();
                for part in target.trim_end_matches('/').split('/') {
                    if part == ".." {
                        reached.pop();
                    } else {
                        reached.push(part);
                    }
                }
                let is_there = known.iter().any(|file| *file == reached || file.starts_with(&reached));
                assert!(is_there, "{name} leads to {link}, which is not in the archive");
            }
        }
    }
}
