//! Statements: blocks, loops, and what is passed over.

use super::reader::{CLikeReader, closes};
use crate::calls::graph_client;
use crate::lexer::TokenKind;
use crate::lexer::c_like::{DEDENT, Dialect, INDENT};
use crate::value::Value;

/// What an opening brace opened.
enum CLikeBrace {
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

impl CLikeReader<'_, '_, '_> {
    /// Reads statements to the end, or to the brace that closes what the caller opened.
    pub fn statements(&mut self, nested: bool) {
        let mut braces = Vec::new();
        let mut pending: Option<(String, Vec<(String, Value)>)> = None;
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is("{") || token.is(INDENT) {
                self.at += 1;
                match pending.take() {
                    Some((name, parameters)) => {
                        self.scope.open_function(&name, parameters);
                        braces.push(CLikeBrace::Function);
                    }
                    None => {
                        self.scope.open_block();
                        braces.push(CLikeBrace::Block);
                    }
                }
            } else if token.is("}") || token.is(DEDENT) {
                self.at += 1;
                match braces.pop() {
                    Some(CLikeBrace::Block) => self.scope.close_block(),
                    Some(CLikeBrace::Function) => self.scope.close_function(),
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
        while let Some(brace) = braces.pop() {
            match brace {
                CLikeBrace::Block => self.scope.close_block(),
                CLikeBrace::Function => self.scope.close_function(),
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
    pub(super) fn declare_client(&mut self, kind: &str, name: &str) -> bool {
        let is_client = graph_client::is_client_type(kind);
        if is_client {
            self.scope.assign(name, graph_client::client(name));
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
}
