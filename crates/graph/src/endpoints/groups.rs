//! Groups: finding one, what its members get, and its members.
//!
//! <https://learn.microsoft.com/graph/api/resources/group>

use serde::{Deserialize, Serialize};

use super::directory_entries::entry;
use super::requests::{delete, post};
use crate::endpoint::{Collection, Endpoint, EndpointFacts, Write};
use crate::odata::{Get, Page};
use crate::transport::Request;
use domain::cloud::Cloud;
use domain::directory_entry::DirectoryEntry;
use domain::group::{FixedMembers, Group, GroupAppRole, GroupMembership};
use domain::ids::{AppRoleId, ObjectId, ServicePrincipalId};
use domain::scope::Scope;

/// What is changed with a further permission where Entra roles can be assigned to the group.
pub(super) const ROLE_ASSIGNABLE: &str = "change the members of role-assignable groups";

/// What is needed of a group to say whether its members can be changed.
const PROPERTIES: &[&str] = &[
    "id",
    "displayName",
    "description",
    "groupTypes",
    "isAssignableToRole",
    "mailEnabled",
    "securityEnabled",
    "onPremisesSyncEnabled",
];

/// Finds groups by the words of their name, the first of them only.
#[derive(Clone, Debug)]
pub struct FindGroupsByName(pub String);

/// Gets a group by its object ID.
#[derive(Clone, Copy, Debug)]
pub struct GetGroup(pub ObjectId);

/// Lists the app roles that are granted to a group.
#[derive(Clone, Copy, Debug)]
pub struct ListGroupAppRoles(pub ObjectId);

/// Lists the groups that a group is in, directly or through others.
#[derive(Clone, Copy, Debug)]
pub struct ListGroupMemberships(pub ObjectId);

/// Lists what a service principal is a direct member of.
#[derive(Clone, Copy, Debug)]
pub struct ListDirectMemberships(pub ServicePrincipalId);

/// Adds a service principal to a group.
#[derive(Clone, Copy, Debug)]
pub struct AddGroupMember(pub MemberReference);

/// Removes a service principal from a group.
#[derive(Clone, Copy, Debug)]
pub struct RemoveGroupMember(pub MemberReference);

/// The reference from a group to a member. It is added and removed; the member itself has no address here, because deleting
/// that would delete the member from the directory.
///
/// <https://learn.microsoft.com/graph/api/group-delete-members>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberReference(GroupMembership);

/// Some groups, and whether there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundGroups {
    /// Those that came first.
    pub groups: Vec<Group>,
    /// Whether more fit.
    pub more: bool,
}

impl MemberReference {
    /// That of a membership.
    pub fn of(membership: GroupMembership) -> Self {
        Self(membership)
    }

    /// The path that the reference is added at.
    fn collection(self) -> String {
        format!("/v1.0/groups/{}/members/$ref", self.0.group)
    }

    /// The path of the reference. The last part of it makes it the reference and not the member.
    fn path(self) -> String {
        format!("/v1.0/groups/{}/members/{}/$ref", self.0.group, self.0.principal)
    }
}

impl Endpoint for FindGroupsByName {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "find a group by name",
        method: "GET",
        path: "/v1.0/groups",
        scopes: &[Scope::GroupMemberReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-list",
    };
    type Response = FoundGroups;

    fn request(&self) -> Request {
        Get::new("/v1.0/groups").search("displayName", &self.0).select(PROPERTIES).top(25).request()
    }

    fn response(&self, body: &[u8]) -> Option<FoundGroups> {
        let page: Page<'_> = serde_json::from_slice(body).ok()?;
        let groups = page.value.iter().filter_map(|json| group(json.get().as_bytes())).collect();
        Some(FoundGroups { groups, more: page.next_link.is_some() })
    }
}

impl Endpoint for GetGroup {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "look up a group",
        method: "GET",
        path: "/v1.0/groups/{id}",
        scopes: &[Scope::GroupMemberReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-get",
    };
    type Response = Group;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/groups/{}", self.0)).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Group> {
        group(body).filter(|group| group.id == self.0)
    }
}

impl Collection for ListGroupAppRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the app roles of a group",
        method: "GET",
        path: "/v1.0/groups/{id}/appRoleAssignments",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-list-approleassignments",
    };
    type Item = GroupAppRole;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/groups/{}/appRoleAssignments", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<GroupAppRole> {
        let wire: WireGroupAppRole = serde_json::from_str(json).ok()?;
        (wire.principal_id == self.0).then(|| GroupAppRole {
            resource: wire.resource_id,
            resource_name: wire.resource_display_name.unwrap_or_default(),
            role: wire.app_role_id,
        })
    }
}

impl Collection for ListGroupMemberships {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the groups that a group is in",
        method: "GET",
        path: "/v1.0/groups/{id}/transitiveMemberOf",
        scopes: &[Scope::GroupMemberReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-list-transitivememberof",
    };
    type Item = DirectoryEntry;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/groups/{}/transitiveMemberOf", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<DirectoryEntry> {
        entry(json)
    }
}

impl Collection for ListDirectMemberships {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the groups that an identity is a direct member of",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/memberOf",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-memberof",
    };
    type Item = ObjectId;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/memberOf", self.0)).top(999).request()
    }

    /// Of an object that the token may not read, the service gives the ID, which is all that is needed.
    fn item(&self, json: &str) -> Option<ObjectId> {
        entry(json).map(|entry| entry.id)
    }
}

