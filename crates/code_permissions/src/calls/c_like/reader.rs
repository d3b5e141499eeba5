//! The place in the tokens of C#, JavaScript, TypeScript or Python, and the tokens around it.

use crate::calls::scope::Scope;
use crate::lexer::c_like::{DEDENT, Dialect, INDENT};
use crate::lexer::{Token, TokenKind};

/// How deep expressions may be nested. What is deeper is read without its structure.
pub(super) const MAX_DEPTH: usize = 48;

/// Reads tokens from left to right.
pub(super) struct CLikeReader<'s, 't, 'a> {
    pub tokens: &'s [Token<'a>],
    pub at: usize,
    pub scope: &'s mut Scope<'t>,
    pub dialect: Dialect,
    pub depth: usize,
}

impl<'s, 't, 'a> CLikeReader<'s, 't, 'a> {
    pub fn peek(&self) -> Option<&'s Token<'a>> {
        self.tokens.get(self.at)
    }

    pub fn peek_at(&self, offset: usize) -> Option<&'s Token<'a>> {
        self.tokens.get(self.at + offset)
    }

    pub fn is(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.is(symbol))
    }

    pub fn is_at(&self, offset: usize, symbol: &str) -> bool {
        self.peek_at(offset).is_some_and(|token| token.is(symbol))
    }

    pub fn word(&self) -> Option<&'a str> {
        self.word_at(0)
    }

    pub fn word_at(&self, offset: usize) -> Option<&'a str> {
        self.peek_at(offset).filter(|token| token.kind == TokenKind::Word).map(|token| token.text)
    }

    /// Moves over a symbol that is there.
    pub fn skip(&mut self, symbol: &str) -> bool {
        let is_there = self.is(symbol);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn skip_lines(&mut self) {
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
    }

    /// Whether the next token that isn't the end of a line is one of these.
    pub(super) fn continues_with(&self, symbols: &[&str]) -> bool {
        let next =
            self.tokens[self.at.min(self.tokens.len())..].iter().take(8).find(|token| token.kind != TokenKind::NewLine);
        next.is_some_and(|token| token.kind == TokenKind::Symbol && symbols.contains(&token.text))
    }
}

/// Whether a token closes a bracket or a block.
pub(super) fn closes(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Symbol && matches!(token.text, ")" | "]" | "}" | DEDENT | INDENT)
}
