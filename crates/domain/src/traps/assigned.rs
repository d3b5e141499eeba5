//! What an identity has, as its traps are looked for.

use crate::held_role::AssignedDirectoryRole;
use crate::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use crate::ids::{AppId, AppRoleAssignmentId};

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

impl IdentityPermissions<'_> {
    /// The permissions that count, which a disabled one does as well: it stays in tokens.
    pub(crate) fn permissions(&self) -> Vec<AssignedPermission> {
        let of_api = |api: &ApiAppRoles| {
            let permissions: Vec<AssignedPermission> =
                api.roles.iter().filter_map(|role| permission(api, role)).collect();
            permissions
        };
        self.app_roles.iter().flat_map(of_api).collect()
    }
}

/// A permission by its value; nothing, where the API has no such role any more.
pub(super) fn permission(of: &ApiAppRoles, held: &AssignedAppRole) -> Option<AssignedPermission> {
    let (AppRoleStatus::Offered(role) | AppRoleStatus::Disabled(role)) = &held.standing else { return None };
    Some(AssignedPermission {
        api: of.api.as_ref()?.app_id,
        api_name: of.name.clone(),
        value: role.value.clone()?,
        assignment: held.assignment.id.clone(),
    })
}
