//! Commands of a shell script.

use super::known_names::{TOKEN_ENDPOINT, is_next_page, is_token_endpoint};
use super::native;
use super::scope::Scope;
use crate::arguments::Arguments;
use crate::lexer::{Piece, Token, TokenKind};
use crate::request::Unclear;
use crate::value::{NEXT_PAGE, Value};

/// How deep commands may be nested in texts.
const MAX_DEPTH: usize = 24;

/// Words before a command.
const PREFIXES: [&str; 19] = [
    "if", "elif", "while", "until", "then", "do", "else", "!", "sudo", "time", "exec", "command", "nohup", "{", "env",
    "xargs", "eval", "&&", "builtin",
];

/// `"$@"`: whatever else the caller gives.
fn is_rest_of_arguments(token: &Token<'_>) -> bool {
    match token.pieces.as_slice() {
        [Piece::Code(code)] => {
            code.first().is_some_and(|first| first.kind == TokenKind::Variable && matches!(first.text, "@" | "*"))
        }
        _ => false,
    }
}

/// Reads a script.
pub(super) fn read<'a>(tokens: &[Token<'a>], scope: &mut Scope<'_>) {
    let mut reader = ShellReader { tokens, at: 0, scope, depth: 0 };
    reader.commands();
}

struct ShellReader<'s, 't, 'a> {
    tokens: &'s [Token<'a>],
    at: usize,
    scope: &'s mut Scope<'t>,
    depth: usize,
}

