//! Members, methods and indexes after a value.

use super::reader::PowerShellReader;
use crate::calls::known_names::is_next_page;
use crate::lexer::TokenKind;
use crate::value::{HOLE, NEXT_PAGE, Value};

impl PowerShellReader<'_, '_, '_> {
    /// Members, methods and indexes after a value.
    pub(super) fn postfix(&mut self, mut value: Value) -> Value {
        while let Some(token) = self.peek() {
            if token.spaced || token.kind != TokenKind::Symbol {
                return value;
            }
            match token.text {
                "." | "::" | "?" if token.text != "?" || self.is_at(1, ".") => {
                    self.at += if token.text == "?" { 2 } else { 1 };
                    let Some(member) = self.peek() else { return value };
                    self.at += 1;
                    let name = match member.kind {
                        TokenKind::Text => self.text_value(member).texts()[0].to_string(),
                        _ => member.text.to_owned(),
                    };
                    if self.is("(") && self.peek().is_some_and(|token| !token.spaced) {
                        let arguments = self.call_arguments();
                        value = method(&value, &name, &arguments);
                    } else {
                        value = field(&value, &name);
                    }
                }
                "[" => {
                    self.at += 1;
                    let key = self.expression();
                    while self.peek().is_some_and(|token| !token.is("]") && token.kind != TokenKind::NewLine) {
                        self.at += 1;
                    }
                    self.skip("]");
                    value = match key.constant() {
                        Some(name) => match &value {
                            Value::List(items) => {
                                name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default()
                            }
                            other => field(other, &name),
                        },
                        None if matches!(value, Value::List(_)) => value.any_item(),
                        None => match &value {
                            Value::Record(fields) => {
                                Value::list(fields.iter().map(|(_, value)| value.clone()).collect()).any_item()
                            }
                            _ => Value::Unknown,
                        },
                    };
                }
                _ => return value,
            }
        }
        value
    }

    /// The arguments of a method: `(a, b)`.
    pub(super) fn call_arguments(&mut self) -> Vec<Value> {
        let mut arguments = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            if token.is(")") {
                self.at += 1;
                break;
            }
            if token.is(",") || token.kind == TokenKind::NewLine || token.is(";") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let value = self.expression();
            match value {
                Value::List(items) if arguments.is_empty() => arguments.extend(items.iter().cloned()),
                value => arguments.push(value),
            }
            if self.at == before {
                self.at += 1;
            }
        }
        arguments
    }
}

fn field(value: &Value, name: &str) -> Value {
    if is_next_page(name) {
        return Value::text(NEXT_PAGE.to_string());
    }
    match value {
        Value::List(items) => {
            let fields: Vec<Value> = items.iter().filter_map(|item| item.field(name).cloned()).collect();
            if fields.is_empty() { Value::Unknown } else { Value::list(fields) }
        }
        other => other.field(name).cloned().unwrap_or_default(),
    }
}

fn method(value: &Value, name: &str, arguments: &[Value]) -> Value {
    match (name.to_ascii_lowercase().as_str(), value) {
        ("trim" | "trimend" | "trimstart" | "tostring" | "tolower" | "toupper" | "clone", value) => value.clone(),
        ("replace", Value::Text(texts)) => {
            let old = arguments.first().and_then(Value::constant).filter(|old| !old.is_empty());
            let Some(old) = old else { return value.clone() };
            let new = arguments.get(1).map(|new| new.texts()[0].clone()).unwrap_or_else(|| "".into());
            let replaced = texts.iter().map(|text| {
                let text = if text.len() > 4096 { text.to_string() } else { text.replace(&*old, &new) };
                if text.len() > 8192 { HOLE.to_string().into() } else { text.into() }
            });
            Value::Text(replaced.collect())
        }
        _ => Value::Unknown,
    }
}
