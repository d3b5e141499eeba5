//! Which functions were compiled many times, so that growth is seen where it happens.
//!
//! A generic function is compiled again for each of its type parameters. The copies share a name up to these
//! parameters: a family. Families are read from the name section of what the linker wrote.

use super::{Release, Row};
use crate::build::Profile;
use crate::page;
use anyhow::{Context, Result};
use std::collections::HashMap;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// As many families as are shown.
const SHOWN: usize = 12;

/// The largest families of the page.
pub fn rows(_release: &Release) -> Result<Vec<Row>> {
    let path = page::compiled(Profile::Release.folder());
    let wasm = std::fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut families: Vec<(String, Family)> = families(&wasm)?.into_iter().filter(|(_, it)| it.copies > 1).collect();
    families.sort_by(|a, b| b.1.bytes.cmp(&a.1.bytes).then_with(|| a.0.cmp(&b.0)));
    let rows = families.into_iter().take(SHOWN).flat_map(|(name, Family { copies, bytes })| {
        [Row::new(name, bytes, "bytes"), Row::new("  copies", copies, "functions")]
    });
    Ok(rows.collect())
}

/// How often a function was compiled, and how much that is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Family {
    copies: u64,
    bytes: u64,
}

fn families(wasm: &[u8]) -> Result<HashMap<String, Family>> {
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().end - body.range().start),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(reader) = section.as_known() {
                    for name in reader {
                        if let Name::Function(functions) = name? {
                            for function in functions {
                                let function = function?;
                                names.insert(function.index, function.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut families: HashMap<String, Family> = HashMap::new();
    for (index, size) in (imported..).zip(sizes) {
        let Some(name) = names.get(&index) else { continue };
        let family = families.entry(family_name(name)).or_default();
        family.copies += 1;
        family.bytes += size;
    }
    Ok(families)
}

/// The name without hash and type parameters: `core::slice::sort::stable::quicksort`.
fn family_name(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let mut family = String::new();
    let mut depth = 0_usize;
    let mut previous = ' ';
    for character in name.chars() {
        match character {
            '<' => depth += 1,
            // The arrow of a function's type closes nothing.
            '>' if previous != '-' => depth = depth.saturating_sub(1),
            _ if depth == 0 => family.push(character),
            _ => {}
        }
        previous = character;
    }
    let family = family.replace("::::", "::");
    let family = family.trim_matches(':');
    // A method of an implementation has only parameters in front of its name: there the whole name tells more.
    if family.contains("::") { family.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_a_function_share_a_name() {
        for (mangled, family) in [
            ("core::slice::sort::stable::quicksort::quicksort", "core::slice::sort::stable::quicksort::quicksort"),
            ("bestow::read_here::<alloc::vec::Vec<u8>, fn() -> u8>", "bestow::read_here"),
            ("_ZN5alloc3vec16Vec$LT$T$C$A$GT$4push17h0123456789abcdefE", "alloc::vec::Vec::push"),
        ] {
            assert_eq!(family_name(mangled), family);
        }
    }

    #[test]
    fn functions_are_counted_with_their_sizes() {
        let mut module = wasm_encoder::Module::new();
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut functions = wasm_encoder::FunctionSection::new();
        let mut code = wasm_encoder::CodeSection::new();
        let mut names = wasm_encoder::NameMap::new();
        for (index, name) in ["f::<u8>", "f::<u16>", "a::g"].into_iter().enumerate() {
            functions.function(0);
            let mut body = wasm_encoder::Function::new([]);
            body.instructions().end();
            code.function(&body);
            names.append(u32::try_from(index).unwrap(), &format!("a::{name}"));
        }
        let mut name_section = wasm_encoder::NameSection::new();
        name_section.functions(&names);
        module.section(&types).section(&functions).section(&code).section(&name_section);
        let families = families(&module.finish()).unwrap();
        assert_eq!(families["a::f"], Family { copies: 2, bytes: 4 });
        assert_eq!(families["a::a::g"].copies, 1);
    }
}
