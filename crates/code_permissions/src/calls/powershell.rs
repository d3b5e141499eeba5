//! Statements and commands of PowerShell.

use super::{Arguments, Request, RequestKind, Scope, Sender, Unclear, native};
use crate::lexer::{Token, TokenKind};
use crate::table::Method;
use crate::value::Value;

/// How deep expressions may be nested.
pub(super) const MAX_DEPTH: usize = 40;

/// Words that begin a statement and may be passed over.
const KEYWORDS: [&str; 17] = [
    "if", "elseif", "else", "while", "until", "do", "try", "finally", "begin", "process", "end", "switch", "default",
    "trap", "throw", "exit", "clean",
];

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

/// Reads a script.
pub(super) fn read<'a>(tokens: &[Token<'a>], scope: &mut Scope<'_>) {
    let mut reader = Reader { tokens, at: 0, scope, depth: 0, ends_at_comma: false };
    reader.statements(None);
}

/// Reads tokens from left to right.
pub(super) struct Reader<'s, 't, 'a> {
    pub tokens: &'s [Token<'a>],
    pub at: usize,
    pub scope: &'s mut Scope<'t>,
    pub depth: usize,
    /// Whether a comma ends an expression.
    pub ends_at_comma: bool,
}

/// What an opening brace opened.
enum Frame {
    Block,
    Function,
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

    pub fn skip(&mut self, symbol: &str) -> bool {
        let is_there = self.is(symbol);
        self.at += usize::from(is_there);
        is_there
    }

    pub fn skip_lines(&mut self) {
        while self.peek().is_some_and(|token| token.kind == TokenKind::NewLine) {
            self.at += 1;
        }
    }

    /// Reads statements to the end, or to the bracket that closes what the caller opened. The value of the last one.
    pub fn statements(&mut self, close: Option<&str>) -> Value {
        let mut frames = Vec::new();
        let mut pending: Option<(String, Vec<(String, Value)>)> = None;
        let mut last = Value::Unknown;
        while let Some(token) = self.peek() {
            let before = self.at;
            if token.is("{") {
                self.at += 1;
                if let Some((name, parameters)) = pending.take() {
                    self.scope.open_function(&name, parameters);
                    frames.push(Frame::Function);
                } else {
                    self.scope.open_block();
                    frames.push(Frame::Block);
                }
            } else if frames.is_empty() && close.is_some_and(|close| token.is(close)) {
                self.at += 1;
                break;
            } else if token.is("}") {
                self.at += 1;
                match frames.pop() {
                    Some(Frame::Block) => self.scope.close_block(),
                    Some(Frame::Function) => {
                        self.scope.set_return(std::mem::take(&mut last));
                        self.scope.close_function();
                    }
                    None => {}
                }
            } else if token.kind == TokenKind::NewLine || token.is(";") {
                self.at += 1;
            } else if token.is_word("function") || token.is_word("filter") {
                pending = Some(self.function_head());
            } else {
                last = self.statement();
            }
            if self.at == before {
                self.at += 1;
            }
        }
        for frame in frames.into_iter().rev() {
            match frame {
                Frame::Block => self.scope.close_block(),
                Frame::Function => self.scope.close_function(),
            }
        }
        last
    }

    /// `function Name ($a, $b)`: the body is next.
    fn function_head(&mut self) -> (String, Vec<(String, Value)>) {
        self.at += 1;
        let name = self.peek().map_or("", |token| token.text);
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        self.at += 1;
        let parameters = if self.is("(") { self.parameters() } else { Vec::new() };
        self.skip_lines();
        (name, parameters)
    }

