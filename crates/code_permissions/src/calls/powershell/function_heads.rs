//! Heads of functions: names, parameters and their default values.

use super::reader::PowerShellReader;
use crate::lexer::TokenKind;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// `function Name ($a, $b)`: the body is next.
    pub(super) fn function_head(&mut self) -> (String, Vec<(String, Value)>) {
        self.at += 1;
        let name = self.peek().map_or("", |token| token.text);
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        self.at += 1;
        let parameters = if self.is("(") { self.parameters() } else { Vec::new() };
        self.skip_lines();
        (name, parameters)
    }

    /// `(… [type]$name = default, …)`.
    pub(super) fn parameters(&mut self) -> Vec<(String, Value)> {
        let mut parameters = Vec::new();
        self.at += 1;
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            match token.text {
                ")" if depth == 0 => {
                    self.at += 1;
                    break;
                }
                "[" | "(" | "{" => depth += 1,
                "]" | ")" | "}" => depth = depth.saturating_sub(1),
                _ if token.kind == TokenKind::Variable && depth == 0 => {
                    self.at += 1;
                    let name = token.text.to_ascii_lowercase();
                    let default = if self.skip("=") {
                        self.skip_lines();
                        self.ends_at_comma = true;
                        let value = self.expression();
                        self.ends_at_comma = false;
                        value
                    } else {
                        Value::Unknown
                    };
                    parameters.push((name, default));
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        parameters
    }
}
