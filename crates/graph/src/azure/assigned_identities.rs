//! The identities that an Azure resource has.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_resource::{AssignedIdentities, AzureResource};
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;

/// Finds the identities of a resource: its own and those that were assigned to it.
///
/// The question names the subscription alone, which is a GUID; other resources are left out when the answer is read. A
/// resource of a management group is in no subscription, and the question names the one of zeros, which no one has.
#[derive(Clone, Debug)]
pub struct FindAssignedIdentities(pub AzureResource);

impl ResourceGraphQuery for FindAssignedIdentities {
    const PURPOSE: &'static str = "list the identities of an Azure resource";
    /// Nothing for another resource.
    type Row = Option<AssignedIdentities>;

    fn kusto(&self) -> String {
        format!(
            "resources | where subscriptionId =~ '{}' | where isnotempty(identity) | project id, identity",
            self.0.subscription().unwrap_or(Guid::ZERO)
        )
    }

    fn row(&self, json: &str) -> Option<Option<AssignedIdentities>> {
        let wire: WireHostResource = serde_json::from_str(json).ok()?;
        if AzureResource::parse(&wire.id)? != self.0 {
            return Some(None);
        }
        let user_assigned = wire.identity.user_assigned_identities.unwrap_or_default();
        Some(Some(AssignedIdentities {
            system_assigned: wire.identity.principal_id.and_then(|id| id.parse().ok()).map(ServicePrincipalId),
            user_assigned: user_assigned.into_keys().filter_map(|id| AzureResource::parse(&id)).collect(),
        }))
    }
}

#[derive(Deserialize)]
struct WireHostResource {
    id: String,
    identity: WireAssignedIdentity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAssignedIdentity {
    principal_id: Option<String>,
    user_assigned_identities: Option<SortedMap<String, IgnoredAny>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers";

    fn question() -> FindAssignedIdentities {
        FindAssignedIdentities(AzureResource::parse(&format!("{GROUP}/Microsoft.Web/sites/shop'x")).unwrap())
    }

    fn row(resource: &str, identity: &str) -> Option<Option<AssignedIdentities>> {
        question().row(&format!(r#"{{"id":"{GROUP}/Microsoft.Web/sites/{resource}","identity":{identity}}}"#))
    }

    #[test]
    fn the_question_names_nothing_but_the_subscription() {
        assert!(question().kusto().contains("'1b87a2f0-0000-4000-8000-000000000001'"));
        assert!(!question().kusto().contains("shop"));
    }

    #[test]
    fn both_kinds_of_identities_are_read_of_the_one_resource() {
        let user = format!("{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop");
        let both = format!(
            r#"{{"type":"SystemAssigned, UserAssigned","principalId":"8097154c-b14f-4898-928c-16ca80e12dfd",
                "userAssignedIdentities":{{"{user}":{{"clientId":"x"}}}}}}"#
        );
        let found = row("SHOP'X", &both).unwrap().unwrap();
        assert_eq!(found.user_assigned, [AzureResource::parse(&user).unwrap()]);
        assert!(found.system_assigned.is_some());
        assert_eq!(row("other", &both), Some(None));
        let none = row("shop'x", r#"{"type":"None"}"#).unwrap().unwrap();
        assert_eq!(none, AssignedIdentities::default());
        assert_eq!(row("shop'x", "1"), None);
    }
}
