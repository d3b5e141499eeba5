//! The address of a request: its scope, what is asked for there, and its options.

use http::Method;
use percent_encoding::percent_decode_str;

use super::refusal::ArmRefusal;
use domain::guid::Guid;
use graph::transport::Request;

/// What a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    RoleDefinitions(Option<String>),
    RoleAssignments(Option<String>),
    Permissions,
    Locks,
    ScheduleInstances,
    EligibilityInstances,
    Entities,
    Subscriptions,
    ResourceGroups(Guid),
    Resources(Guid),
    Other,
}

/// A request's address, taken apart.
#[derive(Clone, Debug)]
pub(super) struct ArmAddress {
    pub method: Method,
    /// The path as it was sent.
    pub path: String,
    /// The scope, as it was sent and decoded; `/` where there is none.
    pub scope: String,
    pub kind: Kind,
    options: Vec<(String, String)>,
}

/// The versions that are known of each kind, the newest first.
fn versions(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::RoleDefinitions(_) | Kind::RoleAssignments(_) | Kind::Permissions => &["2022-04-01"],
        Kind::Locks => &["2020-05-01"],
        Kind::ScheduleInstances | Kind::EligibilityInstances => &["2020-10-01"],
        Kind::Entities => &["2023-04-01"],
        Kind::Subscriptions => &["2022-12-01"],
        Kind::ResourceGroups(_) | Kind::Resources(_) => &["2021-04-01"],
        Kind::Other => &[],
    }
}

impl ArmAddress {
    pub(super) fn read(request: &Request) -> Result<Self, ArmRefusal> {
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let path = request.uri().path().to_owned();
        let parts: Vec<String> = path.split('/').skip(1).map(decode).collect();
        let (scope, kind) = kind(&parts);
        let query = request.uri().query().unwrap_or_default();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let options: Vec<(String, String)> = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name).to_ascii_lowercase(), decode(value)))
            .collect();
        let address = Self { method: request.method().clone(), path, scope, kind, options };
        let known = versions(&address.kind);
        match address.option("api-version") {
            None => Err(ArmRefusal::version_missing()),
            Some(version) if !known.is_empty() && !known.contains(&version) => {
                Err(ArmRefusal::version_unknown(version, known))
            }
            Some(_) => Ok(address),
        }
    }

    /// An option of the query, by its name in lower case.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

fn kind(parts: &[String]) -> (String, Kind) {
    let is = |at: usize, word: &str| parts.get(at).is_some_and(|part| part.eq_ignore_ascii_case(word));
    let subscription = || parts.get(1).filter(|_| is(0, "subscriptions")).and_then(|id| id.parse::<Guid>().ok());
    match (parts.len(), subscription()) {
        (3, _) if is(0, "providers") && is(1, "Microsoft.Management") && is(2, "getEntities") => {
            return ("/".to_owned(), Kind::Entities);
        }
        (1, _) if is(0, "subscriptions") => return ("/".to_owned(), Kind::Subscriptions),
        (3, Some(id)) if is(2, "resourcegroups") => return (format!("/subscriptions/{id}"), Kind::ResourceGroups(id)),
        (3, Some(id)) if is(2, "resources") => return (format!("/subscriptions/{id}"), Kind::Resources(id)),
        _ => {}
    }
    let provider = (0..parts.len()).rev().find(|&at| is(at, "providers") && is(at + 1, "Microsoft.Authorization"));
    let Some(at) = provider else { return (String::new(), Kind::Other) };
    let scope = format!("/{}", parts[..at].join("/"));
    let kind = match &parts[at + 2..] {
        [kind, name @ ..] if name.len() <= 1 => {
            let name = name.first().cloned();
            match (kind.to_ascii_lowercase().as_str(), name) {
                ("roledefinitions", name) => Kind::RoleDefinitions(name),
                ("roleassignments", name) => Kind::RoleAssignments(name),
                ("permissions", None) => Kind::Permissions,
                ("locks", None) => Kind::Locks,
                ("roleassignmentscheduleinstances", None) => Kind::ScheduleInstances,
                ("roleeligibilityscheduleinstances", None) => Kind::EligibilityInstances,
                _ => Kind::Other,
            }
        }
        _ => Kind::Other,
    };
    (scope, kind)
}
