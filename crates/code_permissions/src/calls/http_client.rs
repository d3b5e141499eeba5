//! Clients of HTTP: HttpClient, requests, httpx, urllib, fetch, axios and those that look like them.

use super::call::Call;
use super::graph_client;
use super::scope::Scope;
use crate::lexer::c_like::Dialect;
use crate::request::Sender;
use crate::value::{HOLE, NEXT_PAGE, Value, parameter_index};

/// Names of receivers that are clients of HTTP whatever they were made of.
const CLIENTS: [&str; 22] = [
    "requests",
    "httpx",
    "axios",
    "session",
    "got",
    "ky",
    "superagent",
    "http",
    "https",
    "client",
    "httpclient",
    "sess",
    "s",
    "needle",
    "rest",
    "restclient",
    "flurl",
    "http_client",
    "apiclient",
    "instance",
    "aiohttp",
    "api",
];

/// Names of the base of addresses.
const BASES: [&str; 5] = ["BaseAddress", "baseURL", "base_url", "baseUrl", "prefixUrl"];

/// Clients of Azure's own SDKs, which need Azure roles.
const AZURE_CLIENTS: [&str; 24] = [
    "SecretClient",
    "KeyClient",
    "CertificateClient",
    "BlobServiceClient",
    "BlobContainerClient",
    "BlobClient",
    "QueueClient",
    "QueueServiceClient",
    "TableClient",
    "TableServiceClient",
    "ServiceBusClient",
    "EventHubProducerClient",
    "ArmClient",
    "CosmosClient",
    "LogsQueryClient",
    "MetricsQueryClient",
    "SearchClient",
    "ShareClient",
    "ResourceManagementClient",
    "ComputeManagementClient",
    "AuthorizationManagementClient",
    "StorageManagementClient",
    "ResourceGraphClient",
    "SubscriptionClient",
];

/// The name of a client of Azure's own SDKs that a call makes.
pub(super) fn azure_client<'c>(call: &Call<'c>) -> Option<&'c str> {
    let makes = call.is_new || call.dialect == Dialect::Python;
    (makes && AZURE_CLIENTS.contains(&call.name)).then_some(call.name)
}

/// A request that a call sends, if it is one of a client of HTTP.
pub(super) fn call(scope: &mut Scope<'_>, call: &Call<'_>) -> Option<Value> {
    match call.name {
        "fetch" | "$fetch" | "nodeFetch" | "ky" | "got" | "axios" | "fetchWithRetry" | "needle"
            if call.receiver_text.is_empty() || call.name == "fetch" =>
        {
            if scope.is_function(call.name) {
                return None;
            }
            let first = call.arguments.positional.first()?;
            let second = call.arguments.positional.get(1);
            let from = if matches!(first, Value::Record(_)) { Some(first) } else { second };
            let is_record = matches!(first, Value::Record(_));
            let address = if is_record { url_field(first)?.clone() } else { first.clone() };
            return send(scope, call, address, options_method(from), options_body(from));
        }
        "urlopen" | "urlretrieve" => {
            let first = call.arguments.positional.first()?;
            // A request that was made of a class was counted there.
            if !matches!(first, Value::Text(_)) {
                return Some(Value::Unknown);
            }
            let body = call.arguments.named("data").or(call.arguments.positional.get(1));
            let method = if body.is_some() { "POST" } else { "GET" };
            return send(scope, call, first.clone(), Value::text(method), body.cloned().unwrap_or_default());
        }
        "create" | "extend" | "Client" | "AsyncClient" | "ClientSession" | "HttpClient" | "RestClient" | "Request"
        | "HttpRequestMessage" | "RestRequest" => return construct(scope, call, &Value::Unknown),
        "request" | "Request_async" | "send_request" if !call.receiver_text.is_empty() => return request(scope, call),
        "ajax" => {
            let options = call.arguments.positional.first()?;
            let address = url_field(options)?.clone();
            return send(scope, call, address, options_method(Some(options)), options_body(Some(options)));
        }
        "DownloadString" | "DownloadStringTaskAsync" | "DownloadData" | "WebRequest" => {
            let address = call.arguments.positional.first()?.clone();
            return looks_like_address(&address)
                .then(|| send(scope, call, address, Value::text("GET"), Value::Unknown))?;
        }
        "UploadString" | "UploadStringTaskAsync" => {
            let address = call.arguments.positional.first()?.clone();
            return looks_like_address(&address)
                .then(|| send(scope, call, address, Value::text("POST"), Value::Unknown))?;
        }
        _ => {}
    }
    let method = verb(call.name, call.dialect)?;
    // Flurl: the address is the receiver.
    if call.dialect == Dialect::CSharp && looks_like_address(call.receiver) && !call.is_new {
        let body = call.arguments.positional.first().cloned().unwrap_or_default();
        return send(scope, call, call.receiver.clone(), Value::text(method), body);
    }
    relative(scope, call, method, Sender::Any)
}

