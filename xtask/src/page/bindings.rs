//! Short names for what a program imports from the script around it.
//!
//! wasm-bindgen names each import after a function and a hash, once in the script and once in the WebAssembly. A hash
//! can't be compressed, and nobody reads these names.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The script and the WebAssembly with the short names. `script_name` is what the WebAssembly calls the script.
pub fn shortened(script_name: &str, script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut names = BTreeMap::new();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the build output isn't valid WebAssembly")?;
        if let Payload::ImportSection(section) = &payload {
            let mut imports = ImportSection::new();
            for import in section.clone().into_imports() {
                let import = import?;
                let ty = RoundtripReencoder.entity_type(import.ty).context("an import is of an unknown type")?;
                let name = if import.module == script_name {
                    let next = short_name(names.len());
                    names.entry(import.name.to_owned()).or_insert(next).clone()
                } else {
                    import.name.to_owned()
                };
                imports.import(import.module, &name, ty);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            module.section(&RawSection { id, data: &wasm[range] });
        }
    }
    Ok((renamed(script, &names)?, module.finish()))
}

/// The script with the other names of its functions. Each has a line of its own that begins with its name.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> Result<String> {
    let mut found = 0;
    let mut short = String::with_capacity(script.len());
    for line in script.lines() {
        let code = line.trim_start();
        let short_name = code.split_once(": ").and_then(|(name, rest)| Some((names.get(name)?, rest)));
        match short_name {
            Some((name, rest)) => {
                found += 1;
                short.push_str(&line[..line.len() - code.len()]);
                short.push_str(&format!("{name}: {rest}"));
            }
            None => short.push_str(line),
        }
        short.push('\n');
    }
    ensure!(found == names.len(), "the script has {found} of {} functions that the WebAssembly imports", names.len());
    Ok(short)
}

/// The names in their order: a, b, … z, a1, b1, …
fn short_name(number: usize) -> String {
    let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
    match number / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (module, name) in [("./a.js", "__wbg_now_0123"), ("other", "table"), ("./a.js", "__wbg_get_4567")] {
            imports.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn imports_have_short_names_in_both_files() {
        let script = "const import0 = {\n    __wbg_get_4567: function(arg0) {\n        run(\"a: b\");\n    },\n    __wbg_now_0123: () => 1,\n};\n";
        let (script, wasm) = shortened("./a.js", script, &program()).unwrap();
        assert_eq!(
            script,
            "const import0 = {\n    b: function(arg0) {\n        run(\"a: b\");\n    },\n    a: () => 1,\n};\n"
        );
        wasmparser::Validator::new().validate_all(&wasm).unwrap();
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(&wasm) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                names.extend(section.into_imports().map(|it| it.unwrap().name.to_owned()));
            }
        }
        assert_eq!(names, ["a", "table", "b"]);
    }

    #[test]
    fn script_that_lacks_an_import_is_refused() {
        assert!(shortened("./a.js", "__wbg_now_0123: f,\n", &program()).is_err());
    }

    #[test]
    fn names_differ() {
        let names: std::collections::BTreeSet<String> = (0..2_000).map(short_name).collect();
        assert_eq!(names.len(), 2_000);
    }
}
