//! JSON with the line of each value. It forgives: what isn't JSON is an unknown value.

use crate::value::{HOLE, Value};

/// How deep records and lists may be nested.
const MAX_DEPTH: usize = 48;

/// A value and where it begins.
#[derive(Clone, Debug)]
pub struct JsonTextNode {
    /// The line, from 1.
    pub line: u32,
    /// The value.
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A text.
    Text(String),
    /// A number, a word, or what can't be read.
    Other,
    /// Names with values.
    Record(Vec<(String, JsonTextNode)>),
    /// Values.
    List(Vec<JsonTextNode>),
}

impl JsonTextNode {
    /// A field of a record, compared without case.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match &self.content {
            Content::Record(fields) => {
                fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    /// The text.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same as a value of the code.
    pub fn value(&self) -> Value {
        match &self.content {
            Content::Text(text) => Value::text(text.as_str()),
            Content::Other => Value::Unknown,
            Content::Record(fields) => {
                Value::record(fields.iter().map(|(name, node)| (name.clone(), node.value())).collect())
            }
            Content::List(items) => Value::list(items.iter().map(JsonTextNode::value).collect()),
        }
    }
}

/// Reads a text as JSON: records and lists only.
pub fn read_json(text: &str) -> Option<JsonTextNode> {
    let start = text.trim_start();
    if !start.starts_with(['{', '[']) {
        return None;
    }
    let mut reader = JsonTextReader { bytes: text.as_bytes(), text, at: 0, line: 1 };
    reader.blanks();
    Some(reader.value(0))
}

struct JsonTextReader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    line: u32,
}

impl JsonTextReader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line += 1;
        }
        self.at += 1;
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.step();
        }
    }

    fn value(&mut self, depth: usize) -> JsonTextNode {
        let line = self.line;
        let content = match self.peek() {
            Some(b'"' | b'\'') => Content::Text(self.string()),
            Some(b'{') if depth < MAX_DEPTH => self.record(depth),
            Some(b'[') if depth < MAX_DEPTH => self.list(depth),
            Some(b'{' | b'[') => {
                self.step();
                Content::Other
            }
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|byte| !matches!(byte, b',' | b'}' | b']' | b'\n' | b':')) {
                    self.step();
                }
                match self.text.get(start..self.at) {
                    Some(text) if text.contains(HOLE) => Content::Text(text.trim().to_owned()),
                    _ => Content::Other,
                }
            }
        };
        JsonTextNode { line, content }
    }

    fn record(&mut self, depth: usize) -> Content {
        self.step();
        let mut fields = Vec::new();
        loop {
            self.blanks();
            let name = match self.peek() {
                None => break,
                Some(b'}') => {
                    self.step();
                    break;
                }
                Some(b'"' | b'\'') => self.string(),
                Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => self.word(),
                Some(_) => {
                    self.step();
                    continue;
                }
            };
            self.blanks();
            if self.peek() != Some(b':') {
                continue;
            }
            self.step();
            self.blanks();
            fields.push((name, self.value(depth + 1)));
        }
        Content::Record(fields)
    }

    fn list(&mut self, depth: usize) -> Content {
        self.step();
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.step();
                    break;
                }
                Some(b',') => self.step(),
                Some(_) => {
                    let before = self.at;
                    items.push(self.value(depth + 1));
                    if self.at == before {
                        self.step();
                    }
                }
            }
        }
        Content::List(items)
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'@') || byte >= 0x80)
        {
            self.step();
        }
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    fn string(&mut self) -> String {
        let quote = self.peek();
        self.step();
        let mut text = String::new();
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            if Some(byte) == quote {
                break;
            }
            if byte == b'\\' {
                text.push_str(self.text.get(start..self.at).unwrap_or_default());
                self.step();
                if matches!(self.peek(), Some(b'n' | b'r' | b't')) {
                    text.push(' ');
                    self.step();
                    start = self.at;
                } else {
                    start = self.at;
                    if self.peek().is_some_and(|byte| byte.is_ascii()) {
                        self.step();
                    }
                }
            } else {
                self.step();
            }
        }
        text.push_str(self.text.get(start..self.at.min(self.bytes.len())).unwrap_or_default());
        self.step();
        text
    }
}
