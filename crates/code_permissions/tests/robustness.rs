//! No text makes the reader panic or slow, and a comment is never a call.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use code_permissions::{Language, Table, analyze};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/calls-to-permissions.txt");
    Table::read(&std::fs::read(path).unwrap()).unwrap()
});

const LANGUAGES: [Language; 7] = [
    Language::PowerShell,
    Language::CSharp,
    Language::Python,
    Language::JavaScript,
    Language::Shell,
    Language::HttpFile,
    Language::LogicApp,
];

/// Parts of scripts that open, close and connect things.
const PARTS: [&str; 60] = [
    "Get-MgUser",
    " -UserId $x",
    "Invoke-MgGraphRequest",
    " -Uri ",
    "\"v1.0/users/$id\"",
    "'",
    "\"",
    "\"\"\"",
    "`",
    "${",
    "$(",
    "@(",
    "@{",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\r\n",
    "    ",
    "\t",
    "#",
    "<#",
    "#>",
    "//",
    "/*",
    "*/",
    "@\"\n",
    "\n\"@",
    "$\"",
    "$@\"",
    "f\"",
    "=>",
    "=",
    "+=",
    "+",
    ",",
    ";",
    "|",
    "&",
    "&&",
    "<<EOF\n",
    "\nEOF\n",
    "curl ",
    "https://graph.microsoft.com/v1.0/groups",
    "function f($a) ",
    "def f(a):\n",
    "async ",
    "await ",
    "new ",
    ".GetAsync(",
    "graph.Users",
    ".api(",
    "requests.get(",
    "fetch(",
    "\u{e001}",
    "ä",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_scripts_in_any_order_never_panic(parts in proptest::collection::vec(0usize..PARTS.len(), 0..60)) {
        let text: String = parts.iter().map(|index| PARTS[*index]).collect();
        for language in LANGUAGES {
            analyze(&text, language, &TABLE);
        }
        Language::of_text(&text);
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,200}") {
        for language in LANGUAGES {
            analyze(&text, language, &TABLE);
        }
    }

    #[test]
    fn comment_is_never_a_call(words in "[ -~]{0,60}", call in 0usize..8) {
        let calls = [
            "Get-MgUser -All", "Invoke-MgGraphRequest GET v1.0/users", "requests.get(\"https://graph.microsoft.com/v1.0/users\")",
            "await graph.Users.GetAsync();", "fetch(\"https://graph.microsoft.com/v1.0/users\")", "az rest --url /v1.0/users",
            "curl https://graph.microsoft.com/v1.0/users", "GET https://graph.microsoft.com/v1.0/users",
        ];
        let words = words.replace("#>", "").replace("*/", "");
        let inside = format!("{words} {}", calls[call]);
        let comments = [
            (Language::PowerShell, format!("# {inside}\n")),
            (Language::PowerShell, format!("<# {inside} #>\n")),
            (Language::CSharp, format!("// {inside}\n")),
            (Language::CSharp, format!("/* {inside} */\n")),
            (Language::JavaScript, format!("// {inside}\n")),
            (Language::JavaScript, format!("/* {inside} */\n")),
            (Language::Python, format!("# {inside}\n")),
            (Language::Shell, format!("# {inside}\n")),
            (Language::HttpFile, format!("# {inside}\n")),
        ];
        for (language, text) in comments {
            let answer = analyze(&text, language, &TABLE);
            prop_assert!(answer.calls.is_empty() && answer.unknown.is_empty(), "{language:?} {text}: {answer:?}");
        }
    }
}

/// Texts of one megabyte that are hard for readers that look back or nest.
fn hard_texts() -> Vec<String> {
    let lines = "Get-MgUser -UserId $id -Property displayName # comment\n$x = \"v1.0/users/$id\"\nInvoke-MgGraphRequest GET $x\n";
    let code =
        "var u = await graph.Users[id].GetAsync();\nvar s = $\"https://graph.microsoft.com/v1.0/users/{u.Id}\";\n";
    let mut texts: Vec<String> = vec![lines.into(), code.into()];
    texts.extend(PARTS.iter().map(|part| (*part).to_owned()));
    for pair in [
        "/a",
        "a(",
        "a<",
        "x=x+\"a\"\n",
        "$x += 'a'\n",
        "f(",
        "a.b",
        "\"${",
        "$(\"",
        "{\"a\":",
        "[[",
        "a ? b :",
        "a =>",
        "if (a) {",
        "a: b = ",
        "function f($a){f $a}\n",
        "$a=@{",
        "def f(a):\n  f(a)\n",
        "-f '{0}'",
        "<<A\n",
        "((",
        "{{",
        "@{x=",
        "a,b,",
    ] {
        texts.push(pair.into());
    }
    texts.iter().map(|part| part.repeat(1_000_000 / part.len() + 1)).collect()
}

/// A part of each hard text, so that it takes moments without optimization too.
#[test]
fn hard_texts_are_read_to_their_end() {
    for text in hard_texts() {
        let end = (0..=20_000.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        for language in LANGUAGES {
            analyze(&text[..end], language, &TABLE);
        }
    }
}

#[test]
#[ignore = "measures time: cargo test --release -p bestow-code-permissions -- --ignored"]
fn a_megabyte_takes_less_than_a_second() {
    LazyLock::force(&TABLE);
    for text in hard_texts() {
        for language in LANGUAGES {
            let start = std::time::Instant::now();
            analyze(&text, language, &TABLE);
            let took = start.elapsed();
            let sample: String = text.chars().take(24).collect();
            assert!(took < Duration::from_secs(1), "{language:?} {sample:?} took {took:?}");
        }
    }
}
