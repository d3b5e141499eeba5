//! Functions as values: lambdas, arrow functions and function expressions.

use super::reader::{CLikeReader, MAX_DEPTH};
use crate::lexer::TokenKind;
use crate::lexer::c_like::Dialect;
use crate::value::Value;

impl CLikeReader<'_, '_, '_> {
    /// The body of a lambda, and what it assigned to its parameter, as a record.
    pub(super) fn lambda(&mut self, parameter: &str) -> Value {
        let before = self.scope.log.len();
        self.skip_lines();
        let mut value = Value::Unknown;
        if self.is("{") {
            self.scope.open_block();
            self.at += 1;
            self.statements(true);
            self.scope.close_block();
        } else {
            value = self.expression();
            if self.is("=") {
                self.at += 1;
                value = self.expression();
            }
        }
        let prefix = format!("{parameter}.");
        let assigned: Vec<String> = self.scope.log[before.min(self.scope.log.len())..]
            .iter()
            .filter(|name| name.starts_with(&prefix))
            .take(16)
            .cloned()
            .collect();
        if parameter.is_empty() || assigned.is_empty() {
            return value;
        }
        let field = |name: String| {
            let value = self.scope.lookup(&name).unwrap_or_default();
            (name[prefix.len()..].to_owned(), value)
        };
        Value::record(assigned.into_iter().map(field).collect())
    }

    /// `function name(…) { … }` as a value.
    pub(super) fn function_expression(&mut self) -> Value {
        self.at += 1;
        while self.peek().is_some_and(|token| token.kind == TokenKind::Word || token.is("*")) {
            self.at += 1;
        }
        if self.is("(") {
            self.arguments();
        }
        if self.is("{") {
            self.scope.open_block();
            self.at += 1;
            self.statements(true);
            self.scope.close_block();
        }
        Value::Unknown
    }

    /// `name = (a, b) => …` or `name = function (a, b) { … }`.
    pub(super) fn arrow_function(&mut self, name: &str) -> bool {
        if self.dialect == Dialect::Python {
            return false;
        }
        let mut start = 0;
        while matches!(self.word_at(start), Some("async" | "function")) {
            start += 1;
        }
        let is_function = start > 0 && self.word_at(start - 1) == Some("function");
        let parameters = if self.is_at(start, "(") {
            let Some(end) = self.matching(start) else { return false };
            let mut after = end + 1;
            if self.is_at(after, ":") {
                // The type of what it answers.
                after = (after..after + 16)
                    .find(|offset| self.is_at(*offset, "=>") || self.is_at(*offset, "{"))
                    .unwrap_or(after);
            }
            let is_arrow = self.is_at(after, "=>");
            if !is_arrow && !is_function {
                return false;
            }
            let parameters = self.parameters(self.at + start + 1, self.at + end);
            self.at += after + usize::from(is_arrow);
            parameters
        } else if let (Some(word), true) = (self.word_at(start), self.is_at(start + 1, "=>")) {
            self.at += start + 2;
            vec![(word.to_owned(), Value::Unknown)]
        } else {
            return false;
        };
        let name = name.rsplit('.').next().unwrap_or(name);
        self.scope.open_function(name, parameters);
        if self.is("{") {
            self.at += 1;
            self.depth += 1;
            if self.depth < MAX_DEPTH {
                self.statements(true);
            }
            self.depth -= 1;
        } else {
            let value = self.expression();
            self.scope.set_return(value);
        }
        self.scope.close_function();
        true
    }
}
