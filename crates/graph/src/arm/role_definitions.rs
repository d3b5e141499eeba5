//! The Azure roles that can be assigned at a scope.

use serde::Deserialize;

use super::endpoint::{ArmCollection, ArmFacts};
use crate::transport::Request;
use domain::azure_rights::{AzurePermissions, AzureRoleDefinition};
use domain::azure_role::AzureScope;
use domain::guid::Guid;

/// Lists the built-in roles and the tenant's own that can be assigned at a scope.
#[derive(Clone, Debug)]
pub struct ListAzureRoleDefinitions(pub AzureScope);

impl ArmCollection for ListAzureRoleDefinitions {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list Azure role definitions",
        method: "GET",
        path: "{scope}/providers/Microsoft.Authorization/roleDefinitions",
        api_version: "2022-04-01",
        docs: "https://learn.microsoft.com/rest/api/authorization/role-definitions/list",
    };
    type Item = AzureRoleDefinition;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[&super::requests::scope_text(&self.0)?], &[], None)
    }

    fn item(&self, json: &str) -> Option<AzureRoleDefinition> {
        let wire: WireAzureDefinition = serde_json::from_str(json).ok()?;
        let of = wire.properties;
        Some(AzureRoleDefinition {
            role: role_at_the_end(&wire.id)?,
            name: of.role_name,
            description: of.description.unwrap_or_default(),
            custom: of.kind.is_some_and(|kind| kind.eq_ignore_ascii_case("CustomRole")),
            permissions: of.permissions.into_iter().map(WirePermissions::read).collect(),
            assignable_scopes: of.assignable_scopes.iter().map(|scope| AzureScope::parse(scope)).collect(),
        })
    }
}

/// The GUID at the end of the ID of a definition. What is before it differs between scopes for the same role.
pub(super) fn role_at_the_end(id: &str) -> Option<Guid> {
    id.rsplit('/').next()?.parse().ok()
}

#[derive(Deserialize)]
struct WireAzureDefinition {
    id: String,
    properties: WireDefinitionProperties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDefinitionProperties {
    role_name: String,
    description: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    permissions: Vec<WirePermissions>,
    #[serde(default)]
    assignable_scopes: Vec<String>,
}

/// One block of permissions, of a role or of the caller.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WirePermissions {
    actions: Option<Vec<String>>,
    not_actions: Option<Vec<String>>,
    data_actions: Option<Vec<String>>,
    not_data_actions: Option<Vec<String>>,
}

impl WirePermissions {
    pub(super) fn read(self) -> AzurePermissions {
        AzurePermissions {
            actions: self.actions.unwrap_or_default(),
            not_actions: self.not_actions.unwrap_or_default(),
            data_actions: self.data_actions.unwrap_or_default(),
            not_data_actions: self.not_data_actions.unwrap_or_default(),
        }
    }
}
