//! Adding members to groups and removing them: references behind `$ref`.
//!
//! <https://learn.microsoft.com/graph/api/group-post-members>
//! <https://learn.microsoft.com/graph/api/group-delete-members>

use http::Method;

use super::super::inquiry::Inquiry;
use super::super::ledger::{Change, MemberChange};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{
    GROUPS_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR, WRITE_MEMBERS, has_scope, need_role, need_scope,
};
use super::super::tenant::{Group, GroupKind, Tenant};
use super::answers::named;
use super::directory::Directory;
use super::methods::not_known;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;

/// The scope that the documentation names for service principals as members.
const WRITE_APPLICATIONS: &str = "Application.ReadWrite.All";
/// The scope that the members of role-assignable groups take besides.
const WRITE_ROLES: &str = "RoleManagement.ReadWrite.Directory";

/// `POST /groups/{id}/members/$ref`
pub(super) fn add(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    if inquiry.method != Method::POST {
        return Err(not_known(inquiry));
    }
    let group = need_right(directory.tenant, inquiry, id)?.clone();
    let body = inquiry.json(&[])?;
    let member = body["@odata.id"].as_str().and_then(referenced).ok_or(Refusal::INVALID_VALUE)?;
    let seen = directory.visible_tenant();
    let kind = seen.principal_kind(member).ok_or_else(|| Refusal::NotFound(member.to_string()))?;
    let is_principal = kind == "ServicePrincipal";
    if is_principal && directory.tenant.members_need_application_scope && !has_scope(inquiry, &[WRITE_APPLICATIONS]) {
        return Err(Refusal::Denied);
    }
    need_own_members(&group)?;
    if group.kind == GroupKind::Microsoft365 && is_principal {
        return Err(Refusal::INVALID_VALUE);
    }
    if !directory.tenant.add_member(group.id, member) {
        return Err(Refusal::MEMBER_ALREADY);
    }
    directory.changes.push(Change::MemberAdded(MemberChange { group: group.id, member }));
    Ok(Reply::no_content())
}

/// `DELETE /groups/{id}/members/{id}/$ref`
pub(super) fn remove(
    directory: &mut Directory<'_>,
    inquiry: &Inquiry<'_>,
    id: &str,
    member: &str,
) -> Result<Reply, Refusal> {
    let group = need_right(directory.tenant, inquiry, id)?.clone();
    need_own_members(&group)?;
    let found = member.parse().ok().filter(|member: &Guid| directory.tenant.remove_member(group.id, *member));
    let member = found.ok_or_else(|| Refusal::NotFound(member.to_owned()))?;
    directory.changes.push(Change::MemberRemoved(MemberChange { group: group.id, member }));
    Ok(Reply::no_content())
}

/// `DELETE /groups/{id}/members/{id}`, without `$ref`: that is the member itself. It is deleted, where the token may delete
/// objects of its type.
pub(super) fn delete_member(
    directory: &mut Directory<'_>,
    inquiry: &Inquiry<'_>,
    id: &str,
    member: &str,
) -> Result<Reply, Refusal> {
    let group = need_right(directory.tenant, inquiry, id)?;
    let found = member.parse().ok().filter(|member: &Guid| group.members.contains(member));
    let member = ServicePrincipalId(found.ok_or_else(|| Refusal::NotFound(member.to_owned()))?);
    need_scope(inquiry, &[WRITE_APPLICATIONS])?;
    if !directory.tenant.service_principals.contains_key(&member) {
        return Err(not_known(inquiry));
    }
    directory.tenant.delete_service_principal(member, inquiry.now);
    directory.changes.push(Change::Deleted(member));
    Ok(Reply::no_content())
}

/// The object that an address refers to: `https://graph.microsoft.com/v1.0/directoryObjects/{id}`.
fn referenced(address: &str) -> Option<Guid> {
    let path = address.strip_prefix("https://")?;
    match path.split('/').collect::<Vec<_>>()[..] {
        [_, "v1.0" | "beta", kind, id]
            if ["directoryObjects", "servicePrincipals", "users", "groups"]
                .iter()
                .any(|it| kind.eq_ignore_ascii_case(it)) =>
        {
            id.parse().ok()
        }
        _ => None,
    }
}

/// The group, where the token and the user may change its members.
fn need_right<'t>(tenant: &'t Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<&'t Group, Refusal> {
    need_scope(inquiry, WRITE_MEMBERS)?;
    let group = named(id, |id| tenant.groups.get(id))?;
    if group.is_assignable_to_role {
        need_scope(inquiry, &[WRITE_ROLES])?;
        need_role(tenant, inquiry, &[PRIVILEGED_ROLE_ADMINISTRATOR])?;
    } else {
        need_role(tenant, inquiry, &[GROUPS_ADMINISTRATOR])?;
    }
    Ok(group)
}

/// Refuses a group whose members are decided elsewhere.
fn need_own_members(group: &Group) -> Result<(), Refusal> {
    match group.kind {
        GroupKind::Security | GroupKind::Microsoft365 => Ok(()),
        // What exactly the service says of a dynamic group isn't documented.
        GroupKind::Dynamic => Err(Refusal::Denied),
        GroupKind::OnPremises => Err(Refusal::MASTERED_ELSEWHERE),
        GroupKind::MailEnabled => Err(Refusal::MAIL_ENABLED),
    }
}
