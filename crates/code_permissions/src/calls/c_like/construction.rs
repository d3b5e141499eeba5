//! Objects that are made with `new`, with their initializers.

use super::reader::CLikeReader;
use crate::arguments::Arguments;
use crate::calls::call::Call;
use crate::calls::http_client;
use crate::lexer::TokenKind;
use crate::lexer::c_like::Dialect;
use crate::value::Value;

impl CLikeReader<'_, '_, '_> {
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
}
