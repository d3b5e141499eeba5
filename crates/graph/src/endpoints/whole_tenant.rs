//! What a review of the whole tenant reads: assignments from the side of the roles, members of groups, grants without
//! what the review does not need, and when identities signed in last.
//!
//! Each costs as few resource units as it can; what it costs is beside it.
//!
//! <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits>

use serde::Deserialize;

use super::directory_roles::scope;
use super::role_access::instance;

use crate::endpoint::{Collection, EndpointFacts};
use crate::odata::Get;
use crate::transport::Request;
use domain::guid::Guid;
use domain::held_role::ScheduledRole;
use domain::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use domain::scope::Scope;
use domain::tenant_review::{AssignedRole, GrantedAppRole, RolePrincipalKind};
use domain::time::Timestamp;

/// Lists the app roles of an identity without the ids of the assignments: what a review of thousands keeps in memory.
/// Each comes with the name of the API that was noted with it.
#[derive(Clone, Copy, Debug)]
pub struct ListGrants(pub ServicePrincipalId);

/// Lists every directory role assignment of the tenant, with what kind of principal has it.
#[derive(Clone, Copy, Debug)]
pub struct ListAllRoleAssignments;

/// Lists every directory role of the tenant as Privileged Identity Management knows it: when it ends by itself.
#[derive(Clone, Copy, Debug)]
pub struct ListAllScheduledRoles;

/// Lists the members of a group. A group to which directory roles can be assigned has no groups.
///
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept>
#[derive(Clone, Copy, Debug)]
pub struct ListGroupMembers(pub ObjectId);

/// Lists the service principals in a group and in the groups within it: an Azure role of a group counts for all of them.
#[derive(Clone, Copy, Debug)]
pub struct ListServicePrincipalsInGroup(pub ObjectId);

/// Lists when each application signed in last. Only the beta interface has it, and it is not documented whether every
/// managed identity is in it: one that is missing may have signed in.
#[derive(Clone, Copy, Debug)]
pub struct ListSignInActivity;

impl ListGrants {
    /// Resource units of a page: two, less one for naming the properties.
    pub const UNITS: u32 = 1;
}

impl ListAllRoleAssignments {
    /// Resource units of a page: one, and one for the principals.
    pub const UNITS: u32 = 2;
}

impl ListAllScheduledRoles {
    /// Resource units of a page, with no properties named and no objects along.
    pub const UNITS: u32 = 1;
}

impl ListGroupMembers {
    /// Resource units of a page: three, less one for naming the properties.
    pub const UNITS: u32 = 2;
}

impl Collection for ListGrants {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "review app role assignments of all identities",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/appRoleAssignments",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments",
    };
    type Item = (GrantedAppRole, String);

    fn request(&self) -> Request {
        let properties = &["principalId", "resourceId", "resourceDisplayName", "appRoleId", "createdDateTime"];
        Get::new(format!("/v1.0/servicePrincipals/{}/appRoleAssignments", self.0)).select(properties).top(999).request()
    }

    fn item(&self, json: &str) -> Option<(GrantedAppRole, String)> {
        let wire: WireTenantGrant = serde_json::from_str(json).ok()?;
        let created = wire.created_date_time.and_then(|text| text.parse().ok());
        let grant = GrantedAppRole { resource: wire.resource_id, app_role: wire.app_role_id, created };
        (wire.principal_id == self.0).then(|| (grant, wire.resource_display_name.unwrap_or_default()))
    }
}

impl Collection for ListAllRoleAssignments {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "review Entra role assignments of all identities",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleAssignments",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments",
    };
    type Item = AssignedRole;

    fn request(&self) -> Request {
        Get::new("/v1.0/roleManagement/directory/roleAssignments").expand("principal").request()
    }

    fn item(&self, json: &str) -> Option<AssignedRole> {
        let wire: WireTenantAssignment = serde_json::from_str(json).ok()?;
        let (kind, name) = match wire.principal {
            None => (RolePrincipalKind::NotSaid, None),
            Some(principal) => (principal.kind(), principal.display_name),
        };
        Some(AssignedRole {
            principal: wire.principal_id,
            kind,
            name,
            role: wire.role_definition_id,
            scope: scope(wire.directory_scope_id.as_deref(), wire.app_scope_id.as_deref()),
        })
    }
}

impl Collection for ListAllScheduledRoles {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "review end times of Entra role assignments",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleAssignmentScheduleInstances",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances",
    };
    type Item = ScheduledRole;

    fn request(&self) -> Request {
        Get::new("/v1.0/roleManagement/directory/roleAssignmentScheduleInstances").request()
    }

    fn item(&self, json: &str) -> Option<ScheduledRole> {
        instance(json)
    }
}

impl Collection for ListGroupMembers {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "review Entra role assignments through groups",
        method: "GET",
        path: "/v1.0/groups/{id}/members",
        scopes: &[Scope::GroupMemberReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-list-members",
    };
    type Item = Guid;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/groups/{}/members", self.0)).select(&["id"]).top(999).request()
    }

    fn item(&self, json: &str) -> Option<Guid> {
        serde_json::from_str::<WireMember>(json).ok().map(|wire| wire.id)
    }
}

