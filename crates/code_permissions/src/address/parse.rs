//! Which API an address belongs to.

use super::graph_address::{GraphAddress, graph, version};
use super::hosts::{AZURE_HOSTS, FREE_HOSTS, GRAPH_HOSTS, MICROSOFT_DOMAINS};
use crate::value::{NEXT_PAGE, is_hole};

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

/// How long an address can be, in bytes.
const MAX_ADDRESS: usize = 8192;

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
