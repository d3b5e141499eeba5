//! Tables whose lines begin with an ID.
//!
//! An ID in hexadecimal digits takes a fifth more than its 16 bytes, however well it is compressed. So the compiler takes
//! the IDs out of the text, which is written with them, and leaves the comments out.

use crate::guid::Guid;

/// How many characters an ID has.
const ID: usize = 36;

/// A table as it is in the program: text without IDs, and the IDs in the order of their lines.
pub(super) struct SplitTable<const TEXT: usize, const IDS: usize> {
    text: [u8; TEXT],
    ids: [[u8; 16]; IDS],
}

/// A table, whatever its size.
#[derive(Clone, Copy)]
pub(super) struct Table {
    text: &'static [u8],
    ids: &'static [[u8; 16]],
}

/// A line that says something: its ID, if it begins with one, and what follows.
pub(super) type TableLine = (Option<Guid>, &'static str);

impl Table {
    /// The lines that say something.
    pub fn lines(self) -> impl Iterator<Item = TableLine> {
        let mut ids = self.ids.iter();
        let text = std::str::from_utf8(self.text).unwrap_or_default();
        let mut next = move || ids.next().map(|id| Guid::from_bytes(*id));
        text.lines().map(move |line| match line.strip_prefix(' ') {
            Some(rest) => (next(), rest),
            None if line.starts_with('|') => (next(), line),
            None => (None, line),
        })
    }
}

impl<const TEXT: usize, const IDS: usize> SplitTable<TEXT, IDS> {
    /// Takes the IDs out of a text. `TEXT` is [`text_length`] of it, and `IDS` is [`id_count`].
    pub const fn of(table: &str) -> Self {
        let table = table.as_bytes();
        let (mut text, mut ids) = ([0; TEXT], [[0; 16]; IDS]);
        let (mut at, mut text_at, mut id_at) = (0, 0, 0);
        while at < table.len() {
            let end = line_end(table, at);
            if has_content(table, at) {
                if has_id(table, at) {
                    ids[id_at] = id(table, at);
                    id_at += 1;
                    at += ID;
                }
                while at < end {
                    text[text_at] = table[at];
                    text_at += 1;
                    at += 1;
                }
            }
            at = end;
        }
        Self { text, ids }
    }

    /// The table without its size.
    pub const fn table(&'static self) -> Table {
        Table { text: &self.text, ids: &self.ids }
    }
}

/// How long a table's text is without IDs.
pub(super) const fn text_length(table: &str) -> usize {
    let table = table.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at < table.len() {
        let end = line_end(table, at);
        if has_content(table, at) {
            length += end - at - if has_id(table, at) { ID } else { 0 };
        }
        at = end;
    }
    length
}

/// How many lines of a table begin with an ID.
pub(super) const fn id_count(table: &str) -> usize {
    let table = table.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < table.len() {
        count += has_id(table, at) as usize;
        at = line_end(table, at);
    }
    count
}

/// Where the next line begins.
const fn line_end(table: &[u8], mut at: usize) -> usize {
    while at < table.len() && table[at] != b'\n' {
        at += 1;
    }
    if at < table.len() { at + 1 } else { at }
}

/// Whether the line that begins here is neither empty nor a comment.
const fn has_content(table: &[u8], at: usize) -> bool {
    table[at] != b'\n' && table[at] != b'#'
}

/// Whether the line that begins here begins with an ID, and a space or a bar.
const fn has_id(table: &[u8], at: usize) -> bool {
    at + ID < table.len() && table[at + 8] == b'-' && table[at + 13] == b'-' && matches!(table[at + ID], b' ' | b'|')
}

/// The ID that begins here.
const fn id(table: &[u8], at: usize) -> [u8; 16] {
    let mut id = [0; 16];
    let (mut from, mut to) = (at, 0);
    while to < 16 {
        if table[from] == b'-' {
            from += 1;
        }
        id[to] = digit(table[from]) * 16 + digit(table[from + 1]);
        from += 2;
        to += 1;
    }
    id
}

/// What a hexadecimal digit in lower case says. Another character fails the build.
const fn digit(character: u8) -> u8 {
    match character {
        b'0'..=b'9' => character - b'0',
        b'a'..=b'f' => character - b'a' + 10,
        _ => panic!("an ID of a table has a character that is no hexadecimal digit"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# IDs and names\n\n[00000003-0000-0000-c000-000000000000 An API]\n\
                        741f803b-c850-494e-b5df-cde7c675a1ca User.ReadWrite.All|Read\n\
                        adb2368d-a9be-41b5-8667-d96778e081b0|Developer\nno ID\n";
    static SPLIT: SplitTable<{ text_length(TEXT) }, { id_count(TEXT) }> = SplitTable::of(TEXT);

    #[test]
    fn lines_are_read_with_their_ids() {
        let lines: Vec<TableLine> = SPLIT.table().lines().collect();
        let id = "741f803b-c850-494e-b5df-cde7c675a1ca".parse().ok();
        let other = "adb2368d-a9be-41b5-8667-d96778e081b0".parse().ok();
        assert_eq!(
            lines,
            [
                (None, "[00000003-0000-0000-c000-000000000000 An API]"),
                (id, "User.ReadWrite.All|Read"),
                (other, "|Developer"),
                (None, "no ID"),
            ]
        );
    }
}
