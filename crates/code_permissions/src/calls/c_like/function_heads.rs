//! Heads of functions and methods: names, parameters and their default values.

use super::reader::CLikeReader;
use crate::calls::graph_client;
use crate::lexer::TokenKind;
use crate::lexer::c_like::{Dialect, INDENT};
use crate::value::Value;

/// How many tokens the head of a function can have.
const MAX_HEAD: usize = 240;

impl CLikeReader<'_, '_, '_> {
    /// The name and parameters of a function, if a statement begins with one; the body is next.
    pub(super) fn function_head(&mut self) -> Option<(String, Vec<(String, Value)>)> {
        let mut offset = 0;
        while matches!(
            self.word_at(offset),
            Some(
                "export"
                    | "async"
                    | "default"
                    | "static"
                    | "public"
                    | "private"
                    | "protected"
                    | "internal"
                    | "override"
                    | "virtual"
                    | "extern"
            )
        ) {
            offset += 1;
        }
        let word = self.word_at(offset)?;
        let name = match word {
            "def" if self.dialect == Dialect::Python => self.word_at(offset + 1)?,
            "function" if self.dialect == Dialect::JavaScript => {
                offset += usize::from(self.is_at(offset + 1, "*"));
                self.word_at(offset + 1)?
            }
            "if" | "for" | "while" | "switch" | "catch" | "foreach" | "return" | "new" | "await" | "using" | "lock"
            | "function" | "else" | "throw" | "do" | "try" | "super" => return None,
            _ if self.dialect == Dialect::Python => return None,
            _ => return self.method_head(offset),
        };
        let open = offset + 2;
        let open = if self.is_at(open, "<") { (open..open + 16).find(|at| self.is_at(*at, "("))? } else { open };
        let end = self.is_at(open, "(").then(|| self.matching(open))??;
        let parameters = self.parameters(self.at + open + 1, self.at + end);
        self.at += end + 1;
        self.pass_result_type();
        Some((name.to_owned(), parameters))
    }

    /// A method of a class: `Task<string> Name(…) {`, and in JavaScript `name(…) {`.
    fn method_head(&mut self, offset: usize) -> Option<(String, Vec<(String, Value)>)> {
        let mut at = offset;
        let mut open = 0usize;
        let mut words = 0;
        let mut name = "";
        let mut text_before = false;
        for _ in 0..40 {
            let token = self.peek_at(at)?;
            match token.text {
                "(" if open == 0 && !name.is_empty() && !text_before => break,
                // A type that is a tuple.
                "<" | "[" => {
                    open += 1;
                    text_before = true;
                }
                ">" | "]" => open = open.checked_sub(1)?,
                "," if open == 0 => return None,
                "?" | "," | "." => text_before = true,
                _ if token.kind == TokenKind::Word => {
                    if open == 0 {
                        words += 1;
                        name = token.text;
                        // A generic type ended before, so that this is the name.
                        text_before = false;
                    }
                }
                _ => return None,
            }
            at += 1;
        }
        if !self.is_at(at, "(") || name.is_empty() || open > 0 {
            return None;
        }
        let needs_type = self.dialect == Dialect::CSharp;
        if at >= 2 && self.is_at(at - 2, ".")
            || (needs_type && words < 2 && !name.starts_with(|c: char| c.is_ascii_uppercase()))
        {
            return None;
        }
        let end = self.matching(at)?;
        let after = self.peek_at(end + 1)?;
        let has_body = match after.text {
            "{" => true,
            "=>" => needs_type && words >= 2,
            "where" => needs_type && words >= 2,
            ":" if self.dialect == Dialect::JavaScript => (end + 2..end + 20).any(|offset| self.is_at(offset, "{")),
            // A constructor that calls another: `Name(…) : base(…) {`.
            ":" => true,
            _ => after.kind == TokenKind::NewLine && needs_type && words >= 2,
        };
        if !has_body || (words < 2 && after.text != "{" && after.text != ":") {
            return None;
        }
        let parameters = self.parameters(self.at + at + 1, self.at + end);
        let name = name.to_owned();
        self.at += end + 1;
        self.pass_result_type();
        Some((name, parameters))
    }

    /// Moves over the type of what a function answers, up to its body.
    fn pass_result_type(&mut self) {
        for _ in 0..48 {
            match self.peek() {
                Some(token) if token.is("{") || token.is(INDENT) || token.is("=>") || token.is(";") => return,
                Some(_) => self.at += 1,
                None => return,
            }
        }
    }

    /// The offset of the bracket that closes the one at an offset.
    pub(super) fn matching(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for offset in open..open + MAX_HEAD {
            match self.peek_at(offset)?.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(offset);
                    }
                }
                ";" => return None,
                _ => {}
            }
        }
        None
    }

    /// The parameters between two places.
    pub(super) fn parameters(&mut self, start: usize, end: usize) -> Vec<(String, Value)> {
        let mut parameters = Vec::new();
        let mut from = start;
        let mut depth = 0usize;
        for at in start..=end.min(self.tokens.len()) {
            let is_end = at >= end;
            let token = self.tokens.get(at);
            if !is_end {
                match token.map_or("", |token| token.text) {
                    "(" | "[" | "{" | "<" => depth += 1,
                    ")" | "]" | "}" | ">" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            let is_comma = token.is_some_and(|token| token.is(",")) && depth == 0;
            if is_end || is_comma {
                if let Some(parameter) = self.parameter(from, at) {
                    parameters.push(parameter);
                }
                from = at + 1;
            }
        }
        parameters
    }

    fn parameter(&mut self, start: usize, end: usize) -> Option<(String, Value)> {
        let tokens = self.tokens.get(start..end)?;
        let equals = tokens.iter().position(|token| token.is("="));
        let head = &tokens[..equals.unwrap_or(tokens.len())];
        let words: Vec<&str> =
            head.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.text).collect();
        let is_modifier = |word: &&&str| matches!(**word, "public" | "private" | "readonly" | "protected");
        let name = match self.dialect {
            Dialect::CSharp => words.last(),
            _ => words.iter().find(|word| !is_modifier(word)),
        };
        let name = name.copied().unwrap_or_default();
        if matches!(name, "self" | "cls") && self.dialect == Dialect::Python {
            return None;
        }
        if words.iter().any(|word| graph_client::is_client_type(word)) {
            return Some((name.to_owned(), graph_client::client(name)));
        }
        let default = match equals {
            Some(at) => {
                let mut reader = CLikeReader {
                    tokens: &tokens[at + 1..],
                    at: 0,
                    scope: self.scope,
                    dialect: self.dialect,
                    depth: self.depth + 1,
                };
                reader.expression()
            }
            None => Value::Unknown,
        };
        Some((name.to_owned(), default))
    }
}
