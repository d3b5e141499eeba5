//! What a review says of each wish: a verdict, an obstacle with what to do about it, warnings.

use super::problem::{Explanation, explain};
use super::{add_group, count, role_name};
use domain::azure_role::AzureScope;
use domain::change::origin::Origin;
use domain::change::review::{Absence, Obstacle, Warning};
use domain::problem::Problem;

/// Above the condition of an Azure role.
pub const CONDITION: &str = "The role is limited by this condition:";
/// The columns.
pub const WHAT: &str = "Permission";
/// The column of the verdict.
pub const VERDICT: &str = "Action";
/// The column of the reasons.
pub const NOTES: &str = "Details";
/// It is missing and would be added.
pub const ADD: &str = "Add";
/// It is assigned and would be removed.
pub const TAKE: &str = "Remove";
/// It is not assigned.
pub const NOT_ASSIGNED: &str = "Not assigned";
/// It is assigned.
pub const ALREADY: &str = "Already granted";
/// It cannot be added.
pub const NOT_POSSIBLE: &str = "Not possible";
/// A name with several meanings, of which one has to be chosen.
pub const TO_CHOOSE: &str = "Choose API";
/// A pasted name with several meanings.
pub const WHICH: &str = "Which one?";
/// A row that the user has taken out.
pub const LEFT_OUT: &str = "Not selected";
/// The kind of a row that is no app role.
pub const DIRECTORY_ROLE: &str = "Entra role";
/// The button that removes an inherited Azure role where it was assigned.
pub const REMOVE_THERE: &str = "Remove it at that scope instead";
/// What the service decides.
pub const SERVICE_DECIDES: &str =
    "This is a warning only: Microsoft Entra makes the final decision, and a custom role can allow more.";
/// Nothing would be sent.
pub const NOTHING_TO_SEND: &str = "No changes to apply.";
/// Everything is assigned.
pub const ALL_THERE: &str = "This identity already has everything you selected.";
/// Everything is assigned or, where it was to be removed, not assigned.
pub const ALL_SO: &str = "No changes needed.";
/// The command that creates an API's service principal.
pub const CREATE_API: &str = "Create it with";
/// What the copy button beside it copies.
pub const COMMAND: &str = "the command";

/// How many rows would be added and removed, are assigned, are not assigned, wait for a choice, and are not possible.
pub fn tally([add, take, held, missing, open, impossible]: [usize; 6]) -> [(String, usize); 6] {
    [
        (format!("{add} to add"), add),
        (format!("{take} to remove"), take),
        (format!("{held} already granted"), held),
        (format!("{missing} not assigned"), missing),
        (format!("{open} to choose"), open),
        (format!("{impossible} not possible"), impossible),
    ]
}

/// When something that is assigned ends by itself.
pub fn until(time: &str) -> String {
    format!("Ends {time}.")
}

/// The heading of the rows of one of several identities.
pub fn rows_of(identity: &str) -> String {
    format!("Changes to {identity}")
}

/// The button that takes a row with a question out.
pub const LEAVE_OUT: &str = "Leave out";

/// Beside a row that something else than the user filled in.
pub fn filled_in(origin: Origin) -> &'static str {
    match origin {
        Origin::Link => "Filled in by a link",
        Origin::PastedText => "From pasted text or code",
        Origin::Copy => "Copied",
        Origin::File => "From a file",
        Origin::ChangeRequest => "From a change request",
    }
}

/// What applying asks for where Azure roles are changed.
pub const NEEDS_AZURE: &str = "Azure roles are changed with your sign-in to Azure, and take effect within 10 minutes.";

/// What applying asks for.
pub fn needs(scopes: &str) -> String {
    format!("When you apply, you're asked to sign in and, where consent is missing, to consent to: {scopes}.")
}

/// Since when something is assigned.
pub fn since(date: &str) -> String {
    format!("Granted on {date}.")
}

