//! wasm-opt over the WebAssembly files, several at once. What it made of a file is kept by the file's content, so that a
//! part that did not change costs nothing.

use super::integrity::sha256_hex;
use crate::project;
use crate::run::{announce, program, run};
use crate::setup::package_file;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

/// Smaller code that repeats itself less is compressed less: after brotli, `-O2` is smaller than `-Oz`, and takes half the
/// time. The features are what the compiler uses and all browsers know. Allowing everything lets wasm-opt write what none can read yet.
const ARGUMENTS: [&str; 8] = [
    "-O2",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How long a result is kept that no build asks for.
const KEPT: Duration = Duration::from_secs(14 * 86_400);

/// The file as wasm-opt makes it, again or from an earlier build.
pub fn optimise(name: &str, content: &[u8]) -> Result<Vec<u8>> {
    let folder = project::target().join("wasm-opt");
    fs::create_dir_all(&folder)?;
    cached(&folder, name, &strip_tool_sections(content)?, |before, after| {
        announce(&format!("Optimizing {name}"));
        let mut wasm_opt = program("node");
        wasm_opt.arg(package_file("binaryen/bin/wasm-opt")).args(ARGUMENTS).arg(before).arg("-o").arg(after);
        run("wasm-opt", &mut wasm_opt)
    })
}

/// What `work` makes of `content`, which it finds in its first file and leaves in its second one.
fn cached(folder: &Path, name: &str, content: &[u8], work: impl FnOnce(&Path, &Path) -> Result<()>) -> Result<Vec<u8>> {
    let version = fs::read(package_file("binaryen/package.json")).unwrap_or_default();
    let key = [content, ARGUMENTS.join(" ").as_bytes(), version.as_slice()].map(sha256_hex).concat();
    let kept = folder.join(format!("{}.wasm", sha256_hex(key.as_bytes())));
    if let Ok(content) = fs::read(&kept) {
        // A file that is still asked for is not old.
        let _ = fs::File::options().append(true).open(&kept).and_then(|file| file.set_modified(SystemTime::now()));
        return Ok(content);
    }
    let [before, after] = ["before", "after"].map(|step| folder.join(format!("{name}.{step}")));
    fs::write(&before, content)?;
    work(&before, &after)?;
    let made = fs::read(&after).with_context(|| format!("the optimizer wrote no output for {name}"))?;
    // Moved into its place whole, so that a build that is interrupted leaves no half of a file.
    fs::rename(&after, &kept)?;
    Ok(made)
}

/// Removes results that no build has asked for lately.
pub fn forget_old() -> Result<()> {
    let Ok(entries) = fs::read_dir(project::target().join("wasm-opt")) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let is_old = entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > KEPT);
        if is_old {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A WebAssembly file without what only tools read, such as the linker's notes on the positions of addresses, which
/// wasm-opt would carry along and which would be wrong after it.
fn strip_tool_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut bare = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the build output isn't valid WebAssembly")?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            bare.section(&RawSection { id, data: wasm.get(range).unwrap_or_default() });
        }
    }
    Ok(bare.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_only_tools_read_is_left_out() {
        let mut module = Module::new();
        module.section(&RawSection { id: 1, data: &[0] });
        let without = module.clone().finish();
        module.section(&wasm_encoder::CustomSection { name: "reloc.CODE".into(), data: (&[1, 2, 3]).into() });
        assert_eq!(strip_tool_sections(&module.finish()).unwrap(), without);
        assert!(strip_tool_sections(b"text").is_err());
    }

    #[test]
    fn an_unchanged_file_is_worked_on_once_and_a_changed_one_again() {
        let folder = tempfile::tempdir().unwrap();
        let worked = Cell::new(0);
        let made = |name: &str, content: &str| {
            let work = |before: &Path, after: &Path| {
                worked.set(worked.get() + 1);
                Ok(fs::write(after, [fs::read(before)?, b"!".to_vec()].concat())?)
            };
            String::from_utf8(cached(folder.path(), name, content.as_bytes(), work).unwrap()).unwrap()
        };
        assert_eq!((made("a.wasm", "one"), made("a.wasm", "one"), worked.get()), ("one!".into(), "one!".into(), 1));
        assert_eq!((made("b.wasm", "one"), worked.get()), ("one!".into(), 1), "the content counts, not the name");
        assert_eq!((made("a.wasm", "two"), worked.get()), ("two!".into(), 2));
    }

    #[test]
    fn a_failure_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let fails = cached(folder.path(), "a.wasm", b"one", |_, _| anyhow::bail!("no"));
        assert!(fails.is_err());
        let works = cached(folder.path(), "a.wasm", b"one", |_, after| Ok(fs::write(after, "made")?));
        assert_eq!(works.unwrap(), b"made");
    }
}
