//! Texts that are nearly right: what a parser has to fear more than noise.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// One change to a text.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Something is put in.
    Insert(Index, String),
    /// Some characters are taken out.
    Remove(Index, usize),
    /// A part comes twice.
    Repeat(Index, usize),
    /// One of its JSON values becomes another.
    Replace(Index, String),
    /// It ends there.
    Cut(Index),
}

/// One of the texts after a few changes, or noise.
pub fn edited(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    edited_of(texts.iter().copied().map(str::to_owned).collect())
}

/// The same, of texts that are made when the test runs.
pub fn edited_of(texts: Vec<String>) -> impl Strategy<Value = String> {
    let nearly = (any::<Index>(), vec(edit(), 0..6))
        .prop_map(move |(which, edits)| edits.iter().fold(which.get(&texts).clone(), |text, edit| edit.apply(&text)));
    prop_oneof![8 => nearly, 1 => any::<String>(), 1 => "[ -~]{0,60}"]
}

/// Any change to a text.
pub fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<Index>;
    prop_oneof![
        4 => (place(), morsel()).prop_map(|(at, text)| Edit::Insert(at, text)),
        3 => (place(), 1..12usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (place(), 1..40usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        3 => (place(), value()).prop_map(|(at, value)| Edit::Replace(at, value)),
        1 => place().prop_map(Edit::Cut),
    ]
}

/// A JSON value that no one expects there.
fn value() -> impl Strategy<Value = String> {
    let values = [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "1.5",
        "9007199254740993",
        "18446744073709551616",
        "[]",
        "{}",
        "\"\"",
        "[null]",
        "[[[[[[[[]]]]]]]]",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\u{202e}\"",
        "\"<script>\"",
        "\"//evil.example\"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"9999-12-31T23:59:60Z\"",
    ];
    prop::sample::select(values.map(str::to_owned).to_vec())
}

/// Inputs that often break parsers.
pub fn morsel() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<char>().prop_map(String::from),
        2 => "[ -~]{1,4}",
        2 => prop::sample::select(vec![
            "\"", "\\", "/", "//", "@", "#", "?", "&", "%", "%2f", "%00", "..", "\0", "\r\n", "\u{202e}", "\u{feff}", ":", ",",
            "=", "+", "-", "'", "{", "}", "[", "]", "null", "1e999", "9999999999999999999999", "true", "<script>", "\u{1f600}",
            "evil.example", "__proto__", "@odata.nextLink",
        ]).prop_map(str::to_owned),
    ]
}

impl Edit {
    /// The text after this change.
    pub fn apply(&self, text: &str) -> String {
        if let Self::Replace(at, value) = self {
            return replace(text, *at, value);
        }
        let mut characters: Vec<char> = text.chars().collect();
        let length = characters.len();
        let within = |at: &Index| at.index(length + 1);
        match self {
            Self::Insert(at, what) => drop(characters.splice(within(at)..within(at), what.chars())),
            Self::Remove(at, span) => drop(characters.drain(within(at)..(within(at) + span).min(length))),
            Self::Repeat(at, span) => {
                let part = characters[within(at)..(within(at) + span).min(length)].to_vec();
                drop(characters.splice(within(at)..within(at), part));
            }
            Self::Cut(at) => characters.truncate(within(at)),
            Self::Replace(..) => {}
        }
        characters.into_iter().collect()
    }
}

/// Puts a value in the place of one that follows a colon, so that the text stays JSON if it was.
fn replace(text: &str, at: Index, value: &str) -> String {
    let colons: Vec<usize> = text.match_indices("\":").map(|(at, _)| at + 2).collect();
    if colons.is_empty() {
        return text.to_owned();
    }
    let start = *at.get(&colons);
    let rest = &text[start..];
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
    let length = match values.next() {
        Some(Ok(_)) => values.byte_offset(),
        _ => 0,
    };
    format!("{}{value}{}", &text[..start], &rest[length..])
}