    /// `(… [type]$name = default, …)`.
    fn parameters(&mut self) -> Vec<(String, Value)> {
        let mut parameters = Vec::new();
        self.at += 1;
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            match token.text {
                ")" if depth == 0 => {
                    self.at += 1;
                    break;
                }
                "[" | "(" | "{" => depth += 1,
                "]" | ")" | "}" => depth = depth.saturating_sub(1),
                _ if token.kind == TokenKind::Variable && depth == 0 => {
                    self.at += 1;
                    let name = token.text.to_ascii_lowercase();
                    let default = if self.skip("=") {
                        self.skip_lines();
                        self.ends_at_comma = true;
                        let value = self.expression();
                        self.ends_at_comma = false;
                        value
                    } else {
                        Value::Unknown
                    };
                    parameters.push((name, default));
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        parameters
    }

    fn statement(&mut self) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        if token.kind == TokenKind::Word {
            let lower = token.text.to_ascii_lowercase();
            match lower.as_str() {
                "param" if self.is_at(1, "(") => {
                    self.at += 1;
                    let parameters = self.parameters();
                    self.scope.add_parameters(parameters);
                    return Value::Unknown;
                }
                "foreach" if self.is_at(1, "(") => {
                    self.at += 2;
                    self.loop_head();
                    return Value::Unknown;
                }
                "for" if self.is_at(1, "(") => {
                    self.at += 2;
                    return Value::Unknown;
                }
                "return" => {
                    self.at += 1;
                    let value = self.pipeline();
                    self.scope.set_return(value);
                    return Value::Unknown;
                }
                "catch" | "class" | "enum" | "using" | "data" => {
                    while self.peek().is_some_and(|token| !token.is("{") && token.kind != TokenKind::NewLine) {
                        self.at += 1;
                    }
                    return Value::Unknown;
                }
                word if KEYWORDS.contains(&word) => {
                    self.at += 1;
                    if self.is("(") {
                        self.at += 1;
                        self.pipeline();
                        self.skip(")");
                    }
                    return Value::Unknown;
                }
                _ => {}
            }
        }
        if let Some(value) = self.assignment() {
            return value;
        }
        self.pipeline()
    }

    /// `$x in $list)` of a loop.
    fn loop_head(&mut self) {
        let Some(variable) = self.peek().filter(|token| token.kind == TokenKind::Variable) else { return };
        let name = variable.text.to_ascii_lowercase();
        self.at += 1;
        if self.peek().is_some_and(|token| token.is_word("in")) {
            self.at += 1;
            let value = self.pipeline();
            self.scope.assign(&name, value.any_item());
        }
        self.skip(")");
    }

    /// `$name = …`, `$name.field = …`, `[type]$name = …`.
    fn assignment(&mut self) -> Option<Value> {
        let mut offset = 0;
        while self.is_at(offset, "[") {
            let end = (offset..offset + 24).find(|at| self.is_at(*at, "]"))?;
            offset = end + 1;
        }
        let first =
            self.peek_at(offset).filter(|token| token.kind == TokenKind::Variable && token.pieces.is_empty())?;
        let name = first.text.to_ascii_lowercase();
        offset += 1;
        let mut field = None;
        if self.is_at(offset, ".") && !self.is_at(offset + 2, "(") {
            field = Some(self.peek_at(offset + 1)?.text.to_owned());
            offset += 2;
        } else if self.is_at(offset, "[") && self.is_at(offset + 2, "]") {
            let key = self.peek_at(offset + 1)?;
            field = Some(match key.pieces.first() {
                Some(crate::lexer::Piece::Literal(text)) => text.clone(),
                _ => key.text.to_owned(),
            });
            offset += 3;
        }
        let operator = self.peek_at(offset)?.text;
        if !matches!(operator, "=" | "+=") || self.peek_at(offset)?.kind != TokenKind::Symbol {
            return None;
        }
        self.at += offset + 1;
        self.skip_lines();
        let is_condition = self.peek().is_some_and(|token| token.is_word("if") || token.is_word("switch"));
        let value = if is_condition {
            self.conditional()
        } else if self.assignment_follows() {
            self.assignment().unwrap_or_default()
        } else {
            self.pipeline()
        };
        match field {
            Some(field) => {
                let record = self.scope.lookup(&name).unwrap_or_default();
                if matches!(record, Value::Record(_)) {
                    self.scope.assign(&name, record.with_field(&field, value));
                }
            }
            None if operator == "+=" => {
                let before = self.scope.lookup(&name).unwrap_or_default();
                let value = super::powershell_values::add(&before, &value);
                self.scope.assign(&name, value);
            }
            None => self.scope.assign(&name, value),
        }
        Some(Value::Unknown)
    }

    fn assignment_follows(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Variable) && self.is_at(1, "=")
    }

