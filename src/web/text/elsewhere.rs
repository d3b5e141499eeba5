//! What has still to be done in Exchange and SharePoint.

use domain::second_half::{Purpose, SetupState, SetupTask};

/// The heading.
pub const HEADING: &str = "Exchange and SharePoint";
/// What it is about.
pub const WHAT: &str =
    "Some permissions need additional setup in Exchange Online or SharePoint. Replace the values in CAPITALS.";
/// Where nothing is to be done.
pub const NOTHING: &str = "No additional setup needed in Exchange Online or SharePoint.";
/// While permissions and roles are loading.
pub const NOT_KNOWN: &str = "Unknown until permissions and roles are loaded.";
/// The name of the button that copies commands.
pub const COMMANDS: &str = "the commands";

/// What an identity needs additional setup for.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ExchangePowerShell => "Exchange Online PowerShell",
        Purpose::Mailboxes => "Limit mailbox access (RBAC for Applications). Currently all mailboxes",
        Purpose::SelectedSites => "Grant site access (Sites.Selected). No sites until you grant them",
    }
}

/// What is to be done.
pub fn task(task: SetupTask) -> &'static str {
    match task {
        SetupTask::GrantManageAsApp => "Grant Exchange.ManageAsApp of Exchange Online to this identity.",
        SetupTask::AssignRoleForExchange => {
            "Assign an Entra role that Exchange Online supports, such as Exchange Administrator."
        }
        SetupTask::ConnectToExchange => "Connect from the Azure resource with your initial domain (*.onmicrosoft.com).",
        SetupTask::RegisterInExchange => "Register the service principal in Exchange Online.",
        SetupTask::DescribeMailboxes => "Create a management scope (here: members of a group).",
        SetupTask::AssignApplicationRoles => "Assign the application roles with this scope.",
        SetupTask::TestMailboxAccess => "Test one mailbox that should be accessible, and one that shouldn't.",
        SetupTask::RevokeBroadPermissions => {
            "Remove the tenant-wide permissions. The scope has no effect while they're granted."
        }
        SetupTask::OpenSites => "Grant this identity access to each site: read, write, manage or full control.",
        SetupTask::CheckSites => "Check who has access to a site.",
    }
}

/// Whether a step is done.
pub fn state(state: SetupState) -> &'static str {
    match state {
        SetupState::Done => "Done",
        SetupState::Open => "To do",
        SetupState::Refused => "Refused in this change",
        SetupState::NotSent => "Not sent in this change",
        SetupState::CannotTell => "Check manually",
    }
}
