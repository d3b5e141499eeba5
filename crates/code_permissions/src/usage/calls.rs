//! The calls of one identity, by method and path template, with what they need.

use super::limits::{MAX_ADDRESS, MAX_KNOWN, MAX_PATH, MAX_UNMATCHED};
use super::log::{IdentityIds, UsageLog};
use super::time::LogTime;
use crate::address::{Address, Base, GraphAddress, parse};
use crate::permission::Permission;
use crate::resolve::{NeededCall, Outcome, resolve_logged};
use crate::table::{Method, Table};
use std::collections::{BTreeMap, HashMap};

/// Options of a query that change what a request needs.
const OPTIONS: [&str; 5] = ["select", "filter", "expand", "orderby", "search"];
/// The reason of a call whose path and method the table doesn't have.
pub const NOT_IN_TABLE: &str = "not in the table";

/// A call that no permission was found for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedCall {
    /// The method as it is in the log, in upper case. At most its first 32 characters.
    pub method: String,
    /// The path as it is in the log, GUIDs as `{}`. At most its first 300 characters.
    pub path: String,
    /// Why, in words.
    pub reason: String,
    /// How many requests were answered without an error.
    pub count: u64,
}

/// A call with one need.
#[derive(Clone, Debug)]
pub(super) struct LoggedCall {
    /// Method and path template.
    pub label: String,
    /// The path template.
    pub template: String,
    /// What it needs.
    pub need: NeededCall,
    /// What the path needs without the conditions of the query: alternatives of permissions needed together.
    pub unconditional: Vec<Vec<Permission>>,
    /// Answered without an error (2xx, 3xx).
    pub succeeded: u64,
    /// Refused (401, 403).
    pub refused: u64,
    /// The last time that it succeeded.
    pub last: Option<LogTime>,
}

/// The calls of one identity.
#[derive(Debug, Default)]
pub(super) struct IdentityCalls {
    pub calls: Vec<LoggedCall>,
    /// By method, path and reason.
    pub unmatched: BTreeMap<(String, String, String), u64>,
    /// Whether more different calls weren't understood than are kept.
    pub has_more_unmatched: bool,
    /// How many rows are of the identity itself, the envelopes of batches included.
    pub rows: usize,
    /// How many rows are of others.
    pub others: usize,
    /// How many rows the identity's application sent for a signed-in user.
    pub for_users: usize,
    /// How many rows are envelopes of batches.
    pub batches: usize,
}

/// A request as it is looked up: method, template and the options of its query.
type RequestKey = (Method, String, [String; 5]);

/// Finds the calls of an identity in a log.
pub(super) fn find_calls(log: &UsageLog, ids: &IdentityIds, table: &Table) -> IdentityCalls {
    let (app, object) = (log.index(ids.app_id.as_ref()), log.index(ids.object_id.as_ref()));
    let mut found = IdentityCalls::default();
    // Index of the call, or the reason why there is none.
    let mut known: HashMap<RequestKey, Result<usize, String>> = HashMap::new();
    let mut by_need: HashMap<(String, Vec<Vec<Permission>>), usize> = HashMap::new();
    for request in &log.requests {
        if Some(request.app) != app && Some(request.service_principal) != object {
            found.others += 1;
            continue;
        }
        if request.is_for_user {
            found.for_users += 1;
            continue;
        }
        found.rows += 1;
        let is_success = (200..400).contains(&request.status);
        let unmatched = |path: String, reason: String, found: &mut IdentityCalls| {
            let key = (request.method.to_ascii_uppercase(), path, reason);
            if found.unmatched.len() >= MAX_UNMATCHED && !found.unmatched.contains_key(&key) {
                found.has_more_unmatched = true;
                return;
            }
            *found.unmatched.entry(key).or_default() += u64::from(is_success);
        };
        let Address::Graph(address) = parse(&shorten(&request.uri), Base::Graph) else {
            unmatched(readable_path(&request.uri), "Not an address of Microsoft Graph".into(), &mut found);
            continue;
        };
        if address.segments.first().is_some_and(|segment| segment.eq_ignore_ascii_case("$batch")) {
            found.batches += 1;
            continue;
        }
        let path = || readable_path(&format!("/{}", address.segments.join("/")));
        let method = Method::from_name(&request.method);
        let template = method.and_then(|method| Some((method, address.template(&table.paths, Some(method))?)));
        let Some((method, template)) = template else {
            unmatched(path(), NOT_IN_TABLE.into(), &mut found);
            continue;
        };
        let options = OPTIONS.map(|name| address.option(name).unwrap_or_default().to_owned());
        if known.len() == MAX_KNOWN {
            known.clear();
        }
        let index = known
            .entry((method, template.clone(), options))
            .or_insert_with(|| add_call(table, method, template, &address, &mut found.calls, &mut by_need));
        match index {
            Ok(index) => {
                let call = &mut found.calls[*index];
                if is_success {
                    call.succeeded += 1;
                    call.last = call.last.max(log.time(request));
                } else if matches!(request.status, 401 | 403) {
                    call.refused += 1;
                }
            }
            Err(reason) => {
                let reason = reason.clone();
                unmatched(path(), reason, &mut found);
            }
        }
    }
    found
}

