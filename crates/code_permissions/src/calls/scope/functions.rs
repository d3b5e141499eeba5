//! Blocks and functions of a script, and what a call of a function does.

use super::{Function, OpenFunction, Scope};
use crate::arguments::Arguments;
use crate::request::{Request, RequestKind};
use crate::value::{MAX_PARAMETERS, Value, parameter};

impl Scope<'_> {
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

    pub(super) fn function_id(&self) -> u32 {
        self.open_functions.last().map_or(0, |open| open.id)
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
}

/// Whether a value is a host, with a path or without, or a version of Microsoft Graph.
fn is_base(value: &Value) -> bool {
    value.constant().is_some_and(|text| text.starts_with("https://") || matches!(&*text, "v1.0" | "beta"))
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
