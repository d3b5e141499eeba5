//! Members, indexes and calls after a value.

use super::reader::CLikeReader;
use crate::calls::known_names::{TOKEN_ENDPOINT, is_next_page, is_token_endpoint};
use crate::calls::{fluent, graph_client};
use crate::lexer::TokenKind;
use crate::lexer::c_like::Dialect;
use crate::value::{NEXT_PAGE, Value};

impl CLikeReader<'_, '_, '_> {
    /// Members, indexes and calls after a value.
    pub(super) fn postfix(&mut self, mut value: Value, mut text: String) -> Value {
        loop {
            if self.dialect != Dialect::Python && self.continues_with(&[".", "?."]) {
                self.skip_lines();
            }
            let Some(token) = self.peek() else { return value };
            if token.kind != TokenKind::Symbol {
                return value;
            }
            match token.text {
                "." | "?." | "::" => {
                    self.at += 1;
                    let Some(member) = self.peek() else { return value };
                    if member.kind != TokenKind::Word {
                        continue;
                    }
                    self.at += 1;
                    let receiver_text = text.clone();
                    if text.len() < 200 {
                        text.push('.');
                        text.push_str(member.text);
                    }
                    if self.is("(") || self.skip_generics() {
                        value = self.call(text.clone(), member.text, receiver_text, &value, member.line, false);
                        continue;
                    }
                    value = self.member(&value, &text, member.text);
                }
                "!" if self.dialect != Dialect::Python => self.at += 1,
                "[" => {
                    let key = self.arguments().positional.into_iter().next().unwrap_or_default();
                    text.push_str(if text.len() < 200 { "[]" } else { "" });
                    value = index(&value, &key);
                }
                "(" => {
                    let name = text.clone();
                    value = self.call(name.clone(), &name, String::new(), &value, token.line, false);
                }
                _ => return value,
            }
        }
    }

    /// The value of `receiver.name`.
    fn member(&mut self, receiver: &Value, text: &str, name: &str) -> Value {
        if is_next_page(name) {
            return Value::text(NEXT_PAGE.to_string());
        }
        if is_token_endpoint(name) {
            return Value::text(TOKEN_ENDPOINT);
        }
        if let Value::Chain(chain) = receiver {
            return fluent::step(self.scope.table, chain, name);
        }
        if let Some(value) = self.scope.lookup(text) {
            return value;
        }
        if let Some(value) = receiver.field(name) {
            return value.clone();
        }
        if text.ends_with(&format!("HttpMethod.{name}")) || text.ends_with(&format!("Method.{name}")) {
            return Value::text(name);
        }
        if graph_client::is_client_name(name) {
            return graph_client::client(text);
        }
        Value::Unknown
    }
}

/// The value of `value[key]`.
fn index(value: &Value, key: &Value) -> Value {
    if let Value::Chain(chain) = value {
        return fluent::key(chain);
    }
    match key.constant() {
        Some(name) if is_next_page(&name) => Value::text(NEXT_PAGE.to_string()),
        Some(name) if is_token_endpoint(&name) => Value::text(TOKEN_ENDPOINT),
        Some(name) => match value {
            Value::List(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default(),
            other => other.field(&name).cloned().unwrap_or_default(),
        },
        None => match value {
            Value::List(_) => value.any_item(),
            Value::Record(fields) => Value::list(fields.iter().map(|(_, value)| value.clone()).collect()).any_item(),
            _ => Value::Unknown,
        },
    }
}
