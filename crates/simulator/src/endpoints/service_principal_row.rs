//! A service principal in an answer, and how a path names one.
//!
//! <https://learn.microsoft.com/graph/api/resources/serviceprincipal>

use serde_json::{Value, json};

use super::super::odata::{Entity, EntitySet, Navigation, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::tenant::{AppRole, PermissionScope, ServicePrincipal, ServicePrincipalKind, Tenant};
use super::app_role_assignment_row;
use domain::ids::ServicePrincipalId;
use domain::time::Timestamp;

/// How many related objects `$expand` shows, without saying that there are more.
const MOST_EXPANDED: usize = 20;

/// The operators of properties that are only compared for equality.
pub(super) const BY_EQUALITY: &str = "eq ne in";

/// What the service tells of a service principal.
pub(super) const SERVICE_PRINCIPALS: EntitySet = EntitySet {
    type_name: "servicePrincipal",
    context: "servicePrincipals",
    directory: true,
    properties: &[
        Property::asked("id", PropertyType::Text, "eq ne in"),
        Property::asked("deletedDateTime", PropertyType::Time, ""),
        Property::asked("accountEnabled", PropertyType::Flag, BY_EQUALITY),
        Property::plain("agentIdentityBlueprintId", PropertyType::Text).derived(),
        Property::asked("alternativeNames", PropertyType::Other, "eq ge le startswith"),
        Property::asked("appDisplayName", PropertyType::Text, ""),
        Property::plain("appDescription", PropertyType::Text),
        Property::asked("appId", PropertyType::Text, "eq ne in startswith"),
        Property::asked("applicationTemplateId", PropertyType::Text, "eq ne"),
        Property::asked("appOwnerOrganizationId", PropertyType::Guid, "eq ne ge le"),
        Property::asked("appRoleAssignmentRequired", PropertyType::Flag, "eq ne"),
        Property::plain("createdByAppId", PropertyType::Text),
        Property::asked("createdDateTime", PropertyType::Time, "eq ne ge le in"),
        Property::asked("description", PropertyType::Text, "eq ne ge le startswith"),
        Property::plain("disabledByMicrosoftStatus", PropertyType::Text),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::asked("homepage", PropertyType::Text, "eq ne ge le in startswith"),
        Property::plain("loginUrl", PropertyType::Text),
        Property::plain("logoutUrl", PropertyType::Text),
        Property::plain("notes", PropertyType::Text),
        Property::plain("notificationEmailAddresses", PropertyType::Other),
        Property::plain("preferredSingleSignOnMode", PropertyType::Text),
        Property::plain("replyUrls", PropertyType::Other),
        Property::asked("servicePrincipalNames", PropertyType::Other, "eq ge le startswith"),
        Property::asked("servicePrincipalType", PropertyType::Text, BY_EQUALITY),
        Property::plain("signInAudience", PropertyType::Text),
        Property::asked("tags", PropertyType::Other, "eq ge le startswith"),
        Property::plain("tokenEncryptionKeyId", PropertyType::Text),
        Property::plain("addIns", PropertyType::Other),
        Property::plain("appRoles", PropertyType::Other),
        Property::plain("info", PropertyType::Other),
        Property::plain("keyCredentials", PropertyType::Other),
        Property::plain("oauth2PermissionScopes", PropertyType::Other),
        Property::plain("passwordCredentials", PropertyType::Other),
        Property::plain("resourceSpecificApplicationPermissions", PropertyType::Other),
        Property::plain("verifiedPublisher", PropertyType::Other),
    ],
    navigation: &[
        Navigation { name: "appRoleAssignments", target: &app_role_assignment_row::SET },
        Navigation { name: "appRoleAssignedTo", target: &app_role_assignment_row::SET },
    ],
    ..EntitySet::BASE
};

/// Finds a service principal by object id, or by `appId='…'`.
pub(super) fn find<'t>(tenant: &'t Tenant, key: &str) -> Result<&'t ServicePrincipal, Refusal> {
    let missing = || Refusal::NotFound(key.trim_start_matches("appid=").trim_matches('\'').to_owned());
    let found = match key.strip_prefix("appid=") {
        Some(quoted) => quoted.trim_matches('\'').parse().ok().and_then(|id| tenant.service_principal_of(id)),
        None => key.parse().ok().and_then(|id: ServicePrincipalId| tenant.service_principals.get(&id)),
    };
    found.ok_or_else(missing)
}

