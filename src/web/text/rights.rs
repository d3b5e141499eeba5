//! What the signed-in person may do.

use super::role_name::one_of;
use crate::domain::ids::RoleDefinitionId;
use crate::domain::rights::{Standing, Task};

/// The heading.
pub const HEADING: &str = "What may I do here?";
/// The link in the navigation.
pub const LINK: &str = "My rights";
/// What the page can tell and what not.
pub const LEAD: &str = "Told from your directory roles. Custom roles, roles for a part of the tenant and owning an API can allow \
    more; Microsoft's answer decides, and nothing here is forbidden to you because of this list.";
/// The heading of the tasks.
pub const TASKS: &str = "With your roles";
/// What the region is, for its refresh button.
pub const REGION: &str = "your roles";
/// Said while they are read.
pub const READING: &str = "Reading your roles";
/// The columns.
pub const TASK: &str = "What you want to do";
/// How the person stands to it.
pub const STANDING: &str = "You";
/// What to know.
pub const NEXT: &str = "Through what, or what it takes";
/// The heading of the active roles.
pub const ACTIVE: &str = "Your active directory roles";
/// Where the person has none.
pub const NO_ROLES: &str = "None. You can look at everything here; granting needs a role.";
/// The heading of the roles that can be activated.
pub const ELIGIBLE: &str = "Roles that you can activate";
/// What the region is, for its refresh button.
pub const ELIGIBLE_REGION: &str = "the roles that you can activate";
/// Said while they are read.
pub const ELIGIBLE_READING: &str = "Reading which roles you can activate";
/// Where there are none.
pub const NONE_ELIGIBLE: &str = "None.";
/// The link to where they are activated.
pub const ACTIVATE: &str = "Activate in the Entra admin center";
/// What to do after it.
pub const AFTER_ACTIVATION: &str = "After activating, refresh here. It can take some minutes, and a sign-in from before does not \
    carry the role: sign out and in again if a change is still refused.";
/// The heading of the scopes.
pub const SCOPES: &str = "What your sign-in covers";
/// The columns of it.
pub const SCOPE: &str = "Permission";
/// What it is for.
pub const PURPOSE: &str = "What the page does with it";
/// Whether it was granted.
pub const COVERED: &str = "Covered";
/// It was.
pub const YES: &str = "Yes";
/// It was not, and is asked for when it is needed.
pub const LATER: &str = "When needed";

/// A task, in the words of whoever has it.
pub fn task(task: Task) -> &'static str {
    match task {
        Task::Look => "See what identities hold",
        Task::ReadLogs => "See who granted what, and when an identity signed in",
        Task::GrantOthers => "Grant and revoke permissions of SharePoint, Exchange and your own APIs",
        Task::GrantGraph => "Grant and revoke permissions of Microsoft Graph",
        Task::AssignRoles => "Assign and remove directory roles",
        Task::Consent => "Consent for everyone to what this page asks for",
    }
}

/// How the person stands to it, in a word or two.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Everybody | Standing::Holds(_) => "Can",
        Standing::MayActivate(_) => "After activation",
        Standing::ProbablyNot => "Probably not",
        Standing::NotKnown => "Cannot tell",
    }
}

/// Through what, or what it takes. `name` gives the name of a role in the tenant's words.
pub fn next(task: Task, standing: Standing, name: impl Fn(RoleDefinitionId) -> String) -> String {
    match standing {
        Standing::Everybody => "It takes no role, unless your tenant limits it.".to_owned(),
        Standing::Holds(role) => format!("Through {}.", name(role)),
        Standing::MayActivate(role) => format!("Activate {} first.", name(role)),
        Standing::ProbablyNot => format!("It usually takes {}.", one_of(task.roles())),
        Standing::NotKnown => {
            format!("Your roles could not be read. It usually takes {}.", one_of(task.roles()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_that_a_task_takes_has_a_name() {
        for task in Task::ALL {
            let said = next(task, Standing::ProbablyNot, |id| id.to_string());
            assert!(!said.contains("-4"), "{said}");
        }
    }
}
