//! The place in the tokens of PowerShell, and the tokens around it.

use crate::calls::scope::Scope;
use crate::lexer::{Token, TokenKind};

/// How deep expressions may be nested.
pub(super) const MAX_DEPTH: usize = 40;

/// Reads tokens from left to right.
pub(super) struct PowerShellReader<'s, 't, 'a> {
    pub tokens: &'s [Token<'a>],
    pub at: usize,
    pub scope: &'s mut Scope<'t>,
    pub depth: usize,
    /// Whether a comma ends an expression.
    pub ends_at_comma: bool,
}

impl<'s, 't, 'a> PowerShellReader<'s, 't, 'a> {
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

    pub fn skip(&mut self, symbol: &str) -> bool {
        let is_there = self.is(symbol);
        self.at += usize::from(is_there);
        is_there
    }

    pub fn skip_lines(&mut self) {
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
    }
}
