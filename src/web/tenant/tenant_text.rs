//! Text that comes from a tenant, as it is on the screen.

use crate::web::text::{count, identity_name};
use domain::change::approval::id_ending;
use domain::ids::ServicePrincipalId;
use domain::likeness::looks_like_ascii;
use domain::visible_text;

/// The most characters of one text that are shown. Names have up to 256, descriptions and messages some hundred.
const MOST: usize = 1000;

/// The text with what cannot be seen in it made visible, and letters that pass for others followed by their numbers. One
/// that is far longer than any that Microsoft allows is cut, and says so, because a browser would take long to draw it;
/// files have it whole.
pub fn visible(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => mark_lookalikes(text),
        Some((end, _)) => mark_lookalikes(&text[..end]) + &count::cut(MOST),
    }
}

/// All lines of a text whose end matters as much as its start, like a condition: not cut.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(|line| mark_lookalikes(line.trim_end())).collect::<Vec<_>>().join("\n")
}

/// The name of an identity as it is shown; one that has none is named by the end of its object ID.
pub fn identity_name(name: &str, id: ServicePrincipalId) -> String {
    if name.trim().is_empty() { identity_name::unnamed(&id_ending(id)) } else { visible(name) }
}

fn mark_lookalikes(text: &str) -> String {
    if text.chars().all(char::is_whitespace) {
        return text.chars().map(|c| format!("⟨U+{:04X}⟩", u32::from(c))).collect();
    }
    let mut told = String::with_capacity(text.len());
    let mut last = None;
    // Letters of one word, with whatever is behind it.
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let is_latin = part.contains(|c: char| c.is_ascii_alphabetic());
        let is_disguised = is_disguised(part);
        for c in part.chars() {
            let is_hidden_joiner = matches!(c, '\u{200c}' | '\u{200d}') && last.is_none_or(|c: char| c.is_ascii());
            if is_hidden_joiner {
                told.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
            } else if (is_latin && looks_like_latin(c)) || (is_disguised && looks_like_ascii(c)) {
                told.push_str(&format!("⟨{c} U+{:04X}⟩", u32::from(c)));
            } else {
                told.push(c);
            }
            last = Some(c);
        }
    }
    visible_text::visible(&told)
}

/// Whether a word without any letter of ASCII looks as if it were written in ASCII: all of its letters are of another
/// script, and each passes for a letter or digit of ASCII. Names of one letter are left alone.
fn is_disguised(part: &str) -> bool {
    let letters = || part.chars().filter(|c| c.is_alphanumeric());
    let foreign = letters().filter(|c| !c.is_ascii());
    foreign.clone().count() > 0
        && letters().count() > 1
        && letters().all(|c| c.is_ascii_digit() || looks_like_ascii(c))
        && foreign.clone().all(looks_like_latin)
}

/// Whether a letter is of a script of which many look like Latin ones, or a sign that is drawn like a Latin letter. No
/// one needs it within a Latin word.
fn looks_like_latin(c: char) -> bool {
    matches!(c,
        // Greek and Coptic, Cyrillic, Armenian.
        '\u{370}'..='\u{58f}' | '\u{2c80}'..='\u{2cff}'
        // Cherokee, Lisu.
        | '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' | '\u{a4d0}'..='\u{a4ff}'
        // Signs of phonetics, which are drawn like letters.
        | '\u{250}'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}'
        // Signs made of letters, and Roman numerals.
        | '\u{2100}'..='\u{214f}' | '\u{2160}'..='\u{2188}'
        // Letters for formulas, and letters as wide as those of Chinese.
        | '\u{1d400}'..='\u{1d7ff}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_megabyte_is_cut_and_says_so() {
        let whole = "é".repeat(MOST);
        assert_eq!(visible(&whole), whole);
        assert_eq!(visible(&"é".repeat(1_000_000)), format!("{whole}… ⟨cut after 1,000 characters⟩"));
        assert!(visible(&"\u{202e}".repeat(1_000_000)).len() < 20 * MOST);
    }

    #[test]
    fn invisible_characters_are_written_out() {
        assert_eq!(visible("invoice\u{202e}fdp.exe"), "invoice⟨U+202E⟩fdp.exe");
    }

    #[test]
    fn look_alike_letter_is_marked_within_a_word() {
        for (text, shown) in [
            ("Lazy\u{410}utomation", "Lazy⟨\u{410} U+0410⟩utomation"),
            ("\u{39c}icrosoft Graph", "⟨\u{39c} U+039C⟩icrosoft Graph"),
            ("p\u{ff41}yroll", "p⟨\u{ff41} U+FF41⟩yroll"),
            ("payro\u{217c}l", "payro⟨\u{217c} U+217C⟩l"),
            ("p\u{251}yroll", "p⟨\u{251} U+0251⟩yroll"),
            // A whole word of Cyrillic letters that are all drawn like Latin ones.
            ("\u{441}\u{43e}\u{440}-prod", "⟨\u{441} U+0441⟩⟨\u{43e} U+043E⟩⟨\u{440} U+0440⟩-prod"),
            ("pay\u{200d}roll", "pay⟨U+200D⟩roll"),
            ("\u{200d}payroll", "⟨U+200D⟩payroll"),
        ] {
            assert_eq!(visible(text), shown);
        }
        for text in [
            "Søn",
            "Satış",
            "Αθήνα app",
            "Кадры-prod",
            "名前app",
            "שלום-runner",
            "func-α",
            "👩\u{200d}💻-tools",
            "id-\u{6a9}\u{200c}\u{647}",
            "Москва",
        ] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_name_of_blanks_can_be_seen() {
        assert_eq!(visible(" \u{3000}"), "⟨U+0020⟩⟨U+3000⟩");
        assert_eq!(visible(""), "");
    }

    #[test]
    fn identity_without_a_name_is_named_by_its_object_id() {
        let id = "22222222-0000-4000-8000-0000000000b1".parse().unwrap();
        assert_eq!(identity_name(" ", id), "Unnamed identity (…00b1)");
        assert_eq!(identity_name("lazy", id), "lazy");
    }
}
