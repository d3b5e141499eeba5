//! What Trunk would write, for a page under development: without running wasm-bindgen over the whole page, which takes
//! longer than everything else and whose output gives way to that of the page's parts (`page/parts.rs`).
//!
//! Releases are staged by Trunk itself.

use crate::project;
use crate::run::{announce, program, run};
use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Compiles both programs and leaves the files of the page in `staging`.
pub fn stage(wasm_bindgen: &Path, flags: &str, cloud: &str, staging: &Path) -> Result<()> {
    let mut cargo = program("cargo");
    cargo.args(["build", "--package", "bestow", "--bins", "--target", "wasm32-unknown-unknown"]);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags).env("BESTOW_CLOUD", cloud);
    run("Compiling the page", &mut cargo)?;

    let document = fs::read_to_string(project::root().join("index.html")).context("index.html can't be read")?;
    let staged = Staged::read(&document)?;
    if staging.exists() {
        fs::remove_dir_all(staging).with_context(|| format!("{} can't be replaced", staging.display()))?;
    }
    fs::create_dir_all(staging)?;
    for path in &staged.copied {
        let name = path.file_name().with_context(|| format!("{} isn't a file", path.display()))?;
        fs::copy(project::root().join(path), staging.join(name))
            .with_context(|| format!("{} can't be copied", path.display()))?;
    }
    fs::write(staging.join("index.html"), staged.html)?;
    // The page's own two give way to those of its parts.
    for name in ["bestow.js", "bestow_bg.wasm"] {
        fs::write(staging.join(name), "")?;
    }
    for name in bind_sample(wasm_bindgen)? {
        fs::copy(bound().join(name), staging.join(name))?;
    }
    Ok(())
}

/// Where the sample tenant's script and WebAssembly are kept from one build to the next.
fn bound() -> PathBuf {
    project::target().join("staging").join("sample")
}

/// Runs wasm-bindgen over the sample tenant, unless what the linker wrote is what it was.
fn bind_sample(wasm_bindgen: &Path) -> Result<[&'static str; 2]> {
    const NAMES: [&str; 2] = ["sample.js", "sample_bg.wasm"];
    let folder = bound();
    let linked = project::target().join("wasm32-unknown-unknown/debug/sample.wasm");
    let linked = fs::read(&linked).with_context(|| format!("{} can't be read", linked.display()))?;
    let last = folder.join("linked.wasm");
    let is_bound = NAMES.iter().all(|name| folder.join(name).exists());
    if is_bound && fs::read(&last).is_ok_and(|before| before == linked) {
        return Ok(NAMES);
    }
    announce("Binding the sample tenant");
    fs::create_dir_all(&folder)?;
    let source = folder.join("sample.wasm");
    fs::write(&source, linked)?;
    let mut command = program(wasm_bindgen);
    command.args(["--target", "web", "--no-typescript", "--out-name", "sample", "--out-dir"]).arg(&folder).arg(&source);
    run("wasm-bindgen", &mut command)?;
    // Kept under its name only now, so that a run that failed is repeated.
    fs::rename(source, last)?;
    Ok(NAMES)
}

/// The document with Trunk's links applied, and the files that they name.
#[derive(Debug, PartialEq, Eq)]
struct Staged {
    html: String,
    copied: Vec<PathBuf>,
}

impl Staged {
    /// Applies the links of a document, each of which is on a line of its own.
    fn read(document: &str) -> Result<Self> {
        let mut staged = Self { html: String::new(), copied: Vec::new() };
        for line in document.lines() {
            let attribute = |name: &str| Some(line.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0);
            if line.trim() == "</head>" {
                staged.html.push_str("    <!-- xtask: start ./bestow.js ./bestow_bg.wasm -->\n");
            }
            if !line.contains("data-trunk") {
                writeln!(staged.html, "{line}")?;
                continue;
            }
            match (attribute("rel"), attribute("href")) {
                (Some("css"), Some(path)) => {
                    let path = PathBuf::from(path);
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    writeln!(staged.html, "    <link rel=\"stylesheet\" href=\"./{name}\"/>")?;
                    staged.copied.push(path);
                }
                (Some("copy-file"), Some(path)) => staged.copied.push(PathBuf::from(path)),
                (Some("rust"), None) => {}
                _ => ensure!(false, "unknown link in Trunk's output: {line}"),
            }
        }
        ensure!(staged.html.contains("<!-- xtask: start"), "the document has no head");
        Ok(staged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_carried_out_as_trunk_does_it() {
        let document = "<head>\n    <link rel=\"icon\" href=\"./icon.svg\" />\n    \
                        <link data-trunk rel=\"copy-file\" href=\"style/icon.svg\" />\n    \
                        <link data-trunk rel=\"css\" href=\"style/base.css\" />\n    \
                        <link data-trunk rel=\"rust\" data-bin=\"bestow\" />\n  </head>\n";
        let staged = Staged::read(document).unwrap();
        assert_eq!(
            staged.html,
            "<head>\n    <link rel=\"icon\" href=\"./icon.svg\" />\n    <link rel=\"stylesheet\" href=\"./base.css\"/>\n    \
             <!-- xtask: start ./bestow.js ./bestow_bg.wasm -->\n  </head>\n"
        );
        assert_eq!(staged.copied, ["style/icon.svg", "style/base.css"].map(PathBuf::from));
    }

    #[test]
    fn a_link_that_is_not_known_is_an_error() {
        assert!(Staged::read("<head>\n<link data-trunk rel=\"scss\" href=\"a.scss\" />\n</head>\n").is_err());
        assert!(Staged::read("<link data-trunk rel=\"css\" href=\"a.css\" />\n").is_err());
    }

    #[test]
    fn every_link_of_the_page_is_known() {
        let document = fs::read_to_string(project::root().join("index.html")).unwrap();
        let staged = Staged::read(&document).unwrap();
        assert!(!staged.html.contains("data-trunk"));
        assert!(staged.copied.iter().all(|path| project::root().join(path).exists()), "{:?}", staged.copied);
    }
}
