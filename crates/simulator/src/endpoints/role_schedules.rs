//! `/roleManagement/directory/roleAssignmentScheduleInstances`: for how long directory roles are assigned.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::READ_SCHEDULES;
use super::super::tenant::{RoleAssignment, Tenant};
use super::answers::list;
use super::methods::only_get;
use super::role_assignments;
use super::role_instances::{need_pim, requested_principal};

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleAssignmentScheduleInstance",
    context: "roleManagement/directory/roleAssignmentScheduleInstances",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq"),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq"),
        Property::asked("directoryScopeId", PropertyType::Text, "eq"),
        Property::plain("appScopeId", PropertyType::Text),
        Property::asked("startDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("endDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("assignmentType", PropertyType::Text, "eq ne"),
        Property::asked("memberType", PropertyType::Text, "eq ne"),
        Property::plain("roleAssignmentOriginId", PropertyType::Text),
        Property::plain("roleAssignmentScheduleId", PropertyType::Text),
    ],
    // Other than the lists of the directory itself, these take two expansions.
    navigation: role_assignments::NAVIGATION,
    expansions: 2,
    ..EntitySet::BASE
};

/// Answers the instances: every role that is assigned now, permanent ones among them.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_pim(tenant, inquiry, READ_SCHEDULES, "RoleAssignmentSchedule.Read.Directory")?;
    let whose = requested_principal(tenant, inquiry, rest)?;
    let held = tenant.role_assignments.values().filter(|it| whose.is_none_or(|whose| it.principal == whose));
    list(&SET, held.map(|it| RoleScheduleRow { tenant, it }), inquiry)
}

struct RoleScheduleRow<'t> {
    tenant: &'t Tenant,
    it: &'t RoleAssignment,
}

impl Entity for RoleScheduleRow<'_> {
    fn key(&self) -> String {
        self.it.id().to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        let schedule = self.tenant.role_schedules.get(&it.id());
        match property {
            "id" | "roleAssignmentOriginId" => json!(it.id()),
            "startDateTime" => json!(schedule.map(|it| it.start.to_string())),
            "endDateTime" => json!(schedule.and_then(|it| it.end).map(|at| at.to_string())),
            "assignmentType" => json!(if schedule.is_some_and(|it| it.activated) { "Activated" } else { "Assigned" }),
            "memberType" => json!("Direct"),
            // One that was made outside of Privileged Identity Management is its own schedule.
            "roleAssignmentScheduleId" => schedule.map_or_else(|| json!(it.id()), |it| json!(it.request)),
            _ => role_assignments::who_and_where(self.tenant, it, property),
        }
    }
}