impl ListServicePrincipalsInGroup {
    /// Resource units of a page: three, less one for naming the properties.
    pub const UNITS: u32 = 2;
}

impl Collection for ListServicePrincipalsInGroup {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "review Azure roles through groups",
        method: "GET",
        path: "/v1.0/groups/{id}/transitiveMembers/microsoft.graph.servicePrincipal",
        scopes: &[Scope::GroupMemberReadAll],
        docs: "https://learn.microsoft.com/graph/api/group-list-transitivemembers",
    };
    type Item = Guid;

    fn request(&self) -> Request {
        // A cast to a type is an advanced query.
        Get::new(format!("/v1.0/groups/{}/transitiveMembers/microsoft.graph.servicePrincipal", self.0))
            .select(&["id"])
            .top(999)
            .advanced()
            .request()
    }

    fn item(&self, json: &str) -> Option<Guid> {
        serde_json::from_str::<WireMember>(json).ok().map(|wire| wire.id)
    }
}

impl Collection for ListSignInActivity {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show unused identities",
        method: "GET",
        path: "/beta/reports/servicePrincipalSignInActivities",
        scopes: &[Scope::AuditLogReadAll],
        docs: "https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities?view=graph-rest-beta",
    };
    type Item = (AppId, Option<Timestamp>);

    fn request(&self) -> Request {
        Get::new("/beta/reports/servicePrincipalSignInActivities").top(999).request()
    }

    fn item(&self, json: &str) -> Option<(AppId, Option<Timestamp>)> {
        let wire: WireActivity = serde_json::from_str(json).ok()?;
        let last = wire.last_sign_in_activity.and_then(|it| it.last_sign_in_date_time);
        Some((wire.app_id, last.and_then(|text| text.parse().ok())))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireTenantGrant {
    app_role_id: AppRoleId,
    created_date_time: Option<String>,
    principal_id: ServicePrincipalId,
    resource_id: ServicePrincipalId,
    resource_display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireTenantAssignment {
    principal_id: Guid,
    role_definition_id: RoleDefinitionId,
    directory_scope_id: Option<String>,
    app_scope_id: Option<String>,
    principal: Option<WireTenantPrincipal>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireTenantPrincipal {
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    display_name: Option<String>,
}

#[derive(Deserialize)]
struct WireMember {
    id: Guid,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireActivity {
    app_id: AppId,
    last_sign_in_activity: Option<WireLast>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireLast {
    last_sign_in_date_time: Option<String>,
}

impl WireTenantPrincipal {
    fn kind(&self) -> RolePrincipalKind {
        match self.odata_type.as_deref().and_then(|it| it.strip_prefix("#microsoft.graph.")) {
            Some("group") => RolePrincipalKind::Group,
            Some(_) => RolePrincipalKind::Other,
            None => RolePrincipalKind::NotSaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "8097154c-b14f-4898-928c-16ca80e12dfd";

    #[test]
    fn grants_name_only_what_a_review_keeps() {
        let list = ListGrants(ID.parse().unwrap());
        let json = format!(
            r#"{{"appRoleId":"498476ce-e0fe-48b0-b801-37ba7e2685c6","createdDateTime":"2021-02-15T16:39:38.2975029Z","principalId":"{ID}",
            "resourceDisplayName":"Microsoft Graph","resourceId":"8fce32da-1246-437b-99cd-76d1d4677bd5"}}"#
        );
        let (grant, name) = list.item(&json).unwrap();
        assert_eq!(
            (grant.created.unwrap().to_string().as_str(), name.as_str()),
            ("2021-02-15T16:39:38.297Z", "Microsoft Graph")
        );
        assert!(list.item(&json.replace("8097154c", "9097154c")).is_none(), "another principal's");
        assert!(list.request().uri().query().unwrap().starts_with("$select=principalId,resourceId,"));
    }

    #[test]
    fn groups_among_the_holders_are_told_by_their_type() {
        let json = |principal: &str| {
            format!(r#"{{"id":"x","principalId":"{ID}","roleDefinitionId":"{ID}","directoryScopeId":"/"{principal}}}"#)
        };
        let kind = |principal: &str| ListAllRoleAssignments.item(&json(principal)).unwrap().kind;
        assert_eq!(
            kind(r##","principal":{"@odata.type":"#microsoft.graph.group","displayName":"A"}"##),
            RolePrincipalKind::Group
        );
        assert_eq!(kind(r##","principal":{"@odata.type":"#microsoft.graph.user"}"##), RolePrincipalKind::Other);
        assert_eq!(kind(r#","principal":null"#), RolePrincipalKind::NotSaid);
        assert_eq!(kind(""), RolePrincipalKind::NotSaid);
    }

    #[test]
    fn an_application_that_never_signed_in_has_no_time() {
        let read = |activity: &str| ListSignInActivity.item(&format!(r#"{{"appId":"{ID}"{activity}}}"#)).unwrap().1;
        assert!(read(r#","lastSignInActivity":{"lastSignInDateTime":"2026-10-01T00:00:00Z"}"#).is_some());
        assert!(read(r#","lastSignInActivity":{"lastSignInDateTime":null}"#).is_none());
        assert!(read("").is_none());
    }
}
