//! Calls whose value is known: texts that are put together, and bodies that are passed on.

use crate::calls::call::Call;
use crate::calls::known_names::{TOKEN_ENDPOINT, is_next_page, is_token_endpoint};
use crate::value::{HOLE, NEXT_PAGE, Value};

/// Calls whose value is known: texts that are put together, and bodies that are passed on.
pub(super) fn pass_through(call: &Call<'_>) -> Option<Value> {
    let first = call.arguments.positional.first();
    let constant = |value: Option<&Value>| value.and_then(Value::constant);
    if let Some(name) = constant(first) {
        if is_next_page(&name) {
            return Some(Value::text(NEXT_PAGE.to_string()));
        }
        if is_token_endpoint(&name) {
            return Some(Value::text(TOKEN_ENDPOINT));
        }
    }
    let receiver = call.receiver;
    Some(match call.name {
        "Trim"
        | "trim"
        | "TrimEnd"
        | "TrimStart"
        | "rstrip"
        | "lstrip"
        | "strip"
        | "ToString"
        | "toString"
        | "ToLower"
        | "toLowerCase"
        | "lower"
        | "ToLowerInvariant"
        | "encode"
        | "trimEnd"
        | "SetQueryParam"
        | "SetQueryParams"
        | "WithOAuthBearerToken"
        | "WithHeader"
        | "WithHeaders"
        | "ConfigureAwait"
        | "ToArray"
        | "ToList"
        | "copy" => receiver.clone(),
        "AppendPathSegment" | "AppendPathSegments" => {
            let parts = &call.arguments.positional;
            parts.iter().fold(receiver.clone(), |url, part| url.concat(&Value::text("/")).concat(part))
        }
        "format" if matches!(receiver, Value::Text(_)) => receiver.format(&call.arguments.positional),
        "Format" | "format" if first.is_some() => first?.format(&call.arguments.positional[1..]),
        "Concat" | "concat" => {
            let start = if matches!(receiver, Value::Text(_)) { receiver.clone() } else { Value::text("") };
            call.arguments.positional.iter().fold(start, |text, part| text.concat(part))
        }
        "items" | "values" | "entries" | "Values" => match (receiver, first) {
            (Value::Record(fields), None) | (_, Some(Value::Record(fields))) => {
                Value::list(fields.iter().map(|(_, value)| value.clone()).collect())
            }
            _ => return None,
        },
        "map" | "flatMap" | "Select" => match first {
            Some(value @ (Value::Record(_) | Value::Text(_))) => Value::list(vec![value.clone()]),
            Some(list @ Value::List(_)) => list.clone(),
            _ => return None,
        },
        "join" | "Join" => join(call)?,
        "replace" | "Replace" => replace(call)?,
        "getenv" | "get" | "GetValue" | "setdefault" if call.arguments.positional.len() > 1 => {
            call.receiver.field(&constant(first)?).or(call.arguments.positional.get(1))?.clone()
        }
        "get" => call.receiver.field(&constant(first)?)?.clone(),
        "urljoin" | "Combine" | "join_url" => {
            let second = call.arguments.positional.get(1)?;
            first?.concat(&Value::text("/")).concat(second)
        }
        "URL" if call.arguments.positional.len() > 1 => {
            call.arguments.positional[1].concat(&Value::text("/")).concat(first?)
        }
        "Uri"
        | "URL"
        | "Url"
        | "str"
        | "String"
        | "Object"
        | "HttpMethod"
        | "StringContent"
        | "JsonContent"
        | "Create"
        | "stringify"
        | "dumps"
        | "Serialize"
        | "SerializeObject"
        | "SerializeToUtf8Bytes"
        | "list"
        | "Array"
        | "freeze"
        | "from"
        | "Parse"
        | "tuple"
        | "Method"
        | "dict"
        | "JObject"
        | "FromObject"
        | "UriBuilder"
        | "encodeURI" => first.cloned().or_else(|| {
            let named = !call.arguments.named.is_empty();
            named.then(|| Value::record(call.arguments.named.clone()))
        })?,
        _ => return None,
    })
}

fn join(call: &Call<'_>) -> Option<Value> {
    let arguments = &call.arguments.positional;
    let (separator, items) = match call.receiver {
        Value::List(items) => (arguments.first()?.clone(), items.as_ref().clone()),
        Value::Text(_) => (call.receiver.clone(), arguments.first()?.items()),
        _ if arguments.len() == 2 => (arguments[0].clone(), arguments[1].items()),
        _ if arguments.len() > 2 => (arguments[0].clone(), arguments[1..].to_vec()),
        _ => return None,
    };
    let mut items = items.into_iter();
    let first = items.next()?;
    Some(items.fold(first, |text, item| text.concat(&separator).concat(&item)))
}

fn replace(call: &Call<'_>) -> Option<Value> {
    let Value::Text(texts) = call.receiver else { return None };
    let old = call.arguments.positional.first()?.constant().filter(|old| !old.is_empty())?;
    let new = call.arguments.positional.get(1)?.texts().first()?.clone();
    if texts.iter().any(|text| text.len() > 4096) {
        return None;
    }
    let replaced = texts.iter().map(|text| {
        let text = text.replace(&*old, &new);
        if text.len() > 8192 { HOLE.to_string().into() } else { text.into() }
    });
    Some(Value::Text(replaced.collect()))
}
