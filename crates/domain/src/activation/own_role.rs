//! The roles of the signed-in user, as Privileged Identity Management lists them.

use crate::directory_role::DirectoryScope;
use crate::ids::{RoleDefinitionId, TenantId, UserId};
use crate::time::Timestamp;

/// A role at a scope, of the signed-in user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnRole {
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope, as in the eligibility.
    pub scope: DirectoryScope,
}

impl OwnRole {
    /// Whether a request can name this role: a scope that isn't understood is never sent.
    pub fn can_be_requested(&self) -> bool {
        !matches!(self.scope, DirectoryScope::Other(_))
    }
}

/// The user who makes a request, and the tenant in which they make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RolePerson {
    /// The user.
    pub user: UserId,
    /// The tenant.
    pub tenant: TenantId,
}

/// A role that the user can activate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EligibleRole {
    /// The role and its scope.
    pub own: OwnRole,
    /// Whether the user is eligible as a member of a group. The request is the same: it names the user.
    pub through_group: bool,
    /// When the eligibility ends; `None` for a permanent one.
    pub end: Option<Timestamp>,
}

/// A role that the user has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveRole {
    /// The role and its scope.
    pub own: OwnRole,
    /// Whether the user activated it, so that they can also deactivate it.
    pub activated: bool,
    /// Since when.
    pub start: Option<Timestamp>,
    /// When the role ends; `None` for a permanent one.
    pub end: Option<Timestamp>,
}

/// The roles that the user can activate for the whole directory.
pub fn tenant_wide(eligible: &[EligibleRole]) -> Vec<RoleDefinitionId> {
    let everywhere = eligible.iter().filter(|it| it.own.scope == DirectoryScope::Tenant);
    everywhere.map(|it| it.own.role).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_at_a_scope_that_is_not_understood_cannot_be_requested() {
        let role = RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814");
        let can = |scope: &str| OwnRole { role, scope: DirectoryScope::parse(scope) }.can_be_requested();
        assert!(can("/"));
        assert!(can("/administrativeUnits/1a89e663-efcc-4911-8df7-e954714005de"));
        assert!(!can("/AccessPackageCatalog/1a89e663-efcc-4911-8df7-e954714005de"));
        assert!(!can(""));
    }
}
