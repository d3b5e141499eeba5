//! Directory roles, their assignments, and assigning them.
//!
//! <https://learn.microsoft.com/graph/api/resources/rolemanagement>

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::requests::{delete, post};
use crate::endpoint::{Collection, EndpointFacts, Write};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::change::request_details::RequestDetails;
use domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment, RoleDefinition};
use domain::ids::{RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};
use domain::scope::Scope;

/// Lists the directory roles of the tenant, built-in and custom.
#[derive(Clone, Copy, Debug)]
pub struct ListRoleDefinitions;

/// Lists the directory roles that are assigned to a principal itself and active now.
#[derive(Clone, Copy, Debug)]
pub struct ListRoleAssignments(pub ServicePrincipalId);

/// Assigns a directory role.
#[derive(Clone, Debug)]
pub struct AssignDirectoryRole(pub DirectoryRoleGrant);

/// Assigns a directory role from now on for some hours.
#[derive(Clone, Debug)]
pub struct AssignDirectoryRoleForHours {
    /// Which principal gets which role at which scope.
    pub grant: DirectoryRoleGrant,
    /// For how long.
    pub hours: NonZeroU16,
    /// Why, and under which ticket.
    pub details: RequestDetails,
}

/// Removes a directory role, by the assignment itself.
#[derive(Clone, Debug)]
pub struct RemoveDirectoryRole(pub RoleAssignmentId);

/// Removes a time-bound directory role, which Privileged Identity Management manages.
#[derive(Clone, Debug)]
pub struct RemoveTimeBoundDirectoryRole {
    /// Who is to lose what, where.
    pub grant: DirectoryRoleGrant,
    /// Why, and under which ticket.
    pub details: RequestDetails,
}

impl Collection for ListRoleDefinitions {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list Entra role definitions",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleDefinitions",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions",
    };
    type Item = RoleDefinition;

    fn request(&self) -> Request {
        let properties = &["id", "displayName", "description", "isBuiltIn", "isEnabled"];
        Get::new("/v1.0/roleManagement/directory/roleDefinitions").select(properties).request()
    }

    fn item(&self, json: &str) -> Option<RoleDefinition> {
        serde_json::from_str::<WireDefinition>(json).ok().map(definition)
    }
}

impl Collection for ListRoleAssignments {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "list the Entra role assignments of an identity",
        method: "GET",
        path: "/v1.0/roleManagement/directory/roleAssignments",
        scopes: &[Scope::RoleManagementReadDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments",
    };
    type Item = RoleAssignment;

    fn request(&self) -> Request {
        // The property is a text here, unlike in app role assignments. Only one expanded property is allowed.
        let condition = format!("principalId eq {}", literal(self.0));
        Get::new("/v1.0/roleManagement/directory/roleAssignments").filter(condition).expand("roleDefinition").request()
    }

    fn item(&self, json: &str) -> Option<RoleAssignment> {
        let wire: WireRoleAssignment = serde_json::from_str(json).ok()?;
        (wire.principal_id == self.0).then(|| RoleAssignment {
            id: wire.id,
            grant: DirectoryRoleGrant {
                principal: wire.principal_id,
                role: wire.role_definition_id,
                scope: scope(wire.directory_scope_id.as_deref(), wire.app_scope_id.as_deref()),
            },
            definition: wire.role_definition.map(definition),
        })
    }
}

impl Write for AssignDirectoryRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "assign an Entra role",
        method: "POST",
        path: "/v1.0/roleManagement/directory/roleAssignments",
        scopes: &[Scope::RoleManagementReadWriteDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments",
    };

    fn request(&self) -> Request {
        let DirectoryRoleGrant { principal, role, scope } = &self.0;
        let body = NewRoleAssignment {
            odata_type: "#microsoft.graph.unifiedRoleAssignment",
            role_definition_id: *role,
            principal_id: *principal,
            directory_scope_id: scope.to_string(),
        };
        post("/v1.0/roleManagement/directory/roleAssignments".to_owned(), &body)
    }
}

impl Write for AssignDirectoryRoleForHours {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "assign a time-bound Entra role",
        method: "POST",
        path: "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests",
        scopes: &[Scope::RoleAssignmentScheduleReadWriteDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests",
    };

    fn request(&self) -> Request {
        // Without a start the assignment begins when the request is accepted, whatever this clock says.
        let expiration = Expiration { kind: "afterDuration", duration: format!("PT{}H", self.hours) };
        schedule_request("adminAssign", &self.grant, &self.details, Some(Schedule { expiration }))
    }
}

