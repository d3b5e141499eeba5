//! The address of a request: its scope, what is asked for there, and its options.

use http::Method;
use percent_encoding::percent_decode_str;

use super::refusal::ArmRefusal;
use super::resource_types::{self, ResourceType};
use domain::azure_resource::AzureResource;
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
    /// The resources of a subscription, or of one of its resource groups.
    Resources(Guid, Option<String>),
    /// A resource of a type that can have an identity.
    Resource(AzureResource, ResourceType),
    /// A user-assigned identity, whether it exists or not.
    Identity(AzureResource),
    /// The user-assigned identities of a subscription, or of one of its resource groups.
    Identities(Guid, Option<String>),
    /// The system-assigned identity of a resource, by the resource.
    IdentityOf(AzureResource),
    Regions(Guid),
    /// `Microsoft.ManagedIdentity` in a subscription.
    Provider(Guid),
    /// The registration of `Microsoft.ManagedIdentity` in a subscription.
    Registration(Guid),
    /// An operation, by its name.
    Operation(Guid),
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
fn versions(kind: &Kind) -> Vec<&'static str> {
    let known: &[&str] = match kind {
        Kind::Resource(_, of) => return of.versions(),
        Kind::Identity(_) | Kind::Identities(..) | Kind::IdentityOf(_) => &["2024-11-30", "2023-01-31", "2018-11-30"],
        Kind::Regions(_) => &["2022-12-01"],
        Kind::Provider(_) | Kind::Registration(_) => &["2021-04-01"],
        // Clients follow the address that they were given.
        Kind::Operation(_) => &[],
        Kind::RoleDefinitions(_) | Kind::RoleAssignments(_) | Kind::Permissions => &["2022-04-01"],
        Kind::Locks => &["2020-05-01"],
        Kind::ScheduleInstances | Kind::EligibilityInstances => &["2020-10-01"],
        Kind::Entities => &["2023-04-01"],
        Kind::Subscriptions => &["2022-12-01"],
        Kind::ResourceGroups(_) | Kind::Resources(..) => &["2021-04-01"],
        Kind::Other => &[],
    };
    known.to_vec()
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
            Some(version) if !known.is_empty() && !known.contains(&version) => Err(match &address.kind {
                Kind::Resource(_, of) => ArmRefusal::no_provider(version, of.name, &known),
                Kind::Identity(_) | Kind::Identities(..) | Kind::IdentityOf(_) => {
                    ArmRefusal::no_provider(version, "Microsoft.ManagedIdentity/userAssignedIdentities", &known)
                }
                _ => ArmRefusal::version_unknown(version, &known),
            }),
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
        (3, Some(id)) if is(2, "resources") => return (format!("/subscriptions/{id}"), Kind::Resources(id, None)),
        _ => {}
    }
    if let Some(found) = subscription().and_then(|id| of_subscription(parts, id)) {
        return found;
    }
    let provider = (0..parts.len()).rev().find(|&at| is(at, "providers") && is(at + 1, "Microsoft.Authorization"));
    let Some(at) = provider else { return of_resource(parts) };
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

/// What belongs to a subscription or a resource group without being a resource.
fn of_subscription(parts: &[String], id: Guid) -> Option<(String, Kind)> {
    let parts: Vec<String> = parts[2..].iter().map(|part| part.to_ascii_lowercase()).collect();
    let kind = match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["locations"] => Kind::Regions(id),
        ["providers", "microsoft.managedidentity"] => Kind::Provider(id),
        ["providers", "microsoft.managedidentity", "register"] => Kind::Registration(id),
        ["providers", "microsoft.managedidentity", "userassignedidentities"] => Kind::Identities(id, None),
        ["resourcegroups", group, "providers", "microsoft.managedidentity", "userassignedidentities"] => {
            Kind::Identities(id, Some(group.to_owned()))
        }
        ["resourcegroups", group, "resources"] => Kind::Resources(id, Some(group.to_owned())),
        ["providers", _, "locations", _, "operations", name] => Kind::Operation(name.parse().ok()?),
        _ => return None,
    };
    Some((format!("/subscriptions/{id}"), kind))
}

/// A resource in a resource group, or what Azure tells of the identity of any.
fn of_resource(parts: &[String]) -> (String, Kind) {
    let scope = format!("/{}", parts.join("/"));
    let lower = scope.to_ascii_lowercase();
    if let Some(resource) = lower.strip_suffix("/providers/microsoft.managedidentity/identities/default") {
        let resource = &scope[..resource.len()];
        let kind = AzureResource::parse(resource).map_or(Kind::Other, Kind::IdentityOf);
        return (resource.to_owned(), kind);
    }
    let resource = AzureResource::parse(&scope).filter(|it| it.resource_group().is_some());
    let kind = match resource {
        Some(it) if it.is_user_assigned_identity() => Kind::Identity(it),
        Some(it) => match resource_types::find(it.resource_type()) {
            Some(of) => Kind::Resource(it, of),
            None => Kind::Other,
        },
        None => Kind::Other,
    };
    (scope, kind)
}
