//! The signed-in user, their tenant and their directory roles.

use serde::Deserialize;

use crate::endpoint::{Collection, Endpoint, EndpointFacts};
use crate::odata::{Get, Page};
use crate::transport::Request;
use domain::ids::{RoleDefinitionId, TenantId, UserId};
use domain::initial_domain::InitialDomain;
use domain::person::Organization;
use domain::scope::Scope;

/// Gets the signed-in user.
#[derive(Clone, Copy, Debug)]
pub struct Me;

/// Gets the tenant in which the user is signed in.
#[derive(Clone, Copy, Debug)]
pub struct MyOrganization;

/// Lists the user's active, tenant-wide directory roles, including those through groups.
#[derive(Clone, Copy, Debug)]
pub struct MyDirectoryRoles;

/// The signed-in user, as [`Me`] reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's object id.
    pub id: UserId,
    /// The user's name.
    pub display_name: String,
    /// The name they sign in with.
    pub user_principal_name: String,
}

impl Endpoint for Me {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show who is signed in",
        method: "GET",
        path: "/v1.0/me",
        scopes: &[Scope::UserRead],
        docs: "https://learn.microsoft.com/graph/api/user-get",
    };
    type Response = Account;

    fn request(&self) -> Request {
        Get::new("/v1.0/me").select(&["id", "displayName", "userPrincipalName"]).request()
    }

    fn response(&self, body: &[u8]) -> Option<Account> {
        let wire: WireUser = serde_json::from_slice(body).ok()?;
        Some(Account {
            id: wire.id,
            display_name: wire.display_name.unwrap_or_default(),
            user_principal_name: wire.user_principal_name.unwrap_or_default(),
        })
    }
}

impl Endpoint for MyOrganization {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show which tenant it is",
        method: "GET",
        path: "/v1.0/organization",
        scopes: &[Scope::UserRead],
        docs: "https://learn.microsoft.com/graph/api/organization-list",
    };
    type Response = Organization;

    fn request(&self) -> Request {
        Get::new("/v1.0/organization").select(&["id", "displayName", "verifiedDomains"]).request()
    }

    fn response(&self, body: &[u8]) -> Option<Organization> {
        // The collection contains the one tenant that the token is for.
        let page: Page<'_> = serde_json::from_slice(body).ok()?;
        let wire: WireOrganization = serde_json::from_str(page.value.first()?.get()).ok()?;
        let initial = wire.verified_domains.iter().find(|it| it.is_initial);
        Some(Organization {
            id: wire.id,
            display_name: wire.display_name.unwrap_or_default(),
            initial_domain: initial.and_then(|it| InitialDomain::parse(&it.name)),
            default_domain: wire.verified_domains.into_iter().find(|it| it.is_default).map(|it| it.name),
        })
    }
}

impl Collection for MyDirectoryRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show which role is missing before a change",
        method: "GET",
        path: "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole",
        scopes: &[Scope::UserRead, Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/user-list-transitivememberof",
    };
    type Item = RoleDefinitionId;

    fn request(&self) -> Request {
        // A cast on a transitive collection is an advanced query.
        Get::new("/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole")
            .select(&["id", "roleTemplateId"])
            .advanced()
            .request()
    }

    fn item(&self, json: &str) -> Option<RoleDefinitionId> {
        serde_json::from_str::<WireUserRole>(json).ok().map(|wire| wire.role_template_id)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUser {
    id: UserId,
    display_name: Option<String>,
    user_principal_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireOrganization {
    id: TenantId,
    display_name: Option<String>,
    #[serde(default)]
    verified_domains: Vec<WireDomain>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDomain {
    name: String,
    #[serde(default)]
    is_default: bool,
    #[serde(default)]
    is_initial: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUserRole {
    role_template_id: RoleDefinitionId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenant_is_known_by_its_default_domain() {
        let json = r#"{"value":[{"id":"84841066-274d-4ec0-a5c1-276be684bdd3","displayName":"Halden","verifiedDomains":[
            {"name":"halden.onmicrosoft.com","isDefault":false,"isInitial":true},{"name":"halden.example","isDefault":true}]}]}"#;
        let tenant = MyOrganization.response(json.as_bytes()).unwrap();
        assert_eq!(tenant.default_domain.as_deref(), Some("halden.example"));
        assert_eq!(tenant.initial_domain.map(|it| it.to_string()).as_deref(), Some("halden.onmicrosoft.com"));
        assert!(MyOrganization.response(br#"{"value":[]}"#).is_none());
    }

    #[test]
    fn a_role_that_the_token_may_not_read_is_not_a_role() {
        assert!(MyDirectoryRoles.item(r#"{"id":"x","roleTemplateId":null}"#).is_none());
        assert!(MyDirectoryRoles.item(r#"{"roleTemplateId":"62e90394-69f5-4237-9190-012177145e10"}"#).is_some());
    }
}
