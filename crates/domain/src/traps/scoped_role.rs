//! Directory roles with a scope, beside something that has none.
//!
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-assign-roles>

use super::assigned::{AssignedPermission, IdentityPermissions};
use super::trap::{Trap, TrapDirectoryRole};
use crate::directory_role::DirectoryScope;
use crate::ids::RoleDefinitionId;
use crate::well_known::{APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, MICROSOFT_GRAPH};

/// Directory roles that can be scoped, with the permissions of Microsoft Graph that allow their main work everywhere.
pub(super) const SAME_WORK: &[(RoleDefinitionId, &[&str])] = &[
    // User Administrator.
    (
        RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1"),
        &["User.ReadWrite.All", "Directory.ReadWrite.All"],
    ),
    // Groups Administrator.
    (
        RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c"),
        &["Group.ReadWrite.All", "Directory.ReadWrite.All"],
    ),
    // License Administrator.
    (
        RoleDefinitionId::known("4d6ac14f-3453-41d0-bef9-a3e0c569773a"),
        &["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"],
    ),
    // Authentication Administrator and Privileged Authentication Administrator.
    (RoleDefinitionId::known("c4e39bd9-1100-46d3-8c65-fb160da0071f"), &["UserAuthenticationMethod.ReadWrite.All"]),
    (RoleDefinitionId::known("7be44c8a-adaf-4e2a-84d6-ab2649e08a13"), &["UserAuthenticationMethod.ReadWrite.All"]),
    // Helpdesk Administrator and Password Administrator.
    (RoleDefinitionId::known("729827e3-9c14-49f7-bb1b-9608f156bbb8"), &["User-PasswordProfile.ReadWrite.All"]),
    (RoleDefinitionId::known("966707d0-3269-4727-9be2-8c3a10f19b9d"), &["User-PasswordProfile.ReadWrite.All"]),
    // Cloud Device Administrator.
    (RoleDefinitionId::known("7698a772-787b-4ac8-901f-60d6b08affd2"), &["Device.ReadWrite.All"]),
    (APPLICATION_ADMINISTRATOR, &["Application.ReadWrite.All"]),
    (CLOUD_APPLICATION_ADMINISTRATOR, &["Application.ReadWrite.All"]),
];

/// The permission with which an identity gives itself any role anywhere.
pub(super) const ANY_ROLE: &str = "RoleManagement.ReadWrite.Directory";

/// Scoped roles whose scope limits nothing.
pub(super) fn traps(held: IdentityPermissions<'_>, permissions: &[AssignedPermission]) -> Vec<Trap> {
    let scoped = held.directory_roles.iter().filter(|role| role.scope != DirectoryScope::Tenant);
    scoped.filter_map(|role| trap(&role.into(), held, permissions)).collect()
}

fn trap(role: &TrapDirectoryRole, held: IdentityPermissions<'_>, permissions: &[AssignedPermission]) -> Option<Trap> {
    let same_in_tenant =
        held.directory_roles.iter().any(|it| it.role == role.role && it.scope == DirectoryScope::Tenant);
    if same_in_tenant {
        return Some(Trap::ScopedRoleBesideItself { role: role.clone() });
    }
    let of_role = SAME_WORK.iter().filter(|(of, _)| *of == role.role).flat_map(|(_, values)| values.iter());
    let permission = std::iter::once(&ANY_ROLE)
        .chain(of_role)
        .find_map(|value| permissions.iter().find(|it| it.api == MICROSOFT_GRAPH && it.value == *value))?;
    Some(Trap::ScopedRoleBesidePermission { role: role.clone(), permission: permission.clone() })
}
