//! Expressions and arguments of PowerShell.

use super::expressions::{TOKEN_ENDPOINT, is_next_page, is_token_endpoint};
use super::powershell::{MAX_DEPTH, Reader};
use crate::lexer::{Piece, Token, TokenKind};
use crate::value::{NEXT_PAGE, Value};

impl<'s, 't, 'a> Reader<'s, 't, 'a> {
    /// The value of an expression, with its operators.
    pub fn expression(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.operators();
        self.depth -= 1;
        value
    }

    fn operators(&mut self) -> Value {
        let mut value = self.operand();
        loop {
            let Some(token) = self.peek() else { return value };
            match token.kind {
                TokenKind::Symbol => match token.text {
                    "+" => {
                        self.at += 1;
                        self.skip_lines();
                        let right = self.operand();
                        value = add(&value, &right);
                    }
                    "," if !self.ends_at_comma => {
                        let mut items = vec![value];
                        while self.skip(",") {
                            self.skip_lines();
                            let before = self.at;
                            items.push(self.operand());
                            if self.at == before {
                                break;
                            }
                        }
                        value = Value::list(items);
                    }
                    "?" => {
                        self.at += 1;
                        if self.skip("?") {
                            let right = self.operand();
                            value = if value.is_unknown() { right } else { value };
                            continue;
                        }
                        let first = self.operand();
                        value = if self.skip(":") { first.or(self.operand()) } else { first };
                    }
                    "%" | "!" | "*" | "/" => {
                        self.at += 1;
                        self.operand();
                        value = Value::Unknown;
                    }
                    _ => return value,
                },
                TokenKind::Word if token.text.starts_with('-') => {
                    self.at += 1;
                    self.skip_lines();
                    value = self.word_operator(token.text, value);
                }
                TokenKind::Word if token.text.starts_with("..") => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                TokenKind::Word if matches!(token.text, "*" | "/") => {
                    self.at += 1;
                    self.operand();
                    value = Value::Unknown;
                }
                _ => return value,
            }
        }
    }

    /// `-f`, `-join`, `-replace` and the comparisons.
    fn word_operator(&mut self, operator: &str, left: Value) -> Value {
        let right = self.operand();
        let right = if self.is(",") && !operator.eq_ignore_ascii_case("-eq") {
            let mut items = vec![right];
            while self.skip(",") {
                self.skip_lines();
                let before = self.at;
                items.push(self.operand());
                if self.at == before {
                    break;
                }
            }
            Value::list(items)
        } else {
            right
        };
        match operator.to_ascii_lowercase().as_str() {
            "-f" => left.format(&right.items()),
            "-join" => {
                let mut items = left.items().into_iter();
                let first = items.next().unwrap_or_default();
                items.fold(first, |text, item| text.concat(&right).concat(&item))
            }
            "-replace" | "-creplace" | "-split" | "-as" => left,
            "-or" | "-and" | "-eq" | "-ne" => Value::Unknown,
            _ => Value::Unknown,
        }
    }

    /// One operand with everything that is attached to it.
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

    /// `( … )`, `$( … )` and `@( … )`.
    fn brackets(&mut self) -> Value {
        let ends_at_comma = std::mem::take(&mut self.ends_at_comma);
        let value = self.inside_brackets();
        self.ends_at_comma = ends_at_comma;
        value
    }

    fn inside_brackets(&mut self) -> Value {
        let is_list = self.is("@(");
        self.at += 1;
        let mut items = Vec::new();
        while let Some(token) = self.peek() {
            if token.is(")") {
                self.at += 1;
                break;
            }
            if token.kind == TokenKind::NewLine || token.is(";") || token.is(",") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let is_statement = ["if", "foreach", "for", "while", "switch", "do", "try", "return"]
                .iter()
                .any(|word| token.is_word(word));
            let is_assignment = token.kind == TokenKind::Variable && (self.is_at(1, "=") || self.is_at(1, "+="));
            if is_statement || is_assignment {
                self.depth += 1;
                self.statements(Some(")"));
                self.depth -= 1;
                return Value::Unknown;
            }
            items.push(self.pipeline());
            if self.at == before {
                self.at += 1;
            }
        }
        match (items.len(), is_list) {
            (1, false) => items.remove(0),
            (1, true) => Value::list(items.remove(0).items()),
            (0, true) => Value::list(Vec::new()),
            (0, false) => Value::Unknown,
            _ => Value::list(items),
        }
    }

