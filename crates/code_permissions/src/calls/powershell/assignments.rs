//! Assignments to variables and their fields.

use super::operators::add;
use super::reader::PowerShellReader;
use crate::lexer::{Piece, TokenKind};
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// `$name = …`, `$name.field = …`, `[type]$name = …`.
    pub(super) fn assignment(&mut self) -> Option<Value> {
        let mut offset = 0;
        while self.is_at(offset, "[") {
            let end = (offset..offset + 24).find(|at| self.is_at(*at, "]"))?;
            offset = end + 1;
        }
        let first =
            self.peek_at(offset).filter(|token| token.kind == TokenKind::Variable && token.pieces.is_empty())?;
        let name = first.text.to_ascii_lowercase();
        offset += 1;
        let mut field = None;
        if self.is_at(offset, ".") && !self.is_at(offset + 2, "(") {
            field = Some(self.peek_at(offset + 1)?.text.to_owned());
            offset += 2;
        } else if self.is_at(offset, "[") && self.is_at(offset + 2, "]") {
            let key = self.peek_at(offset + 1)?;
            field = Some(match key.pieces.first() {
                Some(Piece::Literal(text)) => text.clone(),
                _ => key.text.to_owned(),
            });
            offset += 3;
        }
        let operator = self.peek_at(offset)?.text;
        if !matches!(operator, "=" | "+=") || self.peek_at(offset)?.kind != TokenKind::Symbol {
            return None;
        }
        self.at += offset + 1;
        self.skip_lines();
        let is_condition = self.peek().is_some_and(|token| token.is_word("if") || token.is_word("switch"));
        let value = if is_condition {
            self.conditional()
        } else if self.assignment_follows() {
            self.assignment().unwrap_or_default()
        } else {
            self.pipeline()
        };
        match field {
            Some(field) => {
                let record = self.scope.lookup(&name).unwrap_or_default();
                if matches!(record, Value::Record(_)) {
                    self.scope.assign(&name, record.with_field(&field, value));
                }
            }
            None if operator == "+=" => {
                let before = self.scope.lookup(&name).unwrap_or_default();
                let value = add(&before, &value);
                self.scope.assign(&name, value);
            }
            None => self.scope.assign(&name, value),
        }
        Some(Value::Unknown)
    }

    fn assignment_follows(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Variable) && self.is_at(1, "=")
    }
}
