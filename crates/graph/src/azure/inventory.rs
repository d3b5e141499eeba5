//! Which Azure resources and subscriptions the signed-in user sees, to tell which identities belong to none any more.

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;

/// Lists every resource that has an identity or is one.
#[derive(Clone, Copy, Debug)]
pub struct ListResourcesWithIdentities;

/// Lists the subscriptions that the user sees, with their names.
#[derive(Clone, Copy, Debug)]
pub struct ListSubscriptions;

impl ResourceGraphQuery for ListResourcesWithIdentities {
    const PURPOSE: &'static str = "list the Azure resources with identities";
    type Row = AzureResource;

    fn kusto(&self) -> String {
        "resources | where isnotempty(identity) or type =~ 'microsoft.managedidentity/userassignedidentities' | project id"
            .to_owned()
    }

    fn row(&self, json: &str) -> Option<AzureResource> {
        AzureResource::parse(&serde_json::from_str::<WireInventoryResource>(json).ok()?.id)
    }
}

impl ResourceGraphQuery for ListSubscriptions {
    const PURPOSE: &'static str = "list the subscriptions of the tenant";
    type Row = (Guid, String);

    fn kusto(&self) -> String {
        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project subscriptionId, name"
            .to_owned()
    }

    fn row(&self, json: &str) -> Option<(Guid, String)> {
        let wire: WireInventorySubscription = serde_json::from_str(json).ok()?;
        Some((wire.subscription_id, wire.name))
    }
}

#[derive(Deserialize)]
struct WireInventoryResource {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireInventorySubscription {
    subscription_id: Guid,
    name: String,
}
