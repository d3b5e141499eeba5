//! Lexers: from the text of a script to tokens. Comments are left out, and the code inside a text with placeholders is
//! lexed as well.

pub mod c_like;
mod cursor;
pub mod powershell;
pub mod shell;

use std::ops::Range;

/// How deep code may be nested in texts. What is deeper is text.
const MAX_DEPTH: usize = 24;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name, a keyword, a command or an argument without quotes.
    Word,
    /// A variable with its sign (PowerShell, shell), without the sign.
    Variable,
    /// A text, with its pieces.
    Text,
    /// A number.
    Number,
    /// An operator or a bracket.
    Symbol,
    /// The end of a line, where it ends a statement.
    NewLine,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'a> {
    /// Characters as they are.
    Literal(String),
    /// Code in a placeholder. Its value becomes part of the text.
    Code(Vec<Token<'a>>),
}

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// As it is written; of a text, its opening quote.
    pub text: &'a str,
    /// The pieces of a text.
    pub pieces: Vec<Piece<'a>>,
    /// The line, from 1.
    pub line: u32,
    /// Whether a blank is before it.
    pub spaced: bool,
}

impl Token<'_> {
    /// Whether it is this operator or bracket.
    pub fn is(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }

    /// Whether it is this word, without case.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }
}

/// The tokens of a script, and where comments and texts are.
#[derive(Debug, Default)]
pub struct Lexed<'a> {
    /// The tokens.
    pub tokens: Vec<Token<'a>>,
    /// Byte ranges of the comments.
    pub comments: Vec<Range<usize>>,
    /// Byte ranges of the texts.
    pub texts: Vec<Range<usize>>,
}
