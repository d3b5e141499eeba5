//! Addresses: which API they belong to, and the path template of Microsoft Graph that fits.

use crate::table::{Method, PathTree};
use crate::value::{HOLE, NEXT_PAGE, is_hole};

/// An address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Microsoft Graph.
    Graph(GraphAddress),
    /// Azure Resource Manager: the path.
    Azure(String),
    /// SharePoint's REST API.
    SharePoint,
    /// Another API that takes tokens of Entra: its host.
    OtherApi(String),
    /// Where tokens come from, or a host that takes none: nothing is needed.
    Foreign,
    /// The next page of an answer.
    NextPage,
    /// Not known.
    Unknown,
}

/// A path of Microsoft Graph with its query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphAddress {
    /// Whether the version is beta.
    pub is_beta: bool,
    /// Segments as they are written, holes as `{}`.
    pub segments: Vec<String>,
    /// Options of the query in lower case, without `$`, with their values.
    pub query: Vec<(String, String)>,
}

/// How long an address can be, in bytes.
const MAX_ADDRESS: usize = 8192;
/// Hosts of Microsoft Graph in all clouds.
const GRAPH_HOSTS: [&str; 6] = [
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
    "graph.microsoft.de",
    "canary.graph.microsoft.com",
];
/// Hosts of Azure Resource Manager in all clouds.
const AZURE_HOSTS: [&str; 5] = [
    "management.azure.com",
    "management.usgovcloudapi.net",
    "management.chinacloudapi.cn",
    "management.core.windows.net",
    "management.microsoftazure.de",
];
/// Hosts that need no permission of the identity.
const FREE_HOSTS: [&str; 15] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.windows.net",
    "sts.windows.net",
    "learn.microsoft.com",
    "docs.microsoft.com",
    "download.microsoft.com",
    "aka.ms",
    "go.microsoft.com",
    "endpoints.office.com",
    "outlook.office.com/webhook",
    "portal.azure.com",
    "entra.microsoft.com",
    "schemas.microsoft.com",
];
/// Ends of hosts that take tokens of Entra.
const MICROSOFT_DOMAINS: [&str; 22] = [
    "microsoft.com",
    "azure.com",
    "azure.net",
    "windows.net",
    "office.com",
    "office365.com",
    "office.net",
    "dynamics.com",
    "powerapps.com",
    "powerapps.us",
    "powerbi.com",
    "powerplatform.com",
    "azconfig.io",
    "windowsazure.com",
    "azure.us",
    "azuredatabricks.net",
    "microsoftonline.com",
    "loganalytics.io",
    "visualstudio.com",
    "securitycenter.windows.com",
    "core.windows.net",
    "flow.microsoft.com",
];

/// Types that a path may be cast to.
const CASTS: [&str; 12] = [
    "user",
    "group",
    "device",
    "serviceprincipal",
    "application",
    "orgcontact",
    "directoryrole",
    "administrativeunit",
    "endpoint",
    "approleassignment",
    "itemattachment",
    "fileattachment",
];

/// Takes an address apart. `base` is the API that an address without a host belongs to.
pub fn parse(address: &str, base: Base) -> Address {
    let address = address.trim().trim_matches(['"', '\'']);
    if address.len() > MAX_ADDRESS {
        return Address::Unknown;
    }
    if address.starts_with(NEXT_PAGE) {
        return Address::NextPage;
    }
    let lower = address.to_ascii_lowercase();
    if let Some(at) = lower.find("://").filter(|at| *at <= 6) {
        let rest = &address[at + 3..];
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        return with_host(&rest[..end], &rest[end..], base);
    }
    // A host without a scheme, as curl takes it.
    let first = lower.split(['/', '?']).next().unwrap_or_default();
    if GRAPH_HOSTS.contains(&first) || AZURE_HOSTS.contains(&first) {
        return with_host(&address[..first.len()], &address[first.len()..], base);
    }
    if address.starts_with(is_hole) {
        return after_hole(address.trim_start_matches(is_hole), base);
    }
    match base {
        Base::Graph => Address::Graph(graph(address)),
        Base::Azure => match address.starts_with('/') {
            true => Address::Azure(address.to_owned()),
            false => Address::Unknown,
        },
        Base::SharePoint => Address::SharePoint,
        Base::None => match version(first) {
            Some(_) => Address::Graph(graph(address)),
            None if lower.starts_with("/v1.0/") || lower.starts_with("/beta/") => Address::Graph(graph(address)),
            None => Address::Unknown,
        },
    }
}

