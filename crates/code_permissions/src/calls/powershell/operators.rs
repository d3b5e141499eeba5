//! Operators between operands.

use super::reader::{MAX_DEPTH, PowerShellReader};
use crate::lexer::TokenKind;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// The value of an expression, with its operators.
    pub fn expression(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.operators();
        self.depth -= 1;
        value
    }

    fn operators(&mut self) -> Value {
        let mut value = self.operand();
        loop {
            let Some(token) = self.peek() else { return value };
            match token.kind {
                TokenKind::Symbol => match token.text {
                    "+" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = add(&value, &right);
                    }
                    "," if !self.ends_at_comma => {
                        let mut items = vec![value];
                        while self.skip(",") {
                            self.skip_lines();
                            let before = self.at;
                            items.push(self.operand());
                            if self.at == before {
                                break;
                            }
                        }
                        value = Value::list(items);
                    }
                    "?" => {
                        self.at += 1;
                        if self.skip("?") {
                            let right = self.operand();
                            value = if value.is_unknown() { right } else { value };
                            continue;
                        }
                        let first = self.operand();
                        value = if self.skip(":") { first.or(self.operand()) } else { first };
                    }
                    "%" | "!" | "*" | "/" => {
                        self.at += 1;
                        self.operand();
                        value = Value::Unknown;
                    }
                    _ => return value,
                },
                TokenKind::Word if token.text.starts_with('-') => {
                    self.at += 1;
                    self.skip_lines();
                    value = self.word_operator(token.text, value);
                }
                TokenKind::Word if token.text.starts_with("..") => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                TokenKind::Word if matches!(token.text, "*" | "/") => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                _ => return value,
            }
        }
    }

    /// `-f`, `-join`, `-replace` and the comparisons.
    fn word_operator(&mut self, operator: &str, left: Value) -> Value {
        let right = self.operand();
        let right = if self.is(",") && !operator.eq_ignore_ascii_case("-eq") {
            let mut items = vec![right];
            while self.skip(",") {
                self.skip_lines();
                let before = self.at;
                items.push(self.operand());
                if self.at == before {
                    break;
                }
            }
            Value::list(items)
        } else {
            right
        };
        match operator.to_ascii_lowercase().as_str() {
            "-f" => left.format(&right.items()),
            "-join" => {
                let mut items = left.items().into_iter();
                let first = items.next().unwrap_or_default();
                items.fold(first, |text, item| text.concat(&right).concat(&item))
            }
            "-replace" | "-creplace" | "-split" | "-as" => left,
            "-or" | "-and" | "-eq" | "-ne" => Value::Unknown,
            _ => Value::Unknown,
        }
    }
}

/// The value of `left + right`.
pub(super) fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::List(items), other) => Value::list(items.iter().cloned().chain(other.items()).collect()),
        (Value::Record(fields), Value::Record(more)) => {
            Value::record(fields.iter().chain(more.iter()).cloned().collect())
        }
        (Value::Unknown, Value::Unknown) => Value::Unknown,
        _ => left.concat(right),
    }
}
