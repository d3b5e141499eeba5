//! The services in which an identity may need additional setup: a checklist for each of them.

use super::checklist::{Checklist, Purpose, SetupIdentity, UnassignedPermissions};
use super::{exchange, sharepoint};
use crate::ids::{AppId, RoleDefinitionId};
use crate::traps::IdentityPermissions;

/// The checklists for the identity's permissions; none if no additional setup is needed.
pub fn checklists(subject: SetupIdentity, held: IdentityPermissions<'_>) -> Vec<Checklist> {
    checklists_of(subject, held, &[])
}

/// What has to be set up in Exchange and SharePoint once a selection is assigned, by the API and value of its permissions
/// and by its Entra roles. What the selection itself completes is left out.
pub fn setup_after(app_roles: &[(AppId, &str)], roles: &[RoleDefinitionId]) -> Vec<Purpose> {
    let has = |api: AppId, value: &str| app_roles.iter().any(|it| it.0 == api && it.1.eq_ignore_ascii_case(value));
    [
        (Purpose::ExchangePowerShell, exchange::lacks_part_of_exchange_powershell(has, roles)),
        (Purpose::Mailboxes, exchange::reaches_mailboxes(has)),
        (Purpose::SelectedSites, sharepoint::has_selected_sites(has)),
    ]
    .into_iter()
    .filter_map(|(purpose, is_needed)| is_needed.then_some(purpose))
    .collect()
}

/// The checklists for the identity's permissions, where it is also known of some that they are not assigned, and why.
pub(super) fn checklists_of(
    subject: SetupIdentity,
    held: IdentityPermissions<'_>,
    not_held: &[UnassignedPermissions<'_>],
) -> Vec<Checklist> {
    let permissions = held.permissions();
    [
        exchange::powershell(subject, held, &permissions, not_held),
        exchange::mailboxes(subject, &permissions),
        sharepoint::selected_sites(subject, &permissions),
    ]
    .into_iter()
    .flatten()
    .collect()
}
