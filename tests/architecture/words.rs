//! Texts and documents use the words of `docs/glossary.md`; words that it replaces don't come back.

use crate::sources::{assert_none, below};
use std::fs;
use std::path::Path;

/// Words that are not used, in lower case. A space at an end stands for the end of a word.
const NOT_USED: &[&str] = &[
    "come to rule",
    "desired state",
    "for those who listen",
    "in the name of",
    "licence",
    "not noted",
    "recognis",
    "second half",
    "shared draft",
    "somebody removes",
    "stands in",
    "take away",
    "takes away",
    "way in ",
    "what it holds",
    "where it counts",
    "whoever",
];

/// Documents for users. They are read as a whole; of the sources, texts only.
const DOCUMENTS: &[&str] = &[
    "README.md",
    "CONTRIBUTING.md",
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
    "docs/review.md",
    "docs/security-review.md",
];

/// Tables with texts that are shown.
const TABLES: &[&str] = &[
    "src/domain/catalog/tables/directory-roles.txt",
    "src/domain/catalog/tables/exchange.txt",
    "src/domain/catalog/tables/graph-nouns.txt",
    "src/domain/catalog/tables/graph.txt",
    "src/domain/catalog/tables/other-apis.txt",
    "src/domain/catalog/tables/sharepoint.txt",
    "src/domain/tiers/reasons.txt",
];

#[test]
fn texts_and_documents_use_the_glossary() {
    let mut found = Vec::new();
    for source in below("src/web/text") {
        for (number, line) in source.text.lines().enumerate() {
            // Comments speak to maintainers, and tests may name what they look for.
            let text = line.trim_start();
            if text.starts_with("#[cfg(test)]") {
                break;
            }
            if !text.starts_with("//") {
                check(&source.path, number, text, &mut found);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in DOCUMENTS.iter().chain(TABLES) {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.contains("is now")) {
            check(document, number, line, &mut found);
        }
    }
    assert_none(&found, "texts use the words of docs/glossary.md");
}

fn check(path: &str, number: usize, line: &str, found: &mut Vec<String>) {
    let line = format!("{} ", line.to_lowercase());
    let used = NOT_USED.iter().filter(|word| line.contains(**word));
    found.extend(used.map(|word| format!("{path}:{}: “{}”", number + 1, word.trim())));
}
