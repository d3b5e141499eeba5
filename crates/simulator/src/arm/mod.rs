//! Azure Resource Manager: roles, role assignments, the caller's rights, locks, which scopes there are, and the managed
//! identities of resources.
//!
//! Written after the descriptions in Azure/azure-rest-api-specs. Where the service's answer isn't documented, the less
//! favorable one is given; the places say so. What isn't known is refused by name with 501.
//!
//! <https://learn.microsoft.com/rest/api/authorization>

mod action_pattern;
mod address;
mod assignment_json;
mod conditions;
mod definition_list;
mod definitions;
mod ending;
mod filter;
mod guards;
mod identities;
mod identity_rules;
mod inquiry;
mod inventory;
mod list;
mod operations;
mod refusal;
mod regions;
mod resource_identity;
mod resource_json;
mod resource_types;
mod resources;
mod rights;
mod role_assignments;
mod schedules;
mod scope;
mod scopes;
mod write;

use http::{HeaderName, HeaderValue, Method, StatusCode};

use self::address::{ArmAddress, Kind};
pub(super) use self::ending::{next_due, settle};
pub(super) use self::inquiry::Arm;
use self::inquiry::{Answer, ArmInquiry};
use self::refusal::ArmRefusal;
use self::resource_types::MapRule;
use super::caller::Caller;
use domain::guid::Guid;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// The only delegated permission of Azure Resource Manager.
const SCOPE: &str = "user_impersonation";

/// Whether a request is one to Azure Resource Manager, but for Azure Resource Graph.
pub(super) fn is_meant(request: &Request) -> bool {
    let path = request.uri().path();
    let starts = |start: &str| path.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start));
    (starts("/providers/") || starts("/subscriptions/") || path.eq_ignore_ascii_case("/subscriptions"))
        && !starts("/providers/Microsoft.ResourceGraph/")
}

/// Answers one request. `id` is the id under which it is logged.
pub(super) fn answer(
    arm: &mut Arm<'_>,
    caller: Option<&Caller>,
    now: Timestamp,
    id: Guid,
    request: &Request,
) -> Response {
    let outcome = admitted(caller).and_then(|caller| {
        let address = ArmAddress::read(request)?;
        let if_match = request.headers().get("if-match").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let inquiry = ArmInquiry { caller, now, address, body: request.body(), if_match };
        dispatch(arm, &inquiry)
    });
    let (status, body, challenge) = match outcome {
        Ok((status, body)) => (status, body, None),
        Err(refusal) => (refusal.status, Some(refusal.body()), refusal.challenge),
    };
    let has_body = body.is_some();
    let mut response = Response::new(body.map(|body| body.to_string().into_bytes()).unwrap_or_default());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let id = id.to_string();
    let mut insert = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    insert("cache-control", "no-cache");
    insert("x-ms-request-id", &id);
    insert("x-ms-correlation-request-id", &id);
    if has_body {
        insert("content-type", "application/json; charset=utf-8");
    }
    for (name, value) in &arm.headers {
        insert(name, value);
    }
    if let Some(challenge) = challenge {
        insert("www-authenticate", &challenge);
    }
    response
}

fn admitted(caller: Option<&Caller>) -> Result<&Caller, ArmRefusal> {
    caller.filter(|caller| caller.scopes.contains(SCOPE)).ok_or_else(ArmRefusal::no_token)
}

fn dispatch(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let address = &inquiry.address;
    let seen = arm.seen();
    match (&address.method, &address.kind) {
        (&Method::GET, Kind::RoleDefinitions(name)) => definition_list::answer(seen, inquiry, name.as_deref()),
        (&Method::GET, Kind::RoleAssignments(None)) => role_assignments::list(seen, inquiry),
        (&Method::GET, Kind::RoleAssignments(Some(name))) => role_assignments::get(seen, inquiry, name),
        (&Method::PUT, Kind::RoleAssignments(Some(name))) => write::assign(arm, inquiry, name),
        (&Method::DELETE, Kind::RoleAssignments(Some(name))) => write::remove(arm, inquiry, name),
        (&Method::GET, Kind::Permissions) => rights::list(seen, inquiry),
        (&Method::GET, Kind::Locks) => inventory::locks(seen, inquiry),
        (&Method::GET, Kind::ScheduleInstances) => schedules::active(seen, inquiry),
        (&Method::GET, Kind::EligibilityInstances) => schedules::eligible(seen, inquiry),
        (&Method::POST, Kind::Entities) => inventory::entities(seen, inquiry),
        (&Method::GET, Kind::Subscriptions) => inventory::subscriptions(seen, inquiry),
        (&Method::GET, Kind::ResourceGroups(subscription)) => inventory::resource_groups(seen, inquiry, *subscription),
        (&Method::GET, Kind::Resources(subscription, group)) => {
            inventory::resources(seen, inquiry, *subscription, group.as_deref())
        }
        (&Method::GET, Kind::Resource(resource, of)) => resources::get(arm, inquiry, resource, of),
        (&Method::PATCH, Kind::Resource(resource, of)) if of.rule != MapRule::ReadOnly => {
            resources::patch(arm, inquiry, resource, of)
        }
        (&Method::PUT, Kind::Resource(resource, of)) if of.has_mark("put") => {
            resources::put(arm, inquiry, resource, of)
        }
        (&Method::GET, Kind::Identities(subscription, group)) => {
            identities::list_all(arm, inquiry, *subscription, group.as_deref())
        }
        (&Method::GET, Kind::Identity(resource)) => identities::get(arm, inquiry, resource),
        (&Method::PUT, Kind::Identity(resource)) => identities::put(arm, inquiry, resource),
        (&Method::PATCH, Kind::Identity(resource)) => identities::patch(arm, inquiry, resource),
        (&Method::DELETE, Kind::Identity(resource)) => identities::delete(arm, inquiry, resource),
        (&Method::GET, Kind::IdentityOf(resource)) => identities::of_resource(arm, inquiry, resource),
        (&Method::GET, Kind::Regions(subscription)) => regions::regions(arm, inquiry, *subscription),
        (&Method::GET, Kind::Provider(subscription)) => regions::provider(arm, inquiry, *subscription),
        (&Method::POST, Kind::Registration(subscription)) => regions::register(arm, inquiry, *subscription),
        (&Method::GET, Kind::Operation(id)) => operations::get(arm, inquiry, *id),
        _ => Err(ArmRefusal::not_implemented(&format!("{} {}", address.method, address.path))),
    }
}
