//! Operands: variables, texts, numbers and what is in brackets, each with everything that is attached to it.

use super::reader::{MAX_DEPTH, PowerShellReader};
use crate::calls::known_names::{TOKEN_ENDPOINT, is_token_endpoint};
use crate::lexer::{Piece, Token, TokenKind};
use crate::value::Value;

impl<'s, 't, 'a> PowerShellReader<'s, 't, 'a> {
    /// One operand with everything that is attached to it.
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
        while let Some(token) = self.peek() {
            let is_prefix = token.is("!") || token.is(",") || token.kind == TokenKind::Word && is_unary(token.text);
            if !is_prefix {
                break;
            }
            self.at += 1;
        }
        let Some(token) = self.peek() else { return Value::Unknown };
        let value = match token.kind {
            TokenKind::Variable => {
                self.at += 1;
                self.variable(token)
            }
            TokenKind::Text => {
                self.at += 1;
                self.text_value(token)
            }
            TokenKind::Number => {
                self.at += 1;
                Value::text(token.text)
            }
            TokenKind::Word => {
                // A command in the place of an operand: `$x = if … `, or a word without quotes.
                if token.text.starts_with('-') || token.text.starts_with("..") {
                    return Value::Unknown;
                }
                return self.pipeline();
            }
            TokenKind::Symbol => match token.text {
                "(" | "$(" | "@(" => self.brackets(),
                "@{" => self.hashtable(),
                "{" => self.script_block(),
                "[" => self.type_literal(),
                _ => return Value::Unknown,
            },
            TokenKind::NewLine => return Value::Unknown,
        };
        self.postfix(value)
    }

    pub(super) fn variable(&mut self, token: &Token<'_>) -> Value {
        let name = token.text.to_ascii_lowercase();
        if let Some(name) = name.strip_prefix("env:")
            && is_token_endpoint(name)
        {
            return Value::text(TOKEN_ENDPOINT);
        }
        self.scope.lookup(&name).unwrap_or_default()
    }

    /// The value of a text with its placeholders.
    pub fn text_value(&mut self, token: &'s Token<'a>) -> Value {
        let mut value: Option<Value> = None;
        for piece in &token.pieces {
            let part = match piece {
                Piece::Literal(text) => Value::text(text.as_str()),
                Piece::Code(code) => {
                    let mut reader = PowerShellReader {
                        tokens: code,
                        at: 0,
                        scope: self.scope,
                        depth: self.depth + 1,
                        ends_at_comma: false,
                    };
                    let part = if reader.depth >= MAX_DEPTH { Value::Unknown } else { reader.statements(None) };
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
}

/// Operators before an operand.
fn is_unary(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "-not" | "-join" | "-split" | "-bnot")
}
