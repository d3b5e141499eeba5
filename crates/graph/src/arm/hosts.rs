//! The identity of a resource: reading and changing it.
//!
//! Only the identity is sent. What is attached and isn't to be detached is named as the type of the resource needs it,
//! which [`domain::host_change`] decides.

use serde_json::{Map, Value, json};

use super::endpoint::{ArmFacts, ArmRead, ArmWrite};
use crate::transport::Request;
use domain::azure_resource::AzureResource;
use domain::host_change::{
    AttachedIdentity, HostIdentity, HostResource, HostState, HostType, IdentityRequest, SystemAssigned,
};
use domain::ids::ServicePrincipalId;

/// Reads a resource, for the identities that it has.
#[derive(Clone, Debug)]
pub struct GetHost {
    /// The resource.
    pub resource: AzureResource,
    /// Its type, which says the version.
    pub host_type: &'static HostType,
}

/// Sends the identity of a resource.
#[derive(Clone, Debug)]
pub struct ChangeHostIdentity(pub IdentityRequest);

/// The version that the table of endpoints names. Each request names the one of the resource's type.
const EXAMPLE_VERSION: &str = "2023-11-01";

impl ArmRead for GetHost {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "read the identities of an Azure resource",
        method: "GET",
        path: "{id}",
        api_version: EXAMPLE_VERSION,
        docs: "https://learn.microsoft.com/rest/api/automation/automation-account/get",
    };
    type Response = HostResource;

    fn request(&self) -> Option<Request> {
        let facts = ArmFacts { api_version: self.host_type.api_version, ..Self::FACTS };
        facts.request(&[self.resource.id()], &[], None)
    }

    fn response(&self, body: &[u8]) -> Option<HostResource> {
        host(&self.resource, &serde_json::from_slice(body).ok()?)
    }
}

impl ArmWrite for ChangeHostIdentity {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "enable the identity of an Azure resource, attach one, or undo that",
        method: "PATCH",
        path: "{id}",
        api_version: EXAMPLE_VERSION,
        docs: "https://learn.microsoft.com/rest/api/automation/automation-account/update",
    };
    /// What counts is the resource as it is read afterwards.
    type Response = ();

    fn request(&self) -> Option<Request> {
        let IdentityRequest { host, host_type, type_text, named, detached } = &self.0;
        let mut identity = Map::from_iter([("type".to_owned(), json!(type_text))]);
        let stays = named.iter().map(|id| (id.id().to_owned(), json!({})));
        let map: Map<String, Value> =
            stays.chain(detached.iter().map(|id| (id.id().to_owned(), Value::Null))).collect();
        if !map.is_empty() {
            identity.insert("userAssignedIdentities".to_owned(), Value::Object(map));
        }
        let body = serde_json::to_vec(&json!({ "identity": identity })).ok()?;
        let facts = ArmFacts { api_version: host_type.api_version, ..Self::FACTS };
        facts.request(&[host.id()], &[], Some(body))
    }

    fn response(&self, _status: u16, _body: &[u8]) -> Option<()> {
        Some(())
    }
}

/// A resource with its identities; nothing where it isn't told for certain which it has, because what isn't known can't
/// be kept.
fn host(resource: &AzureResource, body: &Value) -> Option<HostResource> {
    let is_it = |id: &Value| id.as_str().is_none_or(|id| AzureResource::parse(id).as_ref() == Some(resource));
    if !body.is_object() || !is_it(&body["id"]) {
        return None;
    }
    let properties = &body["properties"];
    Some(HostResource {
        resource: resource.clone(),
        region: body["location"].as_str().unwrap_or_default().to_owned(),
        identity: identity(&body["identity"])?,
        state: state(properties["provisioningState"].as_str()),
        manual_upgrade: properties["upgradePolicy"]["mode"]
            .as_str()
            .is_some_and(|it| it.eq_ignore_ascii_case("Manual")),
    })
}

