//! The characters of a pasted text, made plain: word processors, chats and web pages put others in their place.

use std::borrow::Cow;

/// The text with straight quotation marks, plain hyphens, blanks and line breaks, without invisible characters and with
/// the entities of HTML resolved.
pub(super) fn plain(text: &str) -> String {
    let text = without_entities(text);
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            // Zero-width characters, soft hyphens, marks of direction and byte order.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                continue;
            }
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' => '\'',
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2022}' | '\u{2023}' | '\u{25aa}' | '\u{25cf}' | '\u{25e6}' | '\u{2219}' => '*',
            '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            '\u{2026}' => ' ',
            '\r' => '\n',
            '\t' | '\n' => c,
            c if c.is_whitespace() || c.is_control() => ' ',
            c => c,
        };
        plain.push(c);
    }
    plain
}

fn without_entities(text: &str) -> Cow<'_, str> {
    // A line break of Windows is one line break.
    let text: Cow<'_, str> =
        if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    if !text.contains('&') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            Some((entity, plain)) => {
                out.push_str(plain);
                rest = &rest[entity.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

const ENTITIES: [(&str, &str); 10] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
];

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn characters_of_word_processors_become_plain() {
        assert_eq!(plain("\u{feff}\u{201c}User.Read.All\u{201d}\u{200b}"), "\"User.Read.All\"");
        assert_eq!(plain("a\r\nb\rc\u{a0}d \u{2013} e"), "a\nb\nc d - e");
        assert_eq!(plain("&quot;A&quot; &amp;&nbsp;B &unknown;"), "\"A\" & B &unknown;");
    }
}
