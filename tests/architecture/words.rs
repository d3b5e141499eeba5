//! Texts, documents and comments use the words of `docs/glossary.md`; words that it replaces don't come back.

use crate::sources::{assert_none, below};
use std::fs;
use std::path::Path;

/// Words that are not used, in lower case. A space at an end stands for the end of a word.
const NOT_USED: &[&str] = &[
    "anybody",
    "come to rule",
    "desired state",
    "in the name of",
    "licence",
    "not noted",
    "recognis",
    "second half",
    "shared draft",
    "somebody",
    "stands in",
    "take away",
    "takes away",
    "those who listen",
    "way in ",
    "what it holds",
    "where it counts",
    "whoever",
];

/// Documents that are read as a whole.
const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/app-registration.md",
    "docs/hosting/README.md",
    "docs/hosting/apache.md",
    "docs/hosting/app-service.md",
    "docs/hosting/azure-static-web-apps.md",
    "docs/hosting/azure-storage.md",
    "docs/hosting/caddy.md",
    "docs/hosting/cloudflare-pages.md",
    "docs/hosting/container.md",
    "docs/hosting/github-pages.md",
    "docs/hosting/iis.md",
    "docs/hosting/nginx.md",
    "docs/registration/register.ps1",
    "docs/registration/register.sh",
    "docs/code.md",
    "docs/review.md",
    "docs/security-review.md",
    "tests/reported_cases/cases.md",
];

/// Folders whose comments are read.
const SOURCES: &[&str] = &["src", "crates", "tests", "xtask/src"];

/// Tables with texts that are shown.
const TABLES: &[&str] = &[
    "crates/domain/src/catalog/tables/directory-roles.txt",
    "crates/domain/src/catalog/tables/exchange.txt",
    "crates/domain/src/catalog/tables/graph-nouns.txt",
    "crates/domain/src/catalog/tables/graph.txt",
    "crates/domain/src/catalog/tables/other-apis.txt",
    "crates/domain/src/catalog/tables/sharepoint.txt",
    "crates/domain/src/tiers/reasons.txt",
];

#[test]
fn texts_use_the_glossary() {
    let mut found = Vec::new();
    for source in below("src/web/text") {
        // Tests may name what they look for.
        let lines =
            source.text.lines().enumerate().take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"));
        for (number, line) in lines.filter(|(_, line)| !is_comment(line)) {
            check(&source.path, number, line, &mut found);
        }
    }
    assert_none(&found, "texts use the words of docs/glossary.md");
}

#[test]
fn documents_and_tables_use_the_glossary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for document in DOCUMENTS.iter().chain(TABLES) {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for (number, line) in text.lines().enumerate() {
            check(document, number, &outside_code(line), &mut found);
        }
    }
    assert_none(&found, "documents and tables use the words of docs/glossary.md");
}

#[test]
fn comments_use_the_glossary() {
    let mut found = Vec::new();
    for source in SOURCES.iter().flat_map(|folder| below(folder)) {
        for (number, line) in source.text.lines().enumerate().filter(|(_, line)| is_comment(line)) {
            check(&source.path, number, &outside_code(line), &mut found);
        }
    }
    assert_none(&found, "comments use the words of docs/glossary.md");
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// A line without what is in backticks: names of files, tests and types may contain any word.
fn outside_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

fn check(path: &str, number: usize, line: &str, found: &mut Vec<String>) {
    let line = format!("{} ", line.to_lowercase());
    let used = NOT_USED.iter().filter(|word| line.contains(**word));
    found.extend(used.map(|word| format!("{path}:{}: “{}”", number + 1, word.trim())));
}