impl Write for AddGroupMember {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "add an identity to a group",
        method: "POST",
        path: "/v1.0/groups/{id}/members/$ref",
        scopes: &[Scope::GroupMemberReadWriteAll],
        docs: "https://learn.microsoft.com/graph/api/group-post-members",
    };

    fn request(&self) -> Request {
        // The service takes an absolute address here. It is that of this build's cloud.
        let root = Cloud::OF_THIS_BUILD.graph_root();
        let body = NewMember { id: format!("{root}/v1.0/directoryObjects/{}", self.0.0.principal) };
        post(self.0.collection(), &body)
    }
}

impl Write for RemoveGroupMember {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "remove an identity from a group",
        method: "DELETE",
        path: "/v1.0/groups/{id}/members/{memberId}/$ref",
        scopes: &[Scope::GroupMemberReadWriteAll],
        docs: "https://learn.microsoft.com/graph/api/group-delete-members",
    };

    fn request(&self) -> Request {
        delete(self.0.path())
    }
}

#[derive(Serialize)]
struct NewMember {
    #[serde(rename = "@odata.id")]
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDirectoryGroup {
    id: ObjectId,
    display_name: Option<String>,
    description: Option<String>,
    group_types: Vec<String>,
    is_assignable_to_role: Option<bool>,
    mail_enabled: Option<bool>,
    on_premises_sync_enabled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireGroupAppRole {
    principal_id: ObjectId,
    resource_id: ServicePrincipalId,
    resource_display_name: Option<String>,
    app_role_id: AppRoleId,
}

fn group(body: &[u8]) -> Option<Group> {
    let wire: WireDirectoryGroup = serde_json::from_slice(body).ok()?;
    let is_of = |kind: &str| wire.group_types.iter().any(|it| it.eq_ignore_ascii_case(kind));
    let fixed = if wire.on_premises_sync_enabled == Some(true) {
        Some(FixedMembers::OnPremises)
    } else if is_of("DynamicMembership") {
        Some(FixedMembers::Dynamic)
    } else if is_of("Unified") {
        Some(FixedMembers::Microsoft365)
    } else if wire.mail_enabled == Some(true) {
        Some(FixedMembers::MailEnabled)
    } else {
        None
    };
    Some(Group {
        id: wire.id,
        name: wire.display_name.unwrap_or_default(),
        description: wire.description.unwrap_or_default(),
        role_assignable: wire.is_assignable_to_role == Some(true),
        fixed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::ALL;

    const GROUP: &str = "61b0c52f-a902-4769-9a09-c6628335b00a";
    const MEMBER: &str = "8097154c-b14f-4898-928c-16ca80e12dfd";

    fn reference() -> MemberReference {
        MemberReference::of(GroupMembership { principal: MEMBER.parse().unwrap(), group: GROUP.parse().unwrap() })
    }

    #[test]
    fn removal_names_the_reference_and_never_the_member() {
        let request = RemoveGroupMember(reference()).request();
        assert_eq!(request.method(), "DELETE");
        assert_eq!(request.uri().to_string(), format!("/v1.0/groups/{GROUP}/members/{MEMBER}/$ref"));
        for facts in ALL.iter().filter(|facts| facts.method == "DELETE" && facts.path.contains("/members")) {
            assert!(facts.path.ends_with("/$ref"), "{}", facts.path);
        }
    }

    #[test]
    fn addition_names_the_member_by_its_address() {
        let request = AddGroupMember(reference()).request();
        assert_eq!(request.uri().to_string(), format!("/v1.0/groups/{GROUP}/members/$ref"));
        let root = Cloud::OF_THIS_BUILD.graph_root();
        assert_eq!(request.body(), format!(r#"{{"@odata.id":"{root}/v1.0/directoryObjects/{MEMBER}"}}"#).as_bytes());
    }

    #[test]
    fn groups_whose_members_cannot_be_changed_say_why() {
        let check = |more: &str, fixed: Option<FixedMembers>| {
            let json = format!(r#"{{"id":"{GROUP}","displayName":"a"{more}}}"#);
            assert_eq!(group(json.as_bytes()).unwrap().fixed, fixed, "{json}");
        };
        check(r#","groupTypes":[],"mailEnabled":false,"onPremisesSyncEnabled":null"#, None);
        check(r#","groupTypes":["DynamicMembership"]"#, Some(FixedMembers::Dynamic));
        check(r#","groupTypes":["Unified","DynamicMembership"],"mailEnabled":true"#, Some(FixedMembers::Dynamic));
        check(r#","groupTypes":["Unified"],"mailEnabled":true"#, Some(FixedMembers::Microsoft365));
        check(r#","groupTypes":[],"mailEnabled":true"#, Some(FixedMembers::MailEnabled));
        check(r#","groupTypes":[],"onPremisesSyncEnabled":true"#, Some(FixedMembers::OnPremises));
        // Without its types it isn't known whether its members can be changed.
        assert!(group(format!(r#"{{"id":"{GROUP}","displayName":"a"}}"#).as_bytes()).is_none());
        assert!(
            GetGroup(MEMBER.parse().unwrap())
                .response(br#"{"id":"61b0c52f-a902-4769-9a09-c6628335b00a","groupTypes":[]}"#)
                .is_none()
        );
    }
}
