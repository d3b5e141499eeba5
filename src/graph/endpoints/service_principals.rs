//! Service principals: managed identities, and the APIs whose roles they hold.
//!
//! <https://learn.microsoft.com/graph/api/resources/serviceprincipal>

use serde::Deserialize;

use crate::domain::api::{Api, AppRole};
use crate::domain::azure_resource::AzureResource;
use crate::domain::identity::{ManagedIdentity, ServicePrincipal, ServicePrincipalKind};
use crate::domain::ids::{AppId, AppRoleId, ServicePrincipalId, TenantId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::graph::endpoint::{Collection, Endpoint, Facts};
use crate::graph::odata::{Get, Page, literal};
use crate::graph::transport::Request;

const SCOPES: &[Scope] = &[Scope::ApplicationReadAll];

/// What the page needs of a service principal. Certificates are never asked for: they are throttled on their own.
const PROPERTIES: &[&str] = &[
    "id",
    "appId",
    "displayName",
    "servicePrincipalType",
    "accountEnabled",
    "createdDateTime",
    "alternativeNames",
    "appOwnerOrganizationId",
];

const API_PROPERTIES: &[&str] = &["id", "appId", "displayName", "appOwnerOrganizationId", "appRoles"];

/// Lists the managed identities of the tenant, in the longest pages that the service gives.
#[derive(Clone, Copy, Debug)]
pub struct ListManagedIdentities;

/// Gets a service principal by its object id.
#[derive(Clone, Copy, Debug)]
pub struct GetServicePrincipal(pub ServicePrincipalId);

/// Gets a service principal by its application id.
#[derive(Clone, Copy, Debug)]
pub struct GetServicePrincipalByAppId(pub AppId);

/// Finds the identity of an Azure resource.
#[derive(Clone, Debug)]
pub struct FindByAzureResource(pub AzureResource);

/// Finds service principals of any kind by the words of their name, the first of them only.
#[derive(Clone, Debug)]
pub struct FindByName(pub String);

/// Some service principals, and whether there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstFound {
    /// Those that came first.
    pub principals: Vec<ServicePrincipal>,
    /// Whether more fit.
    pub more: bool,
}

/// Gets an API and its app roles by the object id that a grant names.
#[derive(Clone, Copy, Debug)]
pub struct GetApi(pub ServicePrincipalId);

/// Gets an API and its app roles by its application id.
#[derive(Clone, Copy, Debug)]
pub struct GetApiByAppId(pub AppId);

/// Lists the APIs that the tenant's own applications offer.
#[derive(Clone, Copy, Debug)]
pub struct ListApisOfTenant(pub TenantId);

impl Collection for ListManagedIdentities {
    const FACTS: Facts = Facts {
        purpose: "list managed identities",
        method: "GET",
        path: "/v1.0/servicePrincipals",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list",
    };
    type Item = ManagedIdentity;

    fn request(&self) -> Request {
        let condition = format!("servicePrincipalType eq {}", literal("ManagedIdentity"));
        Get::new("/v1.0/servicePrincipals").filter(condition).select(PROPERTIES).top(999).request()
    }

    fn item(&self, json: &str) -> Option<ManagedIdentity> {
        principal(json.as_bytes())?.managed_identity()
    }
}

impl Endpoint for GetServicePrincipal {
    const FACTS: Facts = Facts {
        purpose: "look up an object id",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-get",
    };
    type Response = ServicePrincipal;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}", self.0)).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<ServicePrincipal> {
        principal(body).filter(|found| found.id == self.0)
    }
}

impl Endpoint for GetServicePrincipalByAppId {
    const FACTS: Facts = Facts {
        purpose: "look up an application id",
        method: "GET",
        path: "/v1.0/servicePrincipals(appId='{appId}')",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-get",
    };
    type Response = ServicePrincipal;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals(appId='{}')", self.0)).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<ServicePrincipal> {
        principal(body).filter(|found| found.app_id == self.0)
    }
}

impl Collection for FindByAzureResource {
    const FACTS: Facts = Facts {
        purpose: "look up an Azure resource id",
        method: "GET",
        path: "/v1.0/servicePrincipals",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list",
    };
    type Item = ManagedIdentity;

