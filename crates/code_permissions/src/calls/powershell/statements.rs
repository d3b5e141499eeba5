//! Statements: blocks, loops and conditions.

use super::reader::{MAX_DEPTH, PowerShellReader};
use crate::lexer::TokenKind;
use crate::value::Value;

/// Words that begin a statement and may be passed over.
const KEYWORDS: [&str; 17] = [
    "if", "elseif", "else", "while", "until", "do", "try", "finally", "begin", "process", "end", "switch", "default",
    "trap", "throw", "exit", "clean",
];

/// What an opening brace opened.
enum PowerShellBrace {
    Block,
    Function,
}

impl PowerShellReader<'_, '_, '_> {
    /// Reads statements to the end, or to the bracket that closes what the caller opened. The value of the last one.
    pub fn statements(&mut self, close: Option<&str>) -> Value {
        let mut braces = Vec::new();
        let mut pending: Option<(String, Vec<(String, Value)>)> = None;
        let mut last = Value::Unknown;
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is("{") {
                self.at += 1;
                if let Some((name, parameters)) = pending.take() {
                    self.scope.open_function(&name, parameters);
                    braces.push(PowerShellBrace::Function);
                } else {
                    self.scope.open_block();
                    braces.push(PowerShellBrace::Block);
                }
            } else if braces.is_empty() && close.is_some_and(|close| token.is(close)) {
                self.at += 1;
                break;
            } else if token.is("}") {
                self.at += 1;
                match braces.pop() {
                    Some(PowerShellBrace::Block) => self.scope.close_block(),
                    Some(PowerShellBrace::Function) => {
                        self.scope.set_return(std::mem::take(&mut last));
                        self.scope.close_function();
                    }
                    None => {}
                }
            } else if token.kind == TokenKind::NewLine || token.is(";") {
                self.at += 1;
            } else if token.is_word("function") || token.is_word("filter") {
                pending = Some(self.function_head());
            } else {
                last = self.statement();
            }
            if self.at == before {
                self.at += 1;
            }
        }
        for brace in braces.into_iter().rev() {
            match brace {
                PowerShellBrace::Block => self.scope.close_block(),
                PowerShellBrace::Function => self.scope.close_function(),
            }
        }
        last
    }

    fn statement(&mut self) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        if token.kind == TokenKind::Word {
            let lower = token.text.to_ascii_lowercase();
            match lower.as_str() {
                "param" if self.is_at(1, "(") => {
                    self.at += 1;
                    let parameters = self.parameters();
                    self.scope.add_parameters(parameters);
                    return Value::Unknown;
                }
                "foreach" if self.is_at(1, "(") => {
                    self.at += 2;
                    self.loop_head();
                    return Value::Unknown;
                }
                "for" if self.is_at(1, "(") => {
                    self.at += 2;
                    return Value::Unknown;
                }
                "return" => {
                    self.at += 1;
                    let value = self.pipeline();
                    self.scope.set_return(value);
                    return Value::Unknown;
                }
                "catch" | "class" | "enum" | "using" | "data" => {
                    while self.peek().is_some_and(|token| !token.is("{") && token.kind != TokenKind::NewLine) {
                        self.at += 1;
                    }
                    return Value::Unknown;
                }
                word if KEYWORDS.contains(&word) => {
                    self.at += 1;
                    if self.is("(") {
                        self.at += 1;
                        self.pipeline();
                        self.skip(")");
                    }
                    return Value::Unknown;
                }
                _ => {}
            }
        }
        if let Some(value) = self.assignment() {
            return value;
        }
        self.pipeline()
    }

    /// `$x in $list)` of a loop.
    fn loop_head(&mut self) {
        let Some(variable) = self.peek().filter(|token| token.kind == TokenKind::Variable) else { return };
        let name = variable.text.to_ascii_lowercase();
        self.at += 1;
        if self.peek().is_some_and(|token| token.is_word("in")) {
            self.at += 1;
            let value = self.pipeline();
            self.scope.assign(&name, value.any_item());
        }
        self.skip(")");
    }

    /// `if (…) { a } else { b }` as a value.
    pub(super) fn conditional(&mut self) -> Value {
        let mut value: Option<Value> = None;
        let mut branches = 0;
        while let Some(token) = self.peek() {
            if token.is_word("if") || token.is_word("elseif") || token.is_word("switch") {
                self.at += 1;
                if self.skip("(") {
                    self.pipeline();
                    self.skip(")");
                }
            } else if token.is_word("else") {
                self.at += 1;
            } else {
                break;
            }
            self.skip_lines();
            if !self.is("{") || self.depth >= MAX_DEPTH || branches > 64 {
                break;
            }
            branches += 1;
            self.at += 1;
            self.depth += 1;
            self.scope.open_block();
            let branch = self.statements(Some("}"));
            self.scope.close_block();
            self.depth -= 1;
            value = Some(match value {
                Some(before) => before.or(branch),
                None => branch,
            });
            let lines = self.tokens[self.at.min(self.tokens.len())..]
                .iter()
                .take(8)
                .take_while(|t| t.kind == TokenKind::NewLine)
                .count();
            if self.peek_at(lines).is_some_and(|token| token.is_word("else") || token.is_word("elseif")) {
                self.at += lines;
            }
        }
        value.unwrap_or_default()
    }
}
