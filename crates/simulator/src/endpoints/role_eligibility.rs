//! `/roleManagement/directory/roleEligibilityScheduleInstances`: who may activate which directory role.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_ELIGIBILITY, groups_of};
use super::super::tenant::{RoleAssignment, Tenant};
use super::answers::list;
use super::methods::only_get;
use super::role_assignments;
use super::role_instances::{need_pim, requested_principal};
use domain::ids::ObjectId;

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleEligibilityScheduleInstance",
    context: "roleManagement/directory/roleEligibilityScheduleInstances",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq"),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq"),
        Property::asked("directoryScopeId", PropertyType::Text, "eq"),
        Property::plain("appScopeId", PropertyType::Text),
        Property::plain("startDateTime", PropertyType::Time),
        Property::plain("endDateTime", PropertyType::Time),
        Property::asked("memberType", PropertyType::Text, "eq ne"),
        Property::plain("roleEligibilityScheduleId", PropertyType::Text),
    ],
    // Other than the lists of the directory itself, these take two expansions.
    navigation: role_assignments::NAVIGATION,
    expansions: 2,
    ..EntitySet::BASE
};

/// Answers what is behind `/roleManagement/directory/roleEligibilityScheduleInstances`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_pim(tenant, inquiry, READ_ELIGIBILITY, "RoleEligibilitySchedule.Read.Directory")?;
    let whose = requested_principal(tenant, inquiry, rest)?;
    // A user's own list also has what they are eligible for as a member of a group.
    let groups = whose.map(|whose| groups_of(tenant, whose)).unwrap_or_default();
    let is_through_group = |it: &RoleAssignment| groups.contains(&ObjectId(it.principal));
    let is_listed = |it: &RoleAssignment| whose.is_none_or(|whose| it.principal == whose) || is_through_group(it);
    let eligible = tenant.role_eligibilities.iter().filter(|it| is_listed(it));
    let rows = eligible.map(|it| EligibilityRow { tenant, it, is_through_group: is_through_group(it) });
    list(&SET, rows.collect::<Vec<_>>().into_iter(), inquiry)
}

struct EligibilityRow<'t> {
    tenant: &'t Tenant,
    it: &'t RoleAssignment,
    is_through_group: bool,
}

impl Entity for EligibilityRow<'_> {
    fn key(&self) -> String {
        format!("{}-e", self.it.id())
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        match property {
            "id" => json!(self.key()),
            "startDateTime" => json!(self.tenant.created.to_string()),
            "memberType" => json!(if self.is_through_group { "Group" } else { "Direct" }),
            "roleEligibilityScheduleId" => json!(it.principal),
            _ => role_assignments::who_and_where(self.tenant, it, property),
        }
    }
}