/// Adds a call, or finds the one with the same label and need. A reason where no need is known.
fn add_call(
    table: &Table,
    method: Method,
    template: String,
    address: &GraphAddress,
    calls: &mut Vec<LoggedCall>,
    by_need: &mut HashMap<(String, Vec<Vec<Permission>>), usize>,
) -> Result<usize, String> {
    let need = match resolve_logged(table, method, address) {
        Outcome::Needed(need) => *need,
        Outcome::DelegatedOnly(call) => return Err(call.reason),
        Outcome::Unknown { reason, .. } => return Err(reason.sentence()),
    };
    let label = format!("{} {template}", method.name());
    let index = *by_need.entry((label.clone(), need.least.clone())).or_insert(calls.len());
    if index == calls.len() {
        let requirement = table.requirement_at(method, &template);
        let least = requirement.map(|requirement| requirement.least()).unwrap_or_default();
        let unconditional = least.into_iter().map(|set| set.into_iter().map(Permission::graph).collect()).collect();
        calls.push(LoggedCall { label, template, need, unconditional, succeeded: 0, refused: 0, last: None });
    }
    Ok(index)
}

/// An address that is too long to look up, without the options that change nothing, and without any if need be.
fn shorten(uri: &str) -> std::borrow::Cow<'_, str> {
    if uri.len() <= MAX_ADDRESS {
        return uri.into();
    }
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let matters = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().trim_start_matches("%24").trim_start_matches('$');
        OPTIONS.iter().any(|option| option.eq_ignore_ascii_case(name))
    };
    let mut short = String::new();
    for (index, part) in query.split('&').filter(matters).enumerate() {
        if path.len() + short.len() + part.len() + 1 > MAX_ADDRESS {
            return path.into();
        }
        short.extend([if index == 0 { "?" } else { "&" }, part]);
    }
    format!("{path}{short}").into()
}

/// A path without query, GUIDs as `{}`.
fn readable_path(uri: &str) -> String {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let mut short = String::new();
    // No more segments than there are characters in the result.
    for (index, segment) in path.split('/').take(MAX_PATH + 1).enumerate() {
        let before = if index == 0 { "" } else { "/" };
        short.extend([before, if is_guid(segment) { "{}" } else { segment }]);
    }
    short.chars().take(MAX_PATH).collect()
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_address_is_shortened_to_the_options_that_matter() {
        let long = "x".repeat(MAX_ADDRESS);
        assert_eq!(shorten("/users?$top=1"), "/users?$top=1");
        assert_eq!(shorten(&format!("/users?a={long}&$select=id&b&%24filter=c")), "/users?$select=id&%24filter=c");
        assert_eq!(shorten(&format!("/users?$select=id&$filter={long}")), "/users");
        assert_eq!(shorten(&format!("/users?{}", "$select&".repeat(1_000_000))), "/users");
    }

    #[test]
    fn readable_path_hides_guids_and_has_a_largest_length() {
        assert_eq!(readable_path("/users/6f1c2e4a-90b7-4f2d-8a31-c5d7e9b01234/x?y"), "/users/{}/x");
        assert_eq!(readable_path(&"/".repeat(1_000_000)), "/".repeat(MAX_PATH));
        assert_eq!(readable_path(&"é".repeat(1_000_000)), "é".repeat(MAX_PATH));
    }
}
