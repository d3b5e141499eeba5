//! Objects that are in some relation to an identity: its groups, its owners, what it owns.

use serde::Deserialize;

use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::Get;
use crate::transport::Request;
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::scope::Scope;

/// What a scope that reads groups adds to their ids.
pub(super) const NAMES: &str = "show the names of groups";

/// Lists the groups and administrative units that an identity belongs to, groups within groups as well.
///
/// Without a scope that reads groups, the service gives their ids and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct ListMemberships(pub ServicePrincipalId);

/// Lists the owners of an identity.
#[derive(Clone, Copy, Debug)]
pub struct ListOwners(pub ServicePrincipalId);

/// Lists what an identity owns.
#[derive(Clone, Copy, Debug)]
pub struct ListOwnedObjects(pub ServicePrincipalId);

impl Collection for ListMemberships {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the groups of an identity",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/transitiveMemberOf",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-transitivememberof",
    };
    type Item = DirectoryEntry;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/transitiveMemberOf", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<DirectoryEntry> {
        entry(json)
    }
}

impl Collection for ListOwners {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the owners of an identity",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/owners",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-owners",
    };
    type Item = DirectoryEntry;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/owners", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<DirectoryEntry> {
        entry(json)
    }
}

impl Collection for ListOwnedObjects {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list owned objects",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/ownedObjects",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-ownedobjects",
    };
    type Item = DirectoryEntry;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/ownedObjects", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<DirectoryEntry> {
        entry(json)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDirectoryEntry {
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    id: ObjectId,
    display_name: Option<String>,
    is_assignable_to_role: Option<bool>,
}

/// An object without a type, as the service writes one that it may not tell about, is still an object.
pub(super) fn entry(json: &str) -> Option<DirectoryEntry> {
    let wire: WireDirectoryEntry = serde_json::from_str(json).ok()?;
    let named = wire.odata_type.as_deref().unwrap_or_default();
    let kind = match named.strip_prefix("#microsoft.graph.").unwrap_or(named) {
        "user" => EntryKind::User,
        "group" => EntryKind::Group { role_assignable: role_assignable(&wire) },
        "application" => EntryKind::Application,
        "servicePrincipal" => EntryKind::ServicePrincipal,
        "administrativeUnit" => EntryKind::AdministrativeUnit,
        "directoryRole" => EntryKind::DirectoryRole,
        other => EntryKind::Other(other.to_owned()),
    };
    Some(DirectoryEntry { id: wire.id, kind, name: wire.display_name })
}

/// The property is null for most groups, and everything is null for a group that the token may not read; a name tells
/// these apart, because every group has one.
fn role_assignable(wire: &WireDirectoryEntry) -> Option<bool> {
    wire.is_assignable_to_role.or_else(|| wire.display_name.is_some().then_some(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memberships_are_told_apart_and_unreadable_groups_stay() {
        let list = ListMemberships(ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfd"));
        let check = |json: &str, kind: EntryKind, name: Option<&str>| {
            let id = r#""id":"61b0c52f-a902-4769-9a09-c6628335b00a""#;
            let entry = list.item(&format!("{{{id}{json}}}")).unwrap();
            assert_eq!((entry.kind, entry.name.as_deref()), (kind, name), "{json}");
        };
        let group = r##","@odata.type":"#microsoft.graph.group""##;
        let of_group = |role_assignable| EntryKind::Group { role_assignable };
        check(
            &format!(r#"{group},"displayName":"Automation","isAssignableToRole":true"#),
            of_group(Some(true)),
            Some("Automation"),
        );
        check(&format!(r#"{group},"displayName":"All","isAssignableToRole":null"#), of_group(Some(false)), Some("All"));
        check(&format!(r#"{group},"displayName":null"#), of_group(None), None);
        check(r##","@odata.type":"#microsoft.graph.administrativeUnit""##, EntryKind::AdministrativeUnit, None);
        check(r##","@odata.type":"#microsoft.graph.device""##, EntryKind::Other("device".to_owned()), None);
        check("", EntryKind::Other(String::new()), None);
        assert!(list.item(r#"{"id":"x"}"#).is_none());
    }
}
