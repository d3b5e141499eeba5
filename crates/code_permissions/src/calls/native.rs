//! Commands of the system that send requests: `az`, `curl`, `wget`, `http`.

use super::scope::Scope;
use crate::request::{Request, RequestKind, Sender};
use crate::value::Value;

/// Options of curl without a value.
const CURL_SWITCHES: [&str; 22] = [
    "silent",
    "show-error",
    "fail",
    "location",
    "insecure",
    "verbose",
    "include",
    "compressed",
    "globoff",
    "head",
    "fail-with-body",
    "get",
    "no-progress-meter",
    "ipv4",
    "ipv6",
    "http1.1",
    "http2",
    "remote-name",
    "progress-bar",
    "no-buffer",
    "netrc",
    "raw",
];

/// Runs a command, and says whether it is one of these.
pub(super) fn run(scope: &mut Scope<'_>, name: &str, words: &[Value], line: u32) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = name.to_ascii_lowercase();
    match name.strip_suffix(".exe").or(name.strip_suffix(".cmd")).unwrap_or(&name) {
        "az" => azure_cli(scope, words, line),
        "curl" => curl(scope, words, line),
        "wget" => wget(scope, words, line),
        "http" | "https" | "xh" => http_pie(scope, words, line),
        "mgc" | "mgc-beta" | "m365" | "pac" => {
            let text = std::iter::once(name.as_str().to_owned()).chain(plain_words(words)).take(6).collect();
            scope.add(Request { line, text: name.clone(), kind: RequestKind::AzureCli(text) });
        }
        _ => return false,
    }
    true
}

fn plain_words(words: &[Value]) -> impl Iterator<Item = String> + '_ {
    words.iter().filter_map(|word| word.constant().map(|text| text.to_string()))
}

fn azure_cli(scope: &mut Scope<'_>, words: &[Value], line: u32) {
    let constants: Vec<String> = words
        .iter()
        .map_while(|word| word.constant().filter(|text| !text.starts_with('-')).map(|text| text.to_string()))
        .take(6)
        .collect();
    if constants.first().is_none_or(|first| first != "rest") {
        scope.add(Request { line, text: text_of("az", &constants), kind: RequestKind::AzureCli(constants) });
        return;
    }
    let option = |names: &[&str]| option(words, names);
    let address = option(&["--url", "--uri", "-u"]).unwrap_or_default();
    let method = option(&["--method", "-m"]).unwrap_or_else(|| Value::text("GET"));
    let body = option(&["--body", "-b"]).unwrap_or_default();
    let address = match option(&["--url-parameters", "--uri-parameters"]) {
        Some(query) => address.concat(&Value::text("?")).concat(&query),
        None => address,
    };
    scope.add_http(line, "az rest", Sender::Azure, address, method, body);
}

fn text_of(name: &str, words: &[String]) -> String {
    let mut text = name.to_owned();
    for word in words.iter().take(4) {
        text.push(' ');
        text.push_str(word);
    }
    text
}

/// The value of an option, as the next word or after `=`.
fn option(words: &[Value], names: &[&str]) -> Option<Value> {
    for (index, word) in words.iter().enumerate() {
        let Some(text) = word.texts().first().cloned() else { continue };
        for name in names {
            if &*text == *name {
                return words.get(index + 1).cloned();
            }
            if let Some(value) = text.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                return Some(Value::text(value));
            }
        }
    }
    None
}

fn curl(scope: &mut Scope<'_>, words: &[Value], line: u32) {
    let mut addresses = Vec::new();
    let mut method = None;
    let mut body: Option<Value> = None;
    let mut is_get = false;
    let mut index = 0;
    while let Some(word) = words.get(index) {
        index += 1;
        let text = word.texts().first().cloned().unwrap_or_default();
        if let Some(long) = text.strip_prefix("--") {
            let (name, attached) = match long.split_once('=') {
                Some((name, value)) => (name, Some(Value::text(value))),
                None => (long, None),
            };
            if CURL_SWITCHES.contains(&name) {
                is_get |= name == "get";
                if name == "head" {
                    method = Some(Value::text("GET"));
                }
                continue;
            }
            let value = attached.or_else(|| {
                index += 1;
                words.get(index - 1).cloned()
            });
            match name {
                "request" => method = value,
                "url" => addresses.extend(value),
                _ if name.starts_with("data") || name == "json" || name.starts_with("form") => {
                    body = value.or(body);
                }
                "upload-file" => method = method.or(Some(Value::text("PUT"))),
                _ => {}
            }
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            let with_value = short.char_indices().find(|(_, letter)| "XdHoAuFTbcemwxKCDEPQUYyrtz".contains(*letter));
            let Some((at, letter)) = with_value else {
                is_get |= short.contains('G');
                if short.contains('I') {
                    method = Some(Value::text("GET"));
                }
                continue;
            };
            is_get |= short[..at].contains('G');
            let rest = &short[at + 1..];
            let value = if rest.is_empty() {
                index += 1;
                words.get(index - 1).cloned()
            } else {
                Some(Value::text(rest))
            };
            match letter {
                'X' => method = value,
                'd' | 'F' => body = value.or(body),
                'T' => method = method.or(Some(Value::text("PUT"))),
                _ => {}
            }
        } else {
            addresses.push(word.clone());
        }
    }
    if addresses.is_empty() {
        return;
    }
    let default = if body.is_some() && !is_get { "POST" } else { "GET" };
    let method = method.unwrap_or_else(|| Value::text(default));
    for address in addresses {
        // Without a scheme curl takes http; a file or a word is no address.
        let body = body.clone().unwrap_or_default();
        scope.add_http(line, "curl", Sender::Any, address, method.clone(), body);
    }
}

fn wget(scope: &mut Scope<'_>, words: &[Value], line: u32) {
    let body = option(words, &["--post-data", "--body-data", "--post-file", "--body-file"]);
    let default = if body.is_some() { "POST" } else { "GET" };
    let method = option(words, &["--method"]).unwrap_or_else(|| Value::text(default));
    for word in words {
        if super::http_client::looks_like_address(word) {
            let body = body.clone().unwrap_or_default();
            scope.add_http(line, "wget", Sender::Any, word.clone(), method.clone(), body);
        }
    }
}

fn http_pie(scope: &mut Scope<'_>, words: &[Value], line: u32) {
    let mut words = words.iter().filter(|word| !word.texts().first().is_some_and(|text| text.starts_with('-')));
    let Some(first) = words.next() else { return };
    let method = first.constant().filter(|name| crate::table::Method::from_name(name).is_some());
    let address = if method.is_some() { words.next() } else { Some(first) };
    if let Some(address) = address.filter(|address| super::http_client::looks_like_address(address)) {
        let method = Value::text(method.unwrap_or_else(|| "GET".into()));
        scope.add_http(line, "http", Sender::Any, address.clone(), method, Value::Unknown);
    }
}
