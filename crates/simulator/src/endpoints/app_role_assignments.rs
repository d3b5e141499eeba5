//! `appRoleAssignments` of a principal and `appRoleAssignedTo` of an API: the same assignments from both sides.
//!
//! <https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto>

use http::Method;
use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::ledger::{AppRoleGrant, Change};
use super::super::odata::count;
use super::super::refusal::Refusal;
use super::super::reply::{Body, Reply};
use super::super::rights::{
    APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR, READ_APPLICATIONS,
    has_scope, need_grant_right, need_role, need_scope,
};
use super::super::tenant::{AppRoleAssignment, AppRoleAssignmentKey, MemberType, Tenant};
use super::answers::{created, list, one};
use super::app_role_assignment_row::{AppRoleAssignmentRow, SET, wire};
use super::directory::Directory;
use super::methods::not_known;
use super::service_principal_row::find;
use domain::guid::Guid;
use domain::ids::{AppRoleId, RoleDefinitionId, ServicePrincipalId};

const WRITE: &str = "AppRoleAssignment.ReadWrite.All";
const WRITE_MORE: &str = "Application.ReadWrite.All";

/// Who may remove an assignment whose API was deleted.
const REMOVES_ORPHANS: &[RoleDefinitionId] =
    &[PRIVILEGED_ROLE_ADMINISTRATOR, APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR];

/// What a grant may have in its body.
const PROPERTIES: &[&str] = &["appRoleId", "principalId", "resourceId"];

/// From which side the assignments are looked at, and thus which of their ids the path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// `/servicePrincipals/{principal}/appRoleAssignments`
    Principal,
    /// `/servicePrincipals/{api}/appRoleAssignedTo`
    Resource,
}

/// Answers what is behind `/servicePrincipals/{key}/appRole…`.
pub(super) fn answer(
    directory: &mut Directory<'_>,
    inquiry: &Inquiry<'_>,
    key: &str,
    side: Side,
    rest: &[&str],
) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::GET, []) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.visible_tenant();
            list(&SET, rows(tenant, find(tenant, key)?.id, side), inquiry)
        }
        (&Method::GET, ["$count"]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.visible_tenant();
            count(&SET, rows(tenant, find(tenant, key)?.id, side), &inquiry.options)
        }
        (&Method::GET, [_]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.visible_tenant();
            let addressed = find(tenant, key)?.id;
            let (key, it) = find_assignment(tenant, inquiry, addressed, side)?;
            one(&SET, &AppRoleAssignmentRow((key, it)), inquiry)
        }
        (&Method::POST, []) => create(directory, inquiry, key, side),
        (&Method::DELETE, [_]) => delete(directory, inquiry, key, side),
        _ => Err(not_known(inquiry)),
    }
}

/// The assignments of a principal or an API.
fn rows(tenant: &Tenant, of: ServicePrincipalId, side: Side) -> impl Iterator<Item = AppRoleAssignmentRow<'_>> {
    let all = &tenant.app_role_assignments;
    let of_principal = (side == Side::Principal).then(|| all.of_principal(of.0)).into_iter().flatten();
    let of_resource = (side == Side::Resource).then(|| all.of_resource(of)).into_iter().flatten();
    of_principal.chain(of_resource).map(AppRoleAssignmentRow)
}

/// Lists the app roles of a principal that is no service principal.
pub(super) fn list_of_principal(tenant: &Tenant, inquiry: &Inquiry<'_>, principal: Guid) -> Result<Reply, Refusal> {
    list(&SET, tenant.app_role_assignments.of_principal(principal).map(AppRoleAssignmentRow), inquiry)
}

/// Answers every assignment of a principal at once: no pages, no options. Without a principal there are none.
pub(super) fn list_all(tenant: &Tenant, inquiry: &Inquiry<'_>, principal: Option<Guid>) -> Result<Reply, Refusal> {
    if !inquiry.options.sent.is_empty() {
        return Err(Refusal::BadRequest("Query options are not supported for this resource.".into()));
    }
    let held = principal.into_iter().flat_map(|principal| tenant.app_role_assignments.of_principal(principal));
    let entries: Vec<Value> = held.map(|(key, it)| wire(key, it)).collect();
    let context = format!("https://graph.microsoft.com/{}/$metadata#appRoleAssignments", inquiry.version.as_str());
    Ok(Reply::json(200, json!({ "@odata.context": context, "value": entries })))
}

/// The assignment that the last part of the path names, of the principal or API that the path names before it. Its ID
/// is case-sensitive, so it is taken as it was sent.
fn find_assignment<'t>(
    tenant: &'t Tenant,
    inquiry: &Inquiry<'_>,
    addressed: ServicePrincipalId,
    side: Side,
) -> Result<(AppRoleAssignmentKey, &'t AppRoleAssignment), Refusal> {
    let sent = inquiry.segments.last().map(String::as_str).unwrap_or_default();
    let missing = || Refusal::NotFound(sent.to_owned());
    let key = AppRoleAssignmentKey::read(sent).ok_or_else(missing)?;
    let assignment = tenant.app_role_assignments.get(key).ok_or_else(missing)?;
    let named = match side {
        Side::Principal => assignment.principal,
        Side::Resource => assignment.resource.0,
    };
    if named == addressed.0 { Ok((key, assignment)) } else { Err(missing()) }
}