/// A request with the address as the first argument.
pub(super) fn relative(scope: &mut Scope<'_>, call: &Call<'_>, method: &str, sender: Sender) -> Option<Value> {
    if call.receiver_text.is_empty() && !(sender == Sender::Graph) {
        return None;
    }
    let address =
        call.arguments.positional.first().or_else(|| call.arguments.first_of(&["url", "uri", "requestUri"]))?;
    let is_client = sender == Sender::Graph || is_client(call);
    let is_address = looks_like_address(address);
    let has_base = base_address(scope, call).is_some();
    // A client that came as an argument, in a script with one base of addresses.
    let is_path = address.texts().iter().any(|text| text.starts_with('/'));
    let has_base = has_base || is_path && call.receiver.is_unknown_client() && scope.only_base().is_some();
    if scope.is_function(call.name) && !is_address && !has_base {
        return None;
    }
    let is_text = matches!(address, Value::Text(_));
    if !(is_address || has_base || is_client && (!is_text || address.texts().iter().any(|text| text.contains('/')))) {
        return None;
    }
    let body = call
        .arguments
        .first_of(&["json", "data", "content", "body"])
        .or_else(|| call.arguments.positional.get(1))
        .cloned()
        .unwrap_or_default();
    let address = with_params(address.clone(), call);
    send_as(scope, call, address, Value::text(method), body, sender)
}

/// `request(method, url)` of Python, `request(config)` and `request(url, options)` of JavaScript.
fn request(scope: &mut Scope<'_>, call: &Call<'_>) -> Option<Value> {
    let positional = &call.arguments.positional;
    let first = positional.first();
    if let Some(options @ Value::Record(_)) = first {
        let address = url_field(options)?.clone();
        return send(scope, call, address, options_method(first), options_body(first));
    }
    if call.dialect == Dialect::Python {
        let method = call.arguments.named("method").or(first)?.clone();
        let address = call.arguments.first_of(&["url", "uri"]).or_else(|| positional.get(1))?.clone();
        if method.constant().is_some_and(|name| crate::table::Method::from_name(&name).is_none()) {
            return None;
        }
        let body = call.arguments.first_of(&["json", "data", "content"]).cloned().unwrap_or_default();
        let address = with_params(address, call);
        return send(scope, call, address, method, body);
    }
    let address = first?.clone();
    looks_like_address(&address).then(|| {
        let options = positional.get(1);
        send(scope, call, address, options_method(options), options_body(options))
    })?
}

/// Objects that describe a request, or hold the base of addresses.
pub(super) fn construct(scope: &mut Scope<'_>, call: &Call<'_>, fields: &Value) -> Option<Value> {
    let positional = &call.arguments.positional;
    let named = |name: &str| call.arguments.named(name).or_else(|| fields.field(name));
    match call.name {
        "HttpRequestMessage" => {
            let method = named("Method").or(positional.first().filter(|_| positional.len() > 1));
            let address = named("RequestUri").or(positional.get(1))?.clone();
            let body = fields.field("Content").cloned().unwrap_or_default();
            let method = method.cloned().unwrap_or_else(|| Value::text("GET"));
            send(scope, call, address, method, body);
            Some(fields.clone())
        }
        "RestRequest" => {
            let address = positional.first()?.clone();
            let method = positional.get(1).cloned().unwrap_or_else(|| Value::text("GET"));
            send(scope, call, address, method, Value::Unknown)
        }
        "Request" => {
            let address = named("url").or(positional.first())?.clone();
            if !looks_like_address(&address) && !address.is_unknown() {
                return None;
            }
            if address.is_unknown() && !call.receiver_text.contains("urllib") && !call.receiver_text.contains("request")
            {
                return None;
            }
            let body = named("data").or(named("json")).cloned();
            let options = positional.get(1);
            let method = match named("method") {
                Some(method) => method.clone(),
                None if body.is_some() => Value::text("POST"),
                None => options_method(options),
            };
            send(scope, call, address, method, body.unwrap_or_else(|| options_body(options)));
            Some(Value::record(Vec::new()))
        }
        "create" | "extend" if matches!(call.receiver_text, "axios" | "got" | "ky") => {
            let options = positional.first()?;
            if let Some(base) = BASES.iter().find_map(|name| options.field(name)) {
                scope.add_base(base);
            }
            Some(options.clone())
        }
        name if graph_client::is_client_type(name) => Some(graph_client::client(name)),
        "HttpClient" | "RestClient" | "ClientSession" | "Client" | "AsyncClient" => {
            let base = positional.first().filter(|value| looks_like_address(value));
            let base = base.or(named("base_url"));
            if let Some(base) = base.or(named("BaseAddress")) {
                scope.add_base(base);
            }
            match base {
                Some(base) => Some(fields.clone().with_field("BaseAddress", base.clone())),
                None => Some(fields.clone()),
            }
        }
        _ => None,
    }
}

