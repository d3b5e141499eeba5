//! Takes out of the linker's output what a crate exports to scripts and the page doesn't use.
//!
//! Whatever a crate marks with `#[wasm_bindgen]` is exported, so that no linker removes it, and is bound by
//! `wasm-bindgen`, whether or not anything refers to it.

use anyhow::{Context, Result, ensure};
use std::borrow::Cow;
use std::collections::BTreeSet;
use wasm_encoder::{
    CustomSection, ExportSection, Module, RawSection, reencode::Reencode, reencode::RoundtripReencoder,
};
use wasmparser::{Parser, Payload};

/// The crates whose exports aren't used. Leptos brings `wasm-streams` for server functions, which the page has none of.
const UNUSED: [&str; 1] = ["wasm-streams"];
/// The section in which the macros of `wasm-bindgen` describe what they export and import.
const DESCRIPTIONS: &str = "__wasm_bindgen_unstable";
/// How many hexadecimal digits tell a crate from others of its name.
const HASH: usize = 16;

/// The module without these exports and their descriptions. What only they lead to is left for the next tool to drop.
pub fn without_unused(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut hashes = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == DESCRIPTIONS
        {
            hashes.extend(descriptions(section.data())?.into_iter().filter_map(unused));
        }
    }
    let is_unused = |name: &str| hashes.iter().any(|hash| name.ends_with(&format!("_{hash}")));
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section.clone() {
                    let export = export?;
                    if !is_unused(export.name) {
                        let kind =
                            RoundtripReencoder.export_kind(export.kind).context("an export is of an unknown kind")?;
                        exports.export(export.name, kind, export.index);
                    }
                }
                module.section(&exports);
            }
            Payload::CustomSection(section) if section.name() == DESCRIPTIONS => {
                let kept = descriptions(section.data())?.into_iter().filter(|it| unused(it).is_none());
                let data: Vec<u8> = kept.flatten().copied().collect();
                module.section(&CustomSection { name: Cow::Borrowed(DESCRIPTIONS), data: Cow::Owned(data) });
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    module.section(&RawSection { id, data: &wasm[range] });
                }
            }
        }
    }
    Ok(module.finish())
}

/// The descriptions, one for each use of the macro: the version and what is described, each behind its length.
fn descriptions(mut data: &[u8]) -> Result<Vec<&[u8]>> {
    let mut all = Vec::new();
    while !data.is_empty() {
        let mut length = 0;
        for _ in 0..2 {
            let at = data.get(length..length + 4).context("a description has no length")?;
            length += 4 + usize::try_from(u32::from_le_bytes(at.try_into()?))?;
        }
        ensure!(length <= data.len(), "a description is cut off");
        let (description, rest) = data.split_at(length);
        all.push(description);
        data = rest;
    }
    Ok(all)
}

/// What the names of a description's exports end with, if it is of a crate whose exports aren't used.
fn unused(description: &[u8]) -> Option<String> {
    UNUSED.iter().find_map(|name| {
        let begins = format!("{name}-");
        let at = description.windows(begins.len()).position(|window| window == begins.as_bytes())? + begins.len();
        let hash = std::str::from_utf8(description.get(at..at + HASH)?).ok()?;
        hash.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| hash.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, ExportKind, Function, FunctionSection, TypeSection};

    fn description(text: &str) -> Vec<u8> {
        let part = |text: &str| [&u32::try_from(text.len()).unwrap().to_le_bytes()[..], text.as_bytes()].concat();
        [part("{\"version\":\"1\"}"), part(text)].concat()
    }

    #[test]
    fn exports_of_an_unused_crate_are_taken_out_with_their_descriptions() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        for name in ["main", "source_pull_0123456789abcdef", "source_pull_fedcba9876543210"] {
            exports.export(name, ExportKind::Func, 0);
        }
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let (unused, used) =
            (description("pull wasm-streams-0123456789abcdef"), description("pull page-fedcba9876543210"));
        let data = [unused, used.clone()].concat();
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.section(&CustomSection { name: DESCRIPTIONS.into(), data: data.into() });
        let made = without_unused(&module.finish()).unwrap();
        wasmparser::Validator::new().validate_all(&made).unwrap();
        let (mut names, mut left) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&made) {
            match payload.unwrap() {
                Payload::ExportSection(section) => names.extend(section.into_iter().map(|it| it.unwrap().name)),
                Payload::CustomSection(section) => left.extend_from_slice(section.data()),
                _ => {}
            }
        }
        assert_eq!(names, ["main", "source_pull_fedcba9876543210"]);
        assert_eq!(left, used);
    }

    #[test]
    fn a_description_that_is_cut_off_is_an_error() {
        assert!(descriptions(&description("text")[..12]).is_err());
        assert!(descriptions(&[1, 0]).is_err());
    }
}
