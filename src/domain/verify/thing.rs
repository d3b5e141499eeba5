//! What can be held, and by which assignment it is.

use crate::domain::app_role_assignment::AppRoleAssignment;
use crate::domain::directory_role::{DirectoryScope, RoleAssignment};
use crate::domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId};

/// Something that can be held, by ids that tell it apart from everything else in the tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An app role.
    AppRole {
        /// The API.
        api: ApiKey,
        /// The role within it.
        role: AppRoleId,
    },
    /// A directory role.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// Where it counts.
        scope: DirectoryScope,
    },
}

/// An API, by the best id that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiKey {
    /// By the id that it has in every tenant.
    App(AppId),
    /// By its object id in this tenant, where the API is gone or could not be read.
    Resource(ServicePrincipalId),
}

/// The assignment by which something is held, and by which it can be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// An app role assignment.
    AppRole(AppRoleAssignment),
    /// A directory role assignment.
    DirectoryRole(RoleAssignment),
}
