//! What a permission lets its holder do, as coarsely as two questions need it: does it change something, and does it
//! decide who may do what?
//!
//! Microsoft names permissions by what they do, so the value tells. Of directory roles only those count that give roles.

use super::{PermissionKey, ReviewedPermission};
use crate::well_known::{GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

/// Values of Microsoft Graph whose holder gives itself or others app roles or directory roles.
///
/// <https://learn.microsoft.com/graph/permissions-reference>
const GIVE_ROLES: &[&str] = &[
    "AppRoleAssignment.ReadWrite.All",
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
    "PrivilegedAssignmentSchedule.ReadWrite.EntraAppRole",
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
    "PrivilegedEligibilitySchedule.ReadWrite.EntraAppRole",
    "RoleAssignmentSchedule.ReadWrite.Directory",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.ReadWrite.Directory",
    "RoleManagementPolicy.ReadWrite.Directory",
];

/// Parts of values that mean writing.
const CHANGES: &[&str] = &[
    "write",
    "fullcontrol",
    "manage",
    "create",
    "delete",
    "send",
    "update",
    "full_access",
    "upload",
    "submit",
    "control",
];

/// Whether its holder can give roles.
pub(super) fn gives_roles(thing: &ReviewedPermission) -> bool {
    match &thing.key {
        PermissionKey::AppRole(..) => thing.api == Some(MICROSOFT_GRAPH) && GIVE_ROLES.contains(&thing.label.as_str()),
        PermissionKey::DirectoryRole(role, _) => [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR].contains(role),
    }
}

/// Whether it is an app role whose holder can change something else than roles.
pub(super) fn changes(thing: &ReviewedPermission) -> bool {
    if gives_roles(thing) || thing.api.is_none() {
        return false;
    }
    let value = thing.label.to_lowercase();
    CHANGES.iter().any(|part| value.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::tenant_review::example;

    #[test]
    fn values_tell_whether_something_is_changed_or_given() {
        let review = example::review();
        let of = |value: &str| review.permissions().iter().find(|it| it.label == value).unwrap();
        for (value, wanted) in [
            ("RoleManagement.ReadWrite.Directory", (true, false)),
            ("User.ReadWrite.All", (false, true)),
            ("Sites.FullControl.All", (false, true)),
            ("User.Read.All", (false, false)),
            ("Exchange Administrator", (false, false)),
        ] {
            assert_eq!((gives_roles(of(value)), changes(of(value))), wanted, "{value}");
        }
    }

    #[test]
    fn the_roles_that_give_roles_exist() {
        let graph = well_known_apis().into_iter().find(|api| api.app_id == MICROSOFT_GRAPH).unwrap();
        for value in GIVE_ROLES {
            assert!(graph.app_roles.iter().any(|role| role.value == *value), "{value}");
        }
    }
}