impl Write for RemoveDirectoryRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "remove an Entra role",
        method: "DELETE",
        path: "/v1.0/roleManagement/directory/roleAssignments/{id}",
        scopes: &[Scope::RoleManagementReadWriteDirectory],
        docs: "https://learn.microsoft.com/graph/api/unifiedroleassignment-delete",
    };

    fn request(&self) -> Request {
        delete(format!("/v1.0/roleManagement/directory/roleAssignments/{}", self.0))
    }
}

impl Write for RemoveTimeBoundDirectoryRole {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "remove a time-bound Entra role",
        method: "POST",
        path: "/v1.0/roleManagement/directory/roleAssignmentScheduleRequests",
        scopes: &[Scope::RoleAssignmentScheduleReadWriteDirectory],
        docs: "https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests",
    };

    fn request(&self) -> Request {
        schedule_request("adminRemove", &self.grant, &self.details, None)
    }
}

fn schedule_request(
    action: &'static str,
    grant: &DirectoryRoleGrant,
    details: &RequestDetails,
    schedule_info: Option<Schedule>,
) -> Request {
    let body = NewSchedule {
        action,
        principal_id: grant.principal,
        role_definition_id: grant.role,
        directory_scope_id: grant.scope.to_string(),
        justification: details.justification(),
        ticket_info: details.ticket().map(|(ticket_number, ticket_system)| Ticket { ticket_number, ticket_system }),
        schedule_info,
    };
    post("/v1.0/roleManagement/directory/roleAssignmentScheduleRequests".to_owned(), &body)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewSchedule<'a> {
    action: &'static str,
    principal_id: ServicePrincipalId,
    role_definition_id: RoleDefinitionId,
    directory_scope_id: String,
    justification: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_info: Option<Ticket<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule_info: Option<Schedule>,
}

/// <https://learn.microsoft.com/graph/api/resources/ticketinfo>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ticket<'a> {
    pub(super) ticket_number: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) ticket_system: &'a str,
}

#[derive(Serialize)]
pub(super) struct Schedule {
    pub(super) expiration: Expiration,
}

