//! The people who may sign in.

use domain::ids::{RoleDefinitionId, UserId};

/// A user of the tenant, as the sign-in knows them.
#[derive(Clone, Debug)]
pub struct Account {
    /// Their object id.
    pub user: UserId,
    /// The name that is shown.
    pub display_name: String,
    /// The name they sign in with.
    pub user_principal_name: String,
    /// The tenant-wide directory roles: the id token's `wids`.
    pub roles: Vec<RoleDefinitionId>,
}

/// The roles that may consent to delegated permissions for all users.
///
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task>
const MAY_CONSENT: [RoleDefinitionId; 4] = [
    // Global Administrator
    RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10"),
    // Privileged Role Administrator
    RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814"),
    // Application Administrator
    RoleDefinitionId::known("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
    // Cloud Application Administrator
    RoleDefinitionId::known("158c047a-c907-4556-b7ef-446551a6b5f7"),
];

impl Account {
    /// Whether they may consent to scopes that only an administrator may consent to.
    pub(super) fn may_consent_for_all(&self) -> bool {
        self.roles.iter().any(|role| MAY_CONSENT.contains(role))
    }
}
