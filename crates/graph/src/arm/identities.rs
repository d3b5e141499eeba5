//! User-assigned managed identities as resources of Azure: reading one, creating one and where that is possible, and
//! deleting one.

use serde::Deserialize;
use serde_json::json;

use super::endpoint::{ArmFacts, ArmRead, ArmWrite};
use crate::transport::Request;
use domain::azure_resource::AzureResource;
use domain::guid::Guid;
use domain::host_change::{AzureRegion, NewIdentity, UserAssignedIdentity};
use domain::ids::{AppId, ServicePrincipalId};

/// Reads a user-assigned identity.
#[derive(Clone, Debug)]
pub struct GetUserAssignedIdentity(pub AzureResource);

/// Creates a user-assigned identity. The service updates one that exists, so that its name is read first.
#[derive(Clone, Debug)]
pub struct CreateUserAssignedIdentity(pub NewIdentity);

/// Deletes a user-assigned identity, for good. It is sent only to undo the change that created it.
#[derive(Clone, Debug)]
pub struct DeleteUserAssignedIdentity(pub AzureResource);

/// Lists the regions in which a subscription can have user-assigned identities.
#[derive(Clone, Copy, Debug)]
pub struct ListIdentityRegions(pub Guid);

const VERSION: &str = "2024-11-30";

impl ArmRead for GetUserAssignedIdentity {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "read a user-assigned identity",
        method: "GET",
        path: "{id}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/get",
    };
    type Response = UserAssignedIdentity;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[self.0.id()], &[], None)
    }

    fn response(&self, body: &[u8]) -> Option<UserAssignedIdentity> {
        identity(body).filter(|read| read.resource == self.0)
    }
}

impl ArmWrite for CreateUserAssignedIdentity {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "create a user-assigned identity",
        method: "PUT",
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}\
               /providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/create-or-update",
    };
    /// Whether the identity was created, and not updated.
    type Response = bool;

    fn request(&self) -> Option<Request> {
        let NewIdentity { subscription, group, region, name } = &self.0;
        let body = serde_json::to_vec(&json!({ "location": region.to_string() })).ok()?;
        Self::FACTS.request(&[&subscription.to_string(), group, &name.to_string()], &[], Some(body))
    }

    fn response(&self, status: u16, body: &[u8]) -> Option<bool> {
        let made = identity(body)?;
        (Some(made.resource) == self.0.resource()).then_some(status == 201)
    }
}

impl ArmWrite for DeleteUserAssignedIdentity {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "delete a user-assigned identity that was created here",
        method: "DELETE",
        path: "{id}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/delete",
    };
    /// What counts is what is read afterwards.
    type Response = ();

    fn request(&self) -> Option<Request> {
        self.0.is_user_assigned_identity().then_some(())?;
        Self::FACTS.request(&[self.0.id()], &[], None)
    }

    fn response(&self, _status: u16, _body: &[u8]) -> Option<()> {
        Some(())
    }
}

impl ArmRead for ListIdentityRegions {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list the regions in which an identity can be created",
        method: "GET",
        path: "/subscriptions/{subscriptionId}/providers/Microsoft.ManagedIdentity",
        api_version: "2021-04-01",
        docs: "https://learn.microsoft.com/rest/api/resources/providers/get",
    };
    /// Display names, as the service orders them.
    type Response = Vec<String>;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[&self.0.to_string()], &[], None)
    }

    fn response(&self, body: &[u8]) -> Option<Vec<String>> {
        let wire: WireProvider = serde_json::from_slice(body).ok()?;
        let is_it = |it: &WireProviderType| it.resource_type.eq_ignore_ascii_case("userAssignedIdentities");
        let found = wire.resource_types.into_iter().find(is_it)?;
        Some(found.locations.into_iter().filter(|name| AzureRegion::named(name).is_some()).collect())
    }
}

fn identity(body: &[u8]) -> Option<UserAssignedIdentity> {
    let wire: WireIdentity = serde_json::from_slice(body).ok()?;
    let resource = AzureResource::parse(&wire.id).filter(AzureResource::is_user_assigned_identity)?;
    let of = wire.properties;
    Some(UserAssignedIdentity {
        resource,
        principal: of.principal_id,
        client: of.client_id,
        region: wire.location,
        regional: of.isolation_scope.is_some_and(|it| it.eq_ignore_ascii_case("Regional")),
    })
}

#[derive(Deserialize)]
struct WireIdentity {
    id: String,
    location: String,
    properties: WireIdentityProperties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireIdentityProperties {
    principal_id: ServicePrincipalId,
    client_id: AppId,
    isolation_scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireProvider {
    resource_types: Vec<WireProviderType>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireProviderType {
    resource_type: String,
    #[serde(default)]
    locations: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::host_change::IdentityName;

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";

    fn new(group: &str) -> NewIdentity {
        NewIdentity {
            subscription: SUB.parse().unwrap(),
            group: group.to_owned(),
            region: AzureRegion::named("West Europe").unwrap(),
            name: IdentityName::parse("id-runbooks").unwrap(),
        }
    }

    #[test]
    fn new_identity_is_sent_with_its_region_alone() {
        let request = CreateUserAssignedIdentity(new("rg (old)")).request().unwrap();
        let path = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-runbooks?api-version=2024-11-30";
        assert_eq!(request.uri().to_string(), format!("/subscriptions/{SUB}/resourceGroups/rg%20(old){path}"));
        assert_eq!((request.method().as_str(), &request.body()[..]), ("PUT", &br#"{"location":"westeurope"}"#[..]));
    }

    #[test]
    fn answer_tells_whether_the_identity_was_created() {
        let body = |group: &str| {
            let id = new(group).resource().unwrap();
            let properties =
                json!({"principalId": SUB, "clientId": SUB, "tenantId": SUB, "isolationScope": "Regional"});
            serde_json::to_vec(&json!({"id": id.id(), "location": "westeurope", "properties": properties})).unwrap()
        };
        let create = CreateUserAssignedIdentity(new("rg"));
        assert_eq!(create.response(201, &body("RG")), Some(true));
        assert_eq!(create.response(200, &body("rg")), Some(false));
        assert_eq!(create.response(201, &body("other")), None, "another identity");
        assert_eq!(create.response(201, b"{}"), None);
        let read = GetUserAssignedIdentity(new("rg").resource().unwrap()).response(&body("rg")).unwrap();
        assert!(read.regional);
    }

    #[test]
    fn regions_are_those_of_the_identities() {
        let types = json!([
            {"resourceType": "operations", "locations": ["Nowhere"]},
            {"resourceType": "userAssignedIdentities", "locations": ["West Europe", "Norway East", "<b>"]},
        ]);
        let body = serde_json::to_vec(&json!({ "resourceTypes": types })).unwrap();
        let regions = ListIdentityRegions(SUB.parse().unwrap()).response(&body).unwrap();
        assert_eq!(regions, ["West Europe", "Norway East"]);
    }
}
