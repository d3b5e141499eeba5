//! Expressions of C#, JavaScript, TypeScript and Python. Whatever isn't understood is read over, with the calls in it.

use super::{Arguments, Scope, fluent, http_client};
use crate::lexer::c_like::{DEDENT, Dialect, INDENT};
use crate::lexer::{Piece, Token, TokenKind};
use crate::value::{NEXT_PAGE, Value};

/// How deep expressions may be nested. What is deeper is read without its structure.
const MAX_DEPTH: usize = 48;

/// The address of a token endpoint, which needs no permission.
pub(super) const TOKEN_ENDPOINT: &str = "http://169.254.169.254/";

/// Words before an operand that don't change it.
const PREFIX_WORDS: [&str; 10] = ["await", "async", "not", "typeof", "void", "delete", "yield", "out", "ref", "throw"];
/// Words between operands.
const OPERATOR_WORDS: [&str; 9] = ["and", "or", "is", "in", "of", "as", "instanceof", "from", "satisfies"];

/// Reads tokens from left to right.
pub(super) struct Reader<'s, 't, 'a> {
    pub tokens: &'s [Token<'a>],
    pub at: usize,
    pub scope: &'s mut Scope<'t>,
    pub dialect: Dialect,
    pub depth: usize,
}

/// A call that was read.
pub(super) struct Call<'s> {
    /// The whole chain, such as `graph.Users[].GetAsync`.
    pub text: &'s str,
    /// The last name.
    pub name: &'s str,
    /// The chain before the last name.
    pub receiver_text: &'s str,
    /// The value before the last name.
    pub receiver: &'s Value,
    pub arguments: &'s Arguments,
    pub line: u32,
    /// Whether `new` is before it.
    pub is_new: bool,
    pub dialect: Dialect,
}

impl<'s, 't, 'a> Reader<'s, 't, 'a> {
    pub fn peek(&self) -> Option<&'s Token<'a>> {
        self.tokens.get(self.at)
    }

    pub fn peek_at(&self, offset: usize) -> Option<&'s Token<'a>> {
        self.tokens.get(self.at + offset)
    }

