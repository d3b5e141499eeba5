//! Exchange Online PowerShell wants two halves: an app role and a directory role.
//!
//! <https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity>

use super::assigned::{AssignedPermission, IdentityPermissions};
use super::trap::Trap;
use crate::ids::RoleDefinitionId;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, GLOBAL_ADMINISTRATOR};

/// The app role that opens Exchange Online PowerShell.
pub const MANAGE_AS_APP: &str = "Exchange.ManageAsApp";

/// Exchange Recipient Administrator.
pub const EXCHANGE_RECIPIENT_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("31392ffb-586c-42d1-9346-e59415a2cc4e");

/// The directory roles with which a session can do something.
pub const ROLES_IN_EXCHANGE: &[RoleDefinitionId] = &[
    EXCHANGE_ADMINISTRATOR,
    EXCHANGE_RECIPIENT_ADMINISTRATOR,
    GLOBAL_ADMINISTRATOR,
    RoleDefinitionId::known("f2ef992c-3afb-46b9-b7cf-a126ee74c451"), // Global Reader
    RoleDefinitionId::known("17315797-102d-40b4-93e0-432062caca18"), // Compliance Administrator
    RoleDefinitionId::known("729827e3-9c14-49f7-bb1b-9608f156bbb8"), // Helpdesk Administrator
    RoleDefinitionId::known("194ae4cb-b126-40b2-bd5b-6091b380977d"), // Security Administrator
    RoleDefinitionId::known("5d6b6bb7-de71-4623-b4af-96380a352509"), // Security Reader
];

/// One half without the other. Either is named only where the other half would have been seen.
pub(super) fn traps(held: IdentityPermissions<'_>, permissions: &[AssignedPermission]) -> Vec<Trap> {
    let manage = permissions.iter().find(|it| it.api == EXCHANGE_ONLINE && it.value == MANAGE_AS_APP);
    let has_role = held.directory_roles.iter().any(|role| ROLES_IN_EXCHANGE.contains(&role.role));
    let mut traps = Vec::new();
    match manage {
        Some(permission) if !has_role && held.all_directory_roles => {
            traps.push(Trap::ManageAsAppWithoutRole { permission: permission.clone() });
        }
        None if held.all_app_roles => {
            // The other roles are useful without Exchange, so only those for Exchange are worth a word.
            let for_exchange = [EXCHANGE_ADMINISTRATOR, EXCHANGE_RECIPIENT_ADMINISTRATOR];
            let roles = held.directory_roles.iter().filter(|role| for_exchange.contains(&role.role));
            traps.extend(roles.map(|role| Trap::ExchangeRoleWithoutManageAsApp { role: role.into() }));
        }
        _ => {}
    }
    traps
}
