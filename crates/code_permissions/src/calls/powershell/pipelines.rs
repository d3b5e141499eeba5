//! Commands and expressions connected by `|`.

use super::reader::{MAX_DEPTH, PowerShellReader};
use crate::lexer::TokenKind;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// Commands and expressions connected by `|`.
    pub fn pipeline(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let mut value = self.command_or_expression(None);
        loop {
            let lines = self.tokens[self.at.min(self.tokens.len())..]
                .iter()
                .take(4)
                .take_while(|t| t.kind == TokenKind::NewLine)
                .count();
            if self.is("|") || (lines > 0 && self.is_at(lines, "|")) {
                self.at += lines + 1;
                self.skip_lines();
                value = self.command_or_expression(Some(value));
            } else if self.is("&&") || self.is("||") {
                self.at += 1;
                self.skip_lines();
                value = self.command_or_expression(None);
            } else {
                break;
            }
        }
        self.depth -= 1;
        value
    }

    fn command_or_expression(&mut self, input: Option<Value>) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        match token.kind {
            TokenKind::Word if !token.text.starts_with('-') && !token.text.starts_with("..") => self.command(input),
            TokenKind::Symbol
                if (token.is("%") || token.is("?"))
                    && (self.is_at(1, "{") || self.peek_at(1).is_some_and(|t| t.kind == TokenKind::Word)) =>
            {
                self.command(input)
            }
            TokenKind::Symbol if token.is("&") || token.is(".") => self.invocation(input),
            _ => self.expression(),
        }
    }
}
