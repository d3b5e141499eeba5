//! Text that comes from a tenant, made safe to look at.
//!
//! Names are chosen by the creator of the object. A direction mark or a control character in one can make a row read as
//! something else, so each is replaced by a visible stand-in. Markup needs no care here: names only become text nodes.

/// The text with every character that draws nothing, or turns the reading direction, made visible as `⟨U+202E⟩`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character draws nothing or turns the reading direction. The joiners are left alone: emoji and several scripts need them.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => false,
        c if c.is_control() => true,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}' => true,
        '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

/// Whether what is seen of a name is the whole name, without hidden characters and with single spaces only. Others can
/// have a name that differs in these and is typed alike.
pub fn is_shown_as_written(name: &str) -> bool {
    without_hidden(name) == name
}

/// What is seen of a text, with single spaces between its words.
pub fn without_hidden(text: &str) -> String {
    let shown: String = text.chars().filter(|&c| c.is_whitespace() || !is_hidden(c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for text in ["LazyAutomationAccount", "O'Brien & Sons #1", "名前", "שלום", "<b>bold</b>", "👩‍💻", "می‌خواهم"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn invisible_characters_are_written_out() {
        let check = |text: &str, shown: &str| assert_eq!(visible(text), shown);
        check("invoice\u{202e}fdp.exe", "invoice⟨U+202E⟩fdp.exe");
        check("a\u{200b}b", "a⟨U+200B⟩b");
        check("a\nb\0", "a⟨U+000A⟩b⟨U+0000⟩");
        check("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩");
        check("\u{feff}name", "⟨U+FEFF⟩name");
        check("tag\u{e0041}", "tag⟨U+E0041⟩");
        check("\u{2800}\u{ffa0}", "⟨U+2800⟩⟨U+FFA0⟩");
        check("a\u{e0100}", "a⟨U+E0100⟩");
    }
}
