//! The Azure resources that use an identity.

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;

/// Finds the resources that an identity is assigned to, by its object id: a user-assigned one may have many. A
/// principal that can run code on one of them can act as the identity.
#[derive(Clone, Copy, Debug)]
pub struct FindHosts(pub Guid);

impl ResourceGraphQuery for FindHosts {
    const PURPOSE: &'static str = "list the Azure resources that use an identity";
    type Row = AzureResource;

    fn kusto(&self) -> String {
        format!(
            "resources | where isnotempty(identity) | where tolower(tostring(identity)) contains '{}' | project id",
            self.0
        )
    }

    fn row(&self, json: &str) -> Option<AzureResource> {
        let wire: WireHost = serde_json::from_str(json).ok()?;
        AzureResource::parse(&wire.id)
    }
}

#[derive(Deserialize)]
struct WireHost {
    id: String,
}
