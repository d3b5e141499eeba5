//! A place in a text that only moves forward.

use super::{Lexed, Piece, Token, TokenKind};
use std::ops::Range;

/// Reads a text byte by byte. Slices begin and end at ASCII characters or at the end, so that they are whole characters.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
    pub line: u32,
    pub comments: Vec<Range<usize>>,
    pub texts: Vec<Range<usize>>,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, comments: Vec::new(), texts: Vec::new() }
    }

    pub fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    pub fn peek_at(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + offset).copied()
    }

    /// Whether the rest begins so.
    pub fn starts(&self, start: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(start.as_bytes())
    }

    /// Moves by one byte and counts lines.
    pub fn step(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line += 1;
        }
        self.at = (self.at + 1).min(self.text.len());
    }

    pub fn steps(&mut self, count: usize) {
        for _ in 0..count {
            self.step();
        }
    }

    /// Moves while the byte fits, and answers what was passed.
    pub fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&fits) {
            self.step();
        }
        self.slice(start)
    }

    /// From a place to here. Empty where the place is inside a character.
    pub fn slice(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Moves to the end of the line.
    pub fn pass_line(&mut self) {
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    /// Moves behind the next `end`, or to the end of the text.
    pub fn past(&mut self, end: &str) {
        while self.at < self.text.len() && !self.starts(end) {
            self.step();
        }
        self.steps(end.len());
    }

    /// Moves over a comment that goes to the end of the line.
    pub fn line_comment(&mut self) {
        let start = self.at;
        self.pass_line();
        self.comments.push(start..self.at);
    }

    /// Moves over a comment that ends with a mark.
    pub fn block_comment(&mut self, end: &str) {
        let start = self.at;
        self.steps(2);
        self.past(end);
        self.comments.push(start..self.at);
    }

    pub fn token(&self, kind: TokenKind, start: usize, line: u32, spaced: bool) -> Token<'a> {
        Token { kind, text: self.slice(start), pieces: Vec::new(), line, spaced }
    }

    pub fn finish(self, tokens: Vec<Token<'a>>) -> Lexed<'a> {
        Lexed { tokens, comments: self.comments, texts: self.texts }
    }
}

/// Collects the pieces of a text.
#[derive(Default)]
pub(super) struct Pieces<'a> {
    pieces: Vec<Piece<'a>>,
    literal: String,
}

impl<'a> Pieces<'a> {
    pub fn literal(&mut self, text: &str) {
        self.literal.push_str(text);
    }

    pub fn code(&mut self, tokens: Vec<Token<'a>>) {
        self.flush();
        self.pieces.push(Piece::Code(tokens));
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.pieces.push(Piece::Literal(std::mem::take(&mut self.literal)));
        }
    }

    pub fn finish(mut self) -> Vec<Piece<'a>> {
        self.flush();
        self.pieces
    }
}

/// Whether a byte can be in a name. Bytes above ASCII can.
pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
