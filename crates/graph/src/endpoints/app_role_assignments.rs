//! App roles that are assigned, and granting them.
//!
//! <https://learn.microsoft.com/graph/api/resources/approleassignment>

use serde::{Deserialize, Serialize};

use super::requests::{delete, post};
use crate::endpoint::{Collection, EndpointFacts, Write};
use crate::odata::Get;
use crate::transport::Request;
use domain::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use domain::ids::{AppRoleAssignmentId, AppRoleId, ServicePrincipalId};
use domain::scope::Scope;

/// Lists the app roles that a service principal has itself, of all APIs.
#[derive(Clone, Copy, Debug)]
pub struct ListAppRoleAssignments(pub ServicePrincipalId);

/// Grants an app role. The answer carries no role name; the triple is what counts.
#[derive(Clone, Copy, Debug)]
pub struct GrantAppRole(pub AppRoleGrant);

/// Revokes an app role, by the assignment itself. It is addressed through the identity, which was just read, and not
/// through the API: the API's service principal may be deleted while the assignment still exists.
#[derive(Clone, Debug)]
pub struct RevokeAppRole {
    /// The identity that has it.
    pub principal: ServicePrincipalId,
    /// The assignment.
    pub assignment: AppRoleAssignmentId,
}

impl Collection for ListAppRoleAssignments {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the app role assignments of an identity",
        method: "GET",
        path: "/v1.0/servicePrincipals/{id}/appRoleAssignments",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments",
    };
    type Item = AppRoleAssignment;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/servicePrincipals/{}/appRoleAssignments", self.0)).top(999).request()
    }

    fn item(&self, json: &str) -> Option<AppRoleAssignment> {
        let wire: WireAppRoleAssignment = serde_json::from_str(json).ok()?;
        let grant =
            AppRoleGrant { principal: wire.principal_id, resource: wire.resource_id, app_role: wire.app_role_id };
        (grant.principal == self.0).then_some(AppRoleAssignment {
            id: wire.id,
            grant,
            created: wire.created_date_time.and_then(|text| text.parse().ok()),
            resource_name: wire.resource_display_name.unwrap_or_default(),
            principal_name: wire.principal_display_name.unwrap_or_default(),
        })
    }
}

impl Write for GrantAppRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "grant an app role",
        method: "POST",
        path: "/v1.0/servicePrincipals/{resourceId}/appRoleAssignedTo",
        scopes: &[Scope::AppRoleAssignmentReadWriteAll, Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto",
    };

    fn request(&self) -> Request {
        let AppRoleGrant { principal, resource, app_role } = self.0;
        let body = NewAppRoleAssignment { principal_id: principal, resource_id: resource, app_role_id: app_role };
        post(format!("/v1.0/servicePrincipals/{resource}/appRoleAssignedTo"), &body)
    }
}

impl Write for RevokeAppRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "revoke an app role",
        method: "DELETE",
        path: "/v1.0/servicePrincipals/{principalId}/appRoleAssignments/{assignmentId}",
        scopes: &[Scope::AppRoleAssignmentReadWriteAll],
        docs: "https://learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignments",
    };

    fn request(&self) -> Request {
        delete(format!("/v1.0/servicePrincipals/{}/appRoleAssignments/{}", self.principal, self.assignment))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewAppRoleAssignment {
    principal_id: ServicePrincipalId,
    resource_id: ServicePrincipalId,
    app_role_id: AppRoleId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAppRoleAssignment {
    id: AppRoleAssignmentId,
    app_role_id: AppRoleId,
    created_date_time: Option<String>,
    principal_id: ServicePrincipalId,
    principal_display_name: Option<String>,
    resource_id: ServicePrincipalId,
    resource_display_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINCIPAL: &str = "8097154c-b14f-4898-928c-16ca80e12dfd";

    #[test]
    fn an_assignment_is_read_as_the_service_writes_it() {
        let json = r#"{"id":"2jLOj0YSe0OZzXbR1Gd71fDqFUrPM1xIgUfvWBHJ9n0","deletedDateTime":null,"appRoleId":"498476ce-e0fe-48b0-b801-37ba7e2685c6",
            "createdDateTime":"2021-02-15T16:39:38.2975029Z","principalDisplayName":"Fabrikam App","principalId":"8097154c-b14f-4898-928c-16ca80e12dfd",
            "principalType":"ServicePrincipal","resourceDisplayName":"Microsoft Graph","resourceId":"8fce32da-1246-437b-99cd-76d1d4677bd5"}"#;
        let listing = ListAppRoleAssignments(PRINCIPAL.parse().unwrap());
        let assignment = listing.item(json).unwrap();
        assert_eq!(assignment.grant.app_role.to_string(), "498476ce-e0fe-48b0-b801-37ba7e2685c6");
        assert_eq!(assignment.created.unwrap().to_string(), "2021-02-15T16:39:38.297Z");
        assert!(listing.item(&json.replace("8097154c", "9097154c")).is_none(), "another principal's assignment");
        assert!(listing.item(&json.replace("2jLOj0YSe0", "../")).is_none(), "an id that is not one");
    }

    #[test]
    fn a_grant_names_its_three_parts_and_nothing_else() {
        let resource = "8fce32da-1246-437b-99cd-76d1d4677bd5";
        let role = "741f803b-c850-494e-b5df-cde7c675a1ca";
        let grant = AppRoleGrant {
            principal: PRINCIPAL.parse().unwrap(),
            resource: resource.parse().unwrap(),
            app_role: role.parse().unwrap(),
        };
        let request = GrantAppRole(grant).request();
        assert_eq!(request.uri().to_string(), format!("/v1.0/servicePrincipals/{resource}/appRoleAssignedTo"));
        let body = format!(r#"{{"principalId":"{PRINCIPAL}","resourceId":"{resource}","appRoleId":"{role}"}}"#);
        assert_eq!(request.body(), body.as_bytes());
    }
}
