//! What has still to be done in Exchange and SharePoint.

use crate::domain::second_half::{Purpose, State, Task};

/// The heading.
pub const HEADING: &str = "Exchange and SharePoint";
/// What it is about.
pub const WHAT: &str = "Some permissions work only together with something that is set in Exchange or SharePoint. \
                        Capitals in a command stand for what you fill in.";
/// Where nothing is to be done.
pub const NOTHING: &str = "Nothing that it holds needs a second half in Exchange or SharePoint.";
/// While that cannot be told.
pub const NOT_KNOWN: &str = "This can be told once its permissions and roles have been read.";
/// The name of the button that copies commands.
pub const COMMANDS: &str = "the commands";

/// What an identity wants in a service.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ExchangePowerShell => "Exchange Online PowerShell",
        Purpose::Mailboxes => "Mailboxes: it reaches every one, unless Exchange limits it",
        Purpose::SelectedSites => "Selected sites: it reaches none before each is opened to it",
    }
}

/// What is to be done.
pub fn task(task: Task) -> &'static str {
    match task {
        Task::GrantManageAsApp => "Grant Exchange.ManageAsApp of Exchange Online to it, on this page.",
        Task::AssignRoleForExchange => {
            "Assign it a directory role that counts in Exchange, such as Exchange Administrator, on this page."
        }
        Task::ConnectToExchange => "Connect from the Azure resource, with the organization's first domain.",
        Task::RegisterInExchange => "Make it known in Exchange.",
        Task::DescribeMailboxes => "Describe the mailboxes that it may use, here the members of a group.",
        Task::AssignApplicationRoles => "Give it the matching roles for these mailboxes only.",
        Task::TestMailboxAccess => "Test one mailbox that it should reach, and one that it should not.",
        Task::RevokeBroadPermissions => {
            "Then remove the permissions for all mailboxes on this page: as long as it holds them, nothing is limited."
        }
        Task::OpenSites => "Open each site to it; choose read or write.",
        Task::CheckSites => "See who has access to a site.",
    }
}

/// Whether a step is done.
pub fn state(state: State) -> &'static str {
    match state {
        State::Done => "Done",
        State::Open => "To do",
        State::Refused => "Refused in this change",
        State::NotSent => "Not sent in this change",
        State::CannotTell => "Not visible from here",
    }
}