/// A service principal in a list.
pub(super) struct ServicePrincipalRow<'t> {
    pub tenant: &'t Tenant,
    pub principal: &'t ServicePrincipal,
    /// When it was deleted, for the deleted items.
    pub deleted: Option<Timestamp>,
}

impl Entity for ServicePrincipalRow<'_> {
    fn key(&self) -> String {
        self.principal.id.to_string()
    }

    fn has(&self, property: &str) -> bool {
        property != "agentIdentityBlueprintId" || self.principal.kind == ServicePrincipalKind::AgentIdentity
    }

    fn value(&self, property: &str) -> Value {
        let it = self.principal;
        let is_managed = it.kind == ServicePrincipalKind::ManagedIdentity;
        match property {
            "@odata.type" => json!(it.kind.derived_type().map(|name| format!("#microsoft.graph.{name}"))),
            "id" => json!(it.id),
            "agentIdentityBlueprintId" | "createdByAppId" => json!(it.blueprint),
            "appId" => json!(it.app_id),
            "displayName" => json!(it.display_name),
            "servicePrincipalType" => json!(it.kind.as_str()),
            "accountEnabled" => json!(it.account_enabled),
            "alternativeNames" => json!(it.alternative_names),
            "appDisplayName" if !is_managed => json!(it.display_name),
            "appOwnerOrganizationId" => json!(it.app_owner),
            "appRoleAssignmentRequired" => json!(it.app_role_assignment_required),
            "createdDateTime" => json!(it.created.to_string()),
            "deletedDateTime" => json!(self.deleted.map(|at| at.to_string())),
            "servicePrincipalNames" => {
                let names: Vec<String> =
                    std::iter::once(it.app_id.to_string()).chain(it.further_names.clone()).collect();
                json!(names)
            }
            "signInAudience" if !is_managed => json!("AzureADMultipleOrgs"),
            "tags" => json!(it.tags),
            "appRoles" => Value::Array(it.app_roles.iter().map(app_role).collect()),
            "oauth2PermissionScopes" => Value::Array(it.scopes.iter().map(scope).collect()),
            "addIns"
            | "keyCredentials"
            | "passwordCredentials"
            | "replyUrls"
            | "notificationEmailAddresses"
            | "resourceSpecificApplicationPermissions" => json!([]),
            "info" => json!({
                "termsOfServiceUrl": null, "supportUrl": null, "privacyStatementUrl": null, "marketingUrl": null,
                "logoUrl": null,
            }),
            "verifiedPublisher" => json!({"displayName": null, "verifiedPublisherId": null, "addedDateTime": null}),
            "appRoleAssignments" => {
                let held = self.tenant.app_role_assignments.of_principal(it.id.0).take(MOST_EXPANDED);
                Value::Array(held.map(|(key, it)| app_role_assignment_row::wire(key, it)).collect())
            }
            "appRoleAssignedTo" => {
                let given = self.tenant.app_role_assignments.of_resource(it.id).take(MOST_EXPANDED);
                Value::Array(given.map(|(key, it)| app_role_assignment_row::wire(key, it)).collect())
            }
            _ => Value::Null,
        }
    }
}

fn app_role(role: &AppRole) -> Value {
    let members: Vec<&str> = role.allowed_member_types.iter().map(|it| it.as_str()).collect();
    json!({
        "allowedMemberTypes": members,
        "description": role.description,
        "displayName": role.display_name,
        "id": role.id,
        "isEnabled": role.is_enabled,
        "origin": "Application",
        "value": role.value,
    })
}

fn scope(scope: &PermissionScope) -> Value {
    json!({
        "adminConsentDescription": scope.description,
        "adminConsentDisplayName": scope.value,
        "id": scope.id,
        "isEnabled": true,
        "type": "Admin",
        "userConsentDescription": null,
        "userConsentDisplayName": null,
        "value": scope.value,
    })
}