/// Why something cannot be added, and what to do about it. `scope` gives an Azure scope in words.
pub fn obstacle(obstacle: &Obstacle, scope: impl Fn(&AzureScope) -> String) -> Explanation {
    match obstacle {
        Obstacle::ApiNotInTenant(api) => Explanation::new(
            format!("{} isn't in this tenant.", role_name::api(*api)),
            "Create the API's service principal first, then refresh.",
        ),
        Obstacle::ApiUnread(problem) => {
            with_problem("The API couldn't be loaded, so its permissions are unknown.", problem)
        }
        Obstacle::NoSuchRole => Explanation::new(
            "No API in this tenant has a permission with this name.",
            "Check the spelling, or search for it. Some names are delegated permissions, and some APIs are added \
             to a tenant later.",
        ),
        Obstacle::ApiForged => Explanation::new(
            "This API uses the application ID of a Microsoft API, but Microsoft doesn't own it.",
            "Don't grant any of its permissions. Find out where this service principal comes from.",
        ),
        Obstacle::RoleContradictsCatalog => Explanation::new(
            "The permission's ID and name don't match.",
            "Don't grant this permission: it may be another one than its name says. Refresh the review. If the IDs \
             still don't match, something between this browser and Microsoft may be changing responses.",
        ),
        Obstacle::PeopleOnly => Explanation::new(
            "This is a delegated permission. Managed identities can only be granted application permissions.",
            "Look for an application permission with the same effect.",
        ),
        Obstacle::Disabled => Explanation::new(
            "The API disabled this permission.",
            "Ask the API's owner to enable the permission or to name its replacement.",
        ),
        Obstacle::Ambiguous(choices) if choices.len() == 1 => Explanation::new(
            "The Microsoft API that has a permission with this name isn't in this tenant. Another API has a \
             permission with the same name.",
            "Select it if you mean the other API.",
        ),
        Obstacle::Ambiguous(_) => {
            Explanation::new("Several APIs have a permission with this name.", "Select the ones you mean.")
        }
        Obstacle::NoSuchDirectoryRole => Explanation::new(
            "This tenant has no such Entra role.",
            "It may be a custom role of another tenant. Search for the role by name.",
        ),
        Obstacle::DirectoryRolesUnread(problem) => with_problem("Entra roles couldn't be loaded.", problem),
        Obstacle::DirectoryRoleDisabled => {
            Explanation::new("This Entra role is disabled.", "Enable it in the Entra admin center first.")
        }
        Obstacle::ScopeNotKnown => Explanation::new(
            "The scope of this role isn't supported here.",
            "Assign the role in the Entra admin center, or select the directory (tenant-wide) scope.",
        ),
        Obstacle::HeldUnread(problem) => with_problem(
            "Current permissions couldn't be loaded completely, so it's unknown whether this one is missing.",
            problem,
        ),
        Obstacle::NobodyThere(Absence::NotFound) => Explanation::new(
            "This identity no longer exists in this tenant.",
            "If the identity was replaced, make the change for the new identity. IDs of other tenants don't work here.",
        ),
        Obstacle::NobodyThere(Absence::Deleted) => Explanation::new(
            "This identity was deleted.",
            "If the identity was replaced, make the change for the new identity.",
        ),
        Obstacle::NobodyThere(Absence::SomethingElse) => Explanation::new(
            "This ID doesn't belong to a managed identity.",
            "Bestow changes managed identities only. Check which identity was meant.",
        ),
        Obstacle::NoSuchAzureRole => Explanation::new(
            "This role can't be assigned at this Azure scope.",
            "A custom role lists the scopes at which it can be assigned. Search for a role at this scope.",
        ),
        Obstacle::AzureRolesUnread(Problem::SignInNeeded) => Explanation::new(
            "Azure isn't connected, so this Azure role couldn't be checked.",
            "Connect Azure, then refresh the review.",
        ),
        Obstacle::AzureRolesUnread(problem) => {
            with_problem("The Azure roles at this scope couldn't be loaded.", problem)
        }
        Obstacle::CannotEnd => Explanation::new(
            "Only Entra roles can be time-bound here.",
            "Add this role without an end time, or assign a time-bound Azure role in Privileged Identity Management.",
        ),
        Obstacle::OtherCondition => Explanation::new(
            "This identity has the role at this scope under another condition.",
            "Azure allows one assignment of a role at a scope. First remove the existing assignment in a separate change.",
        ),
        Obstacle::AzureNameTaken => Explanation::new(
            "The name of this assignment belongs to another role assignment.",
            "Search for the role and add it again: the assignment then gets a new name.",
        ),
        Obstacle::MadeAbove { scope: above, .. } => Explanation::new(
            format!("This role is inherited: it was assigned at {}.", scope(above)),
            "Remove the assignment at that scope. The identity then also loses the role at every scope below it.",
        ),
        Obstacle::OfGroup { group, scope: above } => Explanation::new(
            format!("This identity has the role through a group ({group}), at {}.", scope(above)),
            "Remove the identity from the group in the Entra admin center, or remove the group's role assignment in the Azure portal.",
        ),
        Obstacle::NoSuchGroup => Explanation::new(
            "This group doesn't exist in this tenant.",
            "It may have been deleted, or it belongs to another tenant. Search for the group by name.",
        ),
        Obstacle::GroupUnread(problem) => {
            with_problem("The group couldn't be loaded, so it's unknown whether its members can be changed.", problem)
        }
        Obstacle::GroupMembersFixed(fixed) => {
            let (what, next) = add_group::fixed(*fixed);
            Explanation::new(what, next)
        }
        Obstacle::AskedTwice => {
            Explanation::new("Another row already adds the same permission.", "No action required.")
        }
        Obstacle::ShorterAsked(hours) => Explanation::new(
            format!("Another row assigns this role for {}, and the shorter duration is used.", count::hours(*hours)),
            "To use this duration instead, go back and remove the other row.",
        ),
    }
}

