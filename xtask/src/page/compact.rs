//! Style sheets and scripts without what only readers of their sources need: comments, and the space at the beginning of
//! lines. Nothing is renamed or written differently, so that what runs can be compared with the source by eye.

use anyhow::{Result, ensure};

/// A style sheet without comments, on which every run of white space is one character.
pub fn style_sheet(css: &str) -> String {
    let mut compact = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if matches!(next, '"' | '\'') {
            let end = end_of_string(rest, next);
            compact.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            // A comment between two spaces leaves one of them.
            if !compact.ends_with([' ', '\n']) {
                compact.push(if compact.ends_with('}') { '\n' } else { ' ' });
            }
        } else {
            compact.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    compact
}

/// Where a string ends that begins with this quote.
fn end_of_string(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A script without lines that are comments, and without indentation. A comment behind code stays, because only a parser
/// can tell it from a string or a regular expression.
pub fn script(source: &str) -> Result<String> {
    let mut compact = String::with_capacity(source.len());
    let mut is_comment = false;
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty()) {
        is_comment |= line.starts_with("/*");
        if is_comment {
            is_comment = !line.contains("*/");
            ensure!(is_comment || line.ends_with("*/"), "code follows a comment: {line}");
        } else if !line.starts_with("//") {
            let is_whole = line.matches('`').count().is_multiple_of(2);
            ensure!(is_whole, "a string continues on the next line, where indentation matters: {line}");
            compact.push_str(line);
            compact.push('\n');
        }
    }
    Ok(compact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheet_keeps_rules_and_texts_and_loses_comments_and_indentation() {
        let css = "/* One. */\n\na b,\n.c > d {\n  /* Two. */\n  content: \"/* \\\" */  \";\n  margin: 0 auto; /* Three. */\n}\n\n@media print {\n  a {\n    top: 0;\n  }\n}\n";
        let compact = " a b, .c > d { content: \"/* \\\" */  \"; margin: 0 auto; }\n@media print { a { top: 0; }\n}\n";
        assert_eq!(style_sheet(css), compact);
        assert_eq!(style_sheet("a { color: red }/* not closed"), "a { color: red }");
        assert_eq!(style_sheet("a { content: 'open"), "a { content: 'open");
    }

    #[test]
    fn script_keeps_code_and_loses_comment_lines_and_indentation() {
        let source = "// One.\n\"use strict\";\n/**\n * Two.\n */\n(() => {\n  const link = \"https://a\"; // Three.\n  /* Four. */\n})();\n";
        assert_eq!(
            script(source).unwrap(),
            "\"use strict\";\n(() => {\nconst link = \"https://a\"; // Three.\n})();\n"
        );
    }

    #[test]
    fn script_whose_lines_cannot_be_told_apart_is_refused() {
        assert!(script("const text = `one\n  two`;\n").is_err());
        assert!(script("/* one */ run();\n").is_err());
    }
}
