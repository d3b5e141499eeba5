//! Azure role assignments: reading, assigning, removing.

use serde::{Deserialize, Serialize};

use super::endpoint::{ArmCollection, ArmFacts, ArmRead, ArmWrite};
use super::role_definitions::role_at_the_end;
use crate::transport::Request;
use domain::azure_assignment::{
    AzureAssignmentId, AzureCondition, AzureRoleAssignment, AzureRoleGrant, NewAzureAssignment,
};
use domain::azure_role::{AzureScope, PrincipalKind};
use domain::guid::Guid;

/// Lists the assignments that give a principal a role at a scope or above, those of its groups included.
///
/// The service may answer from a cache that is some minutes old: what became of a write is read with
/// [`GetAzureAssignment`].
#[derive(Clone, Debug)]
pub struct ListAzureAssignments {
    /// The scope.
    pub scope: AzureScope,
    /// The principal.
    pub principal: Guid,
}

/// Reads one assignment by its ID.
#[derive(Clone, Debug)]
pub struct GetAzureAssignment(pub AzureAssignmentId);

/// Assigns a role.
#[derive(Clone, Debug)]
pub struct AssignAzureRole(pub NewAzureAssignment);

/// Removes an assignment, by the ID that was read.
#[derive(Clone, Debug)]
pub struct RemoveAzureRole(pub AzureAssignmentId);

const VERSION: &str = "2022-04-01";

impl ArmCollection for ListAzureAssignments {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list the role assignments of an identity at an Azure scope",
        method: "GET",
        path: "{scope}/providers/Microsoft.Authorization/roleAssignments",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope",
    };
    type Item = AzureRoleAssignment;

    fn request(&self) -> Option<Request> {
        let filter = format!("atScope() and assignedTo('{}')", self.principal);
        Self::FACTS.request(&[&super::requests::scope_text(&self.scope)?], &[("$filter", &filter)], None)
    }

    fn item(&self, json: &str) -> Option<AzureRoleAssignment> {
        assignment(json)
    }
}

impl ArmRead for GetAzureAssignment {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "read an Azure role assignment",
        method: "GET",
        path: "{id}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/authorization/role-assignments/get-by-id",
    };
    type Response = AzureRoleAssignment;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[self.0.as_str()], &[], None)
    }

    fn response(&self, body: &[u8]) -> Option<AzureRoleAssignment> {
        assignment(std::str::from_utf8(body).ok()?).filter(|read| read.id == self.0)
    }
}

impl ArmWrite for AssignAzureRole {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "assign an Azure role",
        method: "PUT",
        path: "{scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/authorization/role-assignments/create",
    };
    type Response = AzureRoleAssignment;

    fn request(&self) -> Option<Request> {
        let NewAzureAssignment { name, grant, principal_kind, description } = &self.0;
        let properties = Properties {
            role_definition_id: definition_id(&grant.scope, grant.role),
            principal_id: grant.principal,
            principal_type: type_name(*principal_kind)?,
            description: description.as_deref(),
            condition: grant.condition.as_ref().map(|condition| condition.text.as_str()),
            condition_version: grant.condition.as_ref().map(|condition| condition.version.as_str()),
        };
        let body = serde_json::to_vec(&AssignmentBody { properties }).ok()?;
        Self::FACTS.request(&[&super::requests::scope_text(&grant.scope)?, &name.to_string()], &[], Some(body))
    }

    fn response(&self, _status: u16, body: &[u8]) -> Option<AzureRoleAssignment> {
        let made = assignment(std::str::from_utf8(body).ok()?)?;
        (made.id.name() == self.0.name && made.grant == self.0.grant).then_some(made)
    }
}

impl ArmWrite for RemoveAzureRole {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "remove an Azure role assignment",
        method: "DELETE",
        path: "{id}",
        api_version: VERSION,
        docs: "https://learn.microsoft.com/rest/api/authorization/role-assignments/delete-by-id",
    };
    /// The removed assignment; nothing, where there was none.
    type Response = Option<AzureRoleAssignment>;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[self.0.as_str()], &[], None)
    }

    fn response(&self, status: u16, body: &[u8]) -> Option<Option<AzureRoleAssignment>> {
        if status == 204 {
            return Some(None);
        }
        let removed = assignment(std::str::from_utf8(body).ok()?)?;
        (removed.id == self.0).then_some(Some(removed))
    }
}

/// The ID of a role's definition, as it is sent.
fn definition_id(scope: &AzureScope, role: Guid) -> String {
    let subscription = match scope {
        AzureScope::Subscription(id) => Some(*id),
        AzureScope::ResourceGroup { subscription, .. } => Some(*subscription),
        AzureScope::Resource(resource) => resource.subscription(),
        AzureScope::Root | AzureScope::ManagementGroup(_) | AzureScope::Other(_) => None,
    };
    let prefix = subscription.map(|id| format!("/subscriptions/{id}")).unwrap_or_default();
    format!("{prefix}/providers/Microsoft.Authorization/roleDefinitions/{role}")
}

/// The type of a principal, as it is sent; nothing for one that this program can't assign to.
fn type_name(kind: PrincipalKind) -> Option<&'static str> {
    match kind {
        PrincipalKind::User => Some("User"),
        PrincipalKind::Group => Some("Group"),
        PrincipalKind::ServicePrincipal => Some("ServicePrincipal"),
        PrincipalKind::Other => None,
    }
}

#[derive(Serialize)]
struct AssignmentBody<'a> {
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    role_definition_id: String,
    principal_id: Guid,
    principal_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition_version: Option<&'a str>,
}

fn assignment(json: &str) -> Option<AzureRoleAssignment> {
    let wire: WireAssignment = serde_json::from_str(json).ok()?;
    let of = wire.properties;
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let version = said(of.condition_version).unwrap_or_else(|| AzureCondition::VERSION.to_owned());
    Some(AzureRoleAssignment {
        grant: AzureRoleGrant {
            principal: of.principal_id,
            role: role_at_the_end(&of.role_definition_id)?,
            scope: of.scope.map_or_else(|| wire.id.scope(), |scope| AzureScope::parse(&scope)),
            condition: said(of.condition).map(|text| AzureCondition { text, version }),
        },
        id: wire.id,
        principal_kind: PrincipalKind::named(of.principal_type.as_deref().unwrap_or_default()),
        description: said(of.description),
        created: of.created_on.and_then(|text| text.parse().ok()),
        created_by: of.created_by.and_then(|id| id.parse().ok()),
        delegated_identity: said(of.delegated_managed_identity_resource_id),
    })
}

#[derive(Deserialize)]
struct WireAssignment {
    id: AzureAssignmentId,
    properties: WireAssignmentProperties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAssignmentProperties {
    scope: Option<String>,
    role_definition_id: String,
    principal_id: Guid,
    principal_type: Option<String>,
    description: Option<String>,
    condition: Option<String>,
    condition_version: Option<String>,
    created_on: Option<String>,
    created_by: Option<String>,
    delegated_managed_identity_resource_id: Option<String>,
}
