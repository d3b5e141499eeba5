//! The endpoints, one file for each kind of object, and which request goes to which.

mod answers;
mod app_role_assignment_row;
mod app_role_assignments;
mod applications;
mod audit_logs;
mod delegated_grants;
mod directory;
mod directory_objects;
mod federated_credentials;
mod group_members;
mod group_row;
mod groups;
mod me;
mod methods;
mod organization;
mod owners;
mod role_assignments;
mod role_definitions;
mod role_eligibility;
mod role_instances;
mod role_policies;
mod role_requests;
mod role_schedules;
mod service_principal_row;
mod service_principals;
mod sign_ins;
mod users;

pub(super) use directory::Directory;

use super::inquiry::{Inquiry, no_such_segment};
use super::refusal::Refusal;
use super::reply::Reply;
use methods::not_known;

/// Answers a request to one endpoint.
pub(super) fn answer(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    let lower: Vec<String> = inquiry.segments.iter().map(|segment| segment.to_ascii_lowercase()).collect();
    let path: Vec<&str> = lower.iter().map(String::as_str).collect();
    methods::check(inquiry, &path)?;
    let Some((first, rest)) = path.split_first() else { return Err(not_known(inquiry)) };
    if let Some(key) = key_of(first, "serviceprincipals") {
        let addressed: Vec<&str> = std::iter::once(key).chain(rest.iter().copied()).collect();
        return service_principals::answer(directory, inquiry, &addressed);
    }
    match (*first, rest) {
        ("serviceprincipals", rest) => service_principals::answer(directory, inquiry, rest),
        ("rolemanagement", ["directory", "roledefinitions", rest @ ..]) => {
            role_definitions::answer(directory.visible_tenant(), inquiry, rest)
        }
        ("rolemanagement", ["directory", "roleassignments", rest @ ..]) => {
            role_assignments::answer(directory, inquiry, rest)
        }
        ("rolemanagement", ["directory", "roleeligibilityscheduleinstances", rest @ ..]) => {
            role_eligibility::answer(directory.visible_tenant(), inquiry, rest)
        }
        ("rolemanagement", ["directory", "roleassignmentscheduleinstances", rest @ ..]) => {
            role_schedules::answer(directory.visible_tenant(), inquiry, rest)
        }
        ("rolemanagement", ["directory", "roleassignmentschedulerequests", rest @ ..]) => {
            role_requests::answer(directory, inquiry, rest)
        }
        ("policies", ["rolemanagementpolicyassignments"]) => role_policies::answer(directory.visible_tenant(), inquiry),
        ("auditlogs", ["directoryaudits"]) => audit_logs::answer(directory.visible_tenant(), inquiry),
        ("auditlogs", ["signins"]) => sign_ins::answer(directory.visible_tenant(), inquiry),
        ("reports", ["serviceprincipalsigninactivities"]) => {
            sign_ins::answer_activities(directory.visible_tenant(), inquiry)
        }
        ("oauth2permissiongrants", []) => delegated_grants::answer(directory.visible_tenant(), inquiry, None),
        ("groups", []) => groups::answer_groups(directory.visible_tenant(), inquiry),
        ("groups", [id, "approleassignments"]) => groups::answer_app_roles(directory.visible_tenant(), inquiry, id),
        ("groups", [id, "transitivememberof"]) => groups::answer_above(directory.visible_tenant(), inquiry, id),
        ("groups", [id, "members", "$ref"]) => group_members::add(directory, inquiry, id),
        ("groups", [id, "members", member, "$ref"]) => group_members::remove(directory, inquiry, id, member),
        ("groups", [id, "members", member]) => group_members::delete_member(directory, inquiry, id, member),
        ("groups", [id]) => groups::answer_group(directory.visible_tenant(), inquiry, id),
        ("groups", [id, "transitivemembers", "microsoft.graph.serviceprincipal"]) => {
            groups::answer_service_principals_in(directory.visible_tenant(), inquiry, id)
        }
        ("groups", [id, "members"]) => groups::answer_members(directory.visible_tenant(), inquiry, id),
        ("directory", ["administrativeunits"]) => groups::answer_units(directory.visible_tenant(), inquiry),
        ("directory", ["administrativeunits", id]) => groups::answer_unit(directory.visible_tenant(), inquiry, id),
        ("me", rest) => me::answer(directory.visible_tenant(), inquiry, rest),
        ("users", rest) => users::answer(directory.visible_tenant(), inquiry, rest),
        ("organization", rest) => organization::answer(directory.visible_tenant(), inquiry, rest),
        ("applications", rest) => applications::answer(directory.visible_tenant(), inquiry, rest),
        ("directoryobjects", rest) => directory_objects::answer(directory.visible_tenant(), inquiry, rest),
        ("directory", ["deleteditems", rest @ ..]) => {
            directory_objects::answer_deleted(directory.visible_tenant(), inquiry, rest)
        }
        // A whole address, or one with a version, where only the path behind the version belongs.
        ("https:" | "http:" | "v1.0" | "beta" | "$batch", _) => {
            Err(no_such_segment(inquiry.segments.first().map_or("", String::as_str)))
        }
        _ => Err(not_known(inquiry)),
    }
}

/// The key of `name(key='…')`, with its quotes: `appid='…'`.
fn key_of<'a>(segment: &'a str, name: &str) -> Option<&'a str> {
    segment.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')
}
