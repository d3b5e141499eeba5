//! Assigning and removing roles. What is true decides, except for whether a principal exists: the directory's copies may
//! not know a new one yet.
//!
//! <https://learn.microsoft.com/rest/api/authorization/role-assignments/create>

use serde_json::Value;

use super::super::ledger::{AzureRoleChange, Change};
use super::super::rights::roles_of;
use super::super::tenant::{AzureRole, LockLevel, Tenant};
use super::action_pattern::is_matched;
use super::guards::{need_changeable, need_multi_factor, need_no_policy};
use super::inquiry::{Answer, Arm, ArmInquiry};
use super::refusal::ArmRefusal;
use super::rights::Target;
use super::scope::{management_group, normal, subscription, with_all_above};
use super::{assignment_json, conditions, definitions, rights, role_assignments, scopes};
use domain::guid::Guid;

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";

/// The longest description and the longest condition, in bytes.
const LONGEST_DESCRIPTION: usize = 2_048;
const LONGEST_CONDITION: usize = 8_192;

/// What a request to assign asks for.
struct Wanted {
    principal: Guid,
    principal_type: Option<String>,
    role: Guid,
    condition: String,
    description: String,
}

/// Makes or updates an assignment.
pub(super) fn assign(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>, name: &str) -> Result<Answer, ArmRefusal> {
    need_multi_factor(arm.tenant, inquiry.caller)?;
    let scope = &inquiry.address.scope;
    let name_text = name;
    let name: Guid = name
        .parse()
        .map_err(|_| ArmRefusal::new(400, "InvalidRoleAssignmentId", format!("'{name}' is not a GUID.")))?;
    let wanted = read(inquiry.body)?;
    scopes::need(arm.tenant, scope)?;
    let is = arm.seen().principal_kind(wanted.principal);
    let assumed = is.or(wanted.principal_type.as_deref()).unwrap_or("User").to_owned();
    let target = Target { role: wanted.role, principal: wanted.principal, principal_type: &assumed };
    if !rights::may(arm.tenant, inquiry.caller, scope, WRITE, Some(target)) {
        let over = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{name_text}");
        return Err(ArmRefusal::forbidden(arm.tenant, inquiry.caller, WRITE, &over));
    }
    need_changeable(arm.tenant, scope, "write", |level| level == LockLevel::ReadOnly)?;
    need_no_policy(arm.tenant, scope, name_text)?;
    let no_role = || ArmRefusal::no_such_role(400, &wanted.role.to_string());
    let definition = definitions::find(arm.tenant, wanted.role).ok_or_else(no_role)?;
    if !definition.is_assignable_at(arm.tenant, scope) {
        return Err(no_role());
    }
    let is = is.ok_or_else(|| ArmRefusal::principal_not_found(wanted.principal, arm.tenant.id))?;
    if let Some(said) = wanted.principal_type.filter(|said| !said.eq_ignore_ascii_case(is)) {
        return Err(ArmRefusal::another_principal_type(wanted.principal, is, &said));
    }
    let is_same = |it: &AzureRole| {
        it.principal == wanted.principal && it.role == wanted.role && normal(&it.scope) == normal(scope)
    };
    if let Some(own) = arm.tenant.azure_roles.iter_mut().find(|it| it.name == name) {
        if !is_same(own) {
            return Err(ArmRefusal::update_not_permitted());
        }
        if own.condition == wanted.condition && own.description == wanted.description {
            return match arm.tenant.azure.repeated_is_conflict {
                true => Err(ArmRefusal::exists(name)),
                false => Ok((200, Some(assignment_json::write(own)))),
            };
        }
        (own.condition, own.description) = (wanted.condition, wanted.description);
        arm.changes.push(Change::AzureRoleAssigned(AzureRoleChange::of(own)));
        return Ok((200, Some(assignment_json::write(own))));
    }
    if let Some(other) = arm.tenant.azure_roles.iter().find(|it| is_same(it)) {
        return Err(ArmRefusal::exists(other.name));
    }
    need_room(arm.tenant, scope)?;
    let made = AzureRole {
        principal: wanted.principal,
        principal_type: is,
        scope: scope.clone(),
        name,
        role: wanted.role,
        role_name: definition.name,
        custom: definition.custom,
        condition: wanted.condition,
        description: wanted.description,
        created: inquiry.now,
        created_by: Some(inquiry.caller.user),
        end: None,
    };
    let body = assignment_json::write(&made);
    arm.changes.push(Change::AzureRoleAssigned(AzureRoleChange::of(&made)));
    arm.tenant.azure_roles.push(made);
    Ok((201, Some(body)))
}

