//! The resources of the tenant that have managed identities, who they are, and which management groups are above each
//! subscription: what tells where an Azure role leads.
//!
//! <https://learn.microsoft.com/azure/governance/resource-graph/samples/samples-by-category>

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_reach::Host;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// Lists every resource that has managed identities, and every user-assigned identity, with their object IDs.
#[derive(Clone, Copy, Debug)]
pub struct ListHosts;

/// Lists the subscriptions that the signed-in user sees, each with the management groups above it.
#[derive(Clone, Copy, Debug)]
pub struct ListSubscriptionGroups;

impl ResourceGraphQuery for ListHosts {
    const PURPOSE: &'static str = "find the identities that an Azure role can control";
    type Row = Host;

    fn kusto(&self) -> String {
        "resources | where isnotempty(identity) or type =~ 'microsoft.managedidentity/userassignedidentities' \
         | project id, identity, principalId = tostring(properties.principalId)"
            .to_owned()
    }

    fn row(&self, json: &str) -> Option<Host> {
        let wire: WireEstateHost = serde_json::from_str(json).ok()?;
        let resource = AzureResource::parse(&wire.id)?;
        let identity = wire.identity.unwrap_or_default();
        // Of other resources the property of this name says nothing about an identity of theirs.
        let itself = wire.principal_id.filter(|_| resource.is_user_assigned_identity());
        let assigned = identity.user_assigned_identities.unwrap_or_default().into_values();
        let ids = itself.into_iter().chain(identity.principal_id).chain(assigned.filter_map(|it| it?.principal_id));
        let identities: SortedSet<ServicePrincipalId> = ids.filter_map(|id| id.parse().ok()).collect();
        Some(Host { resource, identities: identities.into_iter().collect() })
    }
}

impl ResourceGraphQuery for ListSubscriptionGroups {
    const PURPOSE: &'static str = "list the subscriptions of a management group";
    type Row = (Guid, Option<SortedSet<String>>);

    fn kusto(&self) -> String {
        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' \
         | project subscriptionId, groups = properties.managementGroupAncestorsChain"
            .to_owned()
    }

    fn row(&self, json: &str) -> Option<(Guid, Option<SortedSet<String>>)> {
        let wire: WireEstateSubscription = serde_json::from_str(json).ok()?;
        let names = |groups: Vec<WireEstateGroup>| groups.into_iter().map(|group| group.name.to_lowercase()).collect();
        Some((wire.subscription_id, wire.groups.map(names)))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEstateHost {
    id: String,
    identity: Option<WireEstateIdentity>,
    principal_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEstateIdentity {
    principal_id: Option<String>,
    user_assigned_identities: Option<SortedMap<String, Option<WireAssigned>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAssigned {
    principal_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEstateSubscription {
    subscription_id: Guid,
    groups: Option<Vec<WireEstateGroup>>,
}

#[derive(Deserialize)]
struct WireEstateGroup {
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers";
    const ONE: &str = "8097154c-b14f-4898-928c-16ca80e12dfd";
    const OTHER: &str = "9097154c-b14f-4898-928c-16ca80e12dfd";

    fn ids(json: &str) -> Vec<String> {
        ListHosts.row(json).unwrap().identities.into_iter().map(|id| id.to_string()).collect()
    }

    #[test]
    fn a_resource_is_read_with_all_of_its_identities() {
        let site = format!(
            r#"{{"id":"{GROUP}/Microsoft.Web/sites/shop","principalId":"","identity":{{"type":"SystemAssigned, UserAssigned",
            "principalId":"{ONE}","userAssignedIdentities":{{"{GROUP}/x":{{"principalId":"{OTHER}","clientId":"x"}}}}}}}}"#
        );
        assert_eq!(ids(&site), [ONE, OTHER]);
        let identity = format!(
            r#"{{"id":"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/x","principalId":"{OTHER}","identity":null}}"#
        );
        assert_eq!(ids(&identity), [OTHER]);
        let none =
            format!(r#"{{"id":"{GROUP}/Microsoft.Web/sites/shop","identity":{{"type":"None"}},"principalId":null}}"#);
        assert!(ids(&none).is_empty());
        assert!(ListHosts.row(r#"{"id":"x"}"#).is_none());
    }

    #[test]
    fn a_subscription_whose_groups_are_not_told_is_not_known_to_have_none() {
        let row = |groups: &str| {
            ListSubscriptionGroups
                .row(&format!(r#"{{"subscriptionId":"1b87a2f0-0000-4000-8000-000000000001","groups":{groups}}}"#))
                .map(|(_, groups)| groups.map(|groups| groups.into_iter().collect::<Vec<_>>()))
        };
        assert_eq!(row(r#"[{"name":"Halden","displayName":"x"}]"#), Some(Some(vec!["halden".to_owned()])));
        assert_eq!(row("[]"), Some(Some(Vec::new())));
        assert_eq!(row("null"), Some(None));
    }
}
