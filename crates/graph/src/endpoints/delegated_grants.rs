//! Delegated permissions that are granted to a service principal.
//!
//! <https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant>

use serde::Deserialize;

use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::delegated_grant::{Consent, DelegatedGrant};
use domain::ids::{ServicePrincipalId, UserId};
use domain::scope::Scope;
use domain::sort;

/// Lists the delegated permissions of a service principal.
#[derive(Clone, Copy, Debug)]
pub struct ListDelegatedGrants(pub ServicePrincipalId);

impl Collection for ListDelegatedGrants {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list delegated permissions",
        method: "GET",
        path: "/v1.0/oauth2PermissionGrants",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/oauth2permissiongrant-list",
    };
    type Item = DelegatedGrant;

    fn request(&self) -> Request {
        let condition = format!("clientId eq {}", literal(self.0));
        Get::new("/v1.0/oauth2PermissionGrants").filter(condition).request()
    }

    fn item(&self, json: &str) -> Option<DelegatedGrant> {
        let wire: WireDelegatedGrant = serde_json::from_str(json).ok()?;
        let consent = match (wire.consent_type.as_str(), wire.principal_id) {
            ("AllPrincipals", _) => Consent::Everybody,
            ("Principal", Some(person)) => Consent::Person(person),
            _ => return None,
        };
        let mut scopes: Vec<String> = wire.scope.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        sort::sort(&mut scopes);
        scopes.dedup();
        (wire.client_id == self.0).then_some(DelegatedGrant { resource: wire.resource_id, consent, scopes })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDelegatedGrant {
    client_id: ServicePrincipalId,
    consent_type: String,
    principal_id: Option<UserId>,
    resource_id: ServicePrincipalId,
    scope: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_read_as_the_service_writes_it() {
        let json = r#"{"clientId":"cd4043e7-b749-420b-bd07-aa7c3912ed22","consentType":"AllPrincipals","principalId":null,
            "resourceId":"1c444f1a-bba3-42f2-999f-4106c5b1c20c","scope":" User.Read Group.ReadWrite.All  User.Read"}"#;
        let list = ListDelegatedGrants("cd4043e7-b749-420b-bd07-aa7c3912ed22".parse().unwrap());
        let grant = list.item(json).unwrap();
        assert_eq!(
            (grant.consent, grant.scopes.join(" ")),
            (Consent::Everybody, "Group.ReadWrite.All User.Read".into())
        );
        assert!(list.item(&json.replace("cd4043e7", "0d4043e7")).is_none(), "another client's grant");
        assert!(list.item(&json.replace("AllPrincipals", "Principal")).is_none(), "a person's grant without a person");
    }
}
