//! Operators between operands.

use super::reader::{CLikeReader, MAX_DEPTH, closes};
use crate::lexer::TokenKind;
use crate::lexer::c_like::Dialect;
use crate::value::Value;

/// Words between operands.
pub(super) const OPERATOR_WORDS: [&str; 9] = ["and", "or", "is", "in", "of", "as", "instanceof", "from", "satisfies"];

impl CLikeReader<'_, '_, '_> {
    /// The value of an expression.
    pub fn expression(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.binary();
        self.depth -= 1;
        value
    }

    fn binary(&mut self) -> Value {
        let mut value = self.operand();
        loop {
            if self.dialect != Dialect::Python && self.continues_with(&["+", "?", "??", "||", "&&"]) {
                self.skip_lines();
            }
            let Some(token) = self.peek() else { return value };
            let operator = token.text;
            match token.kind {
                TokenKind::Symbol => match operator {
                    "+" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = add(&value, &right);
                    }
                    "?" => {
                        self.at += 1;
                        self.skip_lines();
                        let first = self.expression();
                        self.skip_lines();
                        value = if self.skip(":") {
                            self.skip_lines();
                            first.or(self.expression())
                        } else {
                            first
                        };
                    }
                    "??" | "||" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = if value.is_unknown() { right } else { value };
                    }
                    "=>" => {
                        self.at += 1;
                        value = self.lambda("");
                    }
                    "%" if matches!(value, Value::Text(_)) => {
                        self.at += 1;
                        let right = self.operand();
                        value = percent_format(&value, &right.items());
                    }
                    "&&" => {
                        self.at += 1;
                        self.skip_lines();
                        value = self.operand();
                    }
                    "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=" | "-" | "*" | "/" | "%" | "&" | "|" | "^"
                    | "->" | ":=" => {
                        self.at += 1;
                        self.skip_lines();
                        self.operand();
                        value = Value::Unknown;
                    }
                    _ => return value,
                },
                TokenKind::Word if self.dialect == Dialect::Python && operator == "if" => {
                    self.at += 1;
                    self.operand_chain();
                    if self.word() == Some("else") {
                        self.at += 1;
                        value = value.or(self.expression());
                    }
                }
                TokenKind::Word if self.dialect == Dialect::Python && operator == "for" => {
                    // A comprehension: its element was read before its variable.
                    return Value::Unknown;
                }
                TokenKind::Word if matches!(operator, "as" | "satisfies") && self.dialect != Dialect::Python => {
                    self.at += 1;
                    self.operand();
                }
                TokenKind::Word if operator == "or" && self.dialect == Dialect::Python => {
                    self.at += 1;
                    let right = self.operand();
                    value = if value.is_unknown() { right } else { value };
                }
                TokenKind::Word if OPERATOR_WORDS.contains(&operator) && operator != "as" => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                TokenKind::Word if operator == "with" && self.is_at(1, "{") => {
                    self.at += 1;
                    self.operand();
                }
                _ => return value,
            }
        }
    }

    /// A condition between `if` and `else`.
    fn operand_chain(&mut self) {
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is_word("else") || closes(token) || token.kind == TokenKind::NewLine {
                return;
            }
            self.operand();
            if self.at == before {
                self.at += 1;
            }
        }
    }
}

fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::List(first), Value::List(second)) => Value::list(first.iter().chain(second.iter()).cloned().collect()),
        (Value::Unknown, Value::Unknown) => Value::Unknown,
        _ => left.concat(right),
    }
}

/// `"…%s…" % values`.
fn percent_format(pattern: &Value, values: &[Value]) -> Value {
    let Some(text) = pattern.texts().first().cloned() else { return Value::Unknown };
    let mut parts = text.split("%s");
    let mut result = Value::text(parts.next().unwrap_or_default());
    for (index, part) in parts.take(32).enumerate() {
        result = result.concat(values.get(index).unwrap_or(&Value::Unknown)).concat(&Value::text(part));
    }
    result
}
