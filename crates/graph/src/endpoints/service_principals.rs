//! Service principals: managed identities, and what else an id or a name may belong to. Some of them are APIs, whose roles
//! [`super::apis`] reads.
//!
//! <https://learn.microsoft.com/graph/api/resources/serviceprincipal>

use serde::Deserialize;

use crate::endpoint::{Collection, Endpoint, EndpointFacts};
use crate::odata::{Get, Page, literal};
use crate::transport::Request;
use domain::azure_resource::AzureResource;
use domain::identity::{ManagedIdentity, ServicePrincipal, ServicePrincipalKind};
use domain::ids::{AppId, ServicePrincipalId, TenantId};
use domain::scope::Scope;
use domain::time::Timestamp;

const ALL: &str = "/v1.0/servicePrincipals";

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

impl Collection for ListManagedIdentities {
    const FACTS: EndpointFacts = list_facts("list managed identities");
    type Item = ManagedIdentity;

    fn request(&self) -> Request {
        let condition = format!("servicePrincipalType eq {}", literal("ManagedIdentity"));
        list().filter(condition).select(PROPERTIES).top(999).request()
    }

    fn item(&self, json: &str) -> Option<ManagedIdentity> {
        principal(json.as_bytes())?.managed_identity()
    }
}

impl Endpoint for GetServicePrincipal {
    const FACTS: EndpointFacts = get_facts("look up an object ID");
    type Response = ServicePrincipal;

    fn request(&self) -> Request {
        by_id(self.0).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<ServicePrincipal> {
        principal(body).filter(|found| found.id == self.0)
    }
}

impl Endpoint for GetServicePrincipalByAppId {
    const FACTS: EndpointFacts = get_by_app_id_facts("look up an application ID");
    type Response = ServicePrincipal;

    fn request(&self) -> Request {
        by_app_id(self.0).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<ServicePrincipal> {
        principal(body).filter(|found| found.app_id == self.0)
    }
}

impl Collection for FindByAzureResource {
    const FACTS: EndpointFacts = list_facts("look up an Azure resource ID");
    type Item = ManagedIdentity;

    fn request(&self) -> Request {
        let condition = format!("alternativeNames/any(name:name eq {})", literal(self.0.id()));
        list().filter(condition).select(PROPERTIES).advanced().request()
    }

    fn item(&self, json: &str) -> Option<ManagedIdentity> {
        principal(json.as_bytes())?.managed_identity()
    }
}

impl Endpoint for FindByName {
    const FACTS: EndpointFacts = list_facts("find an identity or an application by name");
    type Response = FirstFound;

    fn request(&self) -> Request {
        list().search("displayName", &self.0).select(PROPERTIES).top(25).request()
    }

