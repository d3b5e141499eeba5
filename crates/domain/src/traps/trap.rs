//! The traps that there are, and how severe each is.

use super::assigned::AssignedPermission;
use crate::directory_role::DirectoryScope;
use crate::held_role::AssignedDirectoryRole;
use crate::ids::{AppRoleAssignmentId, AppRoleId, RoleDefinitionId, ServicePrincipalId};

/// A directory role that is assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrapDirectoryRole {
    /// The role.
    pub role: RoleDefinitionId,
    /// Its name, where its definition was read.
    pub name: Option<String>,
    /// The scope.
    pub scope: DirectoryScope,
}

/// A combination that is not what it seems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A permission for selected resources is assigned beside one for all, so the selection limits nothing, or only
    /// writing. `Sites.Selected` beside `Sites.FullControl.All`; both may be of different APIs, for Microsoft Graph and
    /// SharePoint reach the same sites.
    ScopedBesideBroad {
        /// The permission that was meant to be enough.
        scoped: AssignedPermission,
        /// The permission that reaches everything.
        broad: AssignedPermission,
        /// What the selection still limits.
        limits: RemainingLimit,
    },
    /// A directory role counts for one unit or one application, while a permission allows the same everywhere.
    ScopedRoleBesidePermission {
        /// The role, with its scope.
        role: TrapDirectoryRole,
        /// The permission that reaches everyone.
        permission: AssignedPermission,
    },
    /// The same directory role is also assigned tenant-wide, so its scope limits nothing.
    ScopedRoleBesideItself {
        /// The role, with its scope.
        role: TrapDirectoryRole,
    },
    /// `Exchange.ManageAsApp` is assigned without any of the directory roles that give it something to do. Unless the
    /// identity is a member of a role group in Exchange, which cannot be seen from here, it can do nothing.
    ManageAsAppWithoutRole {
        /// The permission.
        permission: AssignedPermission,
    },
    /// A directory role for Exchange is assigned without `Exchange.ManageAsApp`, so no session of Exchange Online
    /// PowerShell can be opened with it.
    ExchangeRoleWithoutManageAsApp {
        /// The role.
        role: TrapDirectoryRole,
    },
    /// A directory role gives nothing that these permissions do not give already.
    PointlessRole {
        /// The role.
        role: TrapDirectoryRole,
        /// The permissions, which together allow all of it.
        permissions: Vec<AssignedPermission>,
    },
    /// A directory role gives nothing beside Global Administrator.
    RoleBesideGlobalAdministrator {
        /// The role.
        role: TrapDirectoryRole,
    },
    /// A permission allows nothing that another one of the same API does not allow already.
    AlreadyCovered {
        /// The permission that adds nothing.
        covered: AssignedPermission,
        /// The permission that allows all of it.
        by: AssignedPermission,
    },
    /// Two APIs use the same id for these permissions. A tool that looks at the id alone removes both, or shows one as
    /// the other.
    SameRoleId {
        /// The shared id.
        role: AppRoleId,
        /// One permission.
        first: AssignedPermission,
        /// The other one.
        second: AssignedPermission,
    },
    /// The API has disabled the permission. It is still in tokens until it is revoked.
    PermissionDisabled {
        /// The permission.
        permission: AssignedPermission,
    },
    /// The API has no such role any more. The grant does nothing unless the API brings the role back.
    PermissionGone {
        /// The API, by its object id.
        resource: ServicePrincipalId,
        /// The role.
        role: AppRoleId,
        /// The assignment.
        assignment: AppRoleAssignmentId,
    },
    /// The API itself was deleted from the tenant. Its grants have no effect.
    ApiGone {
        /// The API, by its object id.
        resource: ServicePrincipalId,
        /// The name that was noted with the grants.
        noted_name: String,
        /// How many grants are orphaned.
        grants: usize,
    },
    /// The directory role is disabled.
    DirectoryRoleDisabled {
        /// The role.
        role: TrapDirectoryRole,
    },
}

/// What a selection still limits beside a permission for everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemainingLimit {
    /// Nothing at all.
    Nothing,
    /// Writing; everything can be read.
    Writing,
}

/// The severity of a trap, to sort by: the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrapSeverity {
    /// The identity can do more than it looks.
    MoreThanItSeems,
    /// Something that looks as if it worked does not.
    DoesNotWork,
    /// It is easily taken for something else.
    EasilyMistaken,
    /// It adds nothing and can be removed.
    AddsNothing,
}

impl Trap {
    /// What it comes down to.
    pub fn severity(&self) -> TrapSeverity {
        match self {
            Self::ScopedBesideBroad { .. }
            | Self::ScopedRoleBesidePermission { .. }
            | Self::ScopedRoleBesideItself { .. } => TrapSeverity::MoreThanItSeems,
            Self::ManageAsAppWithoutRole { .. }
            | Self::ExchangeRoleWithoutManageAsApp { .. }
            | Self::PermissionGone { .. }
            | Self::ApiGone { .. }
            | Self::DirectoryRoleDisabled { .. } => TrapSeverity::DoesNotWork,
            Self::SameRoleId { .. } | Self::PermissionDisabled { .. } => TrapSeverity::EasilyMistaken,
            Self::PointlessRole { .. } | Self::RoleBesideGlobalAdministrator { .. } | Self::AlreadyCovered { .. } => {
                TrapSeverity::AddsNothing
            }
        }
    }
}

impl From<&AssignedDirectoryRole> for TrapDirectoryRole {
    fn from(held: &AssignedDirectoryRole) -> Self {
        let name = held.definition.as_ref().map(|definition| definition.display_name.clone());
        Self { role: held.role, name, scope: held.scope.clone() }
    }
}
