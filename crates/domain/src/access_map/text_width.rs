//! How wide a text is, about. Fonts differ, and the page must not measure while it draws, so the estimate is that of
//! a wide font in bold.

/// The text, cut to what fits, with an ellipsis where something was cut. `size` is the font size, in units of the drawing.
pub(super) fn fit(text: &str, size: i32, width: i32) -> String {
    if estimate(text, size) <= width {
        return text.to_owned();
    }
    let room = width * 100 - size * advance('…');
    let (mut used, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        used += size * advance(c);
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    format!("{}…", text[..end].trim_end())
}

fn estimate(text: &str, size: i32) -> i32 {
    text.chars().take(2000).map(|c| size * advance(c)).sum::<i32>() / 100
}

/// The width of a character in hundredths of the font size.
fn advance(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 35,
        'f' | 't' | 'r' | '-' | '(' | ')' | '/' | '[' | ']' => 46,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 104,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '#' => 76,
        '\u{0}'..='\u{2ff}' => 69,
        '\u{300}'..='\u{10ff}' => 80,
        _ => 115,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_fits_stays_whole_and_longer_text_is_cut_with_an_ellipsis() {
        assert_eq!(fit("Microsoft Graph", 14, 250), "Microsoft Graph");
        let cut = fit("Office 365 SharePoint Online and everything else", 14, 200);
        assert!(cut.ends_with('…') && cut.starts_with("Office 365 Sh"), "{cut}");
        assert!(estimate(&cut, 14) <= 200);
        assert!(estimate(&fit(&"名".repeat(256), 14, 250), 14) <= 250);
        assert_eq!(fit("", 14, 10), "");
        assert!(fit(&"👩\u{200d}💻".repeat(100_000), 14, 250).chars().count() < 60);
    }
}