/// The API of addresses without a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Not known.
    None,
    /// Microsoft Graph.
    Graph,
    /// Azure Resource Manager.
    Azure,
    /// A site of SharePoint.
    SharePoint,
}

fn version(segment: &str) -> Option<bool> {
    match segment.to_ascii_lowercase().as_str() {
        "v1.0" => Some(false),
        "beta" => Some(true),
        _ => None,
    }
}

/// What follows a host that isn't known.
fn after_hole(rest: &str, base: Base) -> Address {
    let path = rest.trim_start_matches('/');
    let first = path.split(['/', '?']).next().unwrap_or_default();
    if version(first).is_some() && path.len() > first.len() + 1 {
        return Address::Graph(graph(path));
    }
    if first.eq_ignore_ascii_case("subscriptions") && rest.starts_with('/') {
        return Address::Azure(rest.to_owned());
    }
    if first.eq_ignore_ascii_case("_api") {
        return Address::SharePoint;
    }
    // A base of Microsoft Graph in a variable, before a path.
    if base == Base::Graph && rest.starts_with('/') && path.len() > 1 && !path.starts_with(is_hole) {
        return Address::Graph(graph(path));
    }
    Address::Unknown
}

fn with_host(host: &str, path: &str, base: Base) -> Address {
    let name = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or_default().to_ascii_lowercase();
    if name.starts_with(is_hole) || name.is_empty() {
        let found = after_hole(&format!("/{}", path.trim_start_matches('/')), base);
        if name.ends_with(".sharepoint.com") {
            return Address::SharePoint;
        }
        if name.chars().count() > 1 && name.contains('.') && !matches!(found, Address::Graph(_)) {
            return by_domain(&name, path);
        }
        return found;
    }
    if GRAPH_HOSTS.contains(&name.as_str()) {
        return Address::Graph(graph(path));
    }
    if AZURE_HOSTS.contains(&name.as_str()) {
        return Address::Azure(path.to_owned());
    }
    by_domain(&name, path)
}

fn by_domain(name: &str, path: &str) -> Address {
    if name.ends_with(".sharepoint.com") || name.ends_with(".sharepoint.us") || name.ends_with(".sharepoint.cn") {
        return Address::SharePoint;
    }
    let is_free = FREE_HOSTS.iter().any(|free| match free.split_once('/') {
        Some((host, start)) => name == host && path.trim_start_matches('/').starts_with(start),
        None => name == *free,
    });
    // Signed addresses and hooks carry their own key.
    let is_signed = path.contains("sig=") || path.contains("code=") || name.ends_with(".webhook.office.com");
    let is_microsoft = MICROSOFT_DOMAINS
        .iter()
        .any(|domain| name == *domain || name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')));
    if is_microsoft && !is_free && !is_signed { Address::OtherApi(name.to_owned()) } else { Address::Foreign }
}

/// A path of Microsoft Graph, with or without its version.
pub fn graph(path: &str) -> GraphAddress {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut address = GraphAddress { query: options(query), ..GraphAddress::default() };
    let mut open = 0usize;
    let mut segment = String::new();
    let mut segments = Vec::new();
    // A slash inside brackets or quotes belongs to a key.
    for character in path.chars() {
        match character {
            '/' if open == 0 => segments.push(std::mem::take(&mut segment)),
            '(' => {
                open += 1;
                segment.push('(');
            }
            ')' => {
                open = open.saturating_sub(1);
                segment.push(')');
            }
            character => segment.push(character),
        }
    }
    segments.push(segment);
    segments.retain(|segment| !segment.is_empty());
    if let Some(first) = segments.first()
        && let Some(is_beta) = version(first)
    {
        address.is_beta = is_beta;
        segments.remove(0);
    }
    address.segments = segments;
    address
}

/// The options of a query. `&` and a further `?` separate them.
fn options(query: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    for part in query.split(['&', '?']).take(32) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let name = decode(name);
        let name = name.trim().trim_start_matches(['`', '\\']).trim_start_matches('$').to_ascii_lowercase();
        if !name.is_empty() {
            options.push((name, decode(value)));
        }
    }
    options
}

