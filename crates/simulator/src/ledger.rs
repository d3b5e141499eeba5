//! What was written to a tenant, and by whom: the truth that tests compare a client's account with.

use domain::guid::Guid;
use domain::ids::{
    AppId, AppRoleAssignmentId, AppRoleId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId, UserId,
};
use domain::time::Timestamp;

use super::tenant::{AzureRole, RoleScope};

/// One write that changed the tenant. A refused write leaves no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// When it took effect.
    pub at: Timestamp,
    /// The user whose token carried it.
    pub by: UserId,
    /// The program that sent it.
    pub app: AppId,
    /// What changed.
    pub change: Change,
}

/// A change of the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An app role was granted.
    Granted(AppRoleGrant),
    /// An app role was revoked.
    Revoked(AppRoleGrant),
    /// A directory role was assigned.
    Assigned(DirectoryRoleAssignment),
    /// A directory role was removed.
    Removed(DirectoryRoleAssignment),
    /// A member was added to a group.
    MemberAdded(MemberChange),
    /// A member was removed from a group.
    MemberRemoved(MemberChange),
    /// A service principal was deleted.
    Deleted(ServicePrincipalId),
    /// An Azure role was assigned, or its description or condition changed.
    AzureRoleAssigned(AzureRoleChange),
    /// An Azure role assignment was removed.
    AzureRoleRemoved(AzureRoleChange),
    /// The identities of an Azure resource changed.
    ResourceIdentities(ResourceIdentityChange),
    /// A user-assigned identity was created.
    IdentityCreated {
        /// Its resource ID.
        resource: String,
        /// Its service principal.
        id: ServicePrincipalId,
    },
    /// A user-assigned identity was deleted.
    IdentityDeleted {
        /// Its resource ID.
        resource: String,
        /// The service principal that it had.
        id: ServicePrincipalId,
    },
    /// An API or program got its service principal.
    Created {
        /// The service principal.
        id: ServicePrincipalId,
        /// The application that it represents.
        app_id: AppId,
    },
}

/// What changed of the identities of an Azure resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceIdentityChange {
    /// The resource.
    pub resource: String,
    /// The service principal of a system-assigned identity that was enabled.
    pub enabled: Option<ServicePrincipalId>,
    /// The service principal of a system-assigned identity that was disabled, and deleted with that.
    pub disabled: Option<ServicePrincipalId>,
    /// The user-assigned identities that were attached, by their resource IDs.
    pub attached: Vec<String>,
    /// The user-assigned identities that were detached, by their resource IDs.
    pub detached: Vec<String>,
}

/// The triple of an app role assignment, and the id under which the tenant keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRoleGrant {
    /// The assignment's own id.
    pub id: AppRoleAssignmentId,
    /// The principal that has the role.
    pub principal: Guid,
    /// The API.
    pub resource: ServicePrincipalId,
    /// The role within the API.
    pub app_role: AppRoleId,
}

/// The triple of a directory role assignment, and the id under which the tenant keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryRoleAssignment {
    /// The assignment's own id.
    pub id: RoleAssignmentId,
    /// The principal that has the role.
    pub principal: Guid,
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: RoleScope,
}

/// A member of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberChange {
    /// The group.
    pub group: ObjectId,
    /// The member.
    pub member: Guid,
}

/// An Azure role assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRoleChange {
    /// The last part of the assignment's id.
    pub name: Guid,
    /// The principal that has the role.
    pub principal: Guid,
    /// The last part of the role's id.
    pub role: Guid,
    /// The scope, as it was sent.
    pub scope: String,
    /// The condition; empty where there is none.
    pub condition: String,
}

impl AzureRoleChange {
    pub(super) fn of(it: &AzureRole) -> Self {
        let (scope, condition) = (it.scope.clone(), it.condition.clone());
        Self { name: it.name, principal: it.principal, role: it.role, scope, condition }
    }
}
