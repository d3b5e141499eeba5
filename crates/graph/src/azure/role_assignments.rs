//! Azure roles of an identity and of its groups.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_role::{AzureRole, AzureScope, PrincipalKind};
use domain::guid::Guid;

/// Lists the Azure roles that are assigned to an identity or to any of its groups, wherever the user may see it.
///
/// Role definitions are written with different prefixes in different scopes, so they are found by the GUID at their
/// ends. Names of subscriptions come along.
#[derive(Clone, Debug)]
pub struct ListAzureRoles(pub Vec<Guid>);

/// Lists the Azure roles that are assigned to service principals and groups, wherever the signed-in user may see them.
#[derive(Clone, Copy, Debug)]
pub struct ListAllAzureRoles;

impl ResourceGraphQuery for ListAzureRoles {
    const PURPOSE: &'static str = "list Azure role assignments";
    type Row = AzureRole;

    fn kusto(&self) -> String {
        let principals: Vec<String> = self.0.iter().map(|id| format!("'{id}'")).collect();
        kusto(&format!("principalId in ({})", principals.join(",")))
    }

    fn row(&self, json: &str) -> Option<AzureRole> {
        let (role, _) = role(json)?;
        self.0.contains(&role.principal).then_some(role)
    }
}

impl ResourceGraphQuery for ListAllAzureRoles {
    const PURPOSE: &'static str = "review the Azure roles of all identities";
    type Row = (AzureRole, PrincipalKind);

    fn kusto(&self) -> String {
        kusto("principalType in~ ('ServicePrincipal', 'Group')")
    }

    fn row(&self, json: &str) -> Option<(AzureRole, PrincipalKind)> {
        role(json)
    }
}

/// The question for assignments that satisfy a condition.
fn kusto(condition: &str) -> String {
    format!(
        "authorizationresources \
         | where type =~ 'microsoft.authorization/roleassignments' \
         | extend principalId = tolower(tostring(properties.principalId)), \
         principalType = tostring(properties.principalType) \
         | where {condition} \
         | extend roleId = tolower(tostring(split(tostring(properties.roleDefinitionId), '/')[-1])), \
         scope = tostring(properties.scope), createdOn = tostring(properties.createdOn), \
         condition = tostring(properties.condition) \
         | extend subscription = iff(scope startswith '/subscriptions/', tolower(tostring(split(scope, '/')[2])), '') \
         | join kind=leftouter (authorizationresources \
         | where type =~ 'microsoft.authorization/roledefinitions' \
         | project roleId = tolower(tostring(name)), roleName = tostring(properties.roleName), \
         roleType = tostring(properties.type) | summarize take_any(roleName, roleType) by roleId) on roleId \
         | join kind=leftouter (resourcecontainers \
         | where type =~ 'microsoft.resources/subscriptions' \
         | project subscription = tolower(subscriptionId), subscriptionName = name) on subscription \
         | project id, principalId, principalType, roleId, roleName, roleType, scope, subscriptionName, createdOn, \
         condition"
    )
}

fn role(json: &str) -> Option<(AzureRole, PrincipalKind)> {
    let wire: WireAzureRole = serde_json::from_str(json).ok()?;
    let held = |text: Option<String>| text.filter(|text| !text.is_empty());
    let kind = PrincipalKind::named(wire.principal_type.as_deref().unwrap_or_default());
    let role = AzureRole {
        id: wire.id,
        principal: wire.principal_id,
        role: wire.role_id,
        role_name: held(wire.role_name),
        custom: wire.role_type.is_some_and(|kind| kind.eq_ignore_ascii_case("CustomRole")),
        scope: AzureScope::parse(&wire.scope),
        subscription_name: held(wire.subscription_name),
        created: wire.created_on.and_then(|text| text.parse().ok()),
        conditional: held(wire.condition).is_some(),
        standing: None,
    };
    Some((role, kind))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAzureRole {
    id: String,
    principal_id: Guid,
    principal_type: Option<String>,
    role_id: Guid,
    role_name: Option<String>,
    role_type: Option<String>,
    scope: String,
    subscription_name: Option<String>,
    created_on: Option<String>,
    condition: Option<String>,
}
