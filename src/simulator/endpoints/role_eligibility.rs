//! `/roleManagement/directory/roleEligibilityScheduleInstances`: who may activate which directory role.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Kind, Property, list};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{PIM_READERS, READ_ELIGIBILITY, has_scope, need_role};
use super::super::tenant::{RoleAssignment, Tenant};
use super::{not_known, only_get, role_definitions};

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleEligibilityScheduleInstance",
    context: "roleManagement/directory/roleEligibilityScheduleInstances",
    directory: false,
    page: 100,
    properties: &[
        Property::plain("id", Kind::Text),
        Property::asked("principalId", Kind::Text, "eq"),
        Property::asked("roleDefinitionId", Kind::Text, "eq"),
        Property::asked("directoryScopeId", Kind::Text, "eq"),
        Property::plain("appScopeId", Kind::Text),
        Property::plain("startDateTime", Kind::Time),
        Property::plain("endDateTime", Kind::Time),
        Property::asked("memberType", Kind::Text, "eq"),
        Property::plain("roleEligibilityScheduleId", Kind::Text),
    ],
};

/// Answers what stands behind `/roleManagement/directory/roleEligibilityScheduleInstances`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    if !has_scope(inquiry, READ_ELIGIBILITY) {
        return Err(Refusal::PimScopeMissing("RoleEligibilitySchedule.Read.Directory"));
    }
    if !tenant.premium {
        return Err(Refusal::NoPimLicence);
    }
    let own_only = match rest {
        [] => {
            need_role(tenant, inquiry, PIM_READERS)?;
            false
        }
        ["filterbycurrentuser(on='principal')" | "microsoft.graph.filterbycurrentuser(on='principal')"] => true,
        _ => return Err(not_known(inquiry)),
    };
    // Two expansions are taken here, other than in the lists of the directory itself.
    if let Some(name) = inquiry.options.expand.iter().find(|name| *name != "roleDefinition" && *name != "principal") {
        return Err(Refusal::Malformed(format!(
            "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{}'.",
            SET.type_name
        )));
    }
    let me = inquiry.caller.user.0;
    let eligible = tenant.role_eligibilities.iter().filter(|it| !own_only || it.principal == me);
    list(&SET, eligible.map(|it| Row { tenant, it }), &inquiry.options, &inquiry.address())
}

struct Row<'t> {
    tenant: &'t Tenant,
    it: &'t RoleAssignment,
}

impl Entity for Row<'_> {
    fn key(&self) -> String {
        format!("{}-e", self.it.id())
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        match property {
            "id" => json!(self.key()),
            "principalId" => json!(it.principal),
            "roleDefinitionId" => json!(it.role),
            "directoryScopeId" => json!(it.scope.to_string()),
            "startDateTime" => json!(self.tenant.created.to_string()),
            "memberType" => json!("Direct"),
            "roleEligibilityScheduleId" => json!(it.principal),
            "roleDefinition" => self.tenant.role_definitions.get(&it.role).map_or(Value::Null, role_definitions::wire),
            "principal" => super::directory_objects::wire(self.tenant, it.principal).unwrap_or(Value::Null),
            _ => Value::Null,
        }
    }
}
