//! Arguments of commands.

use super::reader::PowerShellReader;
use crate::arguments::Arguments;
use crate::lexer::{Piece, Token, TokenKind};
use crate::value::Value;

/// Switches of commands that send requests: they have no value.
const SWITCHES: [&str; 24] = [
    "usebasicparsing",
    "passthru",
    "skipheadervalidation",
    "skiphttperrorcheck",
    "allowunencryptedauthentication",
    "force",
    "verbose",
    "debug",
    "all",
    "whatif",
    "nowelcome",
    "asplaintext",
    "compress",
    "raw",
    "disablekeepalive",
    "noproxy",
    "allowinsecureredirect",
    "preserveauthorizationonredirect",
    "skipcertificatecheck",
    "followrellink",
    "usedefaultcredentials",
    "identity_",
    "asjob",
    "paging",
];

impl PowerShellReader<'_, '_, '_> {
    /// Reads the arguments of a command.
    pub(super) fn arguments(&mut self, arguments: &mut Arguments, command: &str) {
        while let Some(token) = self.peek() {
            if self.ends_command(token) {
                return;
            }
            let before = self.at;
            if token.is("<") || token.is(">") {
                self.at += 1;
                if !self.peek().is_some_and(|token| self.ends_command(token)) {
                    self.argument();
                }
            } else if let Some(name) = parameter_name(token) {
                self.at += 1;
                let attached = self.is(":");
                self.at += usize::from(attached);
                let is_switch = !attached && SWITCHES.contains(&name.to_ascii_lowercase().as_str())
                    || name.eq_ignore_ascii_case("Identity") && command.starts_with("connect-");
                let has_value =
                    self.peek().is_some_and(|next| !self.ends_command(next) && parameter_name(next).is_none());
                let is_splat =
                    self.peek().is_some_and(|next| next.kind == TokenKind::Variable && !next.pieces.is_empty());
                let value = if has_value && !is_switch && !is_splat { self.argument_list() } else { Value::Unknown };
                arguments.named.push((name.to_owned(), value));
            } else if token.kind == TokenKind::Variable && !token.pieces.is_empty() {
                self.at += 1;
                match self.scope.lookup(&token.text.to_ascii_lowercase()) {
                    Some(Value::Record(fields)) => arguments.named.extend(fields.iter().cloned()),
                    Some(Value::List(items)) => arguments.positional.extend(items.iter().cloned()),
                    _ => arguments.is_open = true,
                }
            } else {
                let value = self.argument_list();
                arguments.positional.push(value);
            }
            if self.at == before {
                self.at += 1;
            }
        }
    }

    /// Arguments separated by commas.
    fn argument_list(&mut self) -> Value {
        let first = self.argument();
        if !self.is(",") {
            return first;
        }
        let mut items = vec![first];
        while self.skip(",") {
            self.skip_lines();
            let before = self.at;
            items.push(self.argument());
            if self.at == before {
                break;
            }
        }
        Value::list(items)
    }

    /// The words of a command of the system, in their order.
    pub(super) fn native_words(&mut self) -> Vec<Value> {
        let mut words = Vec::new();
        while let Some(token) = self.peek() {
            if self.ends_command(token) {
                break;
            }
            let before = self.at;
            if token.kind == TokenKind::Word {
                self.at += 1;
                words.push(Value::text(token.text));
            } else {
                words.push(self.argument());
            }
            if self.at == before {
                self.at += 1;
            }
        }
        words
    }

    fn ends_command(&self, token: &Token<'_>) -> bool {
        match token.kind {
            TokenKind::NewLine => true,
            TokenKind::Symbol => matches!(token.text, ";" | "|" | "&&" | "||" | ")" | "}" | "]" | "&"),
            _ => false,
        }
    }

    /// One argument of a command.
    pub fn argument(&mut self) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        match token.kind {
            TokenKind::Word => {
                self.at += 1;
                match token.pieces.first() {
                    Some(Piece::Literal(text)) => Value::text(text.as_str()),
                    _ => Value::text(token.text),
                }
            }
            TokenKind::Symbol if !matches!(token.text, "(" | "$(" | "@(" | "@{" | "{" | "[") => Value::Unknown,
            TokenKind::Text => {
                self.at += 1;
                let mut value = self.text_value(token);
                // Texts that are written together are one.
                while let Some(next) =
                    self.peek().filter(|next| !next.spaced && matches!(next.kind, TokenKind::Text | TokenKind::Word))
                {
                    if next.kind == TokenKind::Word && next.text.starts_with('-') {
                        break;
                    }
                    self.at += 1;
                    let part = self.text_value(next);
                    value = value.concat(&part);
                }
                self.postfix(value)
            }
            _ => {
                let mut value = self.operand();
                while let Some(next) = self
                    .peek()
                    .filter(|next| !next.spaced && next.kind == TokenKind::Word && token.kind == TokenKind::Variable)
                {
                    self.at += 1;
                    value = value.concat(&Value::text(next.text));
                }
                value
            }
        }
    }
}

/// `-Name` as `Name`.
fn parameter_name<'a>(token: &Token<'a>) -> Option<&'a str> {
    if token.kind != TokenKind::Word {
        return None;
    }
    let name = token.text.strip_prefix('-').or_else(|| token.text.strip_prefix('\u{2013}'))?;
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}
