//! What Privileged Identity Management lists: for how long active roles are assigned, and which can be activated.
//! Requests to it are not known here.
//!
//! <https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances/list-for-scope>

use serde_json::{Value, json};

use super::super::rights::groups_of;
use super::super::tenant::Tenant;
use super::inquiry::{Answer, ArmInquiry};
use super::refusal::ArmRefusal;
use super::scope::{normal, with_all_above};
use super::{assignment_json, filter, list, rights};
use domain::guid::Guid;

/// The principal that a list is limited to. The service takes other conditions as well.
fn asked_about(inquiry: &ArmInquiry<'_>) -> Result<Guid, ArmRefusal> {
    let text = inquiry.address.option("$filter");
    let filter = filter::of_assignments(text);
    let principal = filter.and_then(|filter| filter.assigned_to.or(filter.principal));
    principal.ok_or_else(|| ArmRefusal::unsupported_filter(text.unwrap_or_default()))
}

/// How a role reaches the principal that was asked about.
fn member(asked: Guid, holder: Guid, at: &str, scope: &str) -> &'static str {
    match (asked == holder, normal(at) == normal(scope)) {
        (false, _) => "Group",
        (true, true) => "Direct",
        (true, false) => "Inherited",
    }
}

/// Answers the active roles.
pub(super) fn active(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    rights::need(tenant, inquiry, scope, "Microsoft.Authorization/roleAssignmentScheduleInstances/read")?;
    let asked = asked_about(inquiry)?;
    let above = with_all_above(tenant, scope);
    let held = rights::assignments_of(tenant, asked).into_iter().filter(|it| above.contains(&normal(&it.scope)));
    let entries = held.map(|it| {
        let mut properties = json!({
            "scope": it.scope,
            "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{}", it.role),
            "principalId": it.principal,
            "principalType": it.principal_type,
            "originRoleAssignmentId": assignment_json::id_of(it),
            "status": "Provisioned",
            "startDateTime": it.created.to_string(),
            "assignmentType": "Assigned",
            "memberType": member(asked, it.principal, &it.scope, scope),
            "createdOn": it.created.to_string(),
        });
        if let Some(end) = it.end {
            properties["endDateTime"] = json!(end.to_string());
        }
        instance("roleAssignmentScheduleInstances", &it.scope, &it.name.to_string(), properties)
    });
    Ok(list::answer(tenant, inquiry, entries.collect()))
}

/// Answers the roles that can be activated.
pub(super) fn eligible(tenant: &Tenant, inquiry: &ArmInquiry<'_>) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    let asked = asked_about(inquiry)?;
    // Everybody may ask about themselves.
    if asked != inquiry.caller.user.0 {
        rights::need(tenant, inquiry, scope, "Microsoft.Authorization/roleEligibilityScheduleInstances/read")?;
    }
    let above = with_all_above(tenant, scope);
    let groups = groups_of(tenant, asked);
    let theirs = tenant.azure.eligibilities.iter().filter(|it| {
        let is_theirs = it.principal == asked || groups.iter().any(|group| group.0 == it.principal);
        is_theirs && above.contains(&normal(&it.scope))
    });
    let entries = (1..).zip(theirs).map(|(number, it)| {
        let properties = json!({
            "scope": it.scope,
            "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{}", it.role),
            "principalId": it.principal,
            "principalType": tenant.principal_kind(it.principal).unwrap_or("User"),
            "status": "Provisioned",
            "memberType": member(asked, it.principal, &it.scope, scope),
        });
        instance("roleEligibilityScheduleInstances", &it.scope, &number.to_string(), properties)
    });
    Ok(list::answer(tenant, inquiry, entries.collect()))
}

fn instance(kind: &str, scope: &str, name: &str, properties: Value) -> Value {
    let scope = scope.trim_end_matches('/');
    json!({
        "properties": properties,
        "id": format!("{scope}/providers/Microsoft.Authorization/{kind}/{name}"),
        "type": format!("Microsoft.Authorization/{kind}"),
        "name": name,
    })
}
