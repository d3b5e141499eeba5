//! Commands: functions of the script, commands of the system and cmdlets.

use super::reader::PowerShellReader;
use crate::arguments::Arguments;
use crate::calls::native;
use crate::lexer::TokenKind;
use crate::request::Unclear;
use crate::value::Value;

impl PowerShellReader<'_, '_, '_> {
    /// `& command` and `. file`.
    pub(super) fn invocation(&mut self, input: Option<Value>) -> Value {
        let sign = self.peek().map_or("&", |token| token.text);
        self.at += 1;
        let Some(token) = self.peek() else { return Value::Unknown };
        if token.is("{") || token.is("&") {
            return Value::Unknown;
        }
        if token.kind == TokenKind::Word && sign == "&" && !token.text.contains(['/', '\\']) {
            return self.command(input);
        }
        let line = token.line;
        let before = self.at;
        let value = self.argument();
        if self.at == before {
            self.at += 1;
        }
        match value.constant() {
            Some(name) if sign == "&" && !name.ends_with(".ps1") => self.run(&name, line, input),
            Some(name) => {
                self.scope.add_unclear(line, &name, Unclear::OtherFile);
                self.arguments(&mut Arguments::default(), "");
                Value::Unknown
            }
            None => {
                let unclear = if sign == "." || token.kind == TokenKind::Text {
                    Unclear::OtherFile
                } else {
                    Unclear::CommandInVariable
                };
                let text =
                    if token.kind == TokenKind::Variable { format!("{sign} ${}", token.text) } else { sign.to_owned() };
                self.scope.add_unclear(line, &text, unclear);
                self.arguments(&mut Arguments::default(), "");
                Value::Unknown
            }
        }
    }

    pub(super) fn command(&mut self, input: Option<Value>) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        self.at += 1;
        self.run(token.text, token.line, input)
    }

    /// Reads the arguments of a command and runs it.
    fn run(&mut self, written: &str, line: u32, input: Option<Value>) -> Value {
        let lower = written.to_ascii_lowercase();
        let lower = lower.rsplit('\\').next().unwrap_or(&lower).to_owned();
        let name = self.scope.aliases.get(&lower).cloned().unwrap_or(lower);
        if !self.scope.is_function(&name)
            && matches!(name.as_str(), "az" | "az.cmd" | "curl.exe" | "mgc" | "m365" | "wget.exe")
        {
            let words = self.native_words();
            native::run(self.scope, &name, &words, line);
            return Value::Unknown;
        }
        let is_each = matches!(name.as_str(), "foreach-object" | "%" | "foreach" | "where-object" | "?" | "where");
        if is_each && let Some(input) = &input {
            self.scope.open_block();
            self.scope.assign("_", input.any_item());
            self.scope.assign("psitem", input.any_item());
        }
        let mut arguments = Arguments { is_piped: input.is_some(), ..Arguments::default() };
        self.arguments(&mut arguments, &name);
        if is_each && input.is_some() {
            self.scope.close_block();
        }
        if self.scope.is_function(&name) {
            return self.scope.call(&name, written, &arguments, line).unwrap_or_default();
        }
        self.known_command(&name, written, line, arguments, input)
    }
}
