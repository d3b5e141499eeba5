//! What can be assigned: an app role of an API, an Entra role at a directory scope, an Azure role at an Azure scope,
//! membership of a group.
//!
//! This is the one definition of it. Wishes, and through them addresses, change requests, sets, journals and receipts,
//! are written in its terms, so that another kind of permission is one more variant here and not a form of its own
//! beside each of them.

use std::cmp::Ordering;

use crate::azure_assignment::{AzureAssignmentId, AzureAssignmentName, AzureCondition, AzureRoleGrant};
use crate::azure_role::AzureScope;
use crate::directory_role::DirectoryScope;
use crate::guid::Guid;
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};

/// A permission. `A` is how an app role is named: [`AppRoleName`] where it is to be granted, for names and application
/// IDs are the same in every tenant, and [`AppRoleIds`] where it is granted, for its API may be deleted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission<A> {
    /// An app role of an API.
    AppRole(A),
    /// An Entra role.
    EntraRole {
        /// The role.
        role: RoleDefinitionId,
        /// The directory scope.
        scope: DirectoryScope,
    },
    /// An Azure role.
    AzureRole(Box<AzureRoleAt>),
    /// Direct membership of a group.
    GroupMembership(ObjectId),
}

/// An app role by its API and its ID or value there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppRoleName {
    /// The API, by the ID that it has in every tenant.
    pub api: AppId,
    /// The role within it.
    pub role: RoleKey,
}

/// How an app role is named within its API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleKey {
    /// By its id, as when it was picked from the API's own list.
    Id(AppRoleId),
    /// By its value, as in a set.
    Value(String),
}

/// An app role by the object IDs that its assignment names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppRoleIds {
    /// The service principal of the API.
    pub resource: ServicePrincipalId,
    /// The role within it.
    pub role: AppRoleId,
}

/// An Azure role at a scope, under a condition if there is one.
///
/// Two are the same if role, scope and condition are; Azure compares scopes without regard to case.
#[derive(Clone, Debug)]
pub struct AzureRoleAt {
    /// The role: the last part of the ID of its definition, which for a built-in role is the same everywhere.
    pub role: Guid,
    /// The scope. The role also applies to every scope below.
    pub scope: AzureScope,
    /// The condition that limits the role, if there is one. A copy and an undo keep it.
    pub condition: Option<AzureCondition>,
    /// The name of the assignment, where it is to be a known one: that of an assignment which was removed, so that an
    /// undo makes the same again, or that of the assignment which is to be removed. Without it, the name is computed.
    pub name: Option<AzureAssignmentName>,
    /// What was noted with an assignment that was removed, so that an undo notes it again. It tells nothing apart.
    pub description: Option<String>,
}

impl AzureRoleAt {
    /// A role at a scope, without a condition, under a computed name.
    pub fn new(role: Guid, scope: AzureScope) -> Self {
        Self { role, scope, condition: None, name: None, description: None }
    }

    /// The role of a grant at its scope, without the principal.
    pub fn of(grant: &AzureRoleGrant, name: Option<AzureAssignmentName>) -> Self {
        let AzureRoleGrant { role, scope, condition, .. } = grant.clone();
        Self { role, scope, condition, name, description: None }
    }

    /// The grant of this role to a principal.
    pub fn granted_to(&self, principal: ServicePrincipalId) -> AzureRoleGrant {
        let Self { role, scope, condition, .. } = self.clone();
        AzureRoleGrant { principal: principal.0, role, scope, condition }
    }

    /// The ID that the assignment to a principal has or would get; nothing for a scope that this program can't read.
    pub fn assignment_of(&self, principal: ServicePrincipalId) -> Option<AzureAssignmentId> {
        let grant = self.granted_to(principal);
        AzureAssignmentId::at(&grant.scope, self.name.unwrap_or_else(|| AzureAssignmentName::of(&grant)))
    }

    /// The same under a computed name and without a note, as for another principal.
    #[must_use]
    pub fn without_name(self) -> Self {
        Self { name: None, description: None, ..self }
    }

    /// Whether the scope is of a form that can be sent.
    pub fn has_known_scope(&self) -> bool {
        !matches!(self.scope, AzureScope::Other(_))
    }

    fn key(&self) -> (AzureRoleGrant, Option<AzureAssignmentName>) {
        (self.granted_to(ServicePrincipalId(Guid::ZERO)), self.name)
    }
}

impl PartialEq for AzureRoleAt {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for AzureRoleAt {}

impl PartialOrd for AzureRoleAt {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AzureRoleAt {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/RG1";
    const ROLE: Guid = Guid::known("4633458b-17de-408a-b874-0445c86b69e6");

    #[test]
    fn azure_role_is_told_apart_by_role_scope_condition_and_name_and_not_by_case() {
        let role = AzureRoleAt::new(ROLE, AzureScope::parse(GROUP));
        assert_eq!(role, AzureRoleAt::new(ROLE, AzureScope::parse(&GROUP.to_lowercase())));
        let others = [
            AzureRoleAt::new(Guid::ZERO, AzureScope::parse(GROUP)),
            AzureRoleAt::new(ROLE, AzureScope::Root),
            AzureRoleAt { condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")), ..role.clone() },
            AzureRoleAt { name: Some(AzureAssignmentName(Guid::ZERO)), ..role.clone() },
        ];
        for other in others {
            assert_ne!(role, other);
        }
    }

    #[test]
    fn assignment_of_a_kept_name_has_that_name_and_another_has_a_computed_one() {
        let principal = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");
        let role = AzureRoleAt::new(ROLE, AzureScope::parse(GROUP));
        let name = AzureAssignmentName(Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640"));
        let kept = AzureRoleAt { name: Some(name), ..role.clone() };
        assert_eq!(kept.assignment_of(principal).map(|id| id.name()), Some(name));
        let computed = AzureAssignmentName::of(&role.granted_to(principal));
        assert_eq!(kept.without_name().assignment_of(principal).map(|id| id.name()), Some(computed));
        assert_eq!(AzureRoleAt::new(ROLE, AzureScope::parse("x")).assignment_of(principal), None);
    }
}