/// Replaces `%xx`.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code =
            (*first == b'%').then(|| after.get(..2)).flatten().and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl GraphAddress {
    /// The template of the table that the path fits, such as `/users/{}/manager`. With a method, one that has it.
    pub fn template(&self, paths: &PathTree, method: Option<Method>) -> Option<String> {
        if self.segments.len() > 24 {
            return None;
        }
        let segments = normalize(&self.segments, paths);
        let mut tried = vec![segments.clone()];
        // `$value`, `$ref` and `$count` at the end need what the path before needs.
        if segments.last().is_some_and(|last| matches!(last.as_str(), "$value" | "$ref" | "$count")) {
            tried.push(segments[..segments.len() - 1].to_vec());
        }
        tried.into_iter().find_map(|segments| {
            let candidate = equivalents(&segments);
            candidate.into_iter().find_map(|segments| paths.find(&segments.join("/"), method))
        })
    }

    /// The path as it is written, in lower case, keys as `{}` where that is certain.
    pub fn display(&self, paths: &PathTree) -> String {
        let mut text = String::new();
        for segment in normalize(&self.segments, paths) {
            text.push('/');
            text.push_str(&segment.replace(is_hole, "{}"));
        }
        text
    }

    /// An option of the query.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Paths under which the same objects are found.
fn equivalents(segments: &[String]) -> Vec<Vec<String>> {
    let mut paths = vec![segments.to_vec()];
    // A cast is left out where the table doesn't have it.
    let is_cast = |(index, segment): &(usize, &String)| *index > 0 && CASTS.contains(&segment.as_str());
    if segments.iter().enumerate().any(|part| is_cast(&part)) {
        paths.push(
            segments.iter().enumerate().filter(|part| !is_cast(part)).map(|(_, segment)| segment.clone()).collect(),
        );
    }
    let is = |index: usize, name: &str| segments.get(index).is_some_and(|segment| segment == name);
    let owner = is(0, "users") || is(0, "groups") || is(0, "sites");
    let mut drive = |rest: &[String]| {
        let mut path = vec!["drives".to_owned(), "{}".to_owned()];
        path.extend_from_slice(rest);
        paths.push(path.clone());
        // The root is an item.
        if path.get(2).is_some_and(|segment| segment == "root") {
            path.splice(2..3, ["items".to_owned(), "{}".to_owned()]);
            paths.push(path);
        }
    };
    if owner && is(2, "drives") && segments.len() > 3 {
        drive(&segments[4..]);
    } else if owner && is(2, "drive") {
        drive(&segments[3..]);
    } else if is(0, "drives") && is(2, "root") {
        drive(&segments[2..]);
    }
    if is(0, "groups") && is(2, "sites") && segments.len() > 3 {
        let mut path = vec!["sites".to_owned()];
        path.extend_from_slice(&segments[3..]);
        paths.push(path);
    }
    paths
}

/// Segments in lower case, with keys, functions, casts and paths to files as the table writes them.
fn normalize(segments: &[String], paths: &PathTree) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    let mut index = 0;
    while index < segments.len() {
        let written = decode(&segments[index]).to_ascii_lowercase();
        let written = written.trim();
        index += 1;
        // `root:/folder/file:/content`, `items/{id}:/name:`.
        if let Some(start) = written.strip_suffix(':').filter(|start| !start.is_empty())
            && !written.starts_with(':')
        {
            if start == "root" && result.iter().any(|segment| segment.starts_with("drive")) {
                result.push("items".to_owned());
            }
            result.push("{}".to_owned());
            let end = (index..segments.len()).find(|at| segments[*at].ends_with(':'));
            index = end.map_or(segments.len(), |at| at + 1);
            continue;
        }
        segment(written, &mut result, paths);
    }
    // The root of a drive with something below is an item.
    if let Some(at) = result.iter().position(|segment| segment == "root")
        && at > 0
        && result.get(at + 1).is_some()
        && (result[at - 1] == "drive" || (at > 1 && result[at - 2] == "drives"))
    {
        result.splice(at..=at, ["items".to_owned(), "{}".to_owned()]);
    }
    result
}

