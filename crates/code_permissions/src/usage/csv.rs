//! CSV: separators `,` `;` and tab, quoted fields, any line ends.

use super::limits::MAX_COLUMNS;
use std::borrow::Cow;

/// The rows of a CSV text, the header first.
pub(super) struct Rows<'a> {
    text: &'a str,
    separator: u8,
}

impl<'a> Rows<'a> {
    /// The rows of a text. The separator is the one that the first line has most often outside quotes.
    pub fn of(text: &'a str) -> Self {
        let text = text.trim_start_matches(['\r', '\n']);
        // Excel's hint for the separator is a line of its own.
        let text = match text.get(..4) {
            Some(start) if start.eq_ignore_ascii_case("sep=") => text.split_once('\n').map_or("", |(_, rest)| rest),
            _ => text,
        };
        let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
        let mut is_quoted = false;
        for byte in text.bytes() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\r' | b'\n' if !is_quoted => break,
                byte if !is_quoted => {
                    counts.iter_mut().filter(|(separator, _)| *separator == byte).for_each(|(_, count)| *count += 1);
                }
                _ => {}
            }
        }
        // The first of those that occur equally often.
        let most = counts.iter().rev().max_by_key(|(_, count)| *count);
        Self { text, separator: most.map_or(b',', |(separator, _)| *separator) }
    }

    /// The field at the start of the rest. Leaves the separator or the line end.
    fn field(&mut self) -> Cow<'a, str> {
        let Some(mut rest) = self.text.strip_prefix('"') else {
            return Cow::Borrowed(self.plain());
        };
        let mut field = Cow::Borrowed("");
        loop {
            let end = rest.find('"').unwrap_or(rest.len());
            append(&mut field, &rest[..end]);
            rest = rest.get(end + 1..).unwrap_or_default();
            let Some(after) = rest.strip_prefix('"') else { break };
            append(&mut field, "\"");
            rest = after;
        }
        self.text = rest;
        // What follows the closing quote belongs to the field.
        let after = self.plain();
        append(&mut field, after);
        field
    }

    /// Everything to the next separator or line end.
    fn plain(&mut self) -> &'a str {
        let is_end = |byte: u8| byte == self.separator || byte == b'\r' || byte == b'\n';
        let end = self.text.bytes().position(is_end).unwrap_or(self.text.len());
        let (field, rest) = self.text.split_at(end);
        self.text = rest;
        field
    }
}

fn append<'a>(field: &mut Cow<'a, str>, more: &'a str) {
    if field.is_empty() {
        *field = Cow::Borrowed(more);
    } else if !more.is_empty() {
        field.to_mut().push_str(more);
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Vec<Cow<'a, str>>;

    /// The fields of the next row that isn't blank, without those after the last column that is read.
    fn next(&mut self) -> Option<Self::Item> {
        self.text = self.text.trim_start_matches(['\r', '\n']);
        if self.text.is_empty() {
            return None;
        }
        let mut fields = vec![self.field()];
        while self.text.as_bytes().first() == Some(&self.separator) {
            self.text = &self.text[1..];
            let field = self.field();
            if fields.len() < MAX_COLUMNS {
                fields.push(field);
            }
        }
        Some(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        Rows::of(text).map(|row| row.into_iter().map(Cow::into_owned).collect()).collect()
    }

    #[test]
    fn quoted_fields_keep_separators_quotes_and_lines() {
        assert_eq!(rows("a,b\r\n\"x,\"\"y\"\"\r\nz\",2\r\n"), [["a", "b"], ["x,\"y\"\r\nz", "2"]]);
        assert_eq!(rows("a,b\n\"\"\"\",\n"), [["a", "b"], ["\"", ""]]);
    }

    #[test]
    fn separator_is_found_in_the_header() {
        assert_eq!(rows("a;b,c;d\n1;2;3"), [["a", "b,c", "d"], ["1", "2", "3"]]);
        assert_eq!(rows("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows("sep=;\r\n\"a;\";b\r\n1;2\r\n"), [["a;", "b"], ["1", "2"]]);
    }

    #[test]
    fn fields_after_the_last_column_are_left_out() {
        let text = format!("{}\n1,2\n", ",\"a\"".repeat(100_000));
        let rows = rows(&text);
        assert_eq!((rows[0].len(), rows[1].len()), (MAX_COLUMNS, 2));
    }

    #[test]
    fn blank_lines_are_no_rows_and_an_open_quote_ends_with_the_text() {
        assert_eq!(rows("a,b\n\n\n1,\"2\n3"), [["a", "b"], ["1", "2\n3"]]);
        assert!(rows("\r\n").is_empty());
    }
}
