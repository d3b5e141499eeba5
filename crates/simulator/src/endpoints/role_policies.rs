//! `/policies/roleManagementPolicyAssignments`: what the settings of a directory role require.
//!
//! <https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Navigation, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::READ_POLICIES;
use super::super::tenant::Tenant;
use super::answers::list;
use super::methods::only_get;
use super::role_instances::{need_pim, requested_principal};
use domain::ids::RoleDefinitionId;

const RULES: EntitySet = EntitySet {
    type_name: "unifiedRoleManagementPolicyRule",
    properties: &[Property::plain("id", PropertyType::Text), Property::plain("target", PropertyType::Other)],
    ..EntitySet::BASE
};

const POLICY: EntitySet = EntitySet {
    type_name: "unifiedRoleManagementPolicy",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::plain("displayName", PropertyType::Text),
        Property::plain("description", PropertyType::Text),
        Property::plain("isOrganizationDefault", PropertyType::Flag),
        Property::plain("scopeId", PropertyType::Text),
        Property::plain("scopeType", PropertyType::Text),
    ],
    navigation: &[Navigation { name: "rules", target: &RULES }],
    ..EntitySet::BASE
};

const SET: EntitySet = EntitySet {
    type_name: "unifiedRoleManagementPolicyAssignment",
    context: "policies/roleManagementPolicyAssignments",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::plain("policyId", PropertyType::Text),
        Property::asked("scopeId", PropertyType::Text, "eq"),
        Property::asked("scopeType", PropertyType::Text, "eq"),
        Property::asked("roleDefinitionId", PropertyType::Text, "eq"),
    ],
    navigation: &[Navigation { name: "policy", target: &POLICY }],
    ..EntitySet::BASE
};

/// Answers the assignments of policies to the directory roles. The list has to be asked for by scope and type of scope.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_pim(tenant, inquiry, READ_POLICIES, "RoleManagementPolicy.Read.Directory")?;
    requested_principal(tenant, inquiry, &[])?;
    let filter = inquiry.options.filter.as_deref().unwrap_or_default();
    if !filter.contains("scopeId eq '/'") || !filter.contains("scopeType eq 'Directory") {
        return Err(Refusal::Malformed("The filter has to name a scopeId and a scopeType.".to_owned()));
    }
    list(&SET, tenant.role_definitions.keys().map(|role| PolicyRow { tenant, role: *role }), inquiry)
}

struct PolicyRow<'t> {
    tenant: &'t Tenant,
    role: RoleDefinitionId,
}

impl PolicyRow<'_> {
    fn policy_id(&self) -> String {
        format!("DirectoryRole_{}_{}", self.tenant.id, self.role)
    }

    fn policy(&self) -> Value {
        json!({
            "id": self.policy_id(), "displayName": "DirectoryRole", "description": "DirectoryRole",
            "isOrganizationDefault": false, "scopeId": "/", "scopeType": "DirectoryRole",
            "lastModifiedDateTime": null, "lastModifiedBy": {"displayName": null, "id": null},
        })
    }

    /// The rules for activations by users, and one for assignments by administrators, which is not theirs.
    fn rules(&self) -> Value {
        let settings = &self.tenant.role_settings;
        let rule = |kind: &str, id: &str, own: Value| {
            let (caller, level) = match id.contains("_EndUser_") {
                true => ("EndUser", "Assignment"),
                false => ("Admin", "Assignment"),
            };
            let mut rule = json!({
                "@odata.type": format!("#microsoft.graph.unifiedRoleManagementPolicy{kind}Rule"), "id": id,
                "target": {
                    "caller": caller, "operations": ["all"], "level": level, "inheritableSettings": [],
                    "enforcedSettings": [],
                },
            });
            if let (Some(rule), Value::Object(own)) = (rule.as_object_mut(), own) {
                rule.extend(own);
            }
            rule
        };
        let enabled: Vec<&str> = [
            ("MultiFactorAuthentication", settings.multi_factor),
            ("Justification", true),
            ("Ticketing", settings.ticket),
        ]
        .into_iter()
        .filter(|(_, is_on)| *is_on)
        .map(|(rule, _)| rule)
        .collect();
        let longest = format!("PT{}M", settings.longest_activation().as_secs() / 60);
        json!([
            rule(
                "Expiration",
                "Expiration_Admin_Assignment",
                json!({
                    "isExpirationRequired": false, "maximumDuration": "P180D",
                })
            ),
            rule("Enablement", "Enablement_Admin_Assignment", json!({"enabledRules": ["Justification"]})),
            rule(
                "Expiration",
                "Expiration_EndUser_Assignment",
                json!({
                    "isExpirationRequired": true, "maximumDuration": longest,
                })
            ),
            rule("Enablement", "Enablement_EndUser_Assignment", json!({"enabledRules": enabled})),
            rule(
                "Approval",
                "Approval_EndUser_Assignment",
                json!({"setting": {
                    "isApprovalRequired": settings.approval, "isApprovalRequiredForExtension": false,
                    "isRequestorJustificationRequired": true, "approvalMode": "SingleStage", "approvalStages": [],
                }})
            ),
            rule(
                "AuthenticationContext",
                "AuthenticationContext_EndUser_Assignment",
                json!({
                    "isEnabled": settings.context.is_some(), "claimValue": settings.context,
                })
            ),
        ])
    }
}

impl Entity for PolicyRow<'_> {
    fn key(&self) -> String {
        format!("{}_{}", self.policy_id(), self.role)
    }

    fn value(&self, property: &str) -> Value {
        match property {
            "id" => json!(self.key()),
            "policyId" => json!(self.policy_id()),
            "scopeId" => json!("/"),
            "scopeType" => json!("DirectoryRole"),
            "roleDefinitionId" => json!(self.role),
            "policy" => self.policy(),
            "policy(rules)" => {
                let mut policy = self.policy();
                policy["rules"] = self.rules();
                policy
            }
            _ => Value::Null,
        }
    }
}
