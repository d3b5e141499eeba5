//! Links out to Microsoft's portals, built from ids only: no text that someone in the tenant chose becomes a link.

use super::cloud::Cloud;
use super::route_text::encode_into;
use crate::domain::azure_resource::AzureResource;
use crate::domain::identity::ManagedIdentity;

/// The identity among the enterprise applications of the directory's portal.
pub fn in_entra(cloud: Cloud, identity: &ManagedIdentity) -> String {
    let root = match cloud {
        Cloud::Public => "https://entra.microsoft.com",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => "https://entra.microsoft.us",
        Cloud::China => "https://entra.microsoftonline.cn",
    };
    let (id, app_id) = (identity.id, identity.app_id);
    format!("{root}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/{id}/appId/{app_id}")
}

/// The Azure resource in Azure's portal. Everything in its id that is not plain is encoded.
pub fn in_azure(cloud: Cloud, resource: &AzureResource) -> String {
    let root = match cloud {
        Cloud::Public => "https://portal.azure.com",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => "https://portal.azure.us",
        Cloud::China => "https://portal.azure.cn",
    };
    let mut address = format!("{root}/#resource");
    encode_into(resource.id(), &mut address);
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tenant_names_cannot_leave_its_place_in_a_link() {
        let id = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/r?#&/providers/A/b/\"><c";
        let link = in_azure(Cloud::Public, &AzureResource::parse(id).unwrap());
        assert!(link.starts_with("https://portal.azure.com/#resource/subscriptions/1b87a2f0-"), "{link}");
        assert_eq!(link.matches('#').count(), 1, "{link}");
        assert!(!link.contains(['"', '<', '>', '?']), "{link}");
    }

    #[test]
    fn every_cloud_has_its_own_portal() {
        let id = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/r/providers/A/b/c";
        let resource = AzureResource::parse(id).unwrap();
        let host = |cloud| in_azure(cloud, &resource).split('/').nth(2).map(str::to_owned);
        assert_eq!(host(Cloud::UsGovernmentDod).as_deref(), Some("portal.azure.us"));
        assert_eq!(host(Cloud::China).as_deref(), Some("portal.azure.cn"));
    }
}
