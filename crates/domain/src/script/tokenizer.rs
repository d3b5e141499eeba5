//! For the tests: tells the code of a text from its comments, as the language that it is written in would.

use super::language::Language;

/// Everything that some reader or other takes for the end of a line.
pub const LINE_ENDS: &[char] = &['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The text without its comments, line ends kept.
pub fn code(text: &str, language: Language) -> String {
    let (line_comment, quotes): (&[&str], &[char]) = match language {
        Language::PowerShell | Language::AzureCli => (&["#"], &['\'', '"']),
        Language::Terraform => (&["#", "//"], &['"']),
        Language::Bicep => (&["//"], &['\'']),
    };
    let block: &[(&str, &str)] = match language {
        Language::PowerShell => &[("<#", "#>")],
        Language::AzureCli => &[],
        Language::Terraform | Language::Bicep => &[("/*", "*/")],
    };
    let (mut code, mut rest) = (String::new(), text);
    let mut before = '\n';
    while let Some(c) = rest.chars().next() {
        let begins_word = before.is_whitespace();
        if let Some((_, end)) = block.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        } else if begins_word && line_comment.iter().any(|start| rest.starts_with(start)) {
            rest = rest.find(LINE_ENDS).map_or("", |at| &rest[at..]);
        } else if quotes.contains(&c) {
            let end = rest[1..].find(c).map_or(rest.len(), |at| at + 2);
            code.push_str(&rest[..end]);
            rest = &rest[end..];
            before = c;
        } else {
            code.push(c);
            before = c;
            rest = &rest[c.len_utf8()..];
        }
    }
    code
}

#[test]
fn comments_are_told_from_code() {
    let check = |language, text: &str, wanted: &str| assert_eq!(code(text, language), wanted, "{language:?} {text:?}");
    check(Language::PowerShell, "a # b\nc '#d' <# e\nf #> g", "a \nc '#d'  g");
    check(Language::AzureCli, "a # b\nc '#d' e#f \"# g\"\n", "a \nc '#d' e#f \"# g\"\n");
    check(Language::Terraform, "a // b\n# c\nd = \"# e\" /* f */", "a \n\nd = \"# e\" ");
    check(Language::Bicep, "a // b\rc '// d' /* e */ # f", "a \rc '// d'  # f");
    check(Language::PowerShell, "# a\u{2028}Remove-It", "\u{2028}Remove-It");
}
