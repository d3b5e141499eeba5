//! Requests that an SDK of Microsoft Graph builds: C# (versions 4 and 5), Python, JavaScript and TypeScript.

use super::call::Call;
use super::graph_client::is_client_name;
use super::http_client;
use super::scope::Scope;
use crate::lexer::c_like::Dialect;
use crate::request::{Request, RequestKind, Sender};
use crate::table::Table;
use crate::value::{Chain, Value};
use std::rc::Rc;

/// How many steps a chain can have.
const MAX_STEPS: usize = 40;

/// How long the text of a chain can be, in bytes.
const MAX_TEXT: usize = 200;

/// Adds a member to the text of a chain.
fn append(text: &mut String, name: &str) {
    if text.len() < MAX_TEXT {
        text.push('.');
        text.push_str(name);
    }
}

/// The chain after a member.
pub(super) fn step(table: &Table, chain: &Rc<Chain>, name: &str) -> Value {
    let mut next = chain.as_ref().clone();
    // A client may be a member of another object: `this.graph.client.users`.
    if next.steps.is_empty() && (is_client_name(name) || !table.paths.has_root(&plain(name)) && plain(name) != "me") {
        return if is_client_name(name) { Value::Chain(chain.clone()) } else { Value::Unknown };
    }
    if next.steps.len() < MAX_STEPS {
        next.steps.push(plain(name));
    }
    append(&mut next.text, name);
    Value::Chain(Rc::new(next))
}

/// The chain after a key.
pub(super) fn key(chain: &Rc<Chain>) -> Value {
    let mut next = chain.as_ref().clone();
    if next.steps.len() < MAX_STEPS {
        next.steps.push("{}".to_owned());
    }
    if next.text.len() < MAX_TEXT {
        next.text.push_str("[]");
    }
    Value::Chain(Rc::new(next))
}

/// A name as a segment of a path.
fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

/// A call on a chain: a step, an option, or the request itself.
pub(super) fn call(scope: &mut Scope<'_>, chain: &Rc<Chain>, call: &Call<'_>) -> Value {
    let first = call.arguments.positional.first();
    let name = call.name;
    if let (Some(address), Some("{}")) = (&chain.address, chain.steps.last().map(String::as_str)) {
        // `client.api(path)[verb](body)`
        let body = first.cloned().unwrap_or_default();
        scope.add_http(call.line, &chain.text, Sender::Graph, address.clone(), Value::hole(), body);
        return Value::Unknown;
    }
    if let Some(method) = method(name, call.dialect, chain, call.arguments.positional.len()) {
        let mut chain = chain.as_ref().clone();
        if chain.steps.is_empty() && chain.address.is_none() {
            return http_client::relative(scope, call, method, Sender::Graph).unwrap_or_default();
        }
        let text = format!("{}.{name}", chain.text);
        if let Some(address) = chain.address.take().filter(|_| chain.steps.is_empty()) {
            let body = first.cloned().unwrap_or_default();
            let address = with_query(address, &chain.query);
            scope.add_http(call.line, &text, Sender::Graph, address, Value::text(method), body);
            return Value::Unknown;
        }
        let kind = RequestKind::Sdk { chain, method: method.to_owned(), arguments: call.arguments.clone() };
        scope.add(Request { line: call.line, text, kind });
        return Value::Unknown;
    }
    let mut next = chain.as_ref().clone();
    let lower = plain(name);
    match lower.as_str() {
        "api" => {
            next.address = Some(first.cloned().unwrap_or_else(Value::hole));
            next.steps.clear();
            append(&mut next.text, "api");
            return Value::Chain(Rc::new(next));
        }
        "withurl" => {
            next.address = Some(first.cloned().unwrap_or_else(Value::hole));
            next.steps.clear();
            return Value::Chain(Rc::new(next));
        }
        "request"
        | "header"
        | "headers"
        | "version"
        | "responsetype"
        | "option"
        | "options"
        | "middlewareoptions"
        | "count"
        | "top"
        | "skip"
        | "skiptoken"
        | "withmaxretry"
        | "withmaxretries"
        | "configureawait"
        | "where"
        | "postqueryparameters"
            if lower != "count" || call.dialect == Dialect::JavaScript =>
        {
            return Value::Chain(Rc::new(next));
        }
        "select" | "expand" | "filter" | "orderby" | "search" => {
            if next.query.len() < 16 {
                let parts: Vec<Value> = call.arguments.positional.clone();
                next.query.push((lower, if parts.len() == 1 { parts[0].clone() } else { Value::list(parts) }));
            }
            return Value::Chain(Rc::new(next));
        }
        "query" => {
            if let Some(Value::Record(fields)) = first {
                next.query.extend(
                    fields.iter().take(16).map(|(name, value)| (plain(name.trim_start_matches('$')), value.clone())),
                );
            }
            return Value::Chain(Rc::new(next));
        }
        _ => {}
    }
    append(&mut next.text, name);
    if next.steps.len() < MAX_STEPS {
        if lower.starts_with("by") && !call.arguments.positional.is_empty() {
            next.steps.push("{}".to_owned());
        } else {
            let (step, has_key) = match lower.split_once("with") {
                Some((step, _)) if !step.is_empty() && lower != "itemwithpath" => (step.to_owned(), true),
                _ => (lower, false),
            };
            if next.steps.is_empty() && !scope.table.paths.has_root(&step) && step != "me" {
                return Value::Unknown;
            }
            next.steps.push(step);
            if has_key {
                // A key where the collection has keys, and the arguments of a function elsewhere.
                next.steps.push("?".to_owned());
            }
        }
    }
    Value::Chain(Rc::new(next))
}

/// An address with the options that the chain adds.
fn with_query(address: Value, query: &[(String, Value)]) -> Value {
    let mut address = address;
    for (name, value) in query {
        let text: String = value.items().iter().map(Value::option_text).collect::<Vec<_>>().join(",");
        address = address.concat(&Value::text(format!("?${name}={text}")));
    }
    address
}

/// The method that the last call of a chain sends.
fn method(name: &str, dialect: Dialect, chain: &Chain, arguments: usize) -> Option<&'static str> {
    if dialect == Dialect::CSharp {
        let start = name.strip_suffix("Async").or_else(|| name.strip_suffix("ResponseAsync"))?;
        let verb = |verb: &str| start.starts_with(verb);
        return Some(match () {
            () if verb("Get") => "GET",
            () if verb("Post") || verb("Add") || verb("Create") => "POST",
            () if verb("Patch") || verb("Update") => "PATCH",
            () if verb("Put") => "PUT",
            () if verb("Delete") => "DELETE",
            () => return None,
        });
    }
    let plain = plain(name);
    let is_api = chain.address.is_some();
    Some(match plain.as_str() {
        "get" | "getstream" | "stream" if is_api || arguments <= 2 => "GET",
        "post" | "create" if is_api || plain == "post" => "POST",
        "patch" | "update" if is_api || plain == "patch" => "PATCH",
        "put" | "putstream" => "PUT",
        "delete" | "del" if is_api || plain == "delete" => "DELETE",
        // `get_as_…_get_response`, `postAs…PostResponse`.
        other if other.starts_with("getas") && other.ends_with("response") => "GET",
        other if other.starts_with("postas") && other.ends_with("response") => "POST",
        _ => return None,
    })
}
