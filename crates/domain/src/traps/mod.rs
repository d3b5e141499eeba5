//! Traps: combinations that give more than they seem to give, or nothing, or that are easily mistaken.
//!
//! Permissions add up: a scoped one beside a broad one limits nothing, and a role without its other half opens nothing.
//! Each trap is named by what it is made of; what to say about it is with the page's texts.
//!
//! A trap that is about something missing is named only where everything was read. Deliberately absent: how dangerous a
//! permission is by itself, which is what the tiers tell.

pub mod beside;
mod covered;
#[cfg(test)]
pub(super) mod example;
pub mod exchange;
mod leftover;
mod scoped_role;

use super::directory_role::DirectoryScope;
use super::held_role::AssignedDirectoryRole;
use super::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use super::ids::{AppId, AppRoleAssignmentId, AppRoleId, RoleDefinitionId, ServicePrincipalId};
use crate::sort;

/// The permissions and roles of an identity, as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub struct IdentityPermissions<'a> {
    /// Its app roles, with what their APIs say of them.
    pub app_roles: &'a [ApiAppRoles],
    /// Whether these are all, and the APIs of all of them were read.
    pub all_app_roles: bool,
    /// Its directory roles, those that arrive through groups included.
    pub directory_roles: &'a [AssignedDirectoryRole],
    /// Whether these are all, groups included.
    pub all_directory_roles: bool,
}

/// A permission that is assigned, and the assignment by which it can be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedPermission {
    /// The API.
    pub api: AppId,
    /// The API's name in this tenant.
    pub api_name: String,
    /// The value, such as `Sites.Selected`.
    pub value: String,
    /// The assignment.
    pub assignment: AppRoleAssignmentId,
}

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

/// Names every trap that the identity is in, the gravest first.
pub fn traps(held: IdentityPermissions<'_>) -> Vec<Trap> {
    let permissions = held.permissions();
    let mut traps = beside::traps(&permissions);
    traps.extend(scoped_role::traps(held, &permissions));
    traps.extend(exchange::traps(held, &permissions));
    traps.extend(leftover::traps(held));
    traps.extend(covered::traps(held, &permissions));
    sort::sort_by_key(&mut traps, Trap::severity);
    traps
}

impl IdentityPermissions<'_> {
    /// The permissions that count, which a disabled one does as well: it stays in tokens.
    pub(super) fn permissions(&self) -> Vec<AssignedPermission> {
        let of_api = |api: &ApiAppRoles| {
            let permissions: Vec<AssignedPermission> =
                api.roles.iter().filter_map(|role| permission(api, role)).collect();
            permissions
        };
        self.app_roles.iter().flat_map(of_api).collect()
    }
}

fn permission(of: &ApiAppRoles, held: &AssignedAppRole) -> Option<AssignedPermission> {
    let (AppRoleStatus::Offered(role) | AppRoleStatus::Disabled(role)) = &held.standing else { return None };
    Some(AssignedPermission {
        api: of.api.as_ref()?.app_id,
        api_name: of.name.clone(),
        value: role.value.clone()?,
        assignment: held.assignment.id.clone(),
    })
}

impl From<&AssignedDirectoryRole> for TrapDirectoryRole {
    fn from(held: &AssignedDirectoryRole) -> Self {
        let name = held.definition.as_ref().map(|definition| definition.display_name.clone());
        Self { role: held.role, name, scope: held.scope.clone() }
    }
}

#[cfg(test)]
mod tests;
