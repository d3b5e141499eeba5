//! Percent-encoding of the parts of an address, both ways.
//!
//! A plus sign is a plus sign here, because a fragment is not a form.

/// The text with its percent-encoding undone. What is not valid encoding stays as it is.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        // The standard library would take a sign for a digit.
        let digits = pair.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Adds the text so that it cannot end its part of the address.
pub fn encode_into(text: &str, address: &mut String) {
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~/:@!$'()*,;".contains(&byte);
        if plain {
            address.push(char::from(byte));
        } else {
            address.push('%');
            for digit in [byte >> 4, byte & 15] {
                address.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

/// A part of an address as browsers write it: what is no visible character of ASCII becomes encoding, all else stays.
pub fn encode_invisible(part: &str) -> String {
    let mut written = String::with_capacity(part.len());
    for character in part.chars() {
        if character.is_ascii_graphic() {
            written.push(character);
        } else {
            encode_into(character.encode_utf8(&mut [0; 4]), &mut written);
        }
    }
    written
}

/// The names and values of a query, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_survives_the_way_there_and_back() {
        for text in ["", "a b", "a+b", "100%", "%41", "ä", "😀", "\u{202e}abc", "a&b=c#d?e", "\0"] {
            let mut encoded = String::new();
            encode_into(text, &mut encoded);
            assert_eq!(decode(&encoded), text, "{encoded}");
            assert!(!encoded.contains(['&', '=', '#', '?', ' ', '+']), "{encoded}");
        }
    }

    #[test]
    fn what_an_address_cannot_hold_is_encoded_and_nothing_else() {
        assert_eq!(encode_invisible("q=a%20b+c&d#é \n"), "q=a%20b+c&d#%C3%A9%20%0A");
    }

    #[test]
    fn encoding_that_is_broken_is_kept() {
        for text in ["%", "%4", "%zz", "100% sure", "%é"] {
            assert_eq!(decode(text), text);
        }
        assert_eq!(decode("%ff"), "\u{fffd}");
    }
}