    fn request(&self) -> Request {
        let condition = format!("alternativeNames/any(name:name eq {})", literal(self.0.id()));
        Get::new("/v1.0/servicePrincipals").filter(condition).select(PROPERTIES).advanced().request()
    }

    fn item(&self, json: &str) -> Option<ManagedIdentity> {
        principal(json.as_bytes())?.managed_identity()
    }
}

impl Endpoint for FindByName {
    const FACTS: Facts = Facts {
        purpose: "find an identity or an application by name",
        method: "GET",
        path: "/v1.0/servicePrincipals",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list",
    };
    type Response = FirstFound;

    fn request(&self) -> Request {
        Get::new("/v1.0/servicePrincipals").search("displayName", &self.0).select(PROPERTIES).top(25).request()
    }

    fn response(&self, body: &[u8]) -> Option<FirstFound> {
        let page: Page<'_> = serde_json::from_slice(body).ok()?;
        let principals = page.value.iter().filter_map(|entry| principal(entry.get().as_bytes())).collect();
        Some(FirstFound { principals, more: page.next_link.is_some() })
    }
}

impl Endpoint for GetApi {
    const FACTS: Facts = Facts {
        purpose: "name the roles of an API that a grant refers to",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-get",
    };
    type Response = Api;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}", self.0)).select(API_PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Api> {
        api(body).filter(|found| found.id == self.0)
    }
}

impl Endpoint for GetApiByAppId {
    const FACTS: Facts = Facts {
        purpose: "list the roles of a known API",
        method: "GET",
        path: "/v1.0/servicePrincipals(appId='{appId}')",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-get",
    };
    type Response = Api;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals(appId='{}')", self.0)).select(API_PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Api> {
        api(body).filter(|found| found.app_id == self.0)
    }
}

impl Collection for ListApisOfTenant {
    const FACTS: Facts = Facts {
        purpose: "list the APIs of the tenant's own applications",
        method: "GET",
        path: "/v1.0/servicePrincipals",
        scopes: SCOPES,
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list",
    };
    type Item = Api;

    fn request(&self) -> Request {
        // The property holds a GUID, which stands without quotes.
        let condition = format!("appOwnerOrganizationId eq {}", self.0);
        Get::new("/v1.0/servicePrincipals").filter(condition).select(API_PROPERTIES).top(999).advanced().request()
    }

