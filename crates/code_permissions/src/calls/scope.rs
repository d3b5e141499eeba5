//! Variables, functions and the requests found so far.

use super::{Arguments, Found, MAX_REQUESTS, Request, RequestKind, Sender, Unclear};
use crate::lexer::{Piece, Token, TokenKind};
use crate::resolve;
use crate::table::Table;
use crate::value::{HOLE, MAX_PARAMETERS, NEXT_PAGE, Value, parameter};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many assignments of a variable are looked at for one use.
const MAX_LOOKS: usize = 32;
/// How many blocks around a place are looked at for a loop.
const MAX_LOOP_BLOCKS: usize = 4;
/// How many requests of a function depend on its parameters.
const MAX_TEMPLATES: usize = 32;

/// A value that a variable got.
struct Assignment {
    value: Value,
    block: u32,
    function: u32,
}

/// A function of the script.
#[derive(Clone, Default)]
struct Function {
    parameters: Vec<(String, Value)>,
    /// Requests whose address or method is a parameter.
    templates: Vec<Request>,
    returns: Option<Value>,
}

/// A function that is being read.
struct OpenFunction {
    name: String,
    id: u32,
    function: Function,
    block: u32,
}

/// What is known at a place of the script.
pub(super) struct Scope<'t> {
    pub table: &'t Table,
    variables: HashMap<String, Vec<Assignment>>,
    /// Names that were assigned in this pass, in order.
    pub log: Vec<String>,
    /// What fields and constants had at the end of the pass before.
    fallback: HashMap<String, Value>,
    functions: HashMap<String, Function>,
    functions_before: HashMap<String, Function>,
    called: HashSet<String>,
    open_functions: Vec<OpenFunction>,
    next_function: u32,
    /// Whether each block is still open.
    blocks: Vec<bool>,
    open_blocks: Vec<u32>,
    /// Variables that get the address of the next page, with the blocks in which that happens.
    next_pages: HashSet<(String, u32)>,
    next_pages_before: HashSet<(String, u32)>,
    /// Bases of addresses of clients.
    bases: HashSet<Rc<str>>,
    /// Other names of commands.
    pub aliases: HashMap<String, String>,
    requests: Vec<Request>,
    continuations: Vec<u32>,
    connects_to_compliance: bool,
    unused: Vec<Request>,
}

impl<'t> Scope<'t> {
    pub fn new(table: &'t Table) -> Self {
        Self {
            table,
            variables: HashMap::new(),
            log: Vec::new(),
            fallback: HashMap::new(),
            functions: HashMap::new(),
            functions_before: HashMap::new(),
            called: HashSet::new(),
            open_functions: Vec::new(),
            next_function: 0,
            blocks: vec![true],
            open_blocks: vec![0],
            next_pages: HashSet::new(),
            next_pages_before: HashSet::new(),
            bases: HashSet::new(),
            aliases: HashMap::new(),
            requests: Vec::new(),
            continuations: Vec::new(),
            connects_to_compliance: false,
            unused: Vec::new(),
        }
    }

    /// Begins to read the script anew; functions and fields stay known.
    pub fn begin_pass(&mut self) -> &mut Self {
        let mut fallback = HashMap::new();
        for (name, assignments) in self.variables.drain() {
            let is_field = name.starts_with('_') || name.contains('.');
            let mut values = assignments.into_iter().filter(|assignment| is_field || assignment.function == 0);
            if let Some(first) = values.next() {
                let value = values.take(MAX_LOOKS).fold(first.value, |value, next| value.or(next.value));
                if !value.is_unknown() && !value.has_parameter() {
                    fallback.insert(name, value);
                }
            }
        }
        self.fallback = fallback;
        self.functions_before = std::mem::take(&mut self.functions);
        self.next_pages_before = std::mem::take(&mut self.next_pages);
        self.called.clear();
        self.log.clear();
        self.open_functions.clear();
        self.next_function = 0;
        self.blocks = vec![true];
        self.open_blocks = vec![0];
        self.requests.clear();
        self.continuations.clear();
        self
    }

    /// Opens a block: what is assigned in it may or may not happen.
    pub fn open_block(&mut self) {
        self.open_blocks.push(self.blocks.len() as u32);
        self.blocks.push(true);
    }

