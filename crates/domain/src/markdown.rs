//! Text in Markdown that stays text: no link, no markup, no table cell that ends early.

use super::visible_text::visible;

/// What begins markup inside a line. Pipes end a cell; colons and at signs make links of addresses.
const MARKS: &str = "\\`*_[]|~#:@$";

/// A name as Markdown, on one line. Characters that draw nothing are spelled out.
pub fn text(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    let mut before = ' ';
    for c in visible(name).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // An address that begins with "www." becomes a link in many renderings.
            '.' if before.eq_ignore_ascii_case(&'w') => escaped.push_str("\\."),
            c if MARKS.contains(c) => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}

/// An id as Markdown code. It must have no grave accent, as no id does; one that does is written as text.
pub fn code(id: &str) -> String {
    if id.is_empty() || id.contains(['`', '|', '\n', '\r']) { text(id) } else { format!("`{id}`") }
}

/// A table with these columns; the cells are Markdown already.
pub fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len()));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::hostile_names::HOSTILE_NAMES;

    /// What a reader sees of a cell, and whether anything but text is in it.
    fn read_back(markdown: &str) -> (String, bool) {
        let table = format!("| a | b |\n| --- | --- |\n| {markdown} | end |\n");
        let (mut seen, mut only_text, mut cells) = (String::new(), true, 0);
        for event in Parser::new_ext(&table, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Start(Tag::TableCell) => cells += 1,
                Event::Text(text) if cells == 3 => seen.push_str(&text),
                Event::Text(_) | Event::End(_) => {}
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) => {}
                _ => only_text = false,
            }
        }
        (seen, only_text && cells == 4)
    }

    #[test]
    fn a_hostile_name_is_read_back_as_text_in_its_cell() {
        for name in HOSTILE_NAMES {
            let (seen, only_text) = read_back(&text(name));
            assert!(only_text, "{name:?}: {}", text(name));
            assert_eq!(seen, visible(name).trim(), "{name:?}");
        }
    }

    #[test]
    fn ordinary_names_stay_readable() {
        for name in ["User.Read.All", "Microsoft Graph", "lazy-automation (prod)", "O'Brien"] {
            assert_eq!(text(name), name);
        }
        assert_eq!(text("a|b <i> www.x"), "a\\|b &lt;i&gt; www\\.x");
    }

    #[test]
    fn ids_are_code_and_nothing_else_is() {
        assert_eq!(code("-jLOj0YS"), "`-jLOj0YS`");
        assert_eq!(code("a`b"), "a\\`b");
        assert_eq!(code(""), "");
    }
}
