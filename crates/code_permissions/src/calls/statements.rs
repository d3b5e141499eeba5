//! Statements of C#, JavaScript, TypeScript and Python: assignments, functions, blocks.

use super::expressions::{Reader, closes};
use super::{Scope, fluent};
use crate::lexer::c_like::{DEDENT, Dialect, INDENT};
use crate::lexer::{Token, TokenKind};
use crate::value::Value;

/// How many tokens the head of a function can have.
const MAX_HEAD: usize = 240;

/// Reads a script.
pub(super) fn read<'a>(tokens: &[Token<'a>], dialect: Dialect, scope: &mut Scope<'_>) {
    let mut reader = Reader { tokens, at: 0, scope, dialect, depth: 0 };
    reader.statements(false);
}

/// What an opening brace opened.
enum Frame {
    Block,
    Function,
}

/// Words at the beginning of a statement after which the statement goes on.
const SKIPPED: [&str; 36] = [
    "else",
    "try",
    "finally",
    "do",
    "case",
    "default",
    "export",
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "readonly",
    "const",
    "let",
    "var",
    "global",
    "nonlocal",
    "abstract",
    "override",
    "virtual",
    "sealed",
    "partial",
    "unsafe",
    "declare",
    "throw",
    "raise",
    "assert",
    "if",
    "while",
    "switch",
    "elif",
    "lock",
    "with",
    "catch",
    "except",
];

