//! What a call does, and its value.

use super::pass_through::pass_through;
use super::reader::CLikeReader;
use crate::arguments::Arguments;
use crate::calls::call::Call;
use crate::calls::{fluent, graph_client, http_client};
use crate::lexer::c_like::Dialect;
use crate::request::Unclear;
use crate::value::Value;

impl CLikeReader<'_, '_, '_> {
    pub(super) fn call(
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
    pub(super) fn evaluate(
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
            && let Value::Chain(chain) = graph_client::client(receiver_text)
        {
            return fluent::call(self.scope, &chain, &call);
        }
        if let Some(kind) = http_client::azure_client(&call) {
            self.scope.add_unclear(line, kind, Unclear::AzureSdk);
        }
        if is_new {
            return http_client::construct(self.scope, &call, &Value::Unknown)
                .or_else(|| pass_through(&call))
                .unwrap_or_else(|| Value::record(arguments.named.clone()));
        }
        if let Some(value) = http_client::call(self.scope, &call) {
            return value;
        }
        if let Some(value) = self.scope.call(name, &text, &arguments, line) {
            return value;
        }
        if let Some(value) = graph_client::create(&call) {
            return value;
        }
        pass_through(&call).unwrap_or_else(|| {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            if is_type && !arguments.named.is_empty() { Value::record(arguments.named.clone()) } else { Value::Unknown }
        })
    }

    /// Moves over `<…>` before a bracket, and says whether it was there.
    pub(super) fn skip_generics(&mut self) -> bool {
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
}