/// What speaks against a row without making it impossible. `scope` gives an Azure scope in words.
pub fn warning(warning: &Warning, scope: impl Fn(&AzureScope) -> String) -> String {
    match warning {
        Warning::RoleProbablyMissing(roles) => format!(
            "You need {} (not active). If you're eligible for one of them, activate it first. {SERVICE_DECIDES}",
            role_name::one_of(roles)
        ),
        Warning::OwnRolesUnread(roles) => {
            format!("You need {}. Your roles couldn't be loaded.", role_name::one_of(roles))
        }
        Warning::ApiNotMicrosofts(id) => {
            format!("This API isn't one of Microsoft's, despite its name. Its application ID is {id}.")
        }
        Warning::RoleIsNew => "New permission: not rated yet.".to_owned(),
        Warning::LicenseProbablyMissing => format!(
            "Your tenant seems to have no license for time-bound roles, which require Microsoft Entra ID P2 or ID \
             Governance. {SERVICE_DECIDES}"
        ),
        Warning::HeldWithoutEnd => {
            "Already assigned permanently, and this change doesn't set an end time. To set an end time, remove the \
             assignment, then add it as time-bound."
                .to_owned()
        }
        Warning::HeldEndUnread => "Already assigned; its end time couldn't be loaded.".to_owned(),
        Warning::LastRoleOfApi(api) => format!(
            "{} requires assignment, and this is the last permission that the identity has for it. Without one, the \
             identity gets no token for this API at all.",
            role_name::api(*api)
        ),
        Warning::AzureRightMissing => {
            "None of your Azure roles allows you to change role assignments at this scope. You need \
             Role Based Access Control Administrator, User Access Administrator or Owner at this scope or above. If you're \
             eligible for one of them, activate it first."
                .to_owned()
        }
        Warning::AzureRightUnknown => {
            "Couldn't check whether you can change role assignments at this scope. Azure decides when you apply."
                .to_owned()
        }
        Warning::HeldAbove(above) => format!(
            "This identity already has this role: it's inherited from {}.",
            scope(above)
        ),
        Warning::HeldByGroup => "This identity already has this role at this scope through a group.".to_owned(),
        Warning::StaysAbove(above) => format!(
            "This identity keeps this role: it's also inherited from {}.",
            scope(above)
        ),
        Warning::StaysByGroup => "This identity keeps this role at this scope through a group.".to_owned(),
        Warning::IdentityDisabled => "This identity is disabled and gets no tokens until it's enabled.".to_owned(),
    }
}

