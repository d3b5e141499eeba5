//! What is between brackets: lists, hashtables and script blocks.

use super::reader::PowerShellReader;
use crate::lexer::TokenKind;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// `( … )`, `$( … )` and `@( … )`.
    pub(super) fn brackets(&mut self) -> Value {
        let ends_at_comma = std::mem::take(&mut self.ends_at_comma);
        let value = self.inside_brackets();
        self.ends_at_comma = ends_at_comma;
        value
    }

    fn inside_brackets(&mut self) -> Value {
        let is_list = self.is("@(");
        self.at += 1;
        let mut items = Vec::new();
        while let Some(token) = self.peek() {
            if token.is(")") {
                self.at += 1;
                break;
            }
            if token.kind == TokenKind::NewLine || token.is(";") || token.is(",") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let is_statement = ["if", "foreach", "for", "while", "switch", "do", "try", "return"]
                .iter()
                .any(|word| token.is_word(word));
            let is_assignment = token.kind == TokenKind::Variable && (self.is_at(1, "=") || self.is_at(1, "+="));
            if is_statement || is_assignment {
                self.depth += 1;
                self.statements(Some(")"));
                self.depth -= 1;
                return Value::Unknown;
            }
            items.push(self.pipeline());
            if self.at == before {
                self.at += 1;
            }
        }
        match (items.len(), is_list) {
            (1, false) => items.remove(0),
            (1, true) => Value::list(items.remove(0).items()),
            (0, true) => Value::list(Vec::new()),
            (0, false) => Value::Unknown,
            _ => Value::list(items),
        }
    }

    /// `@{ name = value; … }`.
    pub(super) fn hashtable(&mut self) -> Value {
        let mut fields = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            if token.is("}") {
                self.at += 1;
                break;
            }
            if token.kind == TokenKind::NewLine || token.is(";") || token.is(",") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let name = match token.kind {
                TokenKind::Text => {
                    self.at += 1;
                    self.text_value(token).texts()[0].to_string()
                }
                TokenKind::Word | TokenKind::Number => {
                    self.at += 1;
                    token.text.to_owned()
                }
                TokenKind::Variable => {
                    self.at += 1;
                    self.variable(token).texts()[0].to_string()
                }
                _ => String::new(),
            };
            if self.skip("=") {
                self.skip_lines();
                let is_condition = self.peek().is_some_and(|token| token.is_word("if"));
                let value = if is_condition { Value::Unknown } else { self.pipeline() };
                fields.push((name, value));
            }
            if self.at == before {
                self.at += 1;
            }
        }
        Value::record(fields)
    }

    /// `{ … }`: its statements run sometime.
    pub(super) fn script_block(&mut self) -> Value {
        self.at += 1;
        self.scope.open_block();
        self.statements(Some("}"));
        self.scope.close_block();
        Value::Unknown
    }
}
