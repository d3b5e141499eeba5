//! Recommendations: combinations of permissions and roles that have no effect, or an unexpected one.

use super::{count, remove, role_name};
use domain::traps::{AssignedPermission, RemainingLimit, Trap, TrapDirectoryRole};

/// The heading.
pub const HEADING: &str = "Recommendations";

/// How many more there are.
pub fn more(number: usize) -> String {
    format!("{} more", count::grouped(number))
}

/// What the combination does, and what to do about it.
pub fn explanation(trap: &Trap) -> String {
    match trap {
        Trap::ScopedBesideBroad { scoped, broad, limits } => {
            let limits = match limits {
                RemainingLimit::Nothing => "limits nothing",
                RemainingLimit::Writing => "limits writing only",
            };
            format!("{} {limits}, because {} is granted as well.", named(scoped), named(broad))
        }
        Trap::ScopedRoleBesidePermission { role, permission } => {
            format!("The role {} is scoped, but {} allows the same tenant-wide.", role_named(role), named(permission))
        }
        Trap::ScopedRoleBesideItself { role } => format!(
            "The role {} is assigned both tenant-wide and with a smaller scope, so the smaller scope limits nothing.",
            role_named(role)
        ),
        Trap::ManageAsAppWithoutRole { permission } => format!(
            "{} allows connecting to Exchange Online, but no Entra role of this identity grants access there. A role \
             group in Exchange can also grant access; Bestow can't see role groups.",
            named(permission)
        ),
        Trap::ExchangeRoleWithoutManageAsApp { role } => {
            format!("{} has no effect in Exchange Online PowerShell without Exchange.ManageAsApp.", role_named(role))
        }
        Trap::PointlessRole { role, permissions } => {
            let names: Vec<String> = permissions.iter().map(named).collect();
            format!("{} adds nothing to {}.", role_named(role), names.join(" and "))
        }
        Trap::RoleBesideGlobalAdministrator { role } => {
            format!("{} adds nothing to Global Administrator.", role_named(role))
        }
        Trap::AlreadyCovered { covered, by } => {
            format!("{} allows nothing that {} doesn't already allow.", named(covered), named(by))
        }
        Trap::SameRoleId { first, second, .. } => format!(
            "{} and {} share the same app role ID. Scripts that match on the ID only can confuse them.",
            named(first),
            named(second)
        ),
        Trap::PermissionDisabled { permission } => {
            format!("{} is disabled by its API, but stays in access tokens until you revoke it.", named(permission))
        }
        Trap::PermissionGone { role, .. } => {
            format!("The permission {role} no longer exists. Its assignment has no effect and can be removed.")
        }
        Trap::ApiGone { resource, noted_name, grants } => {
            let name = if noted_name.is_empty() { resource.to_string() } else { noted_name.clone() };
            let grants = count::of(*grants, "orphaned permission", "orphaned permissions");
            format!("The API {name} was deleted. Remove its {grants}.")
        }
        Trap::DirectoryRoleDisabled { role } => {
            format!("The role {} is disabled and has no effect.", role_named(role))
        }
    }
}

fn role_named(role: &TrapDirectoryRole) -> String {
    role.name.clone().unwrap_or_else(|| role_name::role(role.role))
}

fn named(permission: &AssignedPermission) -> String {
    remove::role_of(&permission.value, &permission.api_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory_role::DirectoryScope;
    use domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH};

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn every_trap_is_a_sentence_of_its_own_that_names_what_it_is_made_of() {
        let permission = |value: &str| AssignedPermission {
            api: MICROSOFT_GRAPH,
            api_name: "Graph".to_owned(),
            value: value.to_owned(),
            assignment: "x".parse().unwrap(),
        };
        let role = || TrapDirectoryRole { role: EXCHANGE_ADMINISTRATOR, name: None, scope: DirectoryScope::Tenant };
        let (a, b) = (permission("A.Read"), permission("B.Read"));
        let gone =
            |name: &str, grants| Trap::ApiGone { resource: ID.parse().unwrap(), noted_name: name.to_owned(), grants };
        let scoped = |limits| Trap::ScopedBesideBroad { scoped: a.clone(), broad: b.clone(), limits };
        let all = [
            scoped(RemainingLimit::Nothing),
            scoped(RemainingLimit::Writing),
            Trap::ScopedRoleBesidePermission { role: role(), permission: a.clone() },
            Trap::ScopedRoleBesideItself { role: role() },
            Trap::ManageAsAppWithoutRole { permission: a.clone() },
            Trap::ExchangeRoleWithoutManageAsApp { role: role() },
            Trap::PointlessRole { role: role(), permissions: vec![a.clone(), b.clone()] },
            Trap::RoleBesideGlobalAdministrator { role: role() },
            Trap::AlreadyCovered { covered: a.clone(), by: b.clone() },
            Trap::SameRoleId { role: ID.parse().unwrap(), first: a.clone(), second: b },
            Trap::PermissionDisabled { permission: a },
            gone("Payroll", 1),
            gone("", 2),
            Trap::DirectoryRoleDisabled { role: role() },
        ];
        let sentences: std::collections::BTreeSet<String> = all.iter().map(explanation).collect();
        assert_eq!(sentences.len(), all.len());
        for sentence in sentences {
            let named =
                ["A.Read of Graph", "Exchange Administrator", "Payroll", ID].iter().any(|it| sentence.contains(it));
            assert!(named && sentence.ends_with('.'), "{sentence}");
        }
    }
}
