//! Text that comes from a tenant, as it stands on the screen.

use super::text::count;
use crate::domain::visible_text;

/// The most characters of one text that are shown. Names have up to 256, descriptions and messages some hundred.
const MOST: usize = 1000;

/// The text with what cannot be seen in it made visible, and letters that pass for others followed by their numbers. One
/// that is far longer than any that Microsoft allows is cut, and says so, because a browser would take long to draw it;
/// files have it whole.
pub fn visible(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => told_apart(text),
        Some((end, _)) => told_apart(&text[..end]) + &count::cut(MOST),
    }
}

fn told_apart(text: &str) -> String {
    if text.chars().all(char::is_whitespace) {
        return text.chars().map(|c| format!("⟨U+{:04X}⟩", u32::from(c))).collect();
    }
    let mut told = String::with_capacity(text.len());
    // Letters of one word, with whatever stands behind it.
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let is_latin = part.contains(|c: char| c.is_ascii_alphabetic());
        for c in part.chars() {
            if is_latin && passes_for_latin(c) {
                told.push_str(&format!("⟨{c} U+{:04X}⟩", u32::from(c)));
            } else {
                told.push(c);
            }
        }
    }
    visible_text::visible(&told)
}

/// Whether a letter is of a script of which many look like Latin ones. Nobody needs it within a Latin word.
fn passes_for_latin(c: char) -> bool {
    matches!(c,
        // Greek and Coptic, Cyrillic, Armenian.
        '\u{370}'..='\u{58f}' | '\u{2c80}'..='\u{2cff}'
        // Cherokee, Lisu.
        | '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' | '\u{a4d0}'..='\u{a4ff}'
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
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible("invoice\u{202e}fdp.exe"), "invoice⟨U+202E⟩fdp.exe");
    }

    #[test]
    fn a_letter_that_passes_for_another_is_told_apart_within_a_word() {
        for (text, shown) in [
            ("Lazy\u{410}utomation", "Lazy⟨\u{410} U+0410⟩utomation"),
            ("\u{39c}icrosoft Graph", "⟨\u{39c} U+039C⟩icrosoft Graph"),
            ("p\u{ff41}yroll", "p⟨\u{ff41} U+FF41⟩yroll"),
        ] {
            assert_eq!(visible(text), shown);
        }
        for text in ["Søn", "Satış", "Αθήνα app", "Кадры-prod", "名前app", "שלום-runner", "func-α"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_name_of_blanks_can_be_seen() {
        assert_eq!(visible(" \u{3000}"), "⟨U+0020⟩⟨U+3000⟩");
        assert_eq!(visible(""), "");
    }
}
