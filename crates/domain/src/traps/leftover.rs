//! Orphaned assignments: roles that are disabled or deleted, and APIs that are deleted.

use super::assigned::{IdentityPermissions, permission};
use super::trap::Trap;
use crate::holdings::{ApiAppRoles, AppRoleStatus};

/// Grants and assignments that do nothing, or should not.
pub(super) fn traps(held: IdentityPermissions<'_>) -> Vec<Trap> {
    let mut traps: Vec<Trap> = held.app_roles.iter().flat_map(of_api).collect();
    let disabled = held.directory_roles.iter().filter(|role| role.definition.as_ref().is_some_and(|it| !it.enabled));
    traps.extend(disabled.map(|role| Trap::DirectoryRoleDisabled { role: role.into() }));
    traps
}

fn of_api(api: &ApiAppRoles) -> Vec<Trap> {
    let mut traps = Vec::new();
    let of_a_gone_api = api.roles.iter().filter(|role| role.standing == AppRoleStatus::ApiGone).count();
    if of_a_gone_api > 0 {
        traps.push(Trap::ApiGone { resource: api.resource, noted_name: api.name.clone(), grants: of_a_gone_api });
    }
    for role in &api.roles {
        match &role.standing {
            AppRoleStatus::Disabled(_) => {
                traps.extend(permission(api, role).map(|permission| Trap::PermissionDisabled { permission }));
            }
            AppRoleStatus::RoleGone => traps.push(Trap::PermissionGone {
                resource: api.resource,
                role: role.assignment.grant.app_role,
                assignment: role.assignment.id.clone(),
            }),
            _ => {}
        }
    }
    traps
}