    /// `@{ name = value; … }`.
    fn hashtable(&mut self) -> Value {
        let mut fields = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            if token.is("}") {
                self.at += 1;
                break;
            }
            if token.kind == TokenKind::NewLine || token.is(";") || token.is(",") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let name = match token.kind {
                TokenKind::Text => {
                    self.at += 1;
                    self.text_value(token).texts()[0].to_string()
                }
                TokenKind::Word | TokenKind::Number => {
                    self.at += 1;
                    token.text.to_owned()
                }
                TokenKind::Variable => {
                    self.at += 1;
                    self.variable(token).texts()[0].to_string()
                }
                _ => String::new(),
            };
            if self.skip("=") {
                self.skip_lines();
                let is_condition = self.peek().is_some_and(|token| token.is_word("if"));
                let value = if is_condition { Value::Unknown } else { self.pipeline() };
                fields.push((name, value));
            }
            if self.at == before {
                self.at += 1;
            }
        }
        Value::record(fields)
    }

    /// `{ … }`: its statements run sometime.
    fn script_block(&mut self) -> Value {
        self.at += 1;
        self.scope.open_block();
        self.statements(Some("}"));
        self.scope.close_block();
        Value::Unknown
    }

    /// `[type]value` and `[type]::Method(…)`.
    fn type_literal(&mut self) -> Value {
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

    /// The arguments of a method: `(a, b)`.
    fn call_arguments(&mut self) -> Vec<Value> {
        let mut arguments = Vec::new();
        self.at += 1;
        while let Some(token) = self.peek() {
            if token.is(")") {
                self.at += 1;
                break;
            }
            if token.is(",") || token.kind == TokenKind::NewLine || token.is(";") {
                self.at += 1;
                continue;
            }
            let before = self.at;
            let value = self.expression();
            match value {
                Value::List(items) if arguments.is_empty() => arguments.extend(items.iter().cloned()),
                value => arguments.push(value),
            }
            if self.at == before {
                self.at += 1;
            }
        }
        arguments
    }

    /// Members, methods and indexes after a value.
    fn postfix(&mut self, mut value: Value) -> Value {
        while let Some(token) = self.peek() {
            if token.spaced || token.kind != TokenKind::Symbol {
                return value;
            }
            match token.text {
                "." | "::" | "?" if token.text != "?" || self.is_at(1, ".") => {
                    self.at += if token.text == "?" { 2 } else { 1 };
                    let Some(member) = self.peek() else { return value };
                    self.at += 1;
                    let name = match member.kind {
                        TokenKind::Text => self.text_value(member).texts()[0].to_string(),
                        _ => member.text.to_owned(),
                    };
                    if self.is("(") && self.peek().is_some_and(|token| !token.spaced) {
                        let arguments = self.call_arguments();
                        value = method(&value, &name, &arguments);
                    } else {
                        value = field(&value, &name);
                    }
                }
                "[" => {
                    self.at += 1;
                    let key = self.expression();
                    while self.peek().is_some_and(|token| !token.is("]") && token.kind != TokenKind::NewLine) {
                        self.at += 1;
                    }
                    self.skip("]");
                    value = match key.constant() {
                        Some(name) => match &value {
                            Value::List(items) => {
                                name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default()
                            }
                            other => field(other, &name),
                        },
                        None if matches!(value, Value::List(_)) => value.any_item(),
                        None => match &value {
                            Value::Record(fields) => {
                                Value::list(fields.iter().map(|(_, value)| value.clone()).collect()).any_item()
                            }
                            _ => Value::Unknown,
                        },
                    };
                }
                _ => return value,
            }
        }
        value
    }

    fn variable(&mut self, token: &Token<'_>) -> Value {
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
                    let mut reader =
                        Reader { tokens: code, at: 0, scope: self.scope, depth: self.depth + 1, ends_at_comma: false };
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

/// Operators before an operand.
fn is_unary(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "-not" | "-join" | "-split" | "-bnot")
}

/// The value of `left + right`.
pub(super) fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::List(items), other) => Value::list(items.iter().cloned().chain(other.items()).collect()),
        (Value::Record(fields), Value::Record(more)) => {
            Value::record(fields.iter().chain(more.iter()).cloned().collect())
        }
        (Value::Unknown, Value::Unknown) => Value::Unknown,
        _ => left.concat(right),
    }
}

fn field(value: &Value, name: &str) -> Value {
    if is_next_page(name) {
        return Value::text(NEXT_PAGE.to_string());
    }
    match value {
        Value::List(items) => {
            let fields: Vec<Value> = items.iter().filter_map(|item| item.field(name).cloned()).collect();
            if fields.is_empty() { Value::Unknown } else { Value::list(fields) }
        }
        other => other.field(name).cloned().unwrap_or_default(),
    }
}

fn method(value: &Value, name: &str, arguments: &[Value]) -> Value {
    match (name.to_ascii_lowercase().as_str(), value) {
        ("trim" | "trimend" | "trimstart" | "tostring" | "tolower" | "toupper" | "clone", value) => value.clone(),
        ("replace", Value::Text(texts)) => {
            let old = arguments.first().and_then(Value::constant).filter(|old| !old.is_empty());
            let Some(old) = old else { return value.clone() };
            let new = arguments.get(1).map(|new| new.texts()[0].clone()).unwrap_or_else(|| "".into());
            let replaced = texts.iter().map(|text| {
                let text = if text.len() > 4096 { text.to_string() } else { text.replace(&*old, &new) };
                if text.len() > 8192 { crate::value::HOLE.to_string().into() } else { text.into() }
            });
            Value::Text(replaced.collect())
        }
        _ => Value::Unknown,
    }
}