impl<'s, 'a> ShellReader<'s, '_, 'a> {
    fn peek(&self) -> Option<&'s Token<'a>> {
        self.tokens.get(self.at)
    }

    fn commands(&mut self) {
        let mut functions = Vec::new();
        let mut open = 0usize;
        while let Some(token) = self.peek() {
            if self.function_head() {
                functions.push(open);
                continue;
            }
            match token.kind {
                TokenKind::NewLine | TokenKind::Symbol => self.at += 1,
                TokenKind::Word if token.text == "}" => {
                    self.at += 1;
                    if functions.last().is_some_and(|depth| *depth == open) {
                        functions.pop();
                        self.scope.close_function();
                    } else {
                        open = open.saturating_sub(1);
                    }
                }
                TokenKind::Word if matches!(token.text, "fi" | "done" | "esac") => {
                    self.scope.close_block();
                    self.at += 1;
                }
                _ => {
                    if token.text == "{" {
                        open += 1;
                    }
                    self.command();
                }
            }
        }
        for _ in functions {
            self.scope.close_function();
        }
    }

    /// `name() {` or `function name {`.
    fn function_head(&mut self) -> bool {
        let is = |offset: usize, text: &str| self.tokens.get(self.at + offset).is_some_and(|token| token.text == text);
        let Some(first) = self.peek().filter(|token| token.kind == TokenKind::Word) else { return false };
        let (name, mut length) = if first.text == "function" {
            let Some(name) = self.tokens.get(self.at + 1) else { return false };
            (name.text, if is(2, "(") && is(3, ")") { 4 } else { 2 })
        } else if is(1, "(") && is(2, ")") {
            (first.text, 3)
        } else {
            return false;
        };
        while self.tokens.get(self.at + length).is_some_and(|token| token.kind == TokenKind::NewLine) {
            length += 1;
        }
        if !is(length, "{") {
            return false;
        }
        self.at += length + 1;
        let parameters = (1..=9).map(|index| (index.to_string(), Value::Unknown)).collect();
        self.scope.open_function(name, parameters);
        true
    }

    /// One command with its words, up to its end.
    fn command(&mut self) {
        let mut words: Vec<Value> = Vec::new();
        let mut name = String::new();
        let mut line = 0;
        let mut document = None;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::NewLine => break,
                TokenKind::Symbol if token.text == "<<" => {
                    self.at += 1;
                    if let Some(text) = self.peek().filter(|text| text.kind == TokenKind::Text) {
                        document = Some(self.value(text));
                        self.at += 1;
                    }
                    continue;
                }
                TokenKind::Symbol if matches!(token.text, "<" | ">" | ">>" | "<>") => {
                    self.at += 1;
                    if self.peek().is_some_and(|next| next.kind != TokenKind::NewLine) {
                        self.at += 1;
                    }
                    continue;
                }
                TokenKind::Symbol => break,
                _ => {}
            }
            self.at += 1;
            if name.is_empty() {
                if self.assignment(token) {
                    continue;
                }
                if self.keyword(token) {
                    continue;
                }
                let value = self.value(token);
                line = token.line;
                name = match value.constant() {
                    Some(text) => text.to_string(),
                    None => {
                        self.unclear_command(token);
                        "\u{0}".to_owned()
                    }
                };
            } else if !is_rest_of_arguments(token) {
                words.push(self.value(token));
            }
        }
        // The lines of a here-document follow the command.
        if let Some(next) = self.tokens.get(self.at)
            && next.is("<<")
            && let Some(text) = self.tokens.get(self.at + 1)
        {
            document = Some(self.value(text));
            self.at += 2;
        }
        if let Some(document) = document {
            for word in &mut words {
                if word.constant().is_some_and(|text| matches!(&*text, "@-" | "@/dev/stdin")) {
                    *word = document.clone();
                }
            }
        }
        self.run(&name, words, line);
    }

    fn run(&mut self, name: &str, words: Vec<Value>, line: u32) {
        match name {
            "" | "\u{0}" => {}
            "export" | "local" | "declare" | "readonly" | "typeset" => {
                for word in words {
                    let texts = word.texts();
                    let Some((name, value)) = texts.first().and_then(|text| text.split_once('=')) else { continue };
                    self.scope.assign(name, Value::text(value));
                }
            }
            "source" | "." => {
                let file = words.first().map(|word| word.texts()[0].to_string()).unwrap_or_default();
                self.scope.add_unclear(line, &format!("{name} {file}"), Unclear::OtherFile);
            }
            "read" | "mapfile" | "readarray" => {
                for word in words.iter().filter_map(Value::constant) {
                    self.scope.assign(&word, Value::Unknown);
                }
            }
            _ if native::run(self.scope, name, &words, line) => {}
            _ => {
                let arguments = Arguments { positional: words, ..Arguments::default() };
                self.scope.call(name, name, &arguments, line);
            }
        }
    }

    fn unclear_command(&mut self, token: &Token<'_>) {
        if token
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Code(code) if code.first().is_some_and(|t| t.is("$("))))
        {
            return;
        }
        self.scope.add_unclear(token.line, token.text, Unclear::CommandInVariable);
    }

    /// `name=value`.
    fn assignment(&mut self, token: &'s Token<'a>) -> bool {
        let Some(Piece::Literal(start)) = token.pieces.first() else { return false };
        let Some(at) = start.find('=') else { return false };
        let name = start[..at].trim_end_matches('+');
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_name || !token.text.starts_with(name) {
            return false;
        }
        if start[at + 1..].is_empty()
            && token.pieces.len() == 1
            && self.peek().is_some_and(|next| next.is("(") && !next.spaced)
        {
            let items = self.array();
            self.scope.assign(name, items);
            return true;
        }
        let mut value = self.pieces(&token.pieces[1..]);
        let rest = Value::text(&start[at + 1..]);
        value = if token.pieces.len() > 1 {
            if start[at + 1..].is_empty() { value } else { rest.concat(&value) }
        } else {
            rest
        };
        if start[..at].ends_with('+') {
            value = self.scope.lookup(name).unwrap_or_default().concat(&value);
        }
        self.scope.assign(name, value);
        true
    }

    /// `(a b c)` after `name=`.
    fn array(&mut self) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        while let Some(token) = self.peek() {
            self.at += 1;
            if token.is(")") {
                break;
            }
            if matches!(token.kind, TokenKind::Word | TokenKind::Text) {
                items.push(self.value(token));
            }
        }
        Value::list(items)
    }

    /// Words of the language before a command.
    fn keyword(&mut self, token: &'s Token<'a>) -> bool {
        if token.kind != TokenKind::Word {
            return false;
        }
        match token.text {
            "for" => {
                let name = self.peek().map_or("", |token| token.text);
                self.at += 1;
                let mut value: Option<Value> = None;
                if self.peek().is_some_and(|token| token.text == "in") {
                    self.at += 1;
                    while let Some(token) = self.peek() {
                        if !matches!(token.kind, TokenKind::Word | TokenKind::Text) {
                            break;
                        }
                        self.at += 1;
                        let item = self.value(token).any_item();
                        value = Some(match value {
                            Some(before) => before.or(item),
                            None => item,
                        });
                    }
                }
                self.scope.open_block();
                self.scope.assign(name, value.unwrap_or_default());
                true
            }
            "if" | "while" | "until" | "case" => {
                self.scope.open_block();
                true
            }
            "[" | "[[" | "test" => {
                while self.peek().is_some_and(|token| !matches!(token.kind, TokenKind::NewLine | TokenKind::Symbol)) {
                    self.at += 1;
                }
                true
            }
            "return" | "echo" | "printf" => false,
            text => PREFIXES.contains(&text),
        }
    }

    fn value(&mut self, token: &'s Token<'a>) -> Value {
        self.pieces(&token.pieces)
    }

    fn pieces(&mut self, pieces: &'s [Piece<'a>]) -> Value {
        let mut value: Option<Value> = None;
        for piece in pieces {
            let part = match piece {
                Piece::Literal(text) => Value::text(text.as_str()),
                Piece::Code(code) => self.code(code),
            };
            value = Some(match value {
                Some(before) => before.concat(&part),
                None => part,
            });
        }
        value.unwrap_or_else(|| Value::text(""))
    }

    fn code(&mut self, code: &'s [Token<'a>]) -> Value {
        let Some(first) = code.first() else { return Value::hole() };
        if first.kind == TokenKind::Variable {
            if is_token_endpoint(first.text) {
                return Value::text(TOKEN_ENDPOINT);
            }
            let value = self.scope.lookup(first.text).map(|value| value.any_item());
            return match value {
                Some(value @ (Value::Text(_) | Value::Record(_))) => value,
                _ => Value::hole(),
            };
        }
        if self.depth < MAX_DEPTH {
            let mut reader = ShellReader { tokens: &code[1..], at: 0, scope: self.scope, depth: self.depth + 1 };
            reader.scope.open_block();
            reader.commands();
            reader.scope.close_block();
        }
        let names_next_page = code.iter().flat_map(|token| &token.pieces).any(|piece| match piece {
            Piece::Literal(text) => is_next_page(text),
            Piece::Code(_) => false,
        });
        if names_next_page { Value::text(NEXT_PAGE.to_string()) } else { Value::hole() }
    }
}
