//! What the caller may do: the roles at a scope and above it, direct and through groups, and the conditions on them.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource>

use super::super::caller::Caller;
use super::super::rights::groups_of;
use super::super::tenant::{AzureRole, Tenant};
use super::action_pattern::is_matched;
use super::conditions::{self, Asked};
use super::definitions::{self, Definition};
use super::inquiry::{Answer, ArmInquiry};
use super::list as lists;
use super::refusal::ArmRefusal;
use super::scope::{normal, with_all_above};
use domain::guid::Guid;

/// A role assignment that is made or removed, as conditions see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    pub role: Guid,
    pub principal: Guid,
    pub principal_type: &'a str,
}

/// The assignments that give a principal a role, direct or through groups.
pub(super) fn assignments_of(tenant: &Tenant, principal: Guid) -> Vec<&AzureRole> {
    let groups = groups_of(tenant, principal);
    let is_theirs = |it: &&AzureRole| it.principal == principal || groups.iter().any(|group| group.0 == it.principal);
    tenant.azure_roles.iter().filter(is_theirs).collect()
}

/// The assignments of the caller that count at a scope, with their roles.
fn counting<'t>(tenant: &'t Tenant, caller: &Caller, scope: &str) -> Vec<(&'t AzureRole, Definition)> {
    let above = with_all_above(tenant, scope);
    let counts = assignments_of(tenant, caller.user.0).into_iter().filter(|it| above.contains(&normal(&it.scope)));
    counts.filter_map(|it| Some((it, definitions::find(tenant, it.role)?))).collect()
}

/// Whether the caller may do something at a scope. `target` is the role assignment that it is about, if it is about one.
pub(super) fn may(tenant: &Tenant, caller: &Caller, scope: &str, action: &str, target: Option<Target<'_>>) -> bool {
    counting(tenant, caller, scope).into_iter().any(|(assignment, role)| {
        let listed = |patterns: &[String]| patterns.iter().any(|pattern| is_matched(pattern, action));
        if !listed(&role.actions) || listed(&role.not_actions) {
            return false;
        }
        // Reading is limited by no condition on role assignments.
        let Some(Target { role: asked_role, principal, principal_type }) = target else { return true };
        let asked = Asked { action, role: asked_role, principal, principal_type };
        let by_assignment =
            assignment.condition.is_empty() || conditions::holds(&assignment.condition, asked) == Some(true);
        let by_role = role.only_roles.is_empty() || role.only_roles.contains(&asked_role);
        by_assignment && by_role
    })
}

/// Refuses unless the caller may do something at a scope.
pub(super) fn need(tenant: &Tenant, inquiry: &ArmInquiry<'_>, scope: &str, action: &str) -> Result<(), ArmRefusal> {
    match may(tenant, inquiry.caller, scope, action, None) {
        true => Ok(()),
        false => Err(ArmRefusal::forbidden(tenant, inquiry.caller, action, scope)),
    }
}

/// Answers the caller's own permission blocks at a scope. Conditions, deny assignments, locks and policies don't show.
/// Everybody may ask. The service documents resource groups and resources; here every scope answers.
pub(super) fn list(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let blocks = counting(tenant, inquiry.caller, &inquiry.address.scope);
    let entries = blocks.iter().map(|(_, role)| role.permissions()).collect();
    Ok(lists::answer(tenant, inquiry, entries))
}