    fn response(&self, body: &[u8]) -> Option<FirstFound> {
        let page: Page<'_> = serde_json::from_slice(body).ok()?;
        let principals = page.value.iter().filter_map(|entry| principal(entry.get().as_bytes())).collect();
        Some(FirstFound { principals, more: page.next_link.is_some() })
    }
}

/// The facts of an endpoint that lists them.
pub(super) const fn list_facts(purpose: &'static str) -> EndpointFacts {
    let docs = "https://learn.microsoft.com/graph/api/serviceprincipal-list";
    EndpointFacts { purpose, method: "GET", path: ALL, scopes: &[Scope::ApplicationReadAll], docs }
}

/// The facts of an endpoint that gets one by its object id.
pub(super) const fn get_facts(purpose: &'static str) -> EndpointFacts {
    let docs = "https://learn.microsoft.com/graph/api/serviceprincipal-get";
    EndpointFacts { path: "/v1.0/servicePrincipals/{id}", docs, ..list_facts(purpose) }
}

/// The facts of an endpoint that gets one by its application id.
pub(super) const fn get_by_app_id_facts(purpose: &'static str) -> EndpointFacts {
    EndpointFacts { path: "/v1.0/servicePrincipals(appId='{appId}')", ..get_facts(purpose) }
}

/// Lists them.
pub(super) fn list() -> Get {
    Get::new(ALL)
}

/// Gets one by its object id.
pub(super) fn by_id(id: ServicePrincipalId) -> Get {
    Get::new(format!("/v1.0/servicePrincipals/{id}"))
}

/// Gets one by its application id.
pub(super) fn by_app_id(id: AppId) -> Get {
    Get::new(format!("/v1.0/servicePrincipals(appId='{id}')"))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePrincipal {
    /// Named for the derived types only.
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    id: ServicePrincipalId,
    app_id: Option<AppId>,
    display_name: Option<String>,
    service_principal_type: Option<String>,
    account_enabled: Option<bool>,
    created_date_time: Option<String>,
    #[serde(default)]
    alternative_names: Option<Vec<String>>,
    app_owner_organization_id: Option<TenantId>,
}

/// Reads a service principal; other endpoints answer with one as well.
pub(super) fn principal(body: &[u8]) -> Option<ServicePrincipal> {
    let wire: WirePrincipal = serde_json::from_slice(body).ok()?;
    let kind = match (wire.odata_type.as_deref(), wire.service_principal_type.as_deref()) {
        (Some("#microsoft.graph.agentIdentity"), _) | (_, Some("ServiceIdentity")) => {
            ServicePrincipalKind::AgentIdentity
        }
        (Some("#microsoft.graph.agentIdentityBlueprintPrincipal"), _) => ServicePrincipalKind::AgentBlueprint,
        (_, Some("ManagedIdentity")) => ServicePrincipalKind::ManagedIdentity,
        (_, Some("Application") | None) => ServicePrincipalKind::Application,
        (_, Some("Legacy")) => ServicePrincipalKind::Legacy,
        (_, Some(other)) => ServicePrincipalKind::Other(other.to_owned()),
    };
    // An agent identity has no application of its own. Where the service names none, its own ID is used, by which
    // nothing else can be found.
    let app_id = match (wire.app_id, &kind) {
        (Some(app_id), _) => app_id,
        (None, ServicePrincipalKind::AgentIdentity) => AppId(wire.id.0),
        (None, _) => return None,
    };
    Some(ServicePrincipal {
        id: wire.id,
        app_id,
        display_name: wire.display_name.unwrap_or_default(),
        kind,
        enabled: wire.account_enabled.unwrap_or(true),
        created: wire.created_date_time.and_then(|text| text.parse::<Timestamp>().ok()),
        owner_tenant: wire.app_owner_organization_id,
        alternative_names: wire.alternative_names.unwrap_or_default(),
    })
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
    fn an_agent_identity_and_its_blueprint_are_kinds_of_their_own() {
        let id = "8097154c-b14f-4898-928c-16ca80e12dfd";
        let kind = |rest: &str| {
            let read = principal(format!(r#"{{"id":"{id}","displayName":"agent"{rest}}}"#).as_bytes()).unwrap();
            assert!(read.managed_identity().is_none(), "{rest}");
            read.kind
        };
        let app_id = format!(r#","appId":"{id}""#);
        let typed = r##","@odata.type":"#microsoft.graph.agentIdentity""##;
        assert_eq!(
            kind(&format!(r#"{typed},"servicePrincipalType":"ServiceIdentity","appId":null"#)),
            ServicePrincipalKind::AgentIdentity
        );
        assert_eq!(
            kind(&format!(r#"{app_id},"servicePrincipalType":"ServiceIdentity""#)),
            ServicePrincipalKind::AgentIdentity
        );
        let blueprint = r##","@odata.type":"#microsoft.graph.agentIdentityBlueprintPrincipal","servicePrincipalType":"Application""##;
        assert_eq!(kind(&format!("{app_id}{blueprint}")), ServicePrincipalKind::AgentBlueprint);
        assert_eq!(
            kind(&format!(r#"{app_id},"servicePrincipalType":"Tomorrow""#)),
            ServicePrincipalKind::Other("Tomorrow".to_owned())
        );
    }

    #[test]
    fn an_answer_about_something_else_is_not_believed() {
        let json = r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd","appId":"a72223ed-0a1e-4683-9b4b-44bed448bccc"}"#;
        let (right, other) = ("8097154c-b14f-4898-928c-16ca80e12dfd", "8097154c-b14f-4898-928c-16ca80e12dfe");
        assert!(GetServicePrincipal(right.parse().unwrap()).response(json.as_bytes()).is_some());
        assert!(GetServicePrincipal(other.parse().unwrap()).response(json.as_bytes()).is_none());
        assert!(GetServicePrincipalByAppId(other.parse().unwrap()).response(json.as_bytes()).is_none());
        for broken in ["", "null", "[]", r#"{"id":"x"}"#, r#"{"id":1}"#] {
            assert!(GetServicePrincipal(right.parse().unwrap()).response(broken.as_bytes()).is_none(), "{broken}");
        }
    }
}