/// Removes an assignment that was made at exactly this scope. Where there is none, that is no failure: 204.
pub(super) fn remove(arm: &mut Arm<'_>, inquiry: &ArmInquiry<'_>, name: &str) -> Result<Answer, ArmRefusal> {
    need_multi_factor(arm.tenant, inquiry.caller)?;
    let scope = &inquiry.address.scope;
    let over = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{name}");
    let found = role_assignments::find(arm.tenant, scope, name);
    let target = found.map(|it| Target { role: it.role, principal: it.principal, principal_type: it.principal_type });
    if !rights::may(arm.tenant, inquiry.caller, scope, DELETE, target) {
        return Err(ArmRefusal::forbidden(arm.tenant, inquiry.caller, DELETE, &over));
    }
    let Some(found) = found.cloned() else { return Ok((204, None)) };
    need_changeable(arm.tenant, scope, "delete", |_| true)?;
    if is_last_administrator(arm.tenant, &found) && !is_global_administrator(arm.tenant, inquiry) {
        return Err(ArmRefusal::last_administrator());
    }
    arm.tenant.azure_roles.retain(|it| *it != found);
    arm.changes.push(Change::AzureRoleRemoved(AzureRoleChange::of(&found)));
    Ok((200, Some(assignment_json::write(&found))))
}

fn read(body: &[u8]) -> Result<Wanted, ArmRefusal> {
    let malformed = |what: &str| ArmRefusal::malformed(&format!("The request content was invalid: {what}."));
    let body: Value = serde_json::from_slice(body).map_err(|_| malformed("it is not JSON"))?;
    let of = body["properties"].as_object().ok_or_else(|| malformed("'properties' is missing"))?;
    let text = |name: &str| of.get(name).and_then(Value::as_str);
    let role = text("roleDefinitionId").and_then(|id| id.rsplit('/').next());
    let condition = text("condition").unwrap_or_default().to_owned();
    let description = text("description").unwrap_or_default().to_owned();
    let asked = conditions::Asked { action: WRITE, role: Guid::ZERO, principal: Guid::ZERO, principal_type: "" };
    if !condition.is_empty() {
        if text("conditionVersion") != Some("2.0") {
            return Err(malformed("the version of the condition must be 2.0"));
        }
        if conditions::holds(&condition, asked).is_none() || condition.len() > LONGEST_CONDITION {
            return Err(malformed("the condition is not valid"));
        }
    }
    if description.len() > LONGEST_DESCRIPTION {
        return Err(malformed("the description is too long"));
    }
    Ok(Wanted {
        principal: text("principalId").and_then(|id| id.parse().ok()).ok_or_else(|| malformed("'principalId'"))?,
        principal_type: text("principalType").map(str::to_owned),
        role: role.and_then(|id| id.parse().ok()).ok_or_else(|| malformed("'roleDefinitionId'"))?,
        condition,
        description,
    })
}

/// Refuses where the subscription or the management group has as many assignments as it can have.
fn need_room(tenant: &Tenant, scope: &str) -> Result<(), ArmRefusal> {
    let own = normal(scope);
    let (count, most) = if let Some(id) = subscription(scope) {
        let count = tenant.azure_roles.iter().filter(|it| subscription(&it.scope) == Some(id)).count();
        (count, tenant.azure.most_in_subscription)
    } else if management_group(&own).is_some() {
        let count = tenant.azure_roles.iter().filter(|it| normal(&it.scope) == own).count();
        (count, tenant.azure.most_at_management_group)
    } else {
        return Ok(());
    };
    if count >= most { Err(ArmRefusal::limit_exceeded()) } else { Ok(()) }
}

/// Whether nobody else could assign roles in the subscription if this assignment at the subscription were gone.
fn is_last_administrator(tenant: &Tenant, removed: &AzureRole) -> bool {
    let own = normal(&removed.scope);
    let assigns = |it: &&AzureRole| {
        definitions::find(tenant, it.role).is_some_and(|role| {
            let listed = |patterns: &[String]| patterns.iter().any(|pattern| is_matched(pattern, WRITE));
            role.only_roles.is_empty() && it.condition.is_empty() && listed(&role.actions) && !listed(&role.not_actions)
        })
    };
    let is_at_subscription = own.strip_prefix("/subscriptions/").is_some_and(|rest| !rest.contains('/'));
    let above = with_all_above(tenant, &own);
    let mut others =
        tenant.azure_roles.iter().filter(|it| *it != removed && above.contains(&normal(&it.scope))).filter(assigns);
    is_at_subscription && assigns(&removed) && others.next().is_none()
}

fn is_global_administrator(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> bool {
    roles_of(tenant, inquiry.caller.user.0).contains(&super::super::rights::GLOBAL_ADMINISTRATOR)
}