    fn item(&self, json: &str) -> Option<Api> {
        api(json.as_bytes())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePrincipal {
    id: ServicePrincipalId,
    app_id: AppId,
    display_name: Option<String>,
    service_principal_type: Option<String>,
    account_enabled: Option<bool>,
    created_date_time: Option<String>,
    #[serde(default)]
    alternative_names: Option<Vec<String>>,
    app_owner_organization_id: Option<TenantId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireApi {
    id: ServicePrincipalId,
    app_id: AppId,
    display_name: Option<String>,
    app_owner_organization_id: Option<TenantId>,
    #[serde(default)]
    app_roles: Vec<WireRole>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRole {
    id: AppRoleId,
    value: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
    is_enabled: Option<bool>,
    #[serde(default)]
    allowed_member_types: Vec<String>,
}

/// Reads a service principal; other endpoints answer with one as well.
pub(super) fn principal(body: &[u8]) -> Option<ServicePrincipal> {
    let wire: WirePrincipal = serde_json::from_slice(body).ok()?;
    let kind = match wire.service_principal_type.as_deref() {
        Some("ManagedIdentity") => ServicePrincipalKind::ManagedIdentity,
        Some("Application") | None => ServicePrincipalKind::Application,
        Some("Legacy") => ServicePrincipalKind::Legacy,
        Some(other) => ServicePrincipalKind::Other(other.to_owned()),
    };
    Some(ServicePrincipal {
        id: wire.id,
        app_id: wire.app_id,
        display_name: wire.display_name.unwrap_or_default(),
        kind,
        enabled: wire.account_enabled.unwrap_or(true),
        created: wire.created_date_time.and_then(|text| text.parse::<Timestamp>().ok()),
        owner_tenant: wire.app_owner_organization_id,
        alternative_names: wire.alternative_names.unwrap_or_default(),
    })
}

fn api(body: &[u8]) -> Option<Api> {
    let wire: WireApi = serde_json::from_slice(body).ok()?;
    Some(Api {
        id: wire.id,
        app_id: wire.app_id,
        display_name: wire.display_name.unwrap_or_default(),
        owner_tenant: wire.app_owner_organization_id,
        app_roles: wire.app_roles.into_iter().map(role).collect(),
    })
}

fn role(wire: WireRole) -> AppRole {
    AppRole {
        id: wire.id,
        value: wire.value.filter(|value| !value.is_empty()),
        display_name: wire.display_name.unwrap_or_default(),
        description: wire.description.unwrap_or_default(),
        enabled: wire.is_enabled.unwrap_or(true),
        for_applications: wire.allowed_member_types.iter().any(|kind| kind == "Application"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_ask_for_what_the_page_needs_and_no_more() {
        let check = |request: Request, wanted: &str| assert_eq!(request.uri().to_string(), wanted);
        let id = "8097154c-b14f-4898-928c-16ca80e12dfd";
        let select = PROPERTIES.join(",");
        check(
            ListManagedIdentities.request(),
            &format!(
                "/v1.0/servicePrincipals?$filter=servicePrincipalType%20eq%20%27ManagedIdentity%27&$select={select}&$top=999"
            ),
        );
        check(
            GetServicePrincipalByAppId(id.parse().unwrap()).request(),
            &format!("/v1.0/servicePrincipals(appId='{id}')?$select={select}"),
        );
        check(
            ListApisOfTenant(id.parse().unwrap()).request(),
            &format!(
                "/v1.0/servicePrincipals?$filter=appOwnerOrganizationId%20eq%20{id}&$select={}&$top=999&$count=true",
                API_PROPERTIES.join(",")
            ),
        );
    }

    #[test]
    fn a_managed_identity_is_read_as_the_service_writes_it() {
        let json = r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc",
            "displayName":"kjh-mi","servicePrincipalType":"ManagedIdentity","accountEnabled":true,"createdDateTime":"2024-05-01T08:00:00Z",
            "alternativeNames":["isExplicit=True","/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourcegroups/rg1/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kjh-mi"],
            "appOwnerOrganizationId":null,"unknown":[1]}"#;
        let identity = ListManagedIdentities.item(json).unwrap();
        assert_eq!(identity.display_name, "kjh-mi");
        assert_eq!(identity.resource.unwrap().name(), "kjh-mi");
        assert_eq!(identity.created.unwrap().to_string(), "2024-05-01T08:00:00Z");
    }

    #[test]
    fn an_answer_about_something_else_is_not_believed() {
        let json = r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc","appRoles":[]}"#;
        let (right, other) = ("8097154c-b14f-4898-928c-16ca80e12dfd", "8097154c-b14f-4898-928c-16ca80e12dfe");
        assert!(GetServicePrincipal(right.parse().unwrap()).response(json.as_bytes()).is_some());
        assert!(GetServicePrincipal(other.parse().unwrap()).response(json.as_bytes()).is_none());
        assert!(GetApi(other.parse().unwrap()).response(json.as_bytes()).is_none());
        assert!(GetApiByAppId(other.parse().unwrap()).response(json.as_bytes()).is_none());
        for broken in ["", "null", "[]", r#"{"id":"x"}"#, r#"{"id":1}"#] {
            assert!(GetServicePrincipal(right.parse().unwrap()).response(broken.as_bytes()).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_role_without_a_value_has_none() {
        let json = r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc","displayName":"Orders",
            "appRoles":[{"id":"741f803b-c850-494e-b5df-cde7c675a1ca","value":null,"displayName":"Read orders","description":"Reads.","isEnabled":false,"allowedMemberTypes":["User"]}]}"#;
        let api = api(json.as_bytes()).unwrap();
        let role = &api.app_roles[0];
        assert_eq!(
            (role.label(), role.enabled, role.for_applications, role.grantable()),
            ("Read orders", false, false, false)
        );
    }
}