/// The scopes for granting: the write scope, and one that reads applications beside it.
fn need_write_scopes(inquiry: &Inquiry<'_>) -> Result<(), Refusal> {
    let enough =
        has_scope(inquiry, &[WRITE_MORE]) || has_scope(inquiry, &[WRITE]) && has_scope(inquiry, READ_APPLICATIONS);
    if enough { Ok(()) } else { Err(Refusal::Denied) }
}

fn create(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, key: &str, side: Side) -> Result<Reply, Refusal> {
    need_write_scopes(inquiry)?;
    let addressed = find(directory.visible_tenant(), key)?.id;
    let body = inquiry.json(PROPERTIES)?;
    let id = |name: &str| -> Result<Guid, Refusal> {
        body[name].as_str().and_then(|text| text.parse().ok()).ok_or(Refusal::INVALID_VALUE)
    };
    let (principal, resource, role) =
        (id("principalId")?, ServicePrincipalId(id("resourceId")?), AppRoleId(id("appRoleId")?));
    let named = match side {
        Side::Principal => principal,
        Side::Resource => resource.0,
    };
    if named != addressed.0 {
        return Err(Refusal::INVALID_VALUE);
    }
    let api = directory.visible_tenant().service_principals.get(&resource).ok_or(Refusal::NOT_A_REFERENCE)?;
    need_grant_right(directory.tenant, inquiry, api)?;
    // A principal that was made a moment ago may not have arrived where the grant is checked.
    let kind = directory.visible_tenant().principal_kind(principal).ok_or(Refusal::NOT_A_REFERENCE)?;
    check_role(directory.tenant, resource, role, kind)?;
    let held = directory.tenant.app_role_assignments.of_principal(principal);
    if held.into_iter().any(|(_, it)| it.resource == resource && it.app_role == role) {
        return Err(Refusal::HELD_ALREADY);
    }
    let key = directory.tenant.grant(principal, resource, role, inquiry.now);
    directory.changes.push(Change::Granted(grant(key, principal, resource, role)?));
    if let Some(assignment) = directory.tenant.app_role_assignments.get(key).cloned() {
        directory.tenant.log_app_role(inquiry.now, inquiry.caller.user, &assignment, true);
    }
    let path = if side == Side::Principal { "appRoleAssignments" } else { "appRoleAssignedTo" };
    let assignment = directory.tenant.app_role_assignments.get(key).ok_or(Refusal::NOT_A_REFERENCE)?;
    let mut reply = created(&SET, &AppRoleAssignmentRow((key, assignment)), inquiry)?;
    if let Body::Json(body) = &mut reply.body {
        let version = inquiry.version.as_str();
        let context =
            format!("https://graph.microsoft.com/{version}/$metadata#servicePrincipals('{addressed}')/{path}/$entity");
        body["@odata.context"] = json!(context);
    }
    Ok(reply)
}

/// Whether the API offers the role, enabled, to such a principal. An API without roles offers the role of zeros.
fn check_role(
    tenant: &Tenant,
    resource: ServicePrincipalId,
    role: AppRoleId,
    principal_kind: &str,
) -> Result<(), Refusal> {
    let api = tenant.service_principals.get(&resource).ok_or(Refusal::NOT_A_REFERENCE)?;
    let needed = if principal_kind == "ServicePrincipal" { MemberType::Application } else { MemberType::User };
    let is_default = role.0 == Guid::ZERO && api.app_roles.is_empty();
    let offers =
        api.app_roles.iter().any(|it| it.id == role && it.is_enabled && it.allowed_member_types.contains(&needed));
    if is_default || offers { Ok(()) } else { Err(Refusal::NO_SUCH_ROLE) }
}

fn delete(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, key: &str, side: Side) -> Result<Reply, Refusal> {
    need_scope(inquiry, &[WRITE, WRITE_MORE])?;
    let addressed = find(directory.visible_tenant(), key)?.id;
    let (key, assignment) = find_assignment(directory.tenant, inquiry, addressed, side)?;
    let assignment = assignment.clone();
    match directory.tenant.service_principals.get(&assignment.resource) {
        Some(api) => need_grant_right(directory.tenant, inquiry, api)?,
        None => need_role(directory.tenant, inquiry, REMOVES_ORPHANS)?,
    }
    directory.tenant.app_role_assignments.remove(key);
    let gone = grant(key, assignment.principal, assignment.resource, assignment.app_role)?;
    directory.changes.push(Change::Revoked(gone));
    directory.tenant.log_app_role(inquiry.now, inquiry.caller.user, &assignment, false);
    Ok(Reply::no_content())
}

fn grant(
    key: AppRoleAssignmentKey,
    principal: Guid,
    resource: ServicePrincipalId,
    app_role: AppRoleId,
) -> Result<AppRoleGrant, Refusal> {
    let id = key.text().try_into().map_err(|_| Refusal::INVALID_VALUE)?;
    Ok(AppRoleGrant { id, principal, resource, app_role })
}
