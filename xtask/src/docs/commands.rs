//! The commands in documents are read by a parser of their language, and name the version that the archive has.

use crate::page::names;
use crate::project;
use std::fs;

/// The languages of commands, as code blocks name them.
#[derive(Clone, Copy)]
pub enum Language {
    Bash,
    PowerShell,
}

/// Whether the whole text is understood.
pub fn parses(language: Language, text: &str) -> bool {
    let grammar = match language {
        Language::Bash => tree_sitter_bash::LANGUAGE,
        Language::PowerShell => tree_sitter_powershell::LANGUAGE,
    };
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&grammar.into()).unwrap();
    !parser.parse(text, None).unwrap().root_node().has_error()
}

/// The documents for people who host Bestow, each with its name.
fn documents() -> Vec<(String, String)> {
    let docs = project::root().join("docs");
    let all = names(&docs).unwrap().into_iter();
    let chosen = all.filter(|name| {
        name.starts_with("hosting/") || ["app-registration.md", "security-review.md"].contains(&name.as_str())
    });
    chosen.map(|name| (name.clone(), fs::read_to_string(docs.join(name)).unwrap())).collect()
}

/// The code blocks of a language in a document.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let begin = format!("\n```{language}\n");
    text.split(begin.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn commands_in_documents_parse() {
    let mut found = 0;
    for (name, text) in documents() {
        for (mark, language) in [("sh", Language::Bash), ("powershell", Language::PowerShell)] {
            for block in blocks(&text, mark) {
                assert!(parses(language, &format!("{block}\n")), "{name}:\n{block}");
                found += 1;
            }
        }
    }
    assert!(found > 20, "{found}");
    assert!(!parses(Language::Bash, "if x; then\n") && !parses(Language::PowerShell, "if ($x) {\n"));
}

#[test]
fn configuration_in_documents_is_one_that_the_page_accepts() {
    let all = documents();
    let blocks: Vec<&str> = all.iter().flat_map(|(_, text)| blocks(text, "json")).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        assert!(matches!(bestow::web::config::from_file(block), Some(Ok(_))), "{block}");
    }
}

#[test]
fn documents_name_the_archive_of_this_version() {
    for (name, text) in documents() {
        for rest in text.split("bestow-").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            assert!(rest.starts_with(concat!(env!("CARGO_PKG_VERSION"), "-public")), "{name}: bestow-{:.20}", rest);
        }
    }
}

#[test]
fn every_host_has_a_page_that_says_how_to_check_it() {
    let all = documents();
    let (_, index) = all.iter().find(|(name, _)| name == "hosting/README.md").unwrap();
    for (name, text) in all.iter().filter(|(name, _)| name.starts_with("hosting/") && !name.ends_with("README.md")) {
        assert!(index.contains(&format!("({})", name.trim_start_matches("hosting/"))), "{name} is in the list");
        let is_for_the_sample = text.contains("sample tenant only");
        assert!(is_for_the_sample || text.contains("README.md#check-the-deployment"), "{name}: how to check");
        assert!(is_for_the_sample || text.contains("config.json"), "{name}: where config.json is");
    }
}
