//! Texts that are nearly right: what a parser has to fear more than noise.

use proptest::collection::vec;
use proptest::prelude::*;

/// One change to a text.
#[derive(Clone, Debug)]
enum Edit {
    /// Something is put in.
    Insert(usize, String),
    /// Some characters are taken out.
    Remove(usize, usize),
    /// A part comes twice.
    Repeat(usize, usize),
    /// It ends there.
    Cut(usize),
}

/// One of the texts after a few changes, or noise.
pub fn edited(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let nearly = (0..texts.len(), vec(edit(), 0..6))
        .prop_map(move |(at, edits)| edits.into_iter().fold(texts[at].to_owned(), |text, edit| apply(&text, edit)));
    prop_oneof![8 => nearly, 1 => any::<String>(), 1 => "[ -~]{0,60}"]
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = 0..400usize;
    prop_oneof![
        4 => (place.clone(), morsel()).prop_map(|(at, text)| Edit::Insert(at, text)),
        3 => (place.clone(), 1..12usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (place.clone(), 1..40usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        1 => place.prop_map(Edit::Cut),
    ]
}

/// What tends to break things.
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

fn apply(text: &str, edit: Edit) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let length = characters.len();
    match edit {
        Edit::Insert(at, what) => drop(characters.splice(at.min(length)..at.min(length), what.chars())),
        Edit::Remove(at, span) => drop(characters.drain(at.min(length)..(at + span).min(length))),
        Edit::Repeat(at, span) => {
            let part = characters[at.min(length)..(at + span).min(length)].to_vec();
            drop(characters.splice(at.min(length)..at.min(length), part));
        }
        Edit::Cut(at) => characters.truncate(at),
    }
    characters.into_iter().collect()
}
