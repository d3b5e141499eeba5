//! Types in brackets: casts and static methods.

use super::reader::PowerShellReader;
use crate::calls::known_names::{TOKEN_ENDPOINT, is_token_endpoint};
use crate::lexer::TokenKind;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// `[type]value` and `[type]::Method(…)`.
    pub(super) fn type_literal(&mut self) -> Value {
        let mut name = String::new();
        let mut open = 0usize;
        while let Some(token) = self.peek() {
            match token.text {
                "[" => open += 1,
                "]" => open = open.saturating_sub(1),
                text if name.len() < 100 => name.push_str(text),
                _ => {}
            }
            if token.kind == TokenKind::NewLine {
                return Value::Unknown;
            }
            self.at += 1;
            if open == 0 {
                break;
            }
        }
        if self.skip("::") {
            let method = self.peek().map_or("", |token| token.text);
            self.at += 1;
            if !self.is("(") {
                return Value::Unknown;
            }
            let arguments = self.call_arguments();
            let first = arguments.first().cloned().unwrap_or_default();
            return match method.to_ascii_lowercase().as_str() {
                "format" => first.format(arguments.get(1..).unwrap_or_default()),
                "concat" => arguments.into_iter().reduce(|text, part| text.concat(&part)).unwrap_or_default(),
                "join" => {
                    let items = if arguments.len() == 2 {
                        arguments[1].items()
                    } else {
                        arguments.get(1..).unwrap_or_default().to_vec()
                    };
                    items.into_iter().reduce(|text, item| text.concat(&first).concat(&item)).unwrap_or_default()
                }
                "new" if matches!(first, Value::Text(_)) && name.to_ascii_lowercase().contains("uri") => first,
                "getenvironmentvariable" if first.constant().is_some_and(|name| is_token_endpoint(&name)) => {
                    Value::text(TOKEN_ENDPOINT)
                }
                _ => Value::Unknown,
            };
        }
        if self
            .peek()
            .is_some_and(|token| token.kind == TokenKind::NewLine || matches!(token.text, ")" | "}" | ";" | "|"))
        {
            return Value::Unknown;
        }
        self.operand()
    }
}
