//! Records for spreadsheets.
//!
//! Every field is quoted, records end with CRLF, and a byte order mark says that it is UTF-8, without which a common
//! spreadsheet reads names wrongly. A field that a spreadsheet would take for a formula gets an apostrophe in front.
//!
//! <https://www.rfc-editor.org/rfc/rfc4180>
//! <https://owasp.org/www-community/attacks/CSV_Injection>

use super::visible_text::{is_hidden, visible};

/// What a file begins with.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Adds a record.
pub fn push_record(text: &mut String, fields: &[impl AsRef<str>]) {
    for (at, field) in fields.iter().enumerate() {
        text.push_str(if at == 0 { "\"" } else { ",\"" });
        text.push_str(&guarded(field.as_ref()).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// The field as a spreadsheet may see it: hidden characters spelled out, and an apostrophe in front of whatever it
/// would calculate. What only blanks are in front of counts too, for some programs drop them.
pub fn guarded(field: &str) -> String {
    let first = field.chars().find(|&c| !(c.is_whitespace() || is_hidden(c)));
    let begins_hidden = field.starts_with(|c: char| c.is_control() || is_hidden(c));
    let calculated = first.is_some_and(|c| "=+-@＝＋－＠﹢﹣﹦﹫".contains(c));
    let shown = visible(field);
    if begins_hidden || calculated { format!("'{shown}") } else { shown }
}