    /// Closes the last block.
    pub fn close_block(&mut self) {
        if self.open_blocks.len() > 1
            && let Some(block) = self.open_blocks.pop()
        {
            self.blocks[block as usize] = false;
        }
    }

    /// Opens a function with its parameters and their default values.
    pub fn open_function(&mut self, name: &str, parameters: Vec<(String, Value)>) {
        self.open_block();
        self.next_function += 1;
        let block = self.open_blocks.last().copied().unwrap_or_default();
        let open = OpenFunction { name: name.to_owned(), id: self.next_function, function: Function::default(), block };
        self.open_functions.push(open);
        self.add_parameters(parameters);
    }

    /// Adds parameters to the function that is being read. At the top of a script they have their default values.
    pub fn add_parameters(&mut self, parameters: Vec<(String, Value)>) {
        for (name, default) in parameters {
            let Some(open) = self.open_functions.last_mut() else {
                // The caller decides; only a base of addresses is taken for what its default says.
                let value = if is_base(&default) { default } else { Value::Unknown };
                self.assign(&name, value);
                continue;
            };
            let index = open.function.parameters.len();
            if index >= MAX_PARAMETERS {
                break;
            }
            open.function.parameters.push((name.clone(), default.clone()));
            let value = match default {
                Value::Chain(_) => default,
                _ => Value::text(parameter(index).to_string()),
            };
            self.assign(&name, value);
        }
    }

    /// Closes the function that is being read.
    pub fn close_function(&mut self) {
        if let Some(open) = self.open_functions.pop() {
            while self.open_blocks.last().is_some_and(|block| *block > open.block) {
                self.close_block();
            }
            self.close_block();
            if !open.name.is_empty() {
                self.functions.insert(open.name, open.function);
            }
        }
    }

    /// What the function that is being read answers.
    pub fn set_return(&mut self, value: Value) {
        if let Some(open) = self.open_functions.last_mut() {
            open.function.returns = Some(match open.function.returns.take() {
                Some(before) => before.or(value),
                None => value,
            });
        }
    }

    fn function_id(&self) -> u32 {
        self.open_functions.last().map_or(0, |open| open.id)
    }

    /// Gives a variable a value.
    pub fn assign(&mut self, name: &str, value: Value) {
        if is_next_page(&value) {
            for block in self.open_blocks.iter().rev().take(MAX_LOOP_BLOCKS).filter(|block| **block != 0) {
                self.next_pages.insert((name.to_owned(), *block));
            }
        }
        let value = match value {
            // A client is called by its name.
            Value::Chain(chain) if chain.steps.is_empty() && chain.address.is_none() => {
                let mut chain = Rc::unwrap_or_clone(chain);
                name.clone_into(&mut chain.text);
                Value::Chain(Rc::new(chain))
            }
            other => other,
        };
        let block = self.open_blocks.last().copied().unwrap_or_default();
        let assignment = Assignment { value, block, function: self.function_id() };
        self.variables.entry(name.to_owned()).or_default().push(assignment);
        self.log.push(name.to_owned());
    }

