//! A checklist: the steps of the additional setup in one service, and whether each is done.

use crate::identity::IdentityKind;
use crate::ids::{AppId, ServicePrincipalId};
use crate::traps::{AssignedPermission, IdentityPermissions};

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

impl SetupStep {
    /// A step of which the directory shows nothing.
    pub(super) fn unverifiable(task: SetupTask, commands: Vec<String>) -> Self {
        Self { task, state: SetupState::CannotTell, commands }
    }
}

/// What is known not to be assigned after a change, by the state in which that leaves a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnassignedPermissions<'a> {
    /// The state.
    pub state: SetupState,
    /// What is not assigned for this reason.
    pub what: IdentityPermissions<'a>,
}

/// The permission of an API with this value, if it is among these.
pub(super) fn find<'a>(held: &'a [AssignedPermission], api: AppId, value: &str) -> Option<&'a AssignedPermission> {
    held.iter().find(|permission| permission.api == api && permission.value == value)
}
