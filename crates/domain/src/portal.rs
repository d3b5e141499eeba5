//! Where Microsoft's portals show the same object. Links are made of GUIDs and resource ids only.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::azure_resource::AzureResource;
use super::ids::{AppId, ObjectId, ServicePrincipalId, TenantId};

/// What stays as it is in a part of an address: nothing that could end the part, the fragment or an attribute.
const IN_A_PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The portals of one cloud.
///
/// <https://learn.microsoft.com/entra/fundamentals/faq>
/// <https://learn.microsoft.com/entra/identity/authentication/concept-authentication-national-cloud>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portals {
    entra: &'static str,
    azure: &'static str,
}

impl Portals {
    /// Those of the worldwide cloud.
    pub const PUBLIC: Self = Self { entra: "https://entra.microsoft.com", azure: "https://portal.azure.com" };
    /// Those of the clouds for US Government.
    pub const US_GOVERNMENT: Self = Self { entra: "https://entra.microsoft.us", azure: "https://portal.azure.us" };
    /// Those of the cloud that 21Vianet operates.
    pub const CHINA: Self = Self { entra: "https://entra.microsoftonline.cn", azure: "https://portal.azure.cn" };

    /// The enterprise application of an identity in the Entra admin center.
    pub fn enterprise_application(self, id: ServicePrincipalId, app_id: AppId) -> String {
        self.managed_app("Overview", id, app_id)
    }

    /// The permissions of an identity in the Entra admin center, where they are shown and cannot be given.
    pub fn permissions(self, id: ServicePrincipalId, app_id: AppId) -> String {
        self.managed_app("Permissions", id, app_id)
    }

    /// A group in the Entra admin center.
    pub fn group(self, id: ObjectId) -> String {
        format!("{}/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/{id}", self.entra)
    }

    /// Where people activate the directory roles that they are eligible for: *My roles* of Privileged Identity
    /// Management. Both portals show it, and neither documents the address.
    pub fn my_roles(self) -> String {
        format!("{}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles", self.entra)
    }

    /// The permissions of an app registration in the Entra admin center, where an administrator consents for all users.
    pub fn consent(self, app_id: AppId) -> String {
        format!("{}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/{app_id}", self.entra)
    }

    /// An Azure resource in the Azure portal; in this tenant, or else in whichever the user has open there.
    pub fn resource(self, tenant: Option<TenantId>, resource: &AzureResource) -> String {
        let tenant = tenant.map_or(String::new(), |tenant| format!("@{tenant}/"));
        format!("{}/#{tenant}resource{}", self.azure, encoded(resource.id()))
    }

    fn managed_app(self, blade: &str, id: ServicePrincipalId, app_id: AppId) -> String {
        let root = self.entra;
        // With the type, the portal shows the menu of a managed identity.
        format!(
            "{root}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/{blade}/objectId/{id}/appId/{app_id}\
             /preferredSingleSignOnMode~/null/servicePrincipalType/ManagedIdentity"
        )
    }
}

/// A resource id with each of its parts encoded: Azure allows more in a name than an address does.
fn encoded(id: &str) -> String {
    let parts = id.split('/').map(|part| utf8_percent_encode(part, IN_A_PART).to_string());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SearchTerm;

    const TENANT: TenantId = TenantId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640");
    const ID: ServicePrincipalId = ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfd");
    const APP: AppId = AppId::known("a72223ed-0a1e-4683-9b4b-44bed448bccc");
    const SITE: &str =
        "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.Web/sites/";

    #[test]
    fn what_a_link_leads_to_is_what_the_search_box_reads_from_it() {
        for portals in [Portals::PUBLIC, Portals::US_GOVERNMENT, Portals::CHINA] {
            for link in [portals.enterprise_application(ID, APP), portals.permissions(ID, APP)] {
                assert_eq!(SearchTerm::parse(&link), SearchTerm::Id(ID.0), "{link}");
            }
            let resource = AzureResource::parse(&format!("{SITE}shop")).unwrap();
            for link in [portals.resource(None, &resource), portals.resource(Some(TENANT), &resource)] {
                assert_eq!(SearchTerm::parse(&link), SearchTerm::Resource(resource.clone()), "{link}");
            }
        }
    }

    #[test]
    fn a_hostile_name_cannot_leave_its_part() {
        let resource = AzureResource::parse(&format!("{SITE}a\"><b?c#d&e %2f\u{202e}(f)")).unwrap();
        let link = Portals::PUBLIC.resource(Some(TENANT), &resource);
        let tail = link.strip_prefix("https://portal.azure.com/#@7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640/resource");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/%".contains(c);
        assert!(tail.unwrap().chars().all(plain), "{link}");
        assert!(link.contains("a%22%3E%3Cb%3Fc%23d%26e%20%252f%E2%80%AE%28f%29"), "{link}");
    }
}
