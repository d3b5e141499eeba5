//! Workflows of Logic Apps: their HTTP actions. The rest of a template around them is read over.

use super::scope::Scope;
use crate::json_text::{Content, JsonTextNode, read_json};
use crate::request::{Sender, Unclear};
use crate::value::{HOLE, Value};
use std::collections::HashMap;

/// How deep expressions of a workflow may be nested.
const MAX_DEPTH: usize = 16;

/// Reads a workflow.
pub(super) fn read(text: &str, scope: &mut Scope<'_>) {
    let Some(root) = read_json(text) else { return };
    let mut known = HashMap::new();
    collect(&root, &mut known);
    walk(&root, "", &known, scope);
}

/// Values of parameters and variables.
fn collect(node: &JsonTextNode, known: &mut HashMap<String, String>) {
    match &node.content {
        Content::Record(fields) => {
            for (name, child) in fields {
                let default = child.field("defaultValue").or_else(|| child.field("value")).and_then(JsonTextNode::text);
                if let Some(value) = default {
                    known.entry(name.to_ascii_lowercase()).or_insert_with(|| value.to_owned());
                }
                // Variables are declared by an action.
                if let (Some(name), Some(value)) = (
                    child.field("name").and_then(JsonTextNode::text),
                    child.field("value").and_then(JsonTextNode::text),
                ) {
                    known.entry(name.to_ascii_lowercase()).or_insert_with(|| value.to_owned());
                }
                if let Some(text) = child.text() {
                    known.entry(name.to_ascii_lowercase()).or_insert_with(|| text.to_owned());
                }
                collect(child, known);
            }
        }
        Content::List(items) => items.iter().for_each(|item| {
            if let (Some(name), Some(value)) =
                (item.field("name").and_then(JsonTextNode::text), item.field("value").and_then(JsonTextNode::text))
            {
                known.entry(name.to_ascii_lowercase()).or_insert_with(|| value.to_owned());
            }
            collect(item, known);
        }),
        Content::Text(_) | Content::Other => {}
    }
}

fn walk(node: &JsonTextNode, name: &str, known: &HashMap<String, String>, scope: &mut Scope<'_>) {
    let (Content::Record(_) | Content::List(_)) = &node.content else { return };
    let kind = node.field("type").and_then(JsonTextNode::text).unwrap_or_default().to_ascii_lowercase();
    let inputs = node.field("inputs");
    match (kind.as_str(), inputs) {
        ("http" | "httpwebhook", Some(inputs)) => action(node, inputs, name, known, scope),
        (
            "apiconnection"
            | "openapiconnection"
            | "apiconnectionwebhook"
            | "openapiconnectionwebhook"
            | "serviceprovider",
            Some(_),
        ) => {
            scope.add_unclear(node.line, name, Unclear::Connector);
        }
        _ => {}
    }
    match &node.content {
        Content::Record(fields) => fields.iter().for_each(|(name, child)| walk(child, name, known, scope)),
        Content::List(items) => items.iter().for_each(|child| walk(child, name, known, scope)),
        Content::Text(_) | Content::Other => {}
    }
}

fn action(
    node: &JsonTextNode,
    inputs: &JsonTextNode,
    name: &str,
    known: &HashMap<String, String>,
    scope: &mut Scope<'_>,
) {
    let inputs = inputs.field("subscribe").unwrap_or(inputs);
    let text = |field: &str| inputs.field(field).and_then(JsonTextNode::text);
    let mut address = evaluate(text("uri").unwrap_or(&HOLE.to_string()), known);
    if let Some(Content::Record(queries)) = inputs.field("queries").map(|node| &node.content) {
        for (name, value) in queries.iter().take(16) {
            let value = value.text().map_or_else(|| HOLE.to_string(), |text| evaluate(text, known));
            address.push_str(&format!("?{name}={value}"));
        }
    }
    let method = evaluate(text("method").unwrap_or("GET"), known);
    let body = inputs.field("body").map(JsonTextNode::value).unwrap_or_default();
    scope.add_http(node.line, name, Sender::Any, Value::text(address), Value::text(method), body);
}

/// The value of a text with expressions: `@{…}`, `@concat(…)`, `[concat(…)]`.
fn evaluate(text: &str, known: &HashMap<String, String>) -> String {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("[").and_then(|text| text.strip_suffix("]")) {
        return expression(inside, known, 0);
    }
    if let Some(rest) = text.strip_prefix('@')
        && !rest.starts_with(['{', '@'])
    {
        return expression(rest, known, 0);
    }
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        result.push_str(before);
        let end = end_of(after, '}');
        result.push_str(&expression(after.get(..end).unwrap_or_default(), known, 0));
        rest = after.get(end + 1..).unwrap_or_default();
        if result.len() > 8192 {
            return HOLE.to_string();
        }
    }
    result.push_str(rest);
    result
}

/// Where the expression ends: the first `end` outside of brackets and texts.
fn end_of(text: &str, end: char) -> usize {
    let mut open = 0usize;
    let mut in_text = false;
    for (at, character) in text.char_indices() {
        match character {
            '\'' => in_text = !in_text,
            _ if in_text => {}
            _ if character == end && open == 0 => return at,
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn expression(text: &str, known: &HashMap<String, String>, depth: usize) -> String {
    let text = text.trim();
    let hole = || HOLE.to_string();
    if depth > MAX_DEPTH || text.len() > 8192 {
        return hole();
    }
    if let Some(inside) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return inside.replace("''", "'");
    }
    if text.to_ascii_lowercase().contains("nextlink") && !text.contains("concat") {
        return crate::value::NEXT_PAGE.to_string();
    }
    let Some((name, arguments)) = text.split_once('(') else { return hole() };
    let end = end_of(arguments, ')');
    let whole = arguments.get(..end).unwrap_or_default();
    if !arguments.get(end + 1..).unwrap_or_default().trim().is_empty() {
        return hole();
    }
    let mut parts = Vec::new();
    let mut rest = whole;
    while !rest.is_empty() && parts.len() < 32 {
        let end = end_of(rest, ',');
        parts.push(expression(rest.get(..end).unwrap_or_default(), known, depth + 1));
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    match name.trim().to_ascii_lowercase().as_str() {
        "concat" | "string" => parts.concat(),
        "parameters" | "variables" | "appsetting" => {
            match parts.first().and_then(|name| known.get(&name.to_ascii_lowercase())) {
                Some(value) if value.starts_with(['@', '[']) && depth < 4 => {
                    expression(value.trim_start_matches(['@', '[', '{']).trim_end_matches([']', '}']), known, depth + 4)
                }
                Some(value) => value.clone(),
                None => hole(),
            }
        }
        "format" if !parts.is_empty() => {
            let values: Vec<Value> = parts[1..].iter().map(|part| Value::text(part.as_str())).collect();
            Value::text(parts[0].as_str())
                .format(&values)
                .texts()
                .first()
                .map(|text| text.to_string())
                .unwrap_or_default()
        }
        _ => hole(),
    }
}
