//! Reading role assignments. Lists and single answers come from copies that may be behind.
//!
//! <https://learn.microsoft.com/rest/api/authorization/role-assignments>

use super::super::rights::groups_of;
use super::super::tenant::{AzureRole, Tenant};
use super::inquiry::{Answer, ArmInquiry};
use super::refusal::ArmRefusal;
use super::scope::{is_within, normal, with_all_above};
use super::{assignment_json, filter, list as lists, rights, scopes};
use domain::guid::Guid;

const READ: &str = "Microsoft.Authorization/roleAssignments/read";

/// The assignment of this name that was made at exactly this scope.
pub(super) fn find<'t>(tenant: &'t Tenant, scope: &str, name: &str) -> Option<&'t AzureRole> {
    let name: Guid = name.parse().ok()?;
    tenant.azure_roles.iter().find(|it| it.name == name && normal(&it.scope) == normal(scope))
}

/// Answers one assignment.
pub(super) fn get(tenant: &Tenant, inquiry: &ArmInquiry<'_>, name: &str) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    rights::need(tenant, inquiry, scope, READ)?;
    let found = find(tenant, scope, name).ok_or_else(|| ArmRefusal::no_such_assignment(name))?;
    Ok((200, Some(assignment_json::write(found))))
}

/// Answers the assignments at a scope, above it, and, without `atScope()`, below it.
pub(super) fn list(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    scopes::need(tenant, scope)?;
    rights::need(tenant, inquiry, scope, READ)?;
    let text = inquiry.address.option("$filter");
    let filter =
        filter::of_assignments(text).ok_or_else(|| ArmRefusal::unsupported_filter(text.unwrap_or_default()))?;
    let above = with_all_above(tenant, scope);
    let groups = filter.assigned_to.map(|id| groups_of(tenant, id)).unwrap_or_default();
    let is_meant = |it: &&AzureRole| {
        let counts = above.contains(&normal(&it.scope)) || !filter.at_scope && is_within(tenant, &it.scope, scope);
        let is_principal = filter.principal.is_none_or(|id| it.principal == id);
        let is_assigned = filter
            .assigned_to
            .is_none_or(|id| it.principal == id || groups.iter().any(|group| group.0 == it.principal));
        counts && is_principal && is_assigned
    };
    let entries = tenant.azure_roles.iter().filter(is_meant).map(assignment_json::write).collect();
    Ok(lists::answer(tenant, inquiry, entries))
}