    pub fn is(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.is(symbol))
    }

    pub fn is_at(&self, offset: usize, symbol: &str) -> bool {
        self.peek_at(offset).is_some_and(|token| token.is(symbol))
    }

    pub fn word(&self) -> Option<&'a str> {
        self.word_at(0)
    }

    pub fn word_at(&self, offset: usize) -> Option<&'a str> {
        self.peek_at(offset).filter(|token| token.kind == TokenKind::Word).map(|token| token.text)
    }

    /// Moves over a symbol that is there.
    pub fn skip(&mut self, symbol: &str) -> bool {
        let is_there = self.is(symbol);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_lines(&mut self) {
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
    }

    /// Whether the next token that isn't the end of a line is one of these.
    fn continues_with(&self, symbols: &[&str]) -> bool {
        let next =
            self.tokens[self.at.min(self.tokens.len())..].iter().take(8).find(|token| token.kind != TokenKind::NewLine);
        next.is_some_and(|token| token.kind == TokenKind::Symbol && symbols.contains(&token.text))
    }

    /// The value of an expression.
    pub fn expression(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.binary();
        self.depth -= 1;
        value
    }

    fn binary(&mut self) -> Value {
        let mut value = self.operand();
        loop {
            if self.dialect != Dialect::Python && self.continues_with(&["+", "?", "??", "||", "&&"]) {
                self.skip_lines();
            }
            let Some(token) = self.peek() else { return value };
            let operator = token.text;
            match token.kind {
                TokenKind::Symbol => match operator {
                    "+" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = add(&value, &right);
                    }
                    "?" => {
                        self.at += 1;
                        self.skip_lines();
                        let first = self.expression();
                        self.skip_lines();
                        value = if self.skip(":") {
                            self.skip_lines();
                            first.or(self.expression())
                        } else {
                            first
                        };
                    }
                    "??" | "||" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = if value.is_unknown() { right } else { value };
                    }
                    "=>" => {
                        self.at += 1;
                        value = self.lambda("");
                    }
                    "%" if matches!(value, Value::Text(_)) => {
                        self.at += 1;
                        let right = self.operand();
                        value = percent_format(&value, &right.items());
                    }
                    "&&" => {
                        self.at += 1;
                        self.skip_lines();
                        value = self.operand();
                    }
                    "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=" | "-" | "*" | "/" | "%" | "&" | "|" | "^"
                    | "->" | ":=" => {
                        self.at += 1;
                        self.skip_lines();
                        self.operand();
                        value = Value::Unknown;
                    }
                    _ => return value,
                },
                TokenKind::Word if self.dialect == Dialect::Python && operator == "if" => {
                    self.at += 1;
                    self.operand_chain();
                    if self.word() == Some("else") {
                        self.at += 1;
                        value = value.or(self.expression());
                    }
                }
                TokenKind::Word if self.dialect == Dialect::Python && operator == "for" => {
                    // A comprehension: its element was read before its variable.
                    return Value::Unknown;
                }
                TokenKind::Word if matches!(operator, "as" | "satisfies") && self.dialect != Dialect::Python => {
                    self.at += 1;
                    self.operand();
                }
                TokenKind::Word if operator == "or" && self.dialect == Dialect::Python => {
                    self.at += 1;
                    let right = self.operand();
                    value = if value.is_unknown() { right } else { value };
                }
                TokenKind::Word if OPERATOR_WORDS.contains(&operator) && operator != "as" => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                TokenKind::Word if operator == "with" && self.is_at(1, "{") => {
                    self.at += 1;
                    self.operand();
                }
                _ => return value,
            }
        }
    }

    /// A condition between `if` and `else`.
    fn operand_chain(&mut self) {
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is_word("else") || closes(token) || token.kind == TokenKind::NewLine {
                return;
            }
            self.operand();
            if self.at == before {
                self.at += 1;
            }
        }
    }

    /// One operand with its prefixes and everything that is attached to it.
    fn operand(&mut self) -> Value {
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
    fn text_value(&mut self, token: &'s Token<'a>) -> Value {
        let mut value: Option<Value> = None;
        for piece in &token.pieces {
            let part = match piece {
                Piece::Literal(text) => Value::text(text.as_str()),
                Piece::Code(code) => {
                    let mut reader =
                        Reader { tokens: code, at: 0, scope: self.scope, dialect: self.dialect, depth: self.depth + 1 };
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

    /// What is between brackets, as the arguments of a call. The opening bracket is the next token.
    pub fn arguments(&mut self) -> Arguments {
        let mut arguments = Arguments::default();
        self.at += 1;
        while let Some(token) = self.peek() {
            let before = self.at;
            if closes(token) {
                self.at += 1;
                break;
            }
            if token.is(",") || token.is(";") || token.kind == TokenKind::NewLine || token.is(":") {
                self.at += 1;
                continue;
            }
            let separator = if self.dialect == Dialect::Python { "=" } else { ":" };
            if token.kind == TokenKind::Word && self.is_at(1, separator) && self.dialect != Dialect::JavaScript {
                self.at += 2;
                let value = self.expression();
                arguments.named.push((token.text.to_owned(), value));
                continue;
            }
            if token.is("=") {
                self.at += 1;
                continue;
            }
            let value = self.expression();
            if token.is("*") && self.is("*") {
                self.at += 1;
            }
            arguments.positional.push(value);
            if self.word() == Some("for") && self.dialect == Dialect::Python {
                self.comprehension();
            }
            if self.at == before {
                self.at += 1;
            }
        }
        arguments
    }

    /// `for x in list` after an element.
    fn comprehension(&mut self) {
        while let Some(token) = self.peek() {
            if closes(token) {
                return;
            }
            let before = self.at;
            self.operand();
            if self.at == before {
                self.at += 1;
            }
        }
    }

    fn list(&mut self) -> Value {
        Value::list(self.arguments().positional)
    }

    /// An object, a dictionary or an initializer.
    pub fn braces(&mut self) -> Value {
        let mut fields = Vec::new();
        let mut items = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            let before = self.at;
            if closes(token) {
                self.at += 1;
                break;
            }
            if token.is(",") || token.is(";") || token.kind == TokenKind::NewLine || token.is(".") || token.is("*") {
                self.at += 1;
                continue;
            }
            if let Some(name) = self.key() {
                self.skip_lines();
                let value = self.expression();
                fields.push((name, value));
            } else if token.kind == TokenKind::Word && (self.is_at(1, ",") || self.is_at(1, "}")) {
                self.at += 1;
                let value = self.scope.lookup(token.text).unwrap_or_default();
                fields.push((token.text.to_owned(), value));
            } else {
                let value = self.expression();
                if let Value::Record(more) = &value {
                    fields.extend(more.iter().cloned());
                } else if token.kind != TokenKind::Word || !self.is("{") {
                    items.push(value);
                }
                if self.is(":") {
                    // A key that isn't a plain name.
                    self.at += 1;
                    self.skip_lines();
                    self.expression();
                } else if self.is("{") {
                    // A method of an object.
                    self.at += 1;
                    self.statements(true);
                }
            }
            if self.at == before {
                self.at += 1;
            }
        }
        if fields.is_empty() && !items.is_empty() { Value::list(items) } else { Value::record(fields) }
    }

    /// A name before `:` or `=`, and over both.
    fn key(&mut self) -> Option<String> {
        let token = self.peek()?;
        let separators: &[&str] = if self.dialect == Dialect::CSharp { &["="] } else { &[":"] };
        let separated = |offset: usize| self.peek_at(offset).is_some_and(|next| separators.iter().any(|s| next.is(s)));
        match token.kind {
            TokenKind::Word | TokenKind::Number if separated(1) => {
                self.at += 2;
                Some(token.text.to_owned())
            }
            TokenKind::Text if separated(1) => {
                self.at += 2;
                let value = self.text_value(token);
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            // `["key"] = value`, and `{ "key", value }` of C#.
            TokenKind::Symbol if token.is("[") && self.is_at(2, "]") && separated(3) => {
                let inside = self.peek_at(1)?;
                self.at += 4;
                let value = if inside.kind == TokenKind::Text { self.text_value(inside) } else { Value::Unknown };
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            TokenKind::Symbol if token.is("{") && self.dialect == Dialect::CSharp && self.is_at(2, ",") => {
                let inside = self.peek_at(1).filter(|inside| inside.kind == TokenKind::Text)?;
                self.at += 3;
                let value = self.text_value(inside);
                Some(value.texts().first().map(|text| text.to_string()).unwrap_or_default())
            }
            _ => None,
        }
    }

    /// The body of a lambda, and what it assigned to its parameter, as a record.
    fn lambda(&mut self, parameter: &str) -> Value {
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
            None if fluent::is_client_name(&text) => fluent::client(&text),
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

    /// `function name(…) { … }` as a value.
    fn function_expression(&mut self) -> Value {
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

    /// What follows `new`.
    pub fn construction(&mut self, line: u32, declared: &str) -> Value {
        let mut name = declared.to_owned();
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Word => name = token.text.to_owned(),
                TokenKind::Symbol if token.text == "." => {}
                _ => break,
            }
            self.at += 1;
        }
        self.skip_generics();
        if self.is("[") {
            self.arguments();
        }
        let mut value = if self.is("(") {
            self.call_new(&name, line)
        } else if self.is("{") {
            let fields = self.braces();
            let arguments = Arguments { positional: vec![fields.clone()], ..Arguments::default() };
            let call = Call {
                text: &name,
                name: &name,
                receiver_text: "",
                receiver: &Value::Unknown,
                arguments: &arguments,
                line,
                is_new: true,
                dialect: self.dialect,
            };
            http_client::construct(self.scope, &call, &fields).unwrap_or(fields)
        } else {
            Value::Unknown
        };
        if name.is_empty() && value.is_unknown() {
            value = Value::Unknown;
        }
        self.postfix(value, name)
    }

    fn call_new(&mut self, name: &str, line: u32) -> Value {
        let arguments = self.arguments();
        if self.dialect == Dialect::CSharp && self.continues_with(&["{"]) {
            self.skip_lines();
            let fields = self.braces();
            let call = Call {
                text: name,
                name,
                receiver_text: "",
                receiver: &Value::Unknown,
                arguments: &arguments,
                line,
                is_new: true,
                dialect: self.dialect,
            };
            return http_client::construct(self.scope, &call, &fields).unwrap_or(fields);
        }
        self.evaluate(name.to_owned(), name, "", &Value::Unknown, arguments, line, true)
    }

    /// Moves over `<…>` before a bracket, and says whether it was there.
    fn skip_generics(&mut self) -> bool {
        if !self.is("<") || self.dialect == Dialect::Python {
            return false;
        }
        let mut open = 0usize;
        for offset in 0..32 {
            let Some(token) = self.peek_at(offset) else { return false };
            match token.text {
                "<" => open += 1,
                ">" => open -= 1,
                ";" | "{" | "&&" | "||" | "=" => return false,
                _ => {}
            }
            if open == 0 {
                let is_call = self.peek_at(offset + 1).is_some_and(|next| matches!(next.text, "(" | "[" | "{" | "."));
                if is_call {
                    self.at += offset + 1;
                }
                return is_call && self.is("(");
            }
        }
        false
    }

    /// Members, indexes and calls after a value.
    fn postfix(&mut self, mut value: Value, mut text: String) -> Value {
        loop {
            if self.dialect != Dialect::Python && self.continues_with(&[".", "?."]) {
                self.skip_lines();
            }
            let Some(token) = self.peek() else { return value };
            if token.kind != TokenKind::Symbol {
                return value;
            }
            match token.text {
                "." | "?." | "::" => {
                    self.at += 1;
                    let Some(member) = self.peek() else { return value };
                    if member.kind != TokenKind::Word {
                        continue;
                    }
                    self.at += 1;
                    let receiver_text = text.clone();
                    if text.len() < 200 {
                        text.push('.');
                        text.push_str(member.text);
                    }
                    if self.is("(") || self.skip_generics() {
                        value = self.call(text.clone(), member.text, receiver_text, &value, member.line, false);
                        continue;
                    }
                    value = self.member(&value, &text, member.text);
                }
                "!" if self.dialect != Dialect::Python => self.at += 1,
                "[" => {
                    let key = self.arguments().positional.into_iter().next().unwrap_or_default();
                    text.push_str(if text.len() < 200 { "[]" } else { "" });
                    value = index(&value, &key);
                }
                "(" => {
                    let name = text.clone();
                    value = self.call(name.clone(), &name, String::new(), &value, token.line, false);
                }
                _ => return value,
            }
        }
    }

    /// The value of `receiver.name`.
    fn member(&mut self, receiver: &Value, text: &str, name: &str) -> Value {
        if is_next_page(name) {
            return Value::text(NEXT_PAGE.to_string());
        }
        if is_token_endpoint(name) {
            return Value::text(TOKEN_ENDPOINT);
        }
        if let Value::Chain(chain) = receiver {
            return fluent::step(self.scope.table, chain, name);
        }
        if let Some(value) = self.scope.lookup(text) {
            return value;
        }
        if let Some(value) = receiver.field(name) {
            return value.clone();
        }
        if text.ends_with(&format!("HttpMethod.{name}")) || text.ends_with(&format!("Method.{name}")) {
            return Value::text(name);
        }
        if fluent::is_client_name(name) {
            return fluent::client(text);
        }
        Value::Unknown
    }

    fn call(
        &mut self,
        text: String,
        name: &str,
        receiver_text: String,
        receiver: &Value,
        line: u32,
        new: bool,
    ) -> Value {
        let arguments = self.arguments();
        self.evaluate(text, name, &receiver_text, receiver, arguments, line, new)
    }

    #[allow(clippy::too_many_arguments, reason = "they are the fields of the call that is made of them")]
    fn evaluate(
        &mut self,
        text: String,
        name: &str,
        receiver_text: &str,
        receiver: &Value,
        arguments: Arguments,
        line: u32,
        is_new: bool,
    ) -> Value {
        let call = Call {
            text: &text,
            name,
            receiver_text,
            receiver,
            arguments: &arguments,
            line,
            is_new,
            dialect: self.dialect,
        };
        if let Value::Chain(chain) = receiver {
            return fluent::call(self.scope, chain, &call);
        }
        if name == "api"
            && self.dialect == Dialect::JavaScript
            && !receiver_text.is_empty()
            && let Value::Chain(chain) = fluent::client(receiver_text)
        {
            return fluent::call(self.scope, &chain, &call);
        }
        if let Some(kind) = http_client::azure_client(&call) {
            self.scope.add_unclear(line, kind, super::Unclear::AzureSdk);
        }
        if is_new {
            return http_client::construct(self.scope, &call, &Value::Unknown)
                .or_else(|| super::arguments::pass_through(&call))
                .unwrap_or_else(|| Value::record(arguments.named.clone()));
        }
        if let Some(value) = http_client::call(self.scope, &call) {
            return value;
        }
        if let Some(value) = self.scope.call(name, &text, &arguments, line) {
            return value;
        }
        if let Some(value) = fluent::create(&call) {
            return value;
        }
        super::arguments::pass_through(&call).unwrap_or_else(|| {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            if is_type && !arguments.named.is_empty() { Value::record(arguments.named.clone()) } else { Value::Unknown }
        })
    }
}

/// Whether a token closes a bracket or a block.
pub(super) fn closes(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Symbol && matches!(token.text, ")" | "]" | "}" | DEDENT | INDENT)
}

fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::List(first), Value::List(second)) => Value::list(first.iter().chain(second.iter()).cloned().collect()),
        (Value::Unknown, Value::Unknown) => Value::Unknown,
        _ => left.concat(right),
    }
}

/// `"…%s…" % values`.
fn percent_format(pattern: &Value, values: &[Value]) -> Value {
    let Some(text) = pattern.texts().first().cloned() else { return Value::Unknown };
    let mut parts = text.split("%s");
    let mut result = Value::text(parts.next().unwrap_or_default());
    for (index, part) in parts.take(32).enumerate() {
        result = result.concat(values.get(index).unwrap_or(&Value::Unknown)).concat(&Value::text(part));
    }
    result
}

/// The value of `value[key]`.
fn index(value: &Value, key: &Value) -> Value {
    if let Value::Chain(chain) = value {
        return fluent::key(chain);
    }
    match key.constant() {
        Some(name) if is_next_page(&name) => Value::text(NEXT_PAGE.to_string()),
        Some(name) if is_token_endpoint(&name) => Value::text(TOKEN_ENDPOINT),
        Some(name) => match value {
            Value::List(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default(),
            other => other.field(&name).cloned().unwrap_or_default(),
        },
        None => match value {
            Value::List(_) => value.any_item(),
            Value::Record(fields) => Value::list(fields.iter().map(|(_, value)| value.clone()).collect()).any_item(),
            _ => Value::Unknown,
        },
    }
}

/// Whether a name is that of the address of the next page.
pub(super) fn is_next_page(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("nextlink")
        || lower.contains("next_link")
        || lower.contains("deltalink")
        || lower.contains("delta_link")
}

/// Whether a name is that of the address that hands out tokens to a managed identity.
pub(super) fn is_token_endpoint(name: &str) -> bool {
    matches!(name.to_ascii_uppercase().as_str(), "IDENTITY_ENDPOINT" | "MSI_ENDPOINT" | "IMDS_ENDPOINT")
}
