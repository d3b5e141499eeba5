//! The publisher of an API. Its name doesn't prove it: everyone who can register applications can call one "Microsoft
//! Graph".
//!
//! An API is recognized by its application id and by the tenant that owns it, as the service says it.
//! <https://learn.microsoft.com/graph/api/resources/serviceprincipal> (`appId`, `appOwnerOrganizationId`)

use std::borrow::Cow;

use super::api::Api;
use super::cloud::Cloud;
use super::ids::TenantId;
use super::likeness::likeness;
use super::well_known::{AZURE_AD_GRAPH, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// The tenants in which Microsoft registers its own applications in the worldwide cloud.
const MICROSOFT: [TenantId; 2] =
    [TenantId::known("f8cdef31-a31e-4b4a-93e4-5f571e91255a"), TenantId::known("72f988bf-86f1-41af-91ab-2d7cd011db47")];

/// Words that make people think of Microsoft.
const CLAIMS: [&str; 6] =
    ["microsoft", "office 365", "sharepoint online", "exchange online", "windows azure", "azure active directory"];

impl Api {
    /// Whether its application id is that of one of Microsoft's central APIs and its owner is someone else.
    ///
    /// Only the worldwide cloud is judged: in which tenants Microsoft registers elsewhere is not published.
    pub fn is_forged(&self) -> bool {
        let central = [MICROSOFT_GRAPH, SHAREPOINT_ONLINE, EXCHANGE_ONLINE, AZURE_AD_GRAPH].contains(&self.app_id);
        let elsewhere = self.owner_tenant.is_some_and(|owner| !MICROSOFT.contains(&owner));
        central && elsewhere && Cloud::OF_THIS_BUILD == Cloud::Public
    }

    /// Whether one of the tenants owns it in which Microsoft registers its applications.
    pub fn is_microsofts(&self) -> bool {
        self.owner_tenant.is_some_and(|owner| MICROSOFT.contains(&owner))
    }

    /// Whether its name makes people think of Microsoft, and its owner is someone else.
    pub fn imitates_microsoft(&self) -> bool {
        let elsewhere = self.owner_tenant.is_some_and(|owner| !MICROSOFT.contains(&owner));
        let claims = |name: String| CLAIMS.iter().any(|claim| name.contains(&likeness(claim)));
        elsewhere && Cloud::OF_THIS_BUILD == Cloud::Public && claims(likeness(&self.display_name))
    }

    /// Its name, with its application id where the name could be taken for that of another one.
    pub fn distinct_name(&self) -> Cow<'_, str> {
        if self.imitates_microsoft() {
            Cow::Owned(format!("{} ({})", self.display_name, self.app_id))
        } else {
            Cow::Borrowed(&self.display_name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AppId;

    const OURS: TenantId = TenantId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640");

    fn api(app_id: AppId, name: &str, owner: Option<TenantId>) -> Api {
        let id = "22222222-0000-4000-8000-0000000000b1".parse().unwrap();
        Api {
            id,
            app_id,
            display_name: name.to_owned(),
            owner_tenant: owner,
            assignment_required: false,
            app_roles: Vec::new(),
        }
    }

    #[test]
    fn microsoft_name_on_another_publishers_api_is_detected() {
        let own: AppId = "4b61d7f0-2c98-4e13-a5d6-9f80b3c721e4".parse().unwrap();
        for name in ["Microsoft Graph", "Μicrosoft Graph", "Ｍicrosoft Graph", "Office 365 SharePoint 0nline"] {
            let fake = api(own, name, Some(OURS));
            assert!(fake.imitates_microsoft(), "{name}");
            assert!(fake.distinct_name().contains("4b61d7f0"), "{name}");
        }
        assert!(!api(own, "Halden Orders API", Some(OURS)).imitates_microsoft());
        let genuine = api(MICROSOFT_GRAPH, "Microsoft Graph", Some(MICROSOFT[0]));
        assert!(!genuine.imitates_microsoft() && !genuine.is_forged());
        assert_eq!(genuine.distinct_name(), "Microsoft Graph");
    }

    #[test]
    fn the_id_of_a_central_api_alone_does_not_make_one() {
        assert!(api(MICROSOFT_GRAPH, "Microsoft Graph", Some(OURS)).is_forged());
        assert!(!api(MICROSOFT_GRAPH, "Microsoft Graph", None).is_forged(), "an owner that is not told proves nothing");
    }
}
