//! The page in parts: what the compiler made is divided at the functions marked with `wasm_split`, so that a visit
//! starts with what it needs and fetches the rest when a user opens it.
//!
//! Trunk knows nothing of parts. It hands over one script and one WebAssembly file; both give way to those made here.

use super::exports;
use super::groups::{self, Group};
use super::join;
use crate::project;
use crate::run::{announce, program, run};
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// What the names of the later parts start with.
pub const PREFIX: &str = "part-";
/// The module that the first part asks for later ones. There is no such file: the boot script has the functions.
const LINK: &str = "./parts.js";

/// A page that is compiled and not divided yet.
pub struct Compiled {
    /// What the linker wrote, with its relocations.
    pub wasm: PathBuf,
    /// The program that writes the script around it.
    pub wasm_bindgen: PathBuf,
}

/// The page, divided.
pub struct Parts {
    /// The script around the first part.
    pub glue: String,
    /// The first part.
    pub first: Vec<u8>,
    /// The later parts, by the name of their file.
    pub later: BTreeMap<String, Vec<u8>>,
    /// Which files make up which part, by the name that the source gives it.
    pub files: BTreeMap<String, Vec<String>>,
}

/// Divides a page. `join` makes few files of the pieces, which takes longer.
pub fn divide(compiled: &Compiled, join: bool) -> Result<Parts> {
    announce("Dividing the page into parts");
    let folder = project::target().join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} can't be replaced", folder.display()))?;
    }
    let first = folder.join("bestow.wasm");
    let whole = fs::read(&compiled.wasm).with_context(|| format!("{} can't be read", compiled.wasm.display()))?;
    let whole = exports::without_unused(&whole)?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    let divided = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;

    let mut pieces = BTreeMap::new();
    for path in &divided.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        pieces.insert(stem, fs::read(path).with_context(|| format!("{} can't be read", path.display()))?);
    }
    let users = divided.prefetch_map.iter().map(|(part, stems)| (part.clone(), stems.iter().cloned().collect()));
    let (later, files) = joined(&pieces, &users.collect(), if join { groups::MOST } else { usize::MAX })?;

    let mut wasm_bindgen = program(&compiled.wasm_bindgen);
    // Later parts reach the first one's memory and table under the names that the linker gave them.
    wasm_bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "bestow"]);
    wasm_bindgen.arg("--out-dir").arg(folder.join("bound")).arg(&first);
    run("wasm-bindgen", &mut wasm_bindgen)?;
    let bound = |name: &str| folder.join("bound").join(name);
    let glue = fs::read_to_string(bound("bestow.js")).context("wasm-bindgen wrote no script")?;
    let first = fs::read(bound("bestow_bg.wasm")).context("wasm-bindgen wrote no WebAssembly")?;
    Ok(Parts { glue: without_imports(&glue)?, first, later, files })
}

type Files = BTreeMap<String, Vec<u8>>;

/// The files of the later parts, no more than `most`, and which of them each part needs. `users` says which pieces a part
/// needs.
fn joined(
    pieces: &Files,
    users: &BTreeMap<String, BTreeSet<String>>,
    most: usize,
) -> Result<(Files, BTreeMap<String, Vec<String>>)> {
    let group = |(stem, content): (&String, &Vec<u8>)| Group {
        pieces: [stem.clone()].into(),
        users: users.iter().filter(|(_, stems)| stems.contains(stem)).map(|(part, _)| part.clone()).collect(),
        size: content.len(),
    };
    let mut files = Files::new();
    let mut needed: BTreeMap<String, Vec<String>> = users.keys().map(|part| (part.clone(), Vec::new())).collect();
    for (at, group) in groups::joined(pieces.iter().map(group).collect(), most).into_iter().enumerate() {
        let name = file_name(&group.pieces, at);
        let contents: Vec<&[u8]> = group.pieces.iter().filter_map(|stem| Some(pieces.get(stem)?.as_slice())).collect();
        let content = if let [single] = contents[..] { single.to_vec() } else { join::join(&contents)? };
        files.insert(name.clone(), content);
        for part in &group.users {
            needed.entry(part.clone()).or_default().push(name.clone());
        }
    }
    Ok((files, needed))
}

/// A file is named after the parts that are in it, or after nothing where it only has what parts share.
fn file_name(stems: &BTreeSet<String>, at: usize) -> String {
    let parts: Vec<&str> = stems.iter().filter_map(|stem| stem.strip_prefix("split_")).collect();
    let name = if parts.is_empty() { format!("shared-{at}") } else { parts.join("-") };
    format!("{PREFIX}{}.wasm", name.replace('_', "-"))
}

/// WebKit refuses a static import of a module that the policy knows by its hash only, so the script takes what it would
/// import from the global that the boot script defines.
fn without_imports(glue: &str) -> Result<String> {
    let from = format!(" from \"{LINK}\"");
    let mut found = false;
    let lines = glue.lines().map(|line| {
        let name = line.strip_prefix("import * as ").and_then(|rest| rest.strip_suffix(&from));
        match name {
            Some(name) => {
                found = true;
                format!("const {name} = globalThis.bestowParts;\n")
            }
            None => format!("{line}\n"),
        }
    });
    let glue: String = lines.collect();
    ensure!(found, "the script loads no parts; was the page divided into parts?");
    ensure!(!glue.lines().any(|line| line.starts_with("import ")), "the script imports something else");
    Ok(glue)
}

/// What the compiler has to be told, so that its output can be divided.
pub const COMPILER_FLAG: &str = "-Clink-args=--emit-relocs";

/// Where Cargo leaves what the linker wrote.
pub fn compiled(profile_folder: &str) -> PathBuf {
    project::target().join("wasm32-unknown-unknown").join(profile_folder).join("bestow").with_extension("wasm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_without_imports_takes_the_parts_from_the_boot_script() {
        let glue = "import * as import1 from \"./parts.js\"\nrun();\n";
        assert_eq!(without_imports(glue).unwrap(), "const import1 = globalThis.bestowParts;\nrun();\n");
    }

    #[test]
    fn a_script_that_imports_something_else_is_refused() {
        assert!(without_imports("import * as import1 from \"./parts.js\"\nimport * as b from \"./b.js\"\n").is_err());
        assert!(without_imports("run();\n").is_err());
    }

    #[test]
    fn a_file_is_named_after_the_parts_that_are_in_it() {
        let name = |stems: &[&str]| file_name(&stems.iter().map(|&stem| stem.to_owned()).collect(), 3);
        assert_eq!(name(&["chunk_4", "split_looking"]), "part-looking.wasm");
        assert_eq!(name(&["split_sets", "split_settling"]), "part-sets-settling.wasm");
        assert_eq!(name(&["chunk_3", "chunk_7"]), "part-shared-3.wasm");
    }
}