    /// The values that a variable can have here. In a loop, what it gets later in the loop too.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        let value = self.lookup_before(name);
        let function = self.open_functions.last().map_or(0, |open| open.block);
        let mut loops = self.open_blocks.iter().rev().take(MAX_LOOP_BLOCKS).filter(|block| **block > function);
        let key = |block: &u32| (name.to_owned(), *block);
        if !self.next_pages_before.is_empty() && loops.any(|block| self.next_pages_before.contains(&key(block))) {
            return value
                .map(|value| if is_next_page(&value) { value } else { value.or(Value::text(NEXT_PAGE.to_string())) });
        }
        value
    }

    fn lookup_before(&self, name: &str) -> Option<Value> {
        let mut found: Option<Value> = None;
        if let Some(assignments) = self.variables.get(name) {
            for assignment in assignments.iter().rev().take(MAX_LOOKS) {
                let is_open = self.blocks.get(assignment.block as usize).copied().unwrap_or(false);
                let is_visible = is_open || assignment.function == self.function_id() || assignment.function == 0;
                if !is_visible {
                    continue;
                }
                found = Some(match found {
                    Some(value) => assignment.value.clone().or(value),
                    None => assignment.value.clone(),
                });
                if is_open {
                    return found;
                }
            }
        }
        found.or_else(|| self.fallback.get(name).cloned())
    }

    fn function(&self, name: &str) -> Option<&Function> {
        self.functions.get(name).or_else(|| self.functions_before.get(name))
    }

    /// Whether the script defines this function.
    pub fn is_function(&self, name: &str) -> bool {
        self.function(name).is_some()
    }

    /// Runs a function of the script: the requests that depend on its parameters become requests of this line.
    pub fn call(&mut self, name: &str, written: &str, arguments: &Arguments, line: u32) -> Option<Value> {
        let function = self.function(name)?;
        let templates = function.templates.clone();
        let returns = function.returns.clone();
        let mut positional = arguments.positional.iter();
        let values: Vec<Value> = function
            .parameters
            .iter()
            .map(|(name, default)| {
                let named = arguments.named.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                match named {
                    Some((_, value)) => value.clone(),
                    None => positional.next().unwrap_or(default).clone(),
                }
            })
            .collect();
        self.called.insert(name.to_owned());
        for template in templates {
            let request = Request { line, text: written.to_owned(), kind: substitute(&template.kind, &values) };
            self.add(request);
        }
        Some(returns.map(|value| value.substitute(&values)).unwrap_or_default())
    }

    /// Adds a request at an address.
    pub fn add_http(&mut self, line: u32, text: &str, sender: Sender, address: Value, method: Value, body: Value) {
        let kind = RequestKind::Http { address, method, body, sender };
        self.add(Request { line, text: text.to_owned(), kind });
    }

    /// Adds a line of which nothing can be said.
    pub fn add_unclear(&mut self, line: u32, text: &str, unclear: Unclear) {
        self.add(Request { line, text: text.to_owned(), kind: RequestKind::Unclear(unclear) });
    }

    /// Adds a request, or keeps it with its function where it depends on a parameter.
    pub fn add(&mut self, mut request: Request) {
        if let RequestKind::Http { address, .. } = &mut request.kind {
            let texts = address.texts();
            let (next, first): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.contains(NEXT_PAGE));
            if !next.is_empty() {
                self.continuations.push(request.line);
                if first.is_empty() {
                    return;
                }
                *address = Value::Text(first);
            }
        }
        if let Some(open) = self.open_functions.last_mut()
            && depends_on_parameter(&request.kind)
            && !resolve::is_resolved(self.table, &request)
        {
            if open.function.templates.len() < MAX_TEMPLATES {
                open.function.templates.push(request);
            }
            return;
        }
        if self.requests.len() < MAX_REQUESTS {
            self.requests.push(request);
        } else if self.requests.len() == MAX_REQUESTS {
            let kind = RequestKind::Unclear(Unclear::TooMany);
            self.requests.push(Request { line: request.line, text: request.text, kind });
        }
    }

    /// Notes the base of the addresses of a client.
    pub fn add_base(&mut self, base: &Value) {
        if let Some(base) = base.constant()
            && self.bases.len() < 8
        {
            self.bases.insert(base);
        }
    }

    /// The base of addresses, if the script has one.
    pub fn only_base(&self) -> Option<Value> {
        let mut bases = self.bases.iter();
        match (bases.next(), bases.next()) {
            (Some(base), None) => Some(Value::text(base.clone())),
            _ => None,
        }
    }

    /// Notes a connection to Security & Compliance PowerShell.
    pub fn connect_to_compliance(&mut self) {
        self.connects_to_compliance = true;
    }

    /// Addresses of Microsoft's APIs in the text that no request used.
    pub fn find_unused_addresses(&mut self, tokens: &[Token<'_>]) {
        let mut used: Vec<String> = Vec::new();
        for request in &self.requests {
            if let RequestKind::Http { address, .. } = &request.kind {
                used.extend(address.texts().iter().map(|text| text.to_ascii_lowercase()));
            }
        }
        for function in self.functions.values() {
            for template in &function.templates {
                if let RequestKind::Http { address, .. } = &template.kind {
                    used.extend(address.texts().iter().map(|text| text.to_ascii_lowercase()));
                }
            }
        }
        used.sort_unstable();
        let mut unused = Vec::new();
        collect_unused(tokens, &used, &mut unused);
        unused.truncate(MAX_REQUESTS);
        self.unused = unused;
    }

    /// What was found.
    pub fn finish(mut self) -> Found {
        let mut requests = self.requests;
        for (name, function) in std::mem::take(&mut self.functions) {
            if !self.called.contains(&name) {
                requests.extend(function.templates);
            }
        }
        requests.append(&mut self.unused);
        requests.sort_by_key(|request| request.line);
        requests.truncate(MAX_REQUESTS + 1);
        self.continuations.sort_unstable();
        self.continuations.dedup();
        Found { requests, continuations: self.continuations, connects_to_compliance: self.connects_to_compliance }
    }
}