/// The command with which an administrator creates the service principal of an API.
pub fn create_api_command(app_id: &str) -> String {
    format!("az ad sp create --id {app_id}")
}

fn with_problem(what: &str, problem: &domain::problem::Problem) -> Explanation {
    let Explanation { what: why, next } = explain(problem);
    Explanation::new(format!("{what} {why}"), next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::azure_assignment::AzureAssignmentName;
    use domain::group::FixedMembers;
    use domain::guid::Guid;
    use domain::well_known;

    #[test]
    fn every_obstacle_is_told_apart_and_has_a_next_step() {
        let all = [
            Obstacle::ApiNotInTenant(well_known::EXCHANGE_ONLINE),
            Obstacle::ApiUnread(Problem::Offline),
            Obstacle::NoSuchRole,
            Obstacle::ApiForged,
            Obstacle::RoleContradictsCatalog,
            Obstacle::PeopleOnly,
            Obstacle::Disabled,
            Obstacle::Ambiguous(Vec::new()),
            Obstacle::NoSuchDirectoryRole,
            Obstacle::DirectoryRolesUnread(Problem::Offline),
            Obstacle::DirectoryRoleDisabled,
            Obstacle::ScopeNotKnown,
            Obstacle::HeldUnread(Problem::Offline),
            Obstacle::NoSuchAzureRole,
            Obstacle::AzureRolesUnread(Problem::SignInNeeded),
            Obstacle::AzureRolesUnread(Problem::Offline),
            Obstacle::CannotEnd,
            Obstacle::OtherCondition,
            Obstacle::AzureNameTaken,
            Obstacle::MadeAbove { scope: AzureScope::Root, name: AzureAssignmentName(Guid::ZERO) },
            Obstacle::OfGroup { group: Guid::ZERO, scope: AzureScope::Root },
            Obstacle::NoSuchGroup,
            Obstacle::GroupUnread(Problem::Offline),
            Obstacle::GroupMembersFixed(FixedMembers::Dynamic),
            Obstacle::GroupMembersFixed(FixedMembers::OnPremises),
            Obstacle::GroupMembersFixed(FixedMembers::MailEnabled),
            Obstacle::GroupMembersFixed(FixedMembers::Microsoft365),
            Obstacle::AskedTwice,
            Obstacle::ShorterAsked(std::num::NonZeroU16::MIN),
            Obstacle::NobodyThere(Absence::NotFound),
            Obstacle::NobodyThere(Absence::Deleted),
            Obstacle::NobodyThere(Absence::SomethingElse),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for obstacle in all {
            let said = self::obstacle(&obstacle, ToString::to_string);
            assert!(said.what.ends_with('.') && said.next.ends_with('.'), "{obstacle:?}");
            assert!(seen.insert(said.what), "{obstacle:?}");
        }
    }

    #[test]
    fn a_warning_names_the_role_and_leaves_the_decision_to_the_service() {
        let said = warning(
            &Warning::RoleProbablyMissing(well_known::roles_that_grant(well_known::MICROSOFT_GRAPH)),
            ToString::to_string,
        );
        assert!(said.contains("Privileged Role Administrator or Global Administrator"), "{said}");
        assert!(said.contains("warning only"), "{said}");
    }
}
