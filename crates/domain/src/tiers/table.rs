//! The tables of ratings, read while the program is built, so that of their text only ids and marks end up in it.
//!
//! A row keeps the first half of its id: no two roles of one API share that, which a test makes sure of. A table that
//! cannot be read fails the build.

use crate::guid::Guid;
use crate::ids::AppId;

/// The marks that may be at each place of a row's marks.
pub(super) type Alphabets = &'static [&'static [u8]];

/// A role: the first half of its id, its marks as one number, the line of its reason, counted from 1, and what its
/// value comes to.
#[derive(Clone, Copy)]
pub(super) struct RatedRole {
    id: [u8; 8],
    marks: u8,
    reason: u8,
    value: u16,
}

/// Where the rows of an API begin.
#[derive(Clone, Copy)]
pub(super) struct ApiSection {
    pub app_id: AppId,
    pub first: usize,
}

impl RatedRole {
    const NONE: Self = Self { id: [0; 8], marks: 0, reason: 0, value: 0 };

    /// Whether the row is about the role of this id.
    pub(super) fn is_of(&self, id: &Guid) -> bool {
        id.bytes().starts_with(&self.id)
    }

    /// The marks as they are in the table.
    pub(super) fn marks(&self, alphabets: Alphabets) -> Vec<u8> {
        let mut left = usize::from(self.marks);
        let mut marks: Vec<u8> = Vec::with_capacity(alphabets.len());
        for alphabet in alphabets.iter().rev() {
            marks.push(alphabet[left % alphabet.len()]);
            left /= alphabet.len();
        }
        marks.reverse();
        marks
    }

    /// Whether the role of the row has this value, letters' case aside. Of 65,536 other values one is taken for it.
    pub(super) fn has_value(&self, value: &str) -> bool {
        self.value == sum(value.as_bytes(), 0, value.len())
    }

    /// The line of the reason, counted from 0.
    pub(super) fn reason(&self) -> Option<usize> {
        usize::from(self.reason).checked_sub(1)
    }
}

/// The number of rows, or of sections, in a table.
pub(super) const fn count(text: &[u8], of_sections: bool) -> usize {
    let (mut found, mut at) = (0, 0);
    while at < text.len() {
        let is_section = text[at] == b'[';
        if text[at] != b'#' && is_section == of_sections {
            found += 1;
        }
        at = end_of_line(text, at) + 1;
    }
    found
}

/// Where the lines of a text begin that are not comments.
pub(super) const fn starts<const N: usize>(text: &[u8]) -> [usize; N] {
    let mut starts = [0; N];
    let (mut line, mut at) = (0, 0);
    while at < text.len() {
        if text[at] != b'#' {
            starts[line] = at;
            line += 1;
        }
        at = end_of_line(text, at) + 1;
    }
    starts
}

/// The rows of a table: `id marks reason name`, where the reason is the key of a line of the reasons, or a hyphen.
pub(super) const fn rows<const N: usize>(
    text: &[u8],
    alphabets: Alphabets,
    reasons: &[u8],
    starts: &[usize],
) -> [RatedRole; N] {
    let mut rows = [RatedRole::NONE; N];
    let (mut row, mut at) = (0, 0);
    while at < text.len() {
        let end = end_of_line(text, at);
        if text[at] != b'#' && text[at] != b'[' {
            let id = first_half(guid(text, at));
            let (marks, key) = (at + 37, at + 38 + alphabets.len());
            let (marks, reason) = (pack(text, marks, alphabets), reason(text, key, reasons, starts));
            let mut value = key;
            while text[value] != b' ' {
                value += 1;
            }
            rows[row] = RatedRole { id, marks, reason, value: sum(text, value + 1, end) };
            row += 1;
        }
        at = end + 1;
    }
    rows
}

/// The sections of a table: `[application-id name]`.
pub(super) const fn sections<const N: usize>(text: &[u8]) -> [ApiSection; N] {
    let mut sections = [ApiSection { app_id: AppId(Guid::ZERO), first: 0 }; N];
    let (mut section, mut row, mut at) = (0, 0, 0);
    while at < text.len() {
        match text[at] {
            b'#' => {}
            b'[' => {
                sections[section] = ApiSection { app_id: AppId(guid(text, at + 1)), first: row };
                section += 1;
            }
            _ => row += 1,
        }
        at = end_of_line(text, at) + 1;
    }
    sections
}

/// A number that a text comes to, in lower case: FNV-1a, folded to half its width.
/// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
const fn sum(text: &[u8], mut at: usize, end: usize) -> u16 {
    let mut sum: u32 = 0x811c_9dc5;
    while at < end {
        sum = (sum ^ text[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (sum >> 16 ^ sum) as u16
}

const fn end_of_line(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at] != b'\n' {
        at += 1;
    }
    at
}

const fn guid(text: &[u8], at: usize) -> Guid {
    match std::str::from_utf8(text.split_at(at).1.split_at(36).0) {
        Ok(id) => Guid::known(id),
        Err(_) => panic!("an id of the table is not text"),
    }
}

const fn first_half(id: Guid) -> [u8; 8] {
    let &[a, b, c, d, e, f, g, h, ..] = id.bytes();
    [a, b, c, d, e, f, g, h]
}

/// Marks as a number, each place counting by the length of its alphabet.
const fn pack(text: &[u8], at: usize, alphabets: Alphabets) -> u8 {
    let (mut packed, mut place) = (0, 0);
    while place < alphabets.len() {
        let alphabet = alphabets[place];
        let mut letter = 0;
        while alphabet[letter] != text[at + place] {
            letter += 1;
        }
        packed = packed * alphabet.len() + letter;
        place += 1;
    }
    assert!(packed <= 255, "the marks of a row do not fit a byte");
    packed as u8
}

/// The line of the reason with the key given here, counted from 1; 0 for a hyphen.
const fn reason(text: &[u8], key: usize, reasons: &[u8], starts: &[usize]) -> u8 {
    if text[key] == b'-' {
        return 0;
    }
    let mut line = 0;
    while line < starts.len() {
        let (start, mut same) = (starts[line], 0);
        while reasons[start + same] == text[key + same] {
            same += 1;
        }
        line += 1;
        if reasons[start + same] == b'|' && text[key + same] == b' ' {
            assert!(line <= 255, "the reasons of a table are counted in a byte");
            return line as u8;
        }
    }
    panic!("a row names a reason that is not there")
}