    /// `if (…) { a } else { b }` as a value.
    fn conditional(&mut self) -> Value {
        let mut value: Option<Value> = None;
        let mut branches = 0;
        while let Some(token) = self.peek() {
            if token.is_word("if") || token.is_word("elseif") || token.is_word("switch") {
                self.at += 1;
                if self.skip("(") {
                    self.pipeline();
                    self.skip(")");
                }
            } else if token.is_word("else") {
                self.at += 1;
            } else {
                break;
            }
            self.skip_lines();
            if !self.is("{") || self.depth >= MAX_DEPTH || branches > 64 {
                break;
            }
            branches += 1;
            self.at += 1;
            self.depth += 1;
            self.scope.open_block();
            let branch = self.statements(Some("}"));
            self.scope.close_block();
            self.depth -= 1;
            value = Some(match value {
                Some(before) => before.or(branch),
                None => branch,
            });
            let lines = self.tokens[self.at.min(self.tokens.len())..]
                .iter()
                .take(8)
                .take_while(|t| t.kind == TokenKind::NewLine)
                .count();
            if self.peek_at(lines).is_some_and(|token| token.is_word("else") || token.is_word("elseif")) {
                self.at += lines;
            }
        }
        value.unwrap_or_default()
    }

    /// Commands and expressions connected by `|`.
    pub fn pipeline(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.at += 1;
            return Value::Unknown;
        }
        self.depth += 1;
        let mut value = self.command_or_expression(None);
        loop {
            let lines = self.tokens[self.at.min(self.tokens.len())..]
                .iter()
                .take(4)
                .take_while(|t| t.kind == TokenKind::NewLine)
                .count();
            if self.is("|") || (lines > 0 && self.is_at(lines, "|")) {
                self.at += lines + 1;
                self.skip_lines();
                value = self.command_or_expression(Some(value));
            } else if self.is("&&") || self.is("||") {
                self.at += 1;
                self.skip_lines();
                value = self.command_or_expression(None);
            } else {
                break;
            }
        }
        self.depth -= 1;
        value
    }

    fn command_or_expression(&mut self, input: Option<Value>) -> Value {
        let Some(token) = self.peek() else { return Value::Unknown };
        match token.kind {
            TokenKind::Word if !token.text.starts_with('-') && !token.text.starts_with("..") => self.command(input),
            TokenKind::Symbol
                if (token.is("%") || token.is("?"))
                    && (self.is_at(1, "{") || self.peek_at(1).is_some_and(|t| t.kind == TokenKind::Word)) =>
            {
                self.command(input)
            }
            TokenKind::Symbol if token.is("&") || token.is(".") => self.invocation(input),
            _ => self.expression(),
        }
    }

    /// `& command` and `. file`.
    fn invocation(&mut self, input: Option<Value>) -> Value {
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

    fn command(&mut self, input: Option<Value>) -> Value {
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

    fn known_command(
        &mut self,
        name: &str,
        written: &str,
        line: u32,
        arguments: Arguments,
        input: Option<Value>,
    ) -> Value {
        let first = || arguments.positional.first().cloned();
        match name {
            "invoke-mggraphrequest" | "invoke-graphrequest" | "invoke-mgrestmethod" | "invoke-mgbetagraphrequest" => {
                self.request(written, line, &arguments, &["Uri"], Sender::Graph);
            }
            "invoke-pnpgraphmethod" => self.request(written, line, &arguments, &["Url", "Uri"], Sender::Graph),
            "invoke-pnpsprestmethod" => self.request(written, line, &arguments, &["Url"], Sender::SharePoint),
            "invoke-azrestmethod" => self.request(written, line, &arguments, &["Path", "Uri"], Sender::Azure),
            "invoke-restmethod" | "irm" | "invoke-webrequest" | "iwr" | "curl" | "wget" => {
                self.request(written, line, &arguments, &["Uri"], Sender::Any);
            }
            "invoke-expression" | "iex" => self.scope.add_unclear(line, written, Unclear::TextAsCode),
            "convertto-json" => {
                return input.or_else(|| arguments.named("InputObject").cloned()).or_else(first).unwrap_or_default();
            }
            "write-output" | "echo" | "out-string" => return input.or_else(first).unwrap_or_default(),
            "new-object" => {
                let property = arguments.named("Property").or(arguments.positional.get(1));
                return property.cloned().unwrap_or_default();
            }
            "join-path" | "join-uri" => {
                let parent = arguments.named("Path").cloned().or_else(first).unwrap_or_default();
                let child = arguments
                    .named("ChildPath")
                    .cloned()
                    .or_else(|| arguments.positional.get(1).cloned())
                    .unwrap_or_default();
                return parent.concat(&Value::text("/")).concat(&child);
            }
            "set-alias" | "new-alias" | "sal" | "nal" => {
                let alias = arguments.named("Name").cloned().or_else(first).and_then(|name| name.constant());
                let target = arguments.named("Value").or(arguments.positional.last()).and_then(Value::constant);
                if let (Some(alias), Some(target)) = (alias, target) {
                    self.scope.aliases.insert(alias.to_ascii_lowercase(), target.to_ascii_lowercase());
                }
            }
            "set-variable" | "new-variable" | "sv" => {
                let name = arguments.named("Name").cloned().or_else(first).and_then(|name| name.constant());
                let value = arguments.named("Value").or(arguments.positional.get(1)).cloned().unwrap_or_default();
                if let Some(name) = name {
                    self.scope.assign(&name.to_ascii_lowercase(), value);
                }
            }
            "connect-ippssession" => self.scope.connect_to_compliance(),
            "foreach-object" | "%" | "foreach" | "where-object" | "?" | "where" | "select-object" | "select" => {}
            _ => {
                let is_cmdlet = name.split_once('-').is_some_and(|(verb, noun)| {
                    !verb.is_empty()
                        && verb.bytes().all(|byte| byte.is_ascii_alphabetic())
                        && !noun.is_empty()
                        && noun.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                });
                if is_cmdlet {
                    let text = written.rsplit('\\').next().unwrap_or(written).to_owned();
                    let text = if text.eq_ignore_ascii_case(name) { text } else { name.to_owned() };
                    let kind = RequestKind::Cmdlet { name: text.clone(), arguments };
                    self.scope.add(Request { line, text, kind });
                }
            }
        }
        Value::Unknown
    }

    /// A command that sends a request to an address.
    fn request(&mut self, written: &str, line: u32, arguments: &Arguments, names: &[&str], sender: Sender) {
        let mut positional = arguments.positional.iter();
        let mut method = arguments.by_prefix("Method").or_else(|| arguments.named("CustomMethod")).cloned();
        let mut address = names.iter().find_map(|name| arguments.by_prefix(name)).cloned();
        for value in positional.by_ref().take(2) {
            let is_method = value.constant().is_some_and(|name| Method::from_name(&name).is_some());
            if is_method && method.is_none() {
                method = Some(value.clone());
            } else if address.is_none() {
                address = Some(value.clone());
            }
        }
        let body = arguments.first_of(&["Body", "Content", "Payload", "BodyParameter", "InputObject"]).cloned();
        if sender == Sender::Azure && address.is_none() {
            address = Some(azure_address(arguments));
        }
        let method = match method {
            Some(method) => method,
            // Not every argument is known.
            None if arguments.is_open => Value::hole(),
            None => Value::text("GET"),
        };
        let address = address.unwrap_or_default();
        self.scope.add_http(line, written, sender, address, method, body.unwrap_or_default());
    }

    /// The words of a command of the system, in their order.
    fn native_words(&mut self) -> Vec<Value> {
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

    /// Reads the arguments of a command.
    fn arguments(&mut self, arguments: &mut Arguments, command: &str) {
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
}

/// `-Name` as `Name`.
fn parameter_name<'a>(token: &Token<'a>) -> Option<&'a str> {
    if token.kind != TokenKind::Word {
        return None;
    }
    let name = token.text.strip_prefix('-').or_else(|| token.text.strip_prefix('\u{2013}'))?;
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// The path of Azure Resource Manager from the parts that a cmdlet takes.
fn azure_address(arguments: &Arguments) -> Value {
    let part = |name: &str| arguments.named(name).map(|value| value.texts()[0].to_string());
    let Some(provider) = part("ResourceProviderName") else { return Value::Unknown };
    let mut address = String::from("/subscriptions/x/resourceGroups/x/providers/");
    address.push_str(&provider);
    if let Some(kind) = arguments.named("ResourceType") {
        for kind in kind.items() {
            address.push('/');
            address.push_str(&kind.texts()[0]);
            address.push_str("/x");
        }
    }
    Value::text(address)
}
