//! Which methods a path takes, after the published description of the API. What a path takes and the simulator does not
//! know is refused as unknown; what a path does not take is refused as the service refuses it.
//!
//! <https://learn.microsoft.com/graph/api/overview>

use http::Method;

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;

const READ: &[Method] = &[Method::GET];
const CREATE: &[Method] = &[Method::POST];
const COLLECTION: &[Method] = &[Method::GET, Method::POST];
const ENTITY: &[Method] = &[Method::GET, Method::PATCH, Method::DELETE];

/// Refuses a method that the path does not take.
pub(super) fn check(inquiry: &Inquiry<'_>, path: &[&str]) -> Result<(), Refusal> {
    match of(path) {
        Some(methods) if !methods.contains(&inquiry.method) => Err(Refusal::MethodNotAllowed),
        _ => Ok(()),
    }
}

/// Refuses a request that the simulator does not know.
pub(super) fn not_known(inquiry: &Inquiry<'_>) -> Refusal {
    Refusal::NotImplemented(inquiry.name())
}

/// Reads, and nothing else.
pub(super) fn only_get(inquiry: &Inquiry<'_>) -> Result<(), Refusal> {
    if inquiry.method == Method::GET { Ok(()) } else { Err(not_known(inquiry)) }
}

/// The methods of a path in lower case, where the path is known.
fn of(path: &[&str]) -> Option<&'static [Method]> {
    let methods = match path {
        [.., "$count"] => READ,
        ["me"] => &[Method::GET, Method::PATCH],
        ["me", ..] => READ,
        ["directoryobjects", "getbyids" | "microsoft.graph.getbyids"] => CREATE,
        ["serviceprincipals" | "applications" | "groups" | "directoryobjects" | "oauth2permissiongrants"] => COLLECTION,
        ["users" | "organization"] => COLLECTION,
        ["serviceprincipals", rest @ ..] => return of_service_principal(rest),
        [keyed] if keyed.starts_with("serviceprincipals(") => ENTITY,
        [keyed, rest @ ..] if keyed.starts_with("serviceprincipals(") => return of_relation(rest),
        ["applications" | "groups" | "users" | "organization" | "directoryobjects" | "oauth2permissiongrants", _] => {
            ENTITY
        }
        ["groups", _, "members", "$ref"] => COLLECTION,
        ["groups", _, "members", _] | ["groups", _, "members", _, "$ref"] => &[Method::DELETE],
        ["groups", _, "approleassignments"] => COLLECTION,
        ["groups", _, "members" | "transitivemembers" | "memberof" | "transitivememberof"] => READ,
        ["directory", "administrativeunits"] => COLLECTION,
        ["directory", "administrativeunits", _] => ENTITY,
        ["directory", "deleteditems", kind] if kind.starts_with("microsoft.graph.") => READ,
        ["directory", "deleteditems", _] => &[Method::GET, Method::DELETE],
        ["rolemanagement", "directory", _] => COLLECTION,
        ["rolemanagement", "directory", _, function] if function.contains('(') => READ,
        ["rolemanagement", "directory", _, _] => ENTITY,
        ["policies", "rolemanagementpolicyassignments"] => COLLECTION,
        ["auditlogs", "directoryaudits" | "signins"] => COLLECTION,
        ["reports", "serviceprincipalsigninactivities"] => READ,
        _ => return None,
    };
    Some(methods)
}

fn of_service_principal(path: &[&str]) -> Option<&'static [Method]> {
    match path {
        [_] => Some(match path {
            ["microsoft.graph.agentidentity"] => COLLECTION,
            _ => ENTITY,
        }),
        ["microsoft.graph.agentidentity", _] => Some(ENTITY),
        ["microsoft.graph.agentidentity", _, rest @ ..] | [_, rest @ ..] => of_relation(rest),
        [] => None,
    }
}

fn of_relation(path: &[&str]) -> Option<&'static [Method]> {
    match path {
        ["approleassignments" | "approleassignedto" | "federatedidentitycredentials"] => Some(COLLECTION),
        ["approleassignments" | "approleassignedto" | "federatedidentitycredentials", _] => Some(ENTITY),
        ["memberof" | "transitivememberof" | "owners" | "ownedobjects" | "oauth2permissiongrants", rest @ ..]
            if !rest.contains(&"$ref") =>
        {
            Some(READ)
        }
        ["inheritedapproleassignments"] => Some(READ),
        _ => None,
    }
}
