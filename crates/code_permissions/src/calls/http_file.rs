//! Files of requests (`.http`, `.rest`): `GET https://…`, headers, a blank line, a body.

use super::scope::Scope;
use crate::request::Sender;
use crate::table::Method;
use crate::value::{HOLE, Value};
use std::collections::HashMap;

/// Reads a file.
pub(super) fn read(text: &str, scope: &mut Scope<'_>) {
    let mut variables: HashMap<String, String> = HashMap::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let trimmed = line.trim();
        if let Some((name, value)) = trimmed.strip_prefix('@').and_then(|rest| rest.split_once('=')) {
            let value = fill(value.trim(), &variables);
            variables.insert(name.trim().to_owned(), value);
            continue;
        }
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed.starts_with("//") {
            continue;
        }
        let (method, address) = match trimmed.split_once(char::is_whitespace) {
            Some((method, rest))
                if Method::from_name(method).is_some() && method.chars().all(|c| c.is_ascii_uppercase()) =>
            {
                (method, rest.trim())
            }
            _ if trimmed.starts_with("http://") || trimmed.starts_with("https://") || trimmed.starts_with("{{") => {
                ("GET", trimmed)
            }
            _ => continue,
        };
        let mut address = address.rsplit_once(" HTTP/").map_or(address, |(address, _)| address).trim().to_owned();
        let mut host = String::new();
        let mut body = String::new();
        let mut is_body = false;
        while let Some((_, next)) = lines.peek() {
            if next.starts_with("###") {
                break;
            }
            let trimmed = next.trim();
            if is_body {
                if body.len() < 65_536 {
                    body.push_str(&fill(next, &variables));
                    body.push('\n');
                }
            } else if trimmed.is_empty() {
                is_body = true;
            } else if trimmed.starts_with(['?', '&', '/']) && host.is_empty() {
                // The address goes on.
                address.push_str(trimmed);
            } else if let Some((name, value)) = trimmed.split_once(':')
                && name.eq_ignore_ascii_case("host")
            {
                host = value.trim().to_owned();
            }
            // A request that follows without a separator.
            if is_body && body.trim().is_empty() && begins_request(trimmed) {
                break;
            }
            lines.next();
        }
        let mut address = fill(&address, &variables);
        if address.starts_with('/') && !host.is_empty() {
            address = format!("https://{}{address}", fill(&host, &variables));
        }
        let text = format!("{method} {}", address.chars().take(100).collect::<String>().replace(HOLE, "{}"));
        let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
        scope.add_http(line, &text, Sender::Graph, Value::text(address), Value::text(method), Value::text(body));
    }
}

fn begins_request(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(method, rest)| {
        matches!(method, "GET" | "POST" | "PATCH" | "PUT" | "DELETE")
            && (rest.contains("://") || rest.starts_with(['/', '{']))
    })
}

/// The text with `{{name}}` replaced.
fn fill(text: &str, variables: &HashMap<String, String>) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        result.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            result.push(HOLE);
            rest = "";
            break;
        };
        match variables.get(name.trim()) {
            Some(value) if result.len() + value.len() < 8192 => result.push_str(value),
            _ => result.push(HOLE),
        }
        rest = after;
    }
    result.push_str(rest);
    result
}
