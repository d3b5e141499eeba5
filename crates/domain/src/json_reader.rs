//! Reads JSON without `serde`, whose reader brings 15 kB of compressed WebAssembly, most of it for numbers and for error
//! messages about them. The first page needs the configuration and the entries of the sign-in library, and no number.
//!
//! It takes what RFC 8259 says and nothing else. Answers of services and files of users are read by `serde`.

use std::fmt;

/// As deep as lists and objects may be in one another.
const DEEPEST: usize = 128;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, whose value is not read.
    Number,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// The members of an object in the order of the text. A name may be there more than once; the last one counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text that is one value.
    pub fn read(text: &str) -> Result<Self, JsonError> {
        let mut reader = JsonReader::new(text);
        let value = reader.value()?;
        reader.end()?;
        Ok(value)
    }

    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The values of a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(values) = self { Some(values) } else { None }
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(its, _)| its == name).map(|(_, value)| value)
    }
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    what: String,
    line: usize,
    column: usize,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {} column {}", self.what, self.line, self.column)
    }
}

/// Reads values one after another.
pub struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> JsonReader<'a> {
    /// Starts at the first character.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// An error at the current place.
    pub fn error(&self, what: impl Into<String>) -> JsonError {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        JsonError { what: what.into(), line: before.matches('\n').count() + 1, column: line.chars().count() }
    }

    /// Nothing but white space may be left.
    pub fn end(&mut self) -> Result<(), JsonError> {
        self.skip_space();
        if self.at < self.text.len() { Err(self.error("trailing characters")) } else { Ok(()) }
    }

    /// Reads any value.
    pub fn value(&mut self) -> Result<Json, JsonError> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.text().map(Json::Text),
            Some(b'{') => {
                let mut members = Vec::new();
                self.object(&mut |reader, name| {
                    members.push((name, reader.value()?));
                    Ok(())
                })?;
                Ok(Json::Object(members))
            }
            Some(b'[') => {
                let mut values = Vec::new();
                self.items(b']', &mut |reader| {
                    values.push(reader.value()?);
                    Ok(())
                })?;
                Ok(Json::List(values))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
                    if self.text[self.at..].starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.expected("a value"))
            }
        }
    }

    /// Reads an object. `member` gets each name and reads the value behind it.
    pub fn object(
        &mut self,
        member: &mut dyn FnMut(&mut Self, String) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.skip_space();
        if self.peek() != Some(b'{') {
            return Err(self.expected("`{`"));
        }
        self.items(b'}', &mut |reader| {
            let name = reader.text()?;
            reader.skip_space();
            if reader.peek() != Some(b':') {
                return Err(reader.expected("`:`"));
            }
            reader.at += 1;
            member(reader, name)
        })
    }

    /// Reads a text.
    pub fn text(&mut self) -> Result<String, JsonError> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| matches!(c, '"' | '\\') || c < ' ').unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escaped()?);
                }
                _ => return Err(self.expected("a character of a string")),
            }
        }
    }

    /// The character that an escape stands for. The backslash has been read.
    fn escaped(&mut self) -> Result<char, JsonError> {
        let letter = self.peek();
        self.at += usize::from(letter.is_some_and(|letter| letter.is_ascii()));
        Ok(match letter {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.four_digits()?;
                let code = if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
                    self.at += 2;
                    let second = self.four_digits()?.wrapping_sub(0xdc00);
                    if second < 0x400 { 0x1_0000 + ((first - 0xd800) << 10) + second } else { first }
                } else {
                    first
                };
                char::from_u32(code).ok_or_else(|| self.error("half of a surrogate pair"))?
            }
            _ => return Err(self.error("invalid escape")),
        })
    }

    fn four_digits(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let code = code.ok_or_else(|| self.error("invalid escape"))?;
        self.at += 4;
        Ok(code)
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        self.skip_if(|it| it == b'-');
        if !self.skip_if(|it| it == b'0') {
            self.digits()?;
        }
        if self.skip_if(|it| it == b'.') {
            self.digits()?;
        }
        if self.skip_if(|it| matches!(it, b'e' | b'E')) {
            self.skip_if(|it| matches!(it, b'+' | b'-'));
            self.digits()?;
        }
        Ok(Json::Number)
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !self.skip_if(|it| it.is_ascii_digit()) {
            return Err(self.expected("a digit"));
        }
        while self.skip_if(|it| it.is_ascii_digit()) {}
        Ok(())
    }

    /// Reads items with commas between them up to `close`. The bracket that opens is the next character.
    fn items(&mut self, close: u8, item: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>) -> Result<(), JsonError> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("recursion limit exceeded"));
        }
        self.skip_space();
        let mut is_first = true;
        while self.peek() != Some(close) {
            if !is_first {
                if self.peek() != Some(b',') {
                    return Err(self.expected(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" }));
                }
                self.at += 1;
            }
            item(self)?;
            is_first = false;
            self.skip_space();
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_if(&mut self, fits: impl Fn(u8) -> bool) -> bool {
        let skips = self.peek().is_some_and(fits);
        self.at += usize::from(skips);
        skips
    }

    fn skip_space(&mut self) {
        while self.skip_if(|it| matches!(it, b' ' | b'\n' | b'\r' | b'\t')) {}
    }

    fn expected(&self, what: &str) -> JsonError {
        match self.peek() {
            None => self.error("unexpected end of the text"),
            Some(_) => self.error(format!("expected {what}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn from_value(value: &Value) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(it) => Json::Bool(*it),
            Value::Number(_) => Json::Number,
            Value::String(text) => Json::Text(text.clone()),
            Value::Array(values) => Json::List(values.iter().map(from_value).collect()),
            Value::Object(members) => {
                Json::Object(members.iter().map(|(name, value)| (name.clone(), from_value(value))).collect())
            }
        }
    }

    /// Both readers take the text, and take it for the same, or both refuse it.
    fn check(text: &str) {
        let ours = Json::read(text).ok();
        let serdes = serde_json::from_str::<Value>(text).ok();
        match (ours, serdes) {
            (Some(ours @ Json::Object(_)), Some(Value::Object(members))) => {
                for (name, value) in &members {
                    assert_eq!(ours.get(name), Some(&from_value(value)), "{text}");
                }
            }
            (ours, serdes) => assert_eq!(ours, serdes.as_ref().map(from_value), "{text}"),
        }
    }

    #[test]
    fn takes_what_serde_takes() {
        for text in [
            "",
            " ",
            "null",
            "nul",
            "true ",
            " false",
            "tru",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            "1.5",
            ".5",
            "1e5",
            "1e",
            "1E+3",
            "+1",
            "\"\"",
            "\"",
            "\"a",
            r#""\u0041\n\/""#,
            r#""\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ude00""#,
            r#""\ud83d\u0041""#,
            r#""\x""#,
            r#""\u12""#,
            r#""\u+123""#,
            "\"\u{1}\"",
            "\"ä€😀\"",
            r#""\ä""#,
            "[]",
            "[1,2]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[",
            "]",
            "[1}",
            "{}",
            "{",
            "}",
            r#"{"a":1}"#,
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            r#"{a:1}"#,
            r#"{"a":1 "b":2}"#,
            r#"{"a":{"b":[null,{}]}}"#,
            r#"{"a":1,"a":"2"}"#,
            "{} x",
            "{}{}",
            "\u{feff}{}",
            "[1,\n2]\n",
            "NaN",
            "'a'",
            "// x",
            "\u{a0}1",
        ] {
            check(text);
        }
        check(&("[".repeat(100) + &"]".repeat(100)));
        check(&("[".repeat(200) + &"]".repeat(200)));
        assert!(Json::read(&"[{\"a\":".repeat(100_000)).is_err(), "and the stack is safe");
    }

    #[test]
    fn an_error_says_where() {
        let error = |text: &str| Json::read(text).unwrap_err().to_string();
        assert_eq!(error("{\n  \"a\": x"), "expected a value at line 2 column 7");
        assert_eq!(error("{"), "unexpected end of the text at line 1 column 1");
    }

    proptest! {
        #[test]
        fn takes_what_serde_takes_of_random_texts(text in r#"([\[\]{}:,\\"u0-9ade.+ -]|null|true|"a"|\\u[0-9d][0-9a-f]{3}){0,16}"#) {
            // Numbers that no `f64` can hold are errors for serde only.
            prop_assume!(!text.contains('e') || !text.contains(char::is_numeric));
            check(&text);
        }

        #[test]
        fn reads_every_text(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(Json::read(&json), Ok(Json::Text(text)));
        }
    }
}
