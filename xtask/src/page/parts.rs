//! The page in parts: what the compiler made is divided at the functions marked with `wasm_split`, so that a visit starts
//! with what it needs and fetches the rest when a person opens it.
//!
//! Trunk knows nothing of parts. It hands over one script and one WebAssembly file; both give way to those made here.

use crate::project;
use crate::run::{program, run, say};
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::BTreeMap;
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

/// Divides a page.
pub fn divide(compiled: &Compiled) -> Result<Parts> {
    say("Dividing the page into parts");
    let folder = project::target().join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be replaced", folder.display()))?;
    }
    let first = folder.join("bestow.wasm");
    let whole = fs::read(&compiled.wasm).with_context(|| format!("{} cannot be read", compiled.wasm.display()))?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    let divided = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;

    let mut later = BTreeMap::new();
    for path in &divided.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        later.insert(file_name(&stem), fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?);
    }
    let files = divided.prefetch_map.iter().map(|(part, stems)| {
        let files = stems.iter().map(|stem| file_name(stem)).filter(|file| later.contains_key(file)).collect();
        (part.clone(), files)
    });
    let files = files.collect();

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

fn file_name(stem: &str) -> String {
    format!("{PREFIX}{}.wasm", stem.trim_start_matches("split_").replace('_', "-"))
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
    ensure!(found, "the script asks for no parts; is the page divided?");
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
    fn a_part_is_named_after_what_the_source_calls_it() {
        assert_eq!(file_name("split_looking"), "part-looking.wasm");
        assert_eq!(file_name("chunk_3"), "part-chunk-3.wasm");
    }
}