#[derive(Serialize)]
pub(super) struct Expiration {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) duration: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewRoleAssignment {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    role_definition_id: RoleDefinitionId,
    principal_id: ServicePrincipalId,
    directory_scope_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireDefinition {
    pub(super) id: RoleDefinitionId,
    display_name: Option<String>,
    description: Option<String>,
    is_built_in: Option<bool>,
    is_enabled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireRoleAssignment {
    pub(super) id: RoleAssignmentId,
    pub(super) principal_id: ServicePrincipalId,
    pub(super) role_definition_id: RoleDefinitionId,
    pub(super) directory_scope_id: Option<String>,
    pub(super) app_scope_id: Option<String>,
    pub(super) role_definition: Option<WireDefinition>,
}

/// The scope of an assignment. One without a directory scope counts within an application, such as a catalog of access
/// packages, and one that names neither has an unknown scope: neither is ever tenant-wide.
///
/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>
pub(super) fn scope(directory: Option<&str>, app: Option<&str>) -> DirectoryScope {
    match (directory, app) {
        (Some(directory), _) => DirectoryScope::parse(directory),
        (None, Some(app)) => DirectoryScope::of_app_scope(app),
        (None, None) => DirectoryScope::Other(String::new()),
    }
}

pub(super) fn definition(wire: WireDefinition) -> RoleDefinition {
    RoleDefinition {
        id: wire.id,
        display_name: wire.display_name.unwrap_or_default(),
        description: wire.description.unwrap_or_default(),
        built_in: wire.is_built_in.unwrap_or(true),
        enabled: wire.is_enabled.unwrap_or(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINCIPAL: &str = "f8ca5a85-489a-49a0-b555-0a6d81e56f0d";

    #[test]
    fn an_assignment_is_read_with_its_role_and_scope() {
        let json = r#"{"id":"YUb1sHQtUEyvox7IA_Eu_mm3jqnUe4lEhvatluHVi2I-1","principalId":"f8ca5a85-489a-49a0-b555-0a6d81e56f0d","directoryScopeId":"/",
            "roleDefinitionId":"29232cdf-9323-42fd-ade2-1d097af3e4de","roleDefinition":{"id":"29232cdf-9323-42fd-ade2-1d097af3e4de","displayName":"Exchange Administrator","isBuiltIn":true}}"#;
        let listing = ListRoleAssignments(PRINCIPAL.parse().unwrap());
        let assignment = listing.item(json).unwrap();
        assert_eq!(assignment.grant.scope, DirectoryScope::Tenant);
        assert_eq!(assignment.definition.unwrap().display_name, "Exchange Administrator");
        assert!(listing.item(&json.replace("f8ca5a85", "08ca5a85")).is_none(), "another principal's assignment");
    }

    #[test]
    fn an_assignment_without_a_directory_scope_is_never_tenant_wide() {
        let listing = ListRoleAssignments(PRINCIPAL.parse().unwrap());
        let scope = |scopes: &str| {
            let json = format!(
                r#"{{"id":"a","principalId":"{PRINCIPAL}","roleDefinitionId":"29232cdf-9323-42fd-ade2-1d097af3e4de"{scopes}}}"#
            );
            listing.item(&json).unwrap().grant.scope
        };
        let catalog = "/AccessPackageCatalog/f2ef992c-3afb-46b9-b7cf-a126ee74c451";
        let of_catalog = format!(r#","directoryScopeId":null,"appScopeId":"{catalog}""#);
        assert_eq!(scope(&of_catalog), DirectoryScope::Other(catalog.to_owned()));
        for scopes in [r#","directoryScopeId":null,"appScopeId":"/""#, r#","directoryScopeId":null"#, ""] {
            let scope = scope(scopes);
            assert!(matches!(scope, DirectoryScope::Other(_)), "{scopes}: {scope:?}");
            assert_ne!(DirectoryScope::parse(&scope.to_string()), DirectoryScope::Tenant, "{scopes}");
        }
        assert_eq!(scope(r#","directoryScopeId":"/","appScopeId":null"#), DirectoryScope::Tenant);
    }

    #[test]
    fn the_condition_quotes_the_id_because_it_is_a_text_here() {
        let request = ListRoleAssignments(PRINCIPAL.parse().unwrap()).request();
        let wanted = format!(
            "/v1.0/roleManagement/directory/roleAssignments?$filter=principalId%20eq%20%27{PRINCIPAL}%27&$expand=roleDefinition"
        );
        assert_eq!(request.uri().to_string(), wanted);
    }

    #[test]
    fn an_assignment_is_written_as_documented() {
        let grant = DirectoryRoleGrant {
            principal: PRINCIPAL.parse().unwrap(),
            role: "29232cdf-9323-42fd-ade2-1d097af3e4de".parse().unwrap(),
            scope: DirectoryScope::Tenant,
        };
        let body = String::from_utf8(AssignDirectoryRole(grant).request().into_body()).unwrap();
        let wanted = format!(
            r##"{{"@odata.type":"#microsoft.graph.unifiedRoleAssignment","roleDefinitionId":"29232cdf-9323-42fd-ade2-1d097af3e4de","principalId":"{PRINCIPAL}","directoryScopeId":"/"}}"##
        );
        assert_eq!(body, wanted);
    }

    #[test]
    fn justification_and_ticket_are_sent_with_both_requests_for_a_time_bound_role() {
        let grant = DirectoryRoleGrant {
            principal: PRINCIPAL.parse().unwrap(),
            role: "29232cdf-9323-42fd-ade2-1d097af3e4de".parse().unwrap(),
            scope: DirectoryScope::Tenant,
        };
        let hours = NonZeroU16::new(8).unwrap();
        let bodies = |details: RequestDetails| {
            let assign = AssignDirectoryRoleForHours { grant: grant.clone(), hours, details: details.clone() };
            let remove = RemoveTimeBoundDirectoryRole { grant: grant.clone(), details };
            [assign.request(), remove.request()]
                .map(|request| serde_json::from_slice::<serde_json::Value>(request.body()).unwrap())
        };
        for body in bodies(RequestDetails::new("Payroll", "INC42", "ServiceNow")) {
            assert_eq!(body["justification"], "Payroll");
            assert_eq!(body["ticketInfo"], serde_json::json!({"ticketNumber": "INC42", "ticketSystem": "ServiceNow"}));
        }
        for body in bodies(RequestDetails::new("", "INC42", "")) {
            assert_eq!(body["ticketInfo"], serde_json::json!({"ticketNumber": "INC42"}));
        }
        for body in bodies(RequestDetails::default()) {
            assert_eq!(body["justification"], "Reviewed and applied with Bestow");
            assert_eq!(body.get("ticketInfo"), None);
        }
    }
}
