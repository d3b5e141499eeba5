//! A type name means one thing within a crate.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};

use crate::sources::{assert_none, below};
use crate::tokens::of;

/// The sources of each crate.
const CRATES: [&str; 6] = [
    "crates/code_permissions/src",
    "crates/domain/src",
    "crates/graph/src",
    "crates/simulator/src",
    "src",
    "xtask/src",
];

#[test]
fn type_names_are_unique_within_a_crate() {
    let mut found = Vec::new();
    for folder in CRATES {
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for source in below(folder) {
            for name in defined_types(of(&source.text)) {
                places.entry(name).or_default().push(source.path.clone());
            }
        }
        let twice = places.into_iter().filter(|(_, paths)| paths.len() > 1);
        found.extend(twice.map(|(name, paths)| format!("{name}: {}", paths.join(", "))));
    }
    assert_none(&found, "These type names are defined more than once in a crate:");
}

#[test]
fn types_are_found_in_modules_and_not_in_traits() {
    let text =
        "struct A; mod m { pub enum B {} type C = u8; } trait D { type E; } impl D for A { type E = u8; } // struct F;";
    assert_eq!(defined_types(of(text)), ["A", "B", "C", "D"]);
}

/// The names of the types that a file defines, those in modules included.
fn defined_types(tokens: TokenStream) -> Vec<String> {
    let level: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (index, token) in level.iter().enumerate() {
        let TokenTree::Ident(keyword) = token else { continue };
        let Some(TokenTree::Ident(name)) = level.get(index + 1) else { continue };
        match keyword.to_string().as_str() {
            "struct" | "enum" | "trait" | "type" | "union" => found.push(name.to_string()),
            "mod" => {
                if let Some(TokenTree::Group(body)) = level.get(index + 2) {
                    found.extend(defined_types(body.stream()));
                }
            }
            _ => {}
        }
    }
    found
}
