//! Other parsers of the same languages say what is a comment and what is a text.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use code_permissions::lexer::{Lexed, c_like, powershell, shell};
use std::ops::Range;
use tree_sitter::{Node, Parser};

// A number sign in a text with placeholders is left out here: that parser takes it for a comment.
const POWERSHELL: &str = r##"
<# block
   Get-MgUser #>
param([string]$Name = 'a # not a comment')
# Get-MgGroup
$text = "a $($x.Name) b" # a comment
$here = @"
no comment here
"@
$single = @'
<# no comment #>
'@
Get-MgUser -UserId $id -Filter "startswith(displayName,'a')" # after a call
if ($a -eq 'x#y') { Write-Output "done" }
"##;

const CSHARP: &str = r##"
// GetAsync
/* await graph.Users.GetAsync(); */
var a = "// no comment";
var b = @"c:\no /* comment */";
var c = $"https://{host}/v1.0 // no comment"; // a comment
var d = """raw // no comment""";
var e = 'x';
"##;

const JAVASCRIPT: &str = r##"
// fetch
/* fetch("x") */
const a = "// no comment";
const b = `https://${host}/v1.0 // no comment`; // a comment
const c = 'it\'s // no comment';
const d = /[/]"/.test(a);
"##;

const PYTHON: &str = r##"
# requests.get
a = "# no comment"
b = f"https://{host}/v1.0 # no comment"  # a comment
c = """many
# no comment
lines"""
d = r'\d#'
"##;

const SHELL: &str = r##"
#!/bin/bash
# curl https://graph.microsoft.com
A="# no comment $B"
C='# no comment'
curl "https://x/#fragment" # a comment
echo a#b
"##;

#[test]
fn comments_are_those_of_the_other_parsers() {
    let cases: [(&str, tree_sitter::Language, Lexed<'_>); 5] = [
        (POWERSHELL, tree_sitter_powershell::LANGUAGE.into(), powershell::lex(POWERSHELL)),
        (CSHARP, tree_sitter_c_sharp::LANGUAGE.into(), c_like::lex(CSHARP, c_like::Dialect::CSharp)),
        (JAVASCRIPT, tree_sitter_javascript::LANGUAGE.into(), c_like::lex(JAVASCRIPT, c_like::Dialect::JavaScript)),
        (PYTHON, tree_sitter_python::LANGUAGE.into(), c_like::lex(PYTHON, c_like::Dialect::Python)),
        (SHELL, tree_sitter_bash::LANGUAGE.into(), shell::lex(SHELL)),
    ];
    for (text, language, lexed) in cases {
        let expected = ranges(text, &language, &["comment"]);
        let trim = |ranges: &[Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| text[range.clone()].trim().to_owned()).collect()
        };
        assert_eq!(trim(&lexed.comments), trim(&expected), "{text}");
    }
}

#[test]
fn texts_are_those_of_the_other_parsers() {
    let cases: [(&str, tree_sitter::Language, Lexed<'_>, &[&str]); 3] = [
        (
            JAVASCRIPT,
            tree_sitter_javascript::LANGUAGE.into(),
            c_like::lex(JAVASCRIPT, c_like::Dialect::JavaScript),
            &["string", "template_string", "regex"],
        ),
        (PYTHON, tree_sitter_python::LANGUAGE.into(), c_like::lex(PYTHON, c_like::Dialect::Python), &["string"]),
        (
            CSHARP,
            tree_sitter_c_sharp::LANGUAGE.into(),
            c_like::lex(CSHARP, c_like::Dialect::CSharp),
            &[
                "string_literal",
                "verbatim_string_literal",
                "interpolated_string_expression",
                "raw_string_literal",
                "character_literal",
            ],
        ),
    ];
    for (text, language, lexed, kinds) in cases {
        let expected: Vec<&str> = ranges(text, &language, kinds).into_iter().map(|range| &text[range]).collect();
        let mut found = lexed.texts.clone();
        found.sort_by_key(|range| range.start);
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// The ranges of the outermost nodes of these kinds.
fn ranges(text: &str, language: &tree_sitter::Language, kinds: &[&str]) -> Vec<Range<usize>> {
    let mut parser = Parser::new();
    parser.set_language(language).unwrap();
    let tree = parser.parse(text, None).unwrap();
    let mut found = Vec::new();
    collect(tree.root_node(), kinds, &mut found);
    found
}

fn collect(node: Node<'_>, kinds: &[&str], found: &mut Vec<Range<usize>>) {
    if kinds.contains(&node.kind()) {
        found.push(node.byte_range());
        return;
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        collect(child, kinds, found);
    }
}

#[test]
fn number_sign_in_a_text_with_placeholders_is_no_comment() {
    let text = "$a = \"a $($x.Name) # no comment\" # a comment\n$b = @\"\n# no comment $x\n\"@\n";
    let comments: Vec<&str> = powershell::lex(text).comments.into_iter().map(|range| &text[range]).collect();
    assert_eq!(comments, ["# a comment"]);
}
