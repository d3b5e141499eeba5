//! `/roleManagement/directory/roleDefinitions`: directory roles, built-in and custom.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions>

use serde_json::{Value, json};

use super::super::inquiry::{Inquiry, Version};
use super::super::object::object;
use super::super::odata::{Entity, EntitySet, Navigation, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_ROLES, need_scope};
use super::super::tenant::{RoleDefinition, Tenant};
use super::answers::{list, named, one};
use super::methods::{not_known, only_get};

const V1: &[Property] = &[
    Property::asked("id", PropertyType::Text, "eq in"),
    Property::plain("description", PropertyType::Text),
    Property::asked("displayName", PropertyType::Text, "eq in"),
    Property::asked("isBuiltIn", PropertyType::Flag, "eq in"),
    Property::plain("isEnabled", PropertyType::Flag),
    Property::plain("resourceScopes", PropertyType::Other),
    Property::asked("templateId", PropertyType::Text, "eq in"),
    Property::plain("version", PropertyType::Text),
    Property::plain("rolePermissions", PropertyType::Other),
];

const BETA: &[Property] = &[
    Property::asked("id", PropertyType::Text, "eq in"),
    Property::plain("allowedPrincipalTypes", PropertyType::Text),
    Property::plain("description", PropertyType::Text),
    Property::asked("displayName", PropertyType::Text, "eq in startswith"),
    Property::asked("isBuiltIn", PropertyType::Flag, "eq in"),
    Property::plain("isEnabled", PropertyType::Flag),
    Property::asked("isPrivileged", PropertyType::Flag, "eq"),
    Property::plain("resourceScopes", PropertyType::Other),
    Property::asked("templateId", PropertyType::Text, "eq in"),
    Property::plain("version", PropertyType::Text),
    Property::plain("rolePermissions", PropertyType::Other),
];

/// What other lists tell of a role.
pub(super) const ROLE_DEFINITIONS: EntitySet =
    EntitySet { type_name: "unifiedRoleDefinition", properties: V1, ..EntitySet::BASE };

const fn set(version: Version) -> EntitySet {
    EntitySet {
        type_name: "unifiedRoleDefinition",
        context: "roleManagement/directory/roleDefinitions",
        page: 500,
        properties: match version {
            Version::V1 => V1,
            Version::Beta => BETA,
        },
        navigation: &[Navigation { name: "inheritsPermissionsFrom", target: &ROLE_DEFINITIONS }],
        ..EntitySet::BASE
    }
}

/// Answers what is behind `/roleManagement/directory/roleDefinitions`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    let set = set(inquiry.version);
    need_scope(inquiry, READ_ROLES)?;
    match rest {
        [] => list(&set, tenant.role_definitions.values().map(RoleDefinitionRow), inquiry),
        [id] => one(&set, &RoleDefinitionRow(named(id, |id| tenant.role_definitions.get(id))?), inquiry),
        _ => Err(not_known(inquiry)),
    }
}

/// A role as it is written inside another answer.
pub(super) fn wire(role: &RoleDefinition) -> Value {
    let row = RoleDefinitionRow(role);
    object(&mut V1.iter().map(|property| (property.name.to_owned(), row.value(property.name))))
}

struct RoleDefinitionRow<'t>(&'t RoleDefinition);

impl Entity for RoleDefinitionRow<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" | "templateId" => json!(it.id),
            "displayName" => json!(it.display_name),
            "description" => json!(it.description),
            "isBuiltIn" => json!(it.is_built_in),
            "isEnabled" => json!(it.is_enabled),
            "isPrivileged" => json!(it.is_privileged),
            "allowedPrincipalTypes" => {
                json!(if it.allows_service_principals { "user,servicePrincipal,group" } else { "user,group" })
            }
            "resourceScopes" => json!(["/"]),
            "version" => json!("1"),
            "rolePermissions" => json!([{"allowedResourceActions": it.allowed_actions, "condition": null}]),
            "inheritsPermissionsFrom" => json!([]),
            _ => Value::Null,
        }
    }
}
