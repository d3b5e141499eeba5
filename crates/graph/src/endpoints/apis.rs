//! APIs, each a service principal of the tenant, and the app roles that they offer.
//!
//! <https://learn.microsoft.com/graph/api/resources/approle>

use serde::Deserialize;

use super::service_principals::{by_app_id, by_id, get_by_app_id_facts, get_facts, list, list_facts};
use crate::endpoint::{Collection, Endpoint, EndpointFacts};
use crate::transport::Request;
use domain::api::{Api, AppRole};
use domain::ids::{AppId, AppRoleId, ServicePrincipalId, TenantId};

const PROPERTIES: &[&str] =
    &["id", "appId", "displayName", "appOwnerOrganizationId", "appRoleAssignmentRequired", "appRoles"];

/// Gets an API and its app roles by the object id that a grant names.
#[derive(Clone, Copy, Debug)]
pub struct GetApi(pub ServicePrincipalId);

/// Gets an API and its app roles by its application id.
#[derive(Clone, Copy, Debug)]
pub struct GetApiByAppId(pub AppId);

/// Lists the APIs that the tenant's own applications offer.
#[derive(Clone, Copy, Debug)]
pub struct ListApisOfTenant(pub TenantId);

impl Endpoint for GetApi {
    const FACTS: EndpointFacts = get_facts("show the names of granted app roles");
    type Response = Api;

    fn request(&self) -> Request {
        by_id(self.0).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Api> {
        api(body).filter(|found| found.id == self.0)
    }
}

impl Endpoint for GetApiByAppId {
    const FACTS: EndpointFacts = get_by_app_id_facts("list the roles of a known API");
    type Response = Api;

    fn request(&self) -> Request {
        by_app_id(self.0).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Api> {
        api(body).filter(|found| found.app_id == self.0)
    }
}

impl Collection for ListApisOfTenant {
    const FACTS: EndpointFacts = list_facts("list the APIs of the tenant's own applications");
    type Item = Api;

    fn request(&self) -> Request {
        // The property contains a GUID, which is written without quotes.
        let condition = format!("appOwnerOrganizationId eq {}", self.0);
        list().filter(condition).select(PROPERTIES).top(999).advanced().request()
    }

    fn item(&self, json: &str) -> Option<Api> {
        api(json.as_bytes())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireApi {
    id: ServicePrincipalId,
    app_id: AppId,
    display_name: Option<String>,
    app_owner_organization_id: Option<TenantId>,
    app_role_assignment_required: Option<bool>,
    #[serde(default)]
    app_roles: Vec<WireAppRole>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAppRole {
    id: AppRoleId,
    value: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
    is_enabled: Option<bool>,
    #[serde(default)]
    allowed_member_types: Vec<String>,
}

fn api(body: &[u8]) -> Option<Api> {
    let wire: WireApi = serde_json::from_slice(body).ok()?;
    Some(Api {
        id: wire.id,
        app_id: wire.app_id,
        display_name: wire.display_name.unwrap_or_default(),
        owner_tenant: wire.app_owner_organization_id,
        assignment_required: wire.app_role_assignment_required.unwrap_or(false),
        app_roles: wire.app_roles.into_iter().map(role).collect(),
    })
}

fn role(wire: WireAppRole) -> AppRole {
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
    fn the_apis_of_a_tenant_are_asked_for_without_certificates() {
        let tenant = "8097154c-b14f-4898-928c-16ca80e12dfd";
        let wanted = format!(
            "/v1.0/servicePrincipals?$filter=appOwnerOrganizationId%20eq%20{tenant}&$select={}&$top=999&$count=true",
            PROPERTIES.join(",")
        );
        assert_eq!(ListApisOfTenant(tenant.parse().unwrap()).request().uri().to_string(), wanted);
    }

    #[test]
    fn an_answer_about_another_api_is_not_believed() {
        let json = r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc","appRoles":[]}"#;
        let (right, other) = ("8097154c-b14f-4898-928c-16ca80e12dfd", "8097154c-b14f-4898-928c-16ca80e12dfe");
        assert!(GetApi(right.parse().unwrap()).response(json.as_bytes()).is_some());
        assert!(GetApi(other.parse().unwrap()).response(json.as_bytes()).is_none());
        assert!(GetApiByAppId(other.parse().unwrap()).response(json.as_bytes()).is_none());
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
