//! What the signed-in user may do.

use super::role_name::one_of;
use domain::ids::RoleDefinitionId;
use domain::rights::{AdminTask, TaskStatus};

/// The heading.
pub const HEADING: &str = "My roles";
/// The link in the navigation.
pub const LINK: &str = "My roles";
/// What the page can tell and what not.
pub const LEAD: &str = "Based on your active Entra roles. Custom or scoped roles, and owning an API, can allow more. Microsoft \
    Entra makes the final decision.";
/// The heading of the tasks.
pub const TASKS: &str = "Tasks";
/// What the region is, for its refresh button.
pub const REGION: &str = "your roles";
/// Said while they are read.
pub const READING: &str = "Loading your roles";
/// The columns.
pub const TASK: &str = "Task";
/// Whether the user can do it.
pub const ACCESS: &str = "Access";
/// What to know.
pub const NEXT: &str = "Role";
/// The heading of the active roles.
pub const ACTIVE: &str = "Your active Entra roles";
/// Where the user has none.
pub const NO_ROLES: &str = "None. You can view everything in Bestow, but changes require a role.";
/// The heading of the roles that can be activated.
pub const ELIGIBLE: &str = "Roles you can activate";
/// What the region is, for its refresh button.
pub const ELIGIBLE_REGION: &str = "the roles you can activate";
/// Said while they are read.
pub const ELIGIBLE_READING: &str = "Loading the roles that you can activate";
/// Where there are none.
pub const NONE_ELIGIBLE: &str = "None.";
/// The link to where they are activated.
pub const ACTIVATE: &str = "Activate in the Entra admin center";
/// What to do after it.
pub const AFTER_ACTIVATION: &str = "When you return from the Entra admin center, Bestow gets a new access token and \
    reloads this page. A role can take some minutes to work everywhere. If something is still denied after that, \
    sign out and sign in again.";
/// The heading of the scopes.
pub const SCOPES: &str = "Consented permissions";
/// The columns of it.
pub const SCOPE: &str = "Permission";
/// What it is for.
pub const PURPOSE: &str = "Used for";
/// Whether it was granted.
pub const COVERED: &str = "Consented";
/// It was.
pub const YES: &str = "Yes";
/// It was not, and is asked for when it is needed.
pub const LATER: &str = "When needed";

/// A task, in the user's words.
pub fn task(task: AdminTask) -> &'static str {
    match task {
        AdminTask::Look => "See the permissions of identities",
        AdminTask::ReadLogs => "View who granted what, and last sign-ins",
        AdminTask::GrantOthers => "Grant and revoke permissions of SharePoint, Exchange and your own APIs",
        AdminTask::GrantGraph => "Grant and revoke permissions of Microsoft Graph",
        AdminTask::AssignRoles => "Assign and remove Entra roles",
        AdminTask::Consent => "Grant tenant-wide admin consent for Bestow",
    }
}

/// Whether the user can do it, in a word or two.
pub fn task_status(standing: TaskStatus) -> &'static str {
    match standing {
        TaskStatus::Everybody | TaskStatus::Holds(_) => "Yes",
        TaskStatus::MayActivate(_) => "Activate role",
        TaskStatus::ProbablyNot => "Not with these roles",
        TaskStatus::NotKnown => "Unknown",
    }
}

/// The role that allows a task, or the roles that the task requires. `name` gives the name of a role in the tenant.
pub fn next(task: AdminTask, standing: TaskStatus, name: impl Fn(RoleDefinitionId) -> String) -> String {
    match standing {
        TaskStatus::Everybody => "No role required, unless your tenant limits it.".to_owned(),
        TaskStatus::Holds(role) => format!("{}.", name(role)),
        TaskStatus::MayActivate(role) => format!("Activate {} first.", name(role)),
        TaskStatus::ProbablyNot => format!("Requires {}.", one_of(task.roles())),
        TaskStatus::NotKnown => {
            format!("Couldn't load your roles. Requires {}.", one_of(task.roles()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_that_a_task_takes_has_a_name() {
        for task in AdminTask::ALL {
            let said = next(task, TaskStatus::ProbablyNot, |id| id.to_string());
            assert!(!said.contains("-4"), "{said}");
        }
    }
}
