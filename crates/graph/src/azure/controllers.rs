//! Who may run code where an identity lives, as far as Azure roles tell.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureScope, Controller, GroupsAbove, PrincipalKind, ScopeRelation};
use domain::guid::Guid;

/// Lists the principals that have one of some Azure roles on a resource, or above it.
///
/// The question names the subscription and the roles, which are GUIDs; what counts for other resources of the
/// subscription is left out when the answer is read. Of management groups it is not known yet which are above it.
#[derive(Clone, Debug)]
pub struct ListControllers {
    /// The resource.
    pub host: AzureResource,
    /// The roles, by the last parts of their ids.
    pub roles: Vec<Guid>,
}

impl ResourceGraphQuery for ListControllers {
    const PURPOSE: &'static str = "list who can run code on the resource of an identity";
    /// Nothing for someone whose role counts elsewhere.
    type Row = Option<Controller>;

    fn kusto(&self) -> String {
        let roles: Vec<String> = self.roles.iter().map(|id| format!("'{id}'")).collect();
        format!(
            "authorizationresources \
             | where type =~ 'microsoft.authorization/roleassignments' \
             | extend principalId = tolower(tostring(properties.principalId)), \
             principalType = tostring(properties.principalType), scope = tostring(properties.scope), \
             roleId = tolower(tostring(split(tostring(properties.roleDefinitionId), '/')[-1])) \
             | where roleId in ({}) \
             | where scope == '/' or scope startswith '/providers/Microsoft.Management/managementGroups/' \
             or scope startswith '/subscriptions/{}' \
             | project id, principalId, principalType, roleId, scope",
            roles.join(","),
            // Of a resource that belongs to a management group only what is assigned at groups and at the root counts.
            self.host.subscription().unwrap_or(Guid::ZERO)
        )
    }

    fn row(&self, json: &str) -> Option<Option<Controller>> {
        let wire: WireController = serde_json::from_str(json).ok()?;
        let role = Some(wire.role_id).filter(|role| self.roles.contains(role))?;
        let scope = AzureScope::parse(&wire.scope);
        let standing = scope.relation_to(&self.host, &GroupsAbove::default());
        let kind = PrincipalKind::named(wire.principal_type.as_deref().unwrap_or_default());
        let controller = Controller { principal: wire.principal_id, kind, role, scope, standing };
        Some(Some(controller).filter(|_| standing != ScopeRelation::Elsewhere))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireController {
    principal_id: Guid,
    principal_type: Option<String>,
    role_id: Guid,
    scope: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";
    const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    fn question() -> ListControllers {
        let host = format!("/subscriptions/{SUB}/resourceGroups/rg/providers/Microsoft.Web/sites/a'b");
        ListControllers { host: AzureResource::parse(&host).unwrap(), roles: vec![CONTRIBUTOR.parse().unwrap()] }
    }

    fn read(scope: &str) -> Option<Option<Controller>> {
        question().row(&format!(
            r#"{{"principalId":"8097154c-b14f-4898-928c-16ca80e12dfd","principalType":"Group","roleId":"{CONTRIBUTOR}","scope":"{scope}"}}"#
        ))
    }

    #[test]
    fn the_question_names_nothing_but_guids() {
        let kusto = question().kusto();
        assert!(kusto.contains(&format!("in ('{CONTRIBUTOR}')")) && kusto.contains(SUB));
        assert!(!kusto.contains("a'b"));
    }

    #[test]
    fn what_counts_for_the_host_or_above_it_is_kept() {
        let kept = |scope: &str| read(scope).unwrap().map(|it| (it.kind, it.standing));
        let sub = format!("/subscriptions/{SUB}");
        assert_eq!(kept(&sub), Some((PrincipalKind::Group, ScopeRelation::Inherited)));
        assert_eq!(kept("/").map(|it| it.1), Some(ScopeRelation::Inherited));
        let group = "/providers/Microsoft.Management/managementGroups/halden";
        assert_eq!(kept(group).map(|it| it.1), Some(ScopeRelation::NotKnown));
        assert_eq!(kept(&format!("{sub}/resourceGroups/other")), None);
        assert_eq!(kept(question().host.id()).map(|it| it.1), Some(ScopeRelation::Direct));
        assert!(question().row(r#"{"principalId":"x"}"#).is_none());
    }
}
