//! The text of a file that a user opens. Windows PowerShell writes UTF-16 where it is not told otherwise, and puts a
//! byte order mark in front of UTF-8.
//!
//! The formats are in: [`super::draft`], [`super::sets`], [`super::tenant_review`]. Encodings without a mark other than
//! UTF-8 are not guessed.

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTextError {
    /// It is larger than any file of its kind: it is probably another one.
    TooLarge,
    /// It is not in UTF-8, nor in UTF-16 with a mark, or could not be read at all: choose another one.
    NotText,
}

/// The text of a file with at most `largest` bytes, without its byte order mark.
///
/// # Errors
///
/// [`FileTextError`], where it gives none.
pub fn text_of(bytes: Vec<u8>, largest: usize) -> Result<String, FileTextError> {
    if bytes.len() > largest {
        return Err(FileTextError::TooLarge);
    }
    let text = match bytes.as_slice() {
        [0xff, 0xfe, pairs @ ..] => utf16(pairs, u16::from_le_bytes),
        [0xfe, 0xff, pairs @ ..] => utf16(pairs, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8(text.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    };
    text.ok_or(FileTextError::NotText)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks() else { return None };
    String::from_utf16(&pairs.iter().copied().map(unit).collect::<Vec<_>>()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "[{\"Name\": \"Grüße 🙂\"}]";

    #[test]
    fn every_encoding_that_powershell_writes_gives_the_same_text() {
        let units = || "\u{feff}".encode_utf16().chain(TEXT.encode_utf16());
        let written = [
            TEXT.as_bytes().to_vec(),
            format!("\u{feff}{TEXT}").into_bytes(),
            units().flat_map(u16::to_le_bytes).collect(),
            units().flat_map(u16::to_be_bytes).collect(),
        ];
        for bytes in written {
            assert_eq!(text_of(bytes.clone(), bytes.len()).as_deref(), Ok(TEXT));
            assert_eq!(text_of(bytes.clone(), bytes.len() - 1), Err(FileTextError::TooLarge));
        }
    }

    #[test]
    fn what_is_no_text_gives_none() {
        for bytes in [
            vec![0xff],
            vec![0xff, 0xfe, 0],
            vec![0xff, 0xfe, 0, 0xd8],
            vec![0xfe, 0xff, 0xd8, 0],
            vec![0xef, 0xbb, 0xbf, 0xff],
        ] {
            assert_eq!(text_of(bytes, 100), Err(FileTextError::NotText));
        }
    }
}