fn identity(value: &Value) -> Option<HostIdentity> {
    if value.is_null() {
        return Some(HostIdentity::NONE);
    }
    let (mut system, mut user) = (false, false);
    for kind in value["type"].as_str()?.split(',') {
        match kind.trim().to_ascii_lowercase().as_str() {
            "systemassigned" => system = true,
            "userassigned" => user = true,
            "none" => {}
            _ => return None,
        }
    }
    let attached = match &value["userAssignedIdentities"] {
        Value::Null => Vec::new(),
        Value::Object(map) => map.iter().map(|(id, of)| attached(id, of)).collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    if user && attached.is_empty() {
        return None;
    }
    let system = match (system, principal(value)) {
        (false, _) => SystemAssigned::Off,
        (true, None) => SystemAssigned::WithoutPrincipal,
        (true, Some(id)) => SystemAssigned::On(id),
    };
    Some(HostIdentity { system, attached })
}

fn attached(id: &str, value: &Value) -> Option<AttachedIdentity> {
    let resource = AzureResource::parse(id).filter(AzureResource::is_user_assigned_identity)?;
    Some(AttachedIdentity { resource, principal: principal(value) })
}

/// Some services write the name with a capital letter.
fn principal(value: &Value) -> Option<ServicePrincipalId> {
    let id = value["principalId"].as_str().or_else(|| value["PrincipalId"].as_str())?;
    id.parse().ok().filter(|id: &ServicePrincipalId| id.0 != domain::guid::Guid::ZERO)
}

/// A resource without a state has nothing under way.
fn state(word: Option<&str>) -> HostState {
    match word {
        None | Some("") => HostState::Settled,
        Some(word) => match word.to_ascii_lowercase().as_str() {
            "succeeded" => HostState::Settled,
            "failed" | "canceled" | "cancelled" => HostState::Failed,
            _ => HostState::Busy(word.chars().take(60).collect()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::host_change::{HostSupport, HostWish};

    const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers/";

    fn of_type(resource_type: &str) -> AzureResource {
        let (provider, types) = resource_type.split_once('/').unwrap();
        let named: Vec<String> = types.split('/').map(|part| format!("{part}/it")).collect();
        AzureResource::parse(&format!("{GROUP}{provider}/{}", named.join("/"))).unwrap()
    }

    fn uami(name: &str) -> String {
        format!("{GROUP}Microsoft.ManagedIdentity/userAssignedIdentities/{name}")
    }

    fn read(body: Value) -> Option<HostResource> {
        host(&of_type("Microsoft.Automation/automationAccounts"), &body)
    }

    #[test]
    fn body_of_every_type_has_the_identity_alone_and_detaches_nothing() {
        for host_type in HostType::all() {
            let resource = of_type(host_type.resource_type);
            let body = json!({"identity": {"type": "UserAssigned", "userAssignedIdentities": {uami("first"): {}}}});
            let now = host(&resource, &body).unwrap().identity;
            let request = HostWish::Enable(resource.clone()).request(host_type, &now, |_| true).unwrap();
            let request = ChangeHostIdentity(request).request().unwrap();
            assert_eq!(request.method(), "PATCH");
            let wanted = format!("{}?api-version={}", resource.id(), host_type.api_version);
            assert_eq!(request.uri().to_string(), wanted);
            assert!(super::super::is_own_address(request.uri()), "{wanted}");
            let sent: Value = serde_json::from_slice(request.body()).unwrap();
            let both = host_type.type_text(true, true).unwrap();
            let whole = json!({"identity": {"type": both, "userAssignedIdentities": {uami("first"): {}}}});
            assert_eq!(sent, whole, "{host_type:?}");
        }
    }

    #[test]
    fn enabling_the_first_identity_names_no_map() {
        let resource = of_type("Microsoft.Web/sites");
        let HostSupport::Here(host_type) = HostType::of(&resource) else { panic!() };
        let request = HostWish::Enable(resource).request(host_type, &HostIdentity::NONE, |_| true).unwrap();
        let request = ChangeHostIdentity(request).request().unwrap();
        assert_eq!(String::from_utf8_lossy(request.body()), r#"{"identity":{"type":"SystemAssigned"}}"#);
    }

    #[test]
    fn identities_are_read_in_every_spelling() {
        let id = "8097154c-b14f-4898-928c-16ca80e12dfd";
        let lower = uami("first").to_lowercase();
        for kind in ["SystemAssigned, UserAssigned", "systemassigned,userassigned"] {
            let map = json!({lower.clone(): {"PrincipalId": id, "ClientId": id}});
            let body = json!({"identity": {"type": kind, "principalId": id, "userAssignedIdentities": map}});
            let identity = read(body).unwrap().identity;
            assert_eq!(identity.system, SystemAssigned::On(ServicePrincipalId::known(id)));
            assert!(identity.has(&AzureResource::parse(&uami("first")).unwrap()));
            assert_eq!(identity.attached[0].principal, Some(ServicePrincipalId::known(id)));
        }
        for none in [json!({}), json!({"identity": null}), json!({"identity": {"type": "None"}})] {
            assert_eq!(read(none).unwrap().identity, HostIdentity::NONE);
        }
        let early = read(json!({"identity": {"type": "SystemAssigned", "principalId": ""}})).unwrap();
        assert_eq!(early.identity.system, SystemAssigned::WithoutPrincipal);
    }

    #[test]
    fn resource_whose_identities_are_not_certain_is_not_read() {
        let map = json!({"not an id": {}});
        for identity in [
            json!({"type": "UserAssigned"}),
            json!({"type": "UserAssigned", "userAssignedIdentities": {}}),
            json!({"type": "SystemAssigned, Delegated"}),
            json!({"type": "UserAssigned", "userAssignedIdentities": map}),
            json!({"type": "UserAssigned", "userAssignedIdentities": [uami("first")]}),
            json!({}),
        ] {
            assert_eq!(read(json!({ "identity": identity })), None);
        }
        assert_eq!(read(json!({"id": uami("other")})), None, "another resource");
        assert_eq!(read(json!([])), None);
    }

    #[test]
    fn state_says_whether_an_operation_is_running() {
        let of = |word: &str| read(json!({"properties": {"provisioningState": word}})).unwrap().state;
        assert_eq!((of("Succeeded"), of("Failed")), (HostState::Settled, HostState::Failed));
        assert_eq!(of("Updating"), HostState::Busy("Updating".to_owned()));
        assert_eq!(read(json!({"properties": {"state": "Ok"}})).unwrap().state, HostState::Settled);
    }
}