impl<'s, 't, 'a> Reader<'s, 't, 'a> {
    /// Reads statements to the end, or to the brace that closes what the caller opened.
    pub fn statements(&mut self, nested: bool) {
        let mut frames = Vec::new();
        let mut pending: Option<(String, Vec<(String, Value)>)> = None;
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is("{") || token.is(INDENT) {
                self.at += 1;
                match pending.take() {
                    Some((name, parameters)) => {
                        self.scope.open_function(&name, parameters);
                        frames.push(Frame::Function);
                    }
                    None => {
                        self.scope.open_block();
                        frames.push(Frame::Block);
                    }
                }
            } else if token.is("}") || token.is(DEDENT) {
                self.at += 1;
                match frames.pop() {
                    Some(Frame::Block) => self.scope.close_block(),
                    Some(Frame::Function) => self.scope.close_function(),
                    None if nested => break,
                    None => {}
                }
            } else if token.kind == TokenKind::NewLine {
                self.at += 1;
            } else if token.kind == TokenKind::Symbol && matches!(token.text, ";" | ")" | "]" | "," | ":" | "=") {
                // A function without a body.
                if token.text == ";" {
                    pending = None;
                }
                self.at += 1;
            } else if let Some(head) = self.function_head() {
                if self.skip("=>") {
                    self.scope.open_function(&head.0, head.1);
                    let value = self.expression();
                    self.scope.set_return(value);
                    self.scope.close_function();
                } else {
                    pending = Some(head);
                }
            } else {
                self.statement();
            }
            if self.at == before {
                self.at += 1;
            }
        }
        while let Some(frame) = frames.pop() {
            match frame {
                Frame::Block => self.scope.close_block(),
                Frame::Function => self.scope.close_function(),
            }
        }
    }

    fn statement(&mut self) {
        match self.word() {
            Some("import" | "namespace" | "package") if !self.is_at(1, "(") && !self.is_at(1, ".") => {
                self.skip_statement()
            }
            Some("from") if self.dialect == Dialect::Python => self.skip_statement(),
            Some("using") if self.is_at(2, ".") || self.is_at(2, ";") => self.skip_statement(),
            Some("class" | "interface" | "struct" | "enum" | "record" | "type") if self.word_at(1).is_some() => {
                self.type_head()
            }
            Some("for" | "foreach") => self.loop_head(),
            Some("with") if self.dialect == Dialect::Python => self.with_head(),
            Some("return" | "yield") => {
                self.at += 1;
                if !self.peek().is_some_and(|token| token.kind == TokenKind::NewLine || closes(token)) {
                    let value = self.expression();
                    self.scope.set_return(value);
                }
            }
            Some(word) if SKIPPED.contains(&word) && !self.is_at(1, "=") && !self.is_at(1, ".") => {
                self.at += 1;
                let declares = matches!(word, "const" | "let" | "var");
                if declares && (self.is("{") || self.is("[")) {
                    self.arguments();
                } else if self.is("(") && !declares {
                    self.at += 1;
                }
            }
            _ => self.assignment(),
        }
    }

    fn skip_statement(&mut self) {
        while let Some(token) = self.peek() {
            if token.is(";") || token.kind == TokenKind::NewLine || token.is("{") && self.dialect == Dialect::CSharp {
                return;
            }
            self.at += 1;
        }
    }

    /// The head of a class, with the parameters that some languages write there.
    fn type_head(&mut self) {
        while let Some(token) = self.peek() {
            if token.is("{") || token.is(";") || token.kind == TokenKind::NewLine || token.is("=") {
                return;
            }
            if let (Some(kind), Some(name)) = (self.word(), self.word_at(1)) {
                self.declare_client(kind, name);
            }
            self.at += 1;
        }
    }

    /// A variable whose type is a client of Microsoft Graph.
    fn declare_client(&mut self, kind: &str, name: &str) -> bool {
        let is_client = fluent::is_client_type(kind);
        if is_client {
            self.scope.assign(name, fluent::client(name));
        }
        is_client
    }

    /// `with make() as name, (make() as other):`.
    fn with_head(&mut self) {
        self.at += 1;
        self.skip("(");
        while self.peek().is_some_and(|token| !token.is(":") && token.kind != TokenKind::NewLine && !closes(token)) {
            let before = self.at;
            let value = self.expression();
            if self.word() == Some("as") {
                if let Some(name) = self.word_at(1) {
                    self.scope.assign(name, value);
                }
                self.at += 2;
            }
            self.skip(",");
            if self.at == before {
                self.at += 1;
            }
        }
    }

    /// `for (const x of list)`, `foreach (var x in list)`, `for x in list:`.
    fn loop_head(&mut self) {
        self.at += 1;
        if self.word() == Some("await") {
            self.at += 1;
        }
        self.skip("(");
        let mut names = Vec::<&str>::new();
        for offset in 0..12 {
            match self.peek_at(offset) {
                Some(token) if token.is_word("in") || token.is_word("of") => {
                    self.at += offset + 1;
                    let value = self.expression();
                    let item = if names.len() <= 2 { value.any_item() } else { Value::Unknown };
                    if let Some(name) = names.last() {
                        self.scope.assign(name, item);
                    }
                    return;
                }
                Some(token) if token.kind == TokenKind::Word => names.push(token.text),
                Some(token) if matches!(token.text, "," | "(" | ")" | "[" | "]") => {}
                _ => return,
            }
        }
    }

    /// An assignment or an expression.
    fn assignment(&mut self) {
        let declared = self.skip_type();
        let Some((length, target)) = self.target() else {
            self.expression();
            return;
        };
        let operator = self.peek_at(length).map_or("", |token| token.text);
        self.at += length + 1;
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
        if operator == "=" && self.arrow_function(&target) {
            return;
        }
        let is_new = self.word() == Some("new") && (self.is_at(1, "(") || self.is_at(1, "{"));
        let value = match self.peek() {
            // `Type name = new(…)`.
            Some(token) if is_new && !declared.is_empty() => {
                self.at += 1;
                self.construction(token.line, declared)
            }
            _ => self.expression(),
        };
        let value = match operator {
            "+=" => self.scope.lookup(&target).unwrap_or_default().concat(&value),
            _ => value,
        };
        if let Some((base, field)) = target.rsplit_once('.')
            && let Some(record @ Value::Record(_)) = self.scope.lookup(base)
        {
            self.scope.assign(base, record.with_field(field, value.clone()));
        }
        self.scope.assign(&target, value);
    }

    /// Moves over the type before a declared name, and answers it.
    fn skip_type(&mut self) -> &'a str {
        let mut declared = "";
        for _ in 0..6 {
            let Some(first) = self.word() else { return declared };
            if matches!(first, "await" | "new" | "return" | "not" | "lambda" | "async" | "function" | "print" | "del") {
                return declared;
            }
            match self.word_at(1) {
                Some("in" | "is" | "as" | "and" | "or" | "if" | "for" | "else" | "instanceof" | "of" | "not") => {
                    return declared;
                }
                Some(name) => {
                    self.declare_client(first, name);
                    declared = first;
                    self.at += 1;
                    continue;
                }
                None => {}
            }
            let Some(length) = self.type_suffix() else { return declared };
            self.at += length;
        }
        declared
    }

    /// How many tokens a type with brackets has, if a name and `=` follow it: `List<string> x =`, `string[] x =`.
    fn type_suffix(&self) -> Option<usize> {
        if self.dialect != Dialect::CSharp {
            return None;
        }
        let mut open = 0usize;
        for offset in 1..24 {
            let token = self.peek_at(offset)?;
            match token.text {
                "<" | "[" => open += 1,
                ">" | "]" => open = open.checked_sub(1)?,
                "?" | "," | "." => {}
                _ if token.kind == TokenKind::Word && open == 0 && offset > 1 => {
                    let is_declared =
                        self.peek_at(offset + 1).is_some_and(|next| matches!(next.text, "=" | ";" | "in"));
                    return is_declared.then_some(offset);
                }
                _ if token.kind == TokenKind::Word && open > 0 => {}
                _ => return None,
            }
        }
        None
    }

    /// The name that is assigned to, and how many tokens are before the operator.
    fn target(&self) -> Option<(usize, String)> {
        let mut name = String::new();
        let mut length = 0;
        loop {
            let word = self.word_at(length)?;
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(if name.is_empty() && word == "self" { "this" } else { word });
            length += 1;
            let next = self.peek_at(length)?;
            match next.text {
                "." if length < 16 => length += 1,
                "[" if self.is_at(length + 2, "]") => {
                    let key = self.peek_at(length + 1)?;
                    let piece = key.pieces.first();
                    if let Some(crate::lexer::Piece::Literal(text)) = piece {
                        name.push('.');
                        name.push_str(text);
                    } else {
                        return None;
                    }
                    length += 3;
                    let operator = self.peek_at(length)?;
                    return matches!(operator.text, "=" | "+=").then_some((length, name));
                }
                "=" | "+=" | "??=" | ":=" if next.kind == TokenKind::Symbol => return Some((length, name)),
                // A type after the name.
                ":" if self.dialect != Dialect::CSharp && next.kind == TokenKind::Symbol => {
                    for offset in length + 1..length + 24 {
                        let token = self.peek_at(offset)?;
                        match token.text {
                            "=" if token.kind == TokenKind::Symbol => return Some((offset, name)),
                            ";" | "(" | ")" | "{" | "=>" => return None,
                            _ if token.kind == TokenKind::NewLine => return None,
                            _ => {}
                        }
                    }
                    return None;
                }
                _ => return None,
            }
        }
    }

    /// `name = (a, b) => …` or `name = function (a, b) { … }`.
    fn arrow_function(&mut self, name: &str) -> bool {
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
            if self.depth < 48 {
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

    /// The offset of the bracket that closes the one at an offset.
    fn matching(&self, open: usize) -> Option<usize> {
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

    /// The name and parameters of a function, if a statement begins with one; the body is next.
    fn function_head(&mut self) -> Option<(String, Vec<(String, Value)>)> {
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

    /// The parameters between two places.
    fn parameters(&mut self, start: usize, end: usize) -> Vec<(String, Value)> {
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
        if words.iter().any(|word| fluent::is_client_type(word)) {
            return Some((name.to_owned(), fluent::client(name)));
        }
        let default = match equals {
            Some(at) => {
                let mut reader = Reader {
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
