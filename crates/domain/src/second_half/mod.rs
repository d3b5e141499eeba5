//! Additional setup: what still has to be done in Exchange and SharePoint after a permission was granted here.
//!
//! A checklist for each service that the identity has something of. Commands are made of the identity's ids and fixed
//! words; what a user has to fill in is written in capitals. Whether a step inside Exchange or SharePoint has been done
//! cannot be seen from here, and such a step says so.
//!
//! Deliberately absent: doing any of it. Neither service lets a page like this one.

mod after;
mod exchange;
mod sharepoint;

pub use after::checklists_after;

use after::UnassignedPermissions;

use super::identity::IdentityKind;
use super::ids::{AppId, RoleDefinitionId, ServicePrincipalId};
use super::traps::{AssignedPermission, IdentityPermissions};

/// The identity, by what the commands need of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetupIdentity {
    /// Its object id.
    pub id: ServicePrincipalId,
    /// Its application id.
    pub app_id: AppId,
    /// How it is assigned; a user-assigned one is named when it connects.
    pub kind: IdentityKind,
}

/// What is to be done in one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The service, and what the identity wants there.
    pub purpose: Purpose,
    /// The steps, in order.
    pub steps: Vec<SetupStep>,
}

/// What an identity wants in a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// To run commands of Exchange Online PowerShell.
    ExchangePowerShell,
    /// To use mailboxes, of which it now reaches every one.
    Mailboxes,
    /// To use selected sites.
    SelectedSites,
}

/// A step of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupStep {
    /// What is to be done.
    pub task: SetupTask,
    /// Whether it is done.
    pub state: SetupState,
    /// The commands that do it; none, where it is done on this page.
    pub commands: Vec<String>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetupTask {
    /// Grant `Exchange.ManageAsApp` of Exchange Online.
    GrantManageAsApp,
    /// Assign one of the directory roles that count in Exchange.
    AssignRoleForExchange,
    /// Connect from the Azure resource.
    ConnectToExchange,
    /// Make the identity known in Exchange.
    RegisterInExchange,
    /// Describe the mailboxes that it may use.
    DescribeMailboxes,
    /// Assign the roles for applications with that scope.
    AssignApplicationRoles,
    /// Test that it reaches one mailbox and not another.
    TestMailboxAccess,
    /// Revoke the broad permissions here, for permissions add up.
    RevokeBroadPermissions,
    /// Open each site to the identity.
    OpenSites,
    /// List who has access to a site.
    CheckSites,
}

/// Whether a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetupState {
    /// It is done, as could be seen in the directory.
    Done,
    /// It is not done, as could be seen in the directory.
    Open,
    /// A change was to do it, and the service refused.
    Refused,
    /// A change was to do it, and it was not sent.
    NotSent,
    /// It cannot be seen from here, or not everything could be read.
    CannotTell,
}

/// What the steps of a checklist come to, as far as the directory shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChecklistState {
    /// Every step that the directory shows is done.
    Done,
    /// A step that the directory would show could not be read, or it shows none of the steps.
    Unknown,
    /// A step is known to be open.
    ToDo,
}

impl SetupTask {
    /// Whether the directory shows that the step is done. Steps inside Exchange and SharePoint, and in the identity's own
    /// code, it does not show.
    fn is_in_directory(self) -> bool {
        match self {
            Self::GrantManageAsApp | Self::AssignRoleForExchange | Self::RevokeBroadPermissions => true,
            Self::ConnectToExchange
            | Self::RegisterInExchange
            | Self::DescribeMailboxes
            | Self::AssignApplicationRoles
            | Self::TestMailboxAccess
            | Self::OpenSites
            | Self::CheckSites => false,
        }
    }
}

impl Checklist {
    /// What the steps come to.
    pub fn outlook(&self) -> ChecklistState {
        let is_open =
            |step: &SetupStep| matches!(step.state, SetupState::Open | SetupState::Refused | SetupState::NotSent);
        let mut shown = self.steps.iter().filter(|step| step.task.is_in_directory()).peekable();
        if self.steps.iter().any(is_open) {
            ChecklistState::ToDo
        } else if shown.peek().is_none() || shown.any(|step| step.state != SetupState::Done) {
            ChecklistState::Unknown
        } else {
            ChecklistState::Done
        }
    }
}

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

fn checklists_of(
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

impl SetupStep {
    fn unverifiable(task: SetupTask, commands: Vec<String>) -> Self {
        Self { task, state: SetupState::CannotTell, commands }
    }
}

fn find<'a>(held: &'a [AssignedPermission], api: AppId, value: &str) -> Option<&'a AssignedPermission> {
    held.iter().find(|permission| permission.api == api && permission.value == value)
}

#[cfg(test)]
mod tests;
