//! What is known at a place of the script: variables, functions and the requests found so far.

mod functions;
mod requests;
mod unused_addresses;
mod variables;

use super::found_requests::{FoundRequests, MAX_REQUESTS};
use crate::request::Request;
use crate::table::Table;
use crate::value::Value;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many assignments of a variable are looked at for one use.
const MAX_LOOKS: usize = 32;

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

    /// What was found.
    pub fn finish(mut self) -> FoundRequests {
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
        FoundRequests {
            requests,
            continuations: self.continuations,
            connects_to_compliance: self.connects_to_compliance,
        }
    }
}
