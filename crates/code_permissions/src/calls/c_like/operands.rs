//! Operands: texts, numbers, names and what is in brackets, each with everything that is attached to it.

use super::operators::OPERATOR_WORDS;
use super::reader::{CLikeReader, MAX_DEPTH, closes};
use crate::calls::graph_client;
use crate::lexer::c_like::Dialect;
use crate::lexer::{Piece, Token, TokenKind};
use crate::value::Value;

/// Words before an operand that don't change it.
const PREFIX_WORDS: [&str; 10] = ["await", "async", "not", "typeof", "void", "delete", "yield", "out", "ref", "throw"];

impl<'s, 't, 'a> CLikeReader<'s, 't, 'a> {
    /// One operand with its prefixes and everything that is attached to it.
    pub(super) fn operand(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.operand_inside();
        self.depth -= 1;
        value
    }

    fn operand_inside(&mut self) -> Value {
        loop {
            let Some(token) = self.peek() else { return Value::Unknown };
            match token.kind {
                TokenKind::Symbol if matches!(token.text, "!" | "-" | "~" | "*" | "&" | "^" | "@" | ".") => {
                    self.at += 1
                }
                TokenKind::Word if PREFIX_WORDS.contains(&token.text) && !self.is_at(1, ".") && !self.is_at(1, "(") => {
                    self.at += 1;
                }
                TokenKind::Word if token.text == "await" => self.at += 1,
                TokenKind::Word if token.text == "async" => self.at += 1,
                _ => break,
            }
        }
        let Some(token) = self.peek() else { return Value::Unknown };
        match token.kind {
            TokenKind::Text => {
                let value = self.texts();
                self.postfix(value, String::from("\"\""))
            }
            TokenKind::Number => {
                self.at += 1;
                Value::text(token.text)
            }
            TokenKind::Word => self.named(token),
            TokenKind::Symbol => match token.text {
                "(" => self.parenthesis(),
                "[" => {
                    let value = self.list();
                    self.postfix(value, String::from("[]"))
                }
                "{" => {
                    let value = self.braces();
                    self.postfix(value, String::new())
                }
                _ => Value::Unknown,
            },
            TokenKind::Variable | TokenKind::NewLine => Value::Unknown,
        }
    }

    /// A text, and in Python those that follow it.
    fn texts(&mut self) -> Value {
        let mut value: Option<Value> = None;
        while let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Text) {
            self.at += 1;
            let text = self.text_value(token);
            value = Some(match value {
                Some(before) => before.concat(&text),
                None => text,
            });
            if self.dialect != Dialect::Python {
                break;
            }
        }
        value.unwrap_or_default()
    }

    /// The value of a text with its placeholders.
    pub(super) fn text_value(&mut self, token: &'s Token<'a>) -> Value {
        let mut value: Option<Value> = None;
        for piece in &token.pieces {
            let part = match piece {
                Piece::Literal(text) => Value::text(text.as_str()),
                Piece::Code(code) => {
                    let mut reader = CLikeReader {
                        tokens: code,
                        at: 0,
                        scope: self.scope,
                        dialect: self.dialect,
                        depth: self.depth + 1,
                    };
                    let part = reader.expression();
                    if matches!(part, Value::Text(_)) { part } else { Value::hole() }
                }
            };
            value = Some(match value {
                Some(before) => before.concat(&part),
                None => part,
            });
        }
        value.unwrap_or_else(|| Value::text(""))
    }

    fn parenthesis(&mut self) -> Value {
        let line = self.peek().map_or(0, |token| token.line);
        let inside = self.arguments();
        let parameter = self.tokens.get(self.at.saturating_sub(2)).map_or("", |token| token.text);
        if self.is("=>") {
            self.at += 1;
            return self.lambda(parameter);
        }
        let value = match inside.positional.len() {
            0 => Value::Unknown,
            1 => inside.positional.into_iter().next().unwrap_or_default(),
            _ if self.dialect == Dialect::Python => Value::list(inside.positional),
            _ => inside.positional.into_iter().next_back().unwrap_or_default(),
        };
        // A cast of C#: `(string)value`.
        let is_cast = self.dialect == Dialect::CSharp
            && self.peek().is_some_and(|token| {
                matches!(token.kind, TokenKind::Word | TokenKind::Text)
                    && !OPERATOR_WORDS.contains(&token.text)
                    && token.line == line
            });
        if is_cast {
            return self.operand();
        }
        self.postfix(value, String::from("()"))
    }

    /// A name and what is attached to it.
    fn named(&mut self, token: &'s Token<'a>) -> Value {
        let name = token.text;
        if name == "new" && self.dialect != Dialect::Python {
            self.at += 1;
            return self.construction(token.line, "");
        }
        if name == "lambda" && self.dialect == Dialect::Python {
            self.at += 1;
            while self.peek().is_some_and(|token| !token.is(":") && !closes(token)) {
                self.at += 1;
            }
            self.skip(":");
            return self.expression();
        }
        if name == "function" && self.dialect == Dialect::JavaScript {
            return self.function_expression();
        }
        self.at += 1;
        if self.is("=>") {
            self.at += 1;
            return self.lambda(name);
        }
        let (text, value) = match name {
            "this" | "self" if self.is(".") || self.is("?.") => {
                self.at += 1;
                let member = self.word().unwrap_or_default();
                self.at += usize::from(!member.is_empty());
                let field = self.scope.lookup(&format!("this.{member}"));
                (member.to_owned(), field.or_else(|| self.scope.lookup(member)))
            }
            _ => (name.to_owned(), self.scope.lookup(name)),
        };
        let value = match value {
            Some(value) => value,
            None if graph_client::is_client_name(&text) => graph_client::client(&text),
            None => Value::Unknown,
        };
        if self.is("(") {
            return self.call(text.clone(), &text, String::new(), &Value::Unknown, token.line, false);
        }
        if self.skip_generics() {
            return self.call(text.clone(), &text, String::new(), &Value::Unknown, token.line, false);
        }
        self.postfix(value, text)
    }
}