/// One segment, as one, two or none.
fn segment(written: &str, result: &mut Vec<String>, paths: &PathTree) {
    let template = |result: &[String]| result.iter().fold(String::new(), |path, segment| path + "/" + segment);
    if written.contains(is_hole) && !written.contains('(') {
        let literal = written.trim_end_matches(is_hole);
        // A name before a hole: what follows belongs to the query.
        if !literal.is_empty() && !literal.contains(is_hole) && paths.has_child(&template(result), literal) {
            result.push(literal.to_owned());
        } else {
            result.push("{}".to_owned());
        }
        return;
    }
    if let Some((name, key)) = written.split_once('(') {
        let before = template(result);
        let name = name.rsplit("microsoft.graph.").next().unwrap_or(name);
        if name.is_empty() {
            result.push("{}".to_owned());
            return;
        }
        result.push(name.to_owned());
        let has_key = !key.trim_start().starts_with(')');
        if has_key && paths.has_child(&format!("{before}/{name}"), "{}") {
            result.push("{}".to_owned());
        }
        return;
    }
    if let Some(name) = written.strip_prefix("microsoft.graph.").or_else(|| written.strip_prefix("graph.")) {
        let name = name.rsplit('.').next().unwrap_or(name);
        if paths.has_child(&template(result), name) {
            result.push(name.to_owned());
        }
        return;
    }
    if written.starts_with('{') && written.ends_with('}')
        || written.starts_with('<')
        || written.starts_with(':') && written.len() > 1
    {
        result.push("{}".to_owned());
        return;
    }
    let is_folder = result.last().is_some_and(|before| before == "mailfolders" || before == "childfolders");
    let is_key = is_folder && !written.starts_with('$') && written != "delta";
    result.push(if is_key { "{}" } else { written }.to_owned());
}

/// The steps of an SDK as segments.
pub(crate) fn segments_of_steps(steps: &[String], paths: &PathTree) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    let template = |result: &[String]| result.iter().fold(String::new(), |path, segment| path + "/" + segment);
    for step in steps {
        let before = template(&result);
        match step.as_str() {
            // The argument of a function, or a key of its collection.
            "?" => {
                if paths.has_child(&before, "{}") {
                    result.push("{}".to_owned());
                }
            }
            "{}" => result.push("{}".to_owned()),
            "itemwithpath" => result.extend(["items".to_owned(), "{}".to_owned()]),
            "ref" => result.push("$ref".to_owned()),
            "references" | "reference" => {}
            "count" if !paths.has_child(&before, "count") => result.push("$count".to_owned()),
            "content" if !paths.has_child(&before, "content") => result.push("$value".to_owned()),
            name if !paths.has_child(&before, name) && name.starts_with("microsoftgraph") => {
                let plain = name.strip_prefix("microsoftgraph").unwrap_or(name);
                let namespace = result.first().map_or("", String::as_str);
                let is_there = paths.has_child(&before, plain);
                let action = if is_there { plain } else { plain.strip_prefix(namespace).unwrap_or(plain) };
                result.push(action.to_owned());
            }
            name if !paths.has_child(&before, name) => match name.strip_prefix("graph") {
                // A cast is left out.
                Some(cast) if paths.has_child(&before, cast) => result.push(cast.to_owned()),
                Some(cast) if !cast.is_empty() => {}
                _ => result.push(name.to_owned()),
            },
            name => result.push(name.to_owned()),
        }
    }
    // `itemWithPath` after the root of a drive.
    if let Some(at) = result.iter().position(|segment| segment == "root")
        && result.get(at + 1).is_some_and(|next| next == "items")
    {
        result.remove(at);
    }
    result
}

/// Whether a text in lower case is an address with a path at Microsoft Graph, Azure or SharePoint's API.
pub(crate) fn is_api_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    if AZURE_HOSTS.contains(&host) {
        return path.starts_with("subscriptions") || path.starts_with("providers");
    }
    if host.ends_with(".sharepoint.com") {
        return path.contains("_api/");
    }
    if !GRAPH_HOSTS.contains(&host) {
        return false;
    }
    let path = path.strip_prefix("v1.0").or_else(|| path.strip_prefix("beta"));
    // Without a version it is a scope; `directoryObjects` is how bodies name objects.
    path.is_some_and(|path| {
        let path = path.trim_start_matches('/');
        let first = path.split(['/', '(']).next().unwrap_or_default();
        !first.is_empty() && first != "directoryobjects" && !first.starts_with([HOLE, '$', '#'])
    })
}
