//! The people of the tenant, as the sign-in knows them, and changes of their permissions and roles.

use domain::ids::RoleDefinitionId;
use simulator::Tenant;
use simulator::entra::Account;
use simulator::tenant::RoleScope;

/// Everyone who may sign in, with their tenant-wide roles.
pub fn accounts(tenant: &Tenant) -> Vec<Account> {
    let enabled = tenant.users.values().filter(|user| user.account_enabled);
    let roles = |user: &simulator::tenant::User| {
        let held = tenant.role_assignments.values().filter(|held| held.principal == user.id.0);
        held.filter(|held| held.scope == RoleScope::Tenant).map(|held| held.role).collect()
    };
    enabled
        .map(|user| Account {
            user: user.id,
            display_name: user.display_name.clone(),
            user_principal_name: user.user_principal_name.clone(),
            roles: roles(user),
        })
        .collect()
}

/// Assigns exactly these tenant-wide roles to a user. Returns whether the user exists.
pub fn set_roles(tenant: &mut Tenant, name: &str, roles: &[RoleDefinitionId]) -> bool {
    let Some(user) = tenant.users.values().find(|user| user.user_principal_name == name).map(|user| user.id) else {
        return false;
    };
    tenant.role_assignments.retain(|_, held| held.principal != user.0);
    for role in roles {
        tenant.assign(user.0, *role, RoleScope::Tenant);
    }
    true
}
