//! The words of a `$filter`.

use super::super::refusal::Refusal;
use domain::guid::Guid;
use domain::time::Timestamp;

/// A word of a filter, with where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A path, operator or function name: `owners/any`, `eq`.
    Word(String),
    /// A string literal, unquoted.
    Text(String),
    /// A GUID literal.
    Guid(Guid),
    /// A point in time.
    Time(Timestamp),
    /// A number.
    Number(i64),
    /// `(`, `)`, `,` or `:`.
    Mark(char),
}

/// Divides a filter into its words.
pub(super) fn tokens(filter: &str) -> Result<Vec<(usize, Token)>, Refusal> {
    let mut found = Vec::new();
    let mut rest = filter;
    loop {
        rest = rest.trim_start();
        let at = filter.len() - rest.len();
        let Some(first) = rest.chars().next() else { return Ok(found) };
        let (token, length) = match first {
            '(' | ')' | ',' | ':' => (Token::Mark(first), 1),
            '\'' => text(rest).ok_or_else(|| {
                Refusal::Malformed(format!(
                    "Invalid filter clause: There is an unterminated string literal at position {} in '{filter}'.",
                    filter.chars().count()
                ))
            })?,
            _ => word(rest).ok_or_else(|| {
                Refusal::Malformed(format!(
                    "Invalid filter clause: Syntax error: character '{first}' is not valid at position {at} in '{filter}'."
                ))
            })?,
        };
        found.push((at, token));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A literal in single quotes; a quote inside is doubled.
fn text(rest: &str) -> Option<(Token, usize)> {
    let mut value = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            value.push(letter);
        } else if letters.next_if(|&(_, next)| next == '\'').is_some() {
            value.push('\'');
        } else {
            return Some((Token::Text(value), at + 1));
        }
    }
    None
}

fn word(rest: &str) -> Option<(Token, usize)> {
    let begins_literal = rest.starts_with(|c: char| c.is_ascii_digit());
    let belongs = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.' | '-' | '$' | '@') || (begins_literal && c == ':')
    };
    let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let word = rest.get(..length).filter(|word| !word.is_empty())?;
    let token = if let Ok(guid) = word.parse() {
        Token::Guid(guid)
    } else if let Ok(time) = word.parse() {
        Token::Time(time)
    } else if let Ok(number) = word.parse() {
        Token::Number(number)
    } else {
        Token::Word(word.to_owned())
    };
    Some((token, length))
}
