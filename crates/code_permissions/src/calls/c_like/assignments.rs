//! Assignments, with the type before a name that is declared.

use super::reader::CLikeReader;
use crate::lexer::c_like::Dialect;
use crate::lexer::{Piece, TokenKind};
use crate::value::Value;

impl<'a> CLikeReader<'_, '_, 'a> {
    /// An assignment or an expression.
    pub(super) fn assignment(&mut self) {
        let declared = self.skip_type();
        let Some((length, target)) = self.target() else {
            self.expression();
            return;
        };
        let operator = self.peek_at(length).map_or("", |token| token.text);
        self.at += length + 1;
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
        if operator == "=" && self.arrow_function(&target) {
            return;
        }
        let is_new = self.word() == Some("new") && (self.is_at(1, "(") || self.is_at(1, "{"));
        let value = match self.peek() {
            // `Type name = new(…)`.
            Some(token) if is_new && !declared.is_empty() => {
                self.at += 1;
                self.construction(token.line, declared)
            }
            _ => self.expression(),
        };
        let value = match operator {
            "+=" => self.scope.lookup(&target).unwrap_or_default().concat(&value),
            _ => value,
        };
        if let Some((base, field)) = target.rsplit_once('.')
            && let Some(record @ Value::Record(_)) = self.scope.lookup(base)
        {
            self.scope.assign(base, record.with_field(field, value.clone()));
        }
        self.scope.assign(&target, value);
    }

    /// Moves over the type before a declared name, and answers it.
    fn skip_type(&mut self) -> &'a str {
        let mut declared = "";
        for _ in 0..6 {
            let Some(first) = self.word() else { return declared };
            if matches!(first, "await" | "new" | "return" | "not" | "lambda" | "async" | "function" | "print" | "del") {
                return declared;
            }
            match self.word_at(1) {
                Some("in" | "is" | "as" | "and" | "or" | "if" | "for" | "else" | "instanceof" | "of" | "not") => {
                    return declared;
                }
                Some(name) => {
                    self.declare_client(first, name);
                    declared = first;
                    self.at += 1;
                    continue;
                }
                None => {}
            }
            let Some(length) = self.type_suffix() else { return declared };
            self.at += length;
        }
        declared
    }

    /// How many tokens a type with brackets has, if a name and `=` follow it: `List<string> x =`, `string[] x =`.
    fn type_suffix(&self) -> Option<usize> {
        if self.dialect != Dialect::CSharp {
            return None;
        }
        let mut open = 0usize;
        for offset in 1..24 {
            let token = self.peek_at(offset)?;
            match token.text {
                "<" | "[" => open += 1,
                ">" | "]" => open = open.checked_sub(1)?,
                "?" | "," | "." => {}
                _ if token.kind == TokenKind::Word && open == 0 && offset > 1 => {
                    let is_declared =
                        self.peek_at(offset + 1).is_some_and(|next| matches!(next.text, "=" | ";" | "in"));
                    return is_declared.then_some(offset);
                }
                _ if token.kind == TokenKind::Word && open > 0 => {}
                _ => return None,
            }
        }
        None
    }

    /// The name that is assigned to, and how many tokens are before the operator.
    fn target(&self) -> Option<(usize, String)> {
        let mut name = String::new();
        let mut length = 0;
        loop {
            let word = self.word_at(length)?;
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(if name.is_empty() && word == "self" { "this" } else { word });
            length += 1;
            let next = self.peek_at(length)?;
            match next.text {
                "." if length < 16 => length += 1,
                "[" if self.is_at(length + 2, "]") => {
                    let key = self.peek_at(length + 1)?;
                    let piece = key.pieces.first();
                    if let Some(Piece::Literal(text)) = piece {
                        name.push('.');
                        name.push_str(text);
                    } else {
                        return None;
                    }
                    length += 3;
                    let operator = self.peek_at(length)?;
                    return matches!(operator.text, "=" | "+=").then_some((length, name));
                }
                "=" | "+=" | "??=" | ":=" if next.kind == TokenKind::Symbol => return Some((length, name)),
                // A type after the name.
                ":" if self.dialect != Dialect::CSharp && next.kind == TokenKind::Symbol => {
                    for offset in length + 1..length + 24 {
                        let token = self.peek_at(offset)?;
                        match token.text {
                            "=" if token.kind == TokenKind::Symbol => return Some((offset, name)),
                            ";" | "(" | ")" | "{" | "=>" => return None,
                            _ if token.kind == TokenKind::NewLine => return None,
                            _ => {}
                        }
                    }
                    return None;
                }
                _ => return None,
            }
        }
    }
}