fn send(scope: &mut Scope<'_>, call: &Call<'_>, address: Value, method: Value, body: Value) -> Option<Value> {
    send_as(scope, call, address, method, body, Sender::Any)
}

fn send_as(
    scope: &mut Scope<'_>,
    call: &Call<'_>,
    address: Value,
    method: Value,
    body: Value,
    sender: Sender,
) -> Option<Value> {
    let base = base_address(scope, call).or_else(|| scope.only_base().filter(|_| sender == Sender::Any));
    let address = match base {
        Some(base) => with_base(&base, &address),
        None => address,
    };
    let method = if method.is_unknown() { Value::hole() } else { method };
    // In C# the client is a field whose name says nothing.
    let text = if call.dialect == Dialect::CSharp { call.name } else { call.text };
    scope.add_http(call.line, text, sender, address, method, body);
    Some(Value::Unknown)
}

/// The base of the addresses of a client.
fn base_address(scope: &Scope<'_>, call: &Call<'_>) -> Option<Value> {
    if let Some(base) = BASES.iter().find_map(|name| call.receiver.field(name)) {
        return Some(base.clone());
    }
    let name = format!("{}.BaseAddress", call.receiver_text);
    scope.lookup(&name).or_else(|| scope.lookup(&format!("this.{name}")))
}

/// The address behind a base, unless it has a host or is that of the next page.
fn with_base(base: &Value, address: &Value) -> Value {
    let texts = address.texts().into_iter().map(|text| {
        if text.contains("://") || text.starts_with(NEXT_PAGE) {
            return Value::text(text);
        }
        base.concat(&Value::text("/")).concat(&Value::text(text))
    });
    texts.reduce(Value::or).unwrap_or_default()
}

/// Whether the receiver is a client of HTTP.
fn is_client(call: &Call<'_>) -> bool {
    let last = call.receiver_text.rsplit('.').next().unwrap_or_default().trim_start_matches('_').to_ascii_lowercase();
    let last = last.trim_end_matches("()");
    CLIENTS.contains(&last) || last.contains("http") || last.contains("session") || last.contains("axios")
}

/// Adds what `params` says of the query.
fn with_params(address: Value, call: &Call<'_>) -> Value {
    let params = call.arguments.named("params").or_else(|| {
        let options = call.arguments.positional.get(1);
        options.and_then(|options| options.field("params").or_else(|| options.field("searchParams")))
    });
    let Some(Value::Record(fields)) = params else { return address };
    fields.iter().take(16).fold(address, |address, (name, value)| {
        address.concat(&Value::text(format!("?{name}={}", value.option_text())))
    })
}

/// The method that a call of this name sends.
fn verb(name: &str, dialect: Dialect) -> Option<&'static str> {
    let start = match dialect {
        Dialect::CSharp => name.strip_suffix("Async")?,
        _ => name,
    };
    let verbs = [
        ("get", "GET"),
        ("post", "POST"),
        ("patch", "PATCH"),
        ("put", "PUT"),
        ("delete", "DELETE"),
        ("del", "DELETE"),
        ("head", "GET"),
    ];
    let lower = start.to_ascii_lowercase();
    verbs.iter().find_map(|(verb, method)| {
        let rest = lower.strip_prefix(verb)?;
        let fits = match dialect {
            Dialect::CSharp => matches!(
                rest,
                "" | "string"
                    | "stream"
                    | "bytearray"
                    | "fromjson"
                    | "asjson"
                    | "json"
                    | "bytes"
                    | "urlencoded"
                    | "fromjsonasasyncenumerable"
            ),
            _ => rest.is_empty(),
        };
        fits.then_some(*method)
    })
}

fn url_field(options: &Value) -> Option<&Value> {
    ["url", "uri", "href"].iter().find_map(|name| options.field(name))
}

fn options_method(options: Option<&Value>) -> Value {
    match options {
        None => Value::text("GET"),
        Some(options @ Value::Record(_)) => {
            let method = options.field("method").or_else(|| options.field("type"));
            method.cloned().unwrap_or_else(|| Value::text("GET"))
        }
        Some(_) => Value::Unknown,
    }
}

fn options_body(options: Option<&Value>) -> Value {
    let field = |name: &&str| options.and_then(|options| options.field(name));
    ["body", "data", "json"].iter().find_map(field).cloned().unwrap_or_default()
}

/// Whether a value is an address: with a host, or with a version of Microsoft Graph.
pub(super) fn looks_like_address(value: &Value) -> bool {
    let Value::Text(texts) = value else { return false };
    texts.iter().any(|text| {
        let text = text.trim_start();
        text.starts_with("http://")
            || text.starts_with("https://")
            || text.starts_with(NEXT_PAGE)
            || text.contains("/v1.0/")
            || text.contains("/beta/")
            || text.starts_with("v1.0/")
            || text.starts_with(HOLE) && text.contains('/')
            || text.starts_with(|c| parameter_index(c).is_some())
    })
}
