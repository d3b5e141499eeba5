//! Text that comes from a tenant, as it stands on the screen.

use super::text::count;
use crate::domain::visible_text;

/// The most characters of one text that are shown. Names have up to 256, descriptions and messages some hundred.
const MOST: usize = 1000;

/// The text with what cannot be seen in it made visible. One that is far longer than any that Microsoft allows is cut,
/// and says so, because a browser would take long to draw it; files have it whole.
pub fn visible(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => visible_text::visible(text),
        Some((end, _)) => visible_text::visible(&text[..end]) + &count::cut(MOST),
    }
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
}
