//! What is between brackets: arguments, lists, objects and initializers.

use super::reader::{CLikeReader, closes};
use crate::arguments::Arguments;
use crate::lexer::TokenKind;
use crate::lexer::c_like::Dialect;
use crate::value::Value;

impl CLikeReader<'_, '_, '_> {
    /// What is between brackets, as the arguments of a call. The opening bracket is the next token.
    pub fn arguments(&mut self) -> Arguments {
        let mut arguments = Arguments::default();
        self.at += 1;
        while let Some(token) = self.peek() {
            let before = self.at;
            if closes(token) {
                self.at += 1;
                break;
            }
            if token.is(",") || token.is(";") || token.kind == TokenKind::NewLine || token.is(":") {
                self.at += 1;
                continue;
            }
            let separator = if self.dialect == Dialect::Python { "=" } else { ":" };
            if token.kind == TokenKind::Word && self.is_at(1, separator) && self.dialect != Dialect::JavaScript {
                self.at += 2;
                let value = self.expression();
                arguments.named.push((token.text.to_owned(), value));
                continue;
            }
            if token.is("=") {
                self.at += 1;
                continue;
            }
            let value = self.expression();
            if token.is("*") && self.is("*") {
                self.at += 1;
            }
            arguments.positional.push(value);
            if self.word() == Some("for") && self.dialect == Dialect::Python {
                self.comprehension();
            }
            if self.at == before {
                self.at += 1;
            }
        }
        arguments
    }

    /// `for x in list` after an element.
    fn comprehension(&mut self) {
        while let Some(token) = self.peek() {
            if closes(token) {
                return;
            }
            let before = self.at;
            self.operand();
            if self.at == before {
                self.at += 1;
            }
        }
    }

    pub(super) fn list(&mut self) -> Value {
        Value::list(self.arguments().positional)
    }

    /// An object, a dictionary or an initializer.
    pub fn braces(&mut self) -> Value {
        let mut fields = Vec::new();
        let mut items = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            let before = self.at;
            if closes(token) {
                self.at += 1;
                break;
            }
            if token.is(",") || token.is(";") || token.kind == TokenKind::NewLine || token.is(".") || token.is("*") {
                self.at += 1;
                continue;
            }
            if let Some(name) = self.key() {
                self.skip_lines();
                let value = self.expression();
                fields.push((name, value));
            } else if token.kind == TokenKind::Word && (self.is_at(1, ",") || self.is_at(1, "}")) {
                self.at += 1;
                let value = self.scope.lookup(token.text).unwrap_or_default();
                fields.push((token.text.to_owned(), value));
            } else {
                let value = self.expression();
                if let Value::Record(more) = &value {
                    fields.extend(more.iter().cloned());
                } else if token.kind != TokenKind::Word || !self.is("{") {
                    items.push(value);
                }
                if self.is(":") {
                    // A key that isn't a plain name.
                    self.at += 1;
                    self.skip_lines();
                    self.expression();
                } else if self.is("{") {
                    // A method of an object.
                    self.at += 1;
                    self.statements(true);
                }
            }
            if self.at == before {
                self.at += 1;
            }
        }
        if fields.is_empty() && !items.is_empty() { Value::list(items) } else { Value::record(fields) }
    }

    /// A name before `:` or `=`, and over both.
    fn key(&mut self) -> Option<String> {
        let token = self.peek()?;
        let separators: &[&str] = if self.dialect == Dialect::CSharp { &["="] } else { &[":"] };
        let separated = |offset: usize| self.peek_at(offset).is_some_and(|next| separators.iter().any(|s| next.is(s)));
        match token.kind {
            TokenKind::Word | TokenKind::Number if separated(1) => {
                self.at += 2;
                Some(token.text.to_owned())
            }
            TokenKind::Text if separated(1) => {
                self.at += 2;
                let value = self.text_value(token);
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            // `["key"] = value`, and `{ "key", value }` of C#.
            TokenKind::Symbol if token.is("[") && self.is_at(2, "]") && separated(3) => {
                let inside = self.peek_at(1)?;
                self.at += 4;
                let value = if inside.kind == TokenKind::Text { self.text_value(inside) } else { Value::Unknown };
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            TokenKind::Symbol if token.is("{") && self.dialect == Dialect::CSharp && self.is_at(2, ",") => {
                let inside = self.peek_at(1).filter(|inside| inside.kind == TokenKind::Text)?;
                self.at += 3;
                let value = self.text_value(inside);
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            _ => None,
        }
    }
}