/// Whether a value is a host, with a path or without, or a version of Microsoft Graph.
fn is_base(value: &Value) -> bool {
    value.constant().is_some_and(|text| text.starts_with("https://") || matches!(&*text, "v1.0" | "beta"))
}

/// Whether a value is the address of the next page of an answer.
fn is_next_page(value: &Value) -> bool {
    matches!(value, Value::Text(texts) if texts.iter().any(|text| text.starts_with(NEXT_PAGE)))
}

fn depends_on_parameter(kind: &RequestKind) -> bool {
    match kind {
        RequestKind::Http { address, method, .. } => address.has_parameter() || method.has_parameter(),
        RequestKind::Sdk { chain, .. } => chain.address.as_ref().is_some_and(Value::has_parameter),
        RequestKind::Cmdlet { .. } | RequestKind::AzureCli(_) | RequestKind::Unclear(_) => false,
    }
}

fn substitute(kind: &RequestKind, values: &[Value]) -> RequestKind {
    match kind {
        RequestKind::Http { address, method, body, sender } => RequestKind::Http {
            address: address.substitute(values),
            method: method.substitute(values),
            body: body.substitute(values),
            sender: *sender,
        },
        RequestKind::Sdk { chain, method, arguments } => {
            let mut chain = chain.clone();
            chain.address = chain.address.map(|address| address.substitute(values));
            RequestKind::Sdk { chain, method: method.clone(), arguments: arguments.substitute(values) }
        }
        other => other.clone(),
    }
}

/// Texts with an address that isn't the beginning of a used one.
fn collect_unused(tokens: &[Token<'_>], used: &[String], unused: &mut Vec<Request>) {
    for (index, token) in tokens.iter().enumerate() {
        let mut start = String::new();
        for piece in &token.pieces {
            match piece {
                Piece::Literal(text) if start.is_empty() => start.push_str(text),
                Piece::Literal(_) => {}
                Piece::Code(code) => {
                    if start.is_empty() {
                        start.push(HOLE);
                    }
                    collect_unused(code, used, unused);
                }
            }
        }
        if !matches!(token.kind, TokenKind::Text | TokenKind::Word) || start.len() > 2048 {
            continue;
        }
        let start = start.trim().to_ascii_lowercase();
        // Up to where a value is filled in: `{0}`, `%s`.
        let start = start.split(['{', '%']).next().unwrap_or_default();
        if !crate::address::is_api_address(start) || is_reference(tokens, index) {
            continue;
        }
        let at = used.partition_point(|address| address.as_str() < start);
        if used.get(at).is_some_and(|address| address.starts_with(start)) {
            continue;
        }
        let kind = RequestKind::Unclear(Unclear::UnusedAddress);
        unused.push(Request { line: token.line, text: start.chars().take(120).collect(), kind });
    }
}

/// Whether the text is the value of `@odata.id` or `…@odata.bind`, which names an object in a body.
fn is_reference(tokens: &[Token<'_>], index: usize) -> bool {
    let before = tokens[..index].iter().rev().take(6);
    let names_object = |token: &Token<'_>| {
        token.kind == TokenKind::Word && matches!(token.text, "odata_id" | "OdataId" | "odataId" | "ODataId")
    };
    if before.clone().any(names_object) {
        return true;
    }
    before.flat_map(|token| &token.pieces).any(|piece| match piece {
        Piece::Literal(text) => text.to_ascii_lowercase().contains("odata."),
        Piece::Code(_) => false,
    })
}
