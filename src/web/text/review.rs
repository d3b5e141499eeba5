//! What a review says of each wish: a verdict, an obstacle with what to do about it, warnings.

use super::problem::{Explanation, explain};
use super::role_name;
use crate::domain::change::origin::Origin;
use crate::domain::change::review::{Absence, Obstacle, Warning};

/// The columns.
pub const WHAT: &str = "Permission";
/// The column of the verdict.
pub const VERDICT: &str = "What happens";
/// The column of the reasons.
pub const NOTES: &str = "What to know";
/// It is missing and would be added.
pub const ADD: &str = "Add";
/// It is held and would be taken away.
pub const TAKE: &str = "Remove";
/// It is not held.
pub const NOT_HELD: &str = "Not held";
/// It is held.
pub const ALREADY: &str = "Already there";
/// It cannot be added.
pub const NOT_POSSIBLE: &str = "Not possible";
/// A name that means several things, of which one has to be chosen.
pub const TO_CHOOSE: &str = "To choose";
/// A pasted name with several meanings.
pub const WHICH: &str = "Which one is meant?";
/// A row that the person has taken out.
pub const LEFT_OUT: &str = "Left out";
/// The kind of a row that is no app role.
pub const DIRECTORY_ROLE: &str = "Entra role";
/// What the service decides.
pub const SERVICE_DECIDES: &str =
    "This is a warning only: Microsoft decides, and a custom role may allow more than this page can see.";
/// Nothing would be sent.
pub const NOTHING_TO_SEND: &str = "There is nothing to send.";
/// Everything is held.
pub const ALL_THERE: &str = "The identity already holds everything you chose.";
/// Everything is held or, where it was to be removed, not held.
pub const ALL_SO: &str = "The identity already is as you chose.";
/// The command that creates an API's service principal.
pub const CREATE_API: &str = "Create it with";
/// What the copy button beside it copies.
pub const COMMAND: &str = "the command";

/// How many rows would be added and removed, are held, are not held, wait for a choice, and are not possible.
pub fn tally([add, take, held, missing, open, impossible]: [usize; 6]) -> [(String, usize); 6] {
    [
        (format!("{add} to add"), add),
        (format!("{take} to remove"), take),
        (format!("{held} already there"), held),
        (format!("{missing} not held"), missing),
        (format!("{open} to choose"), open),
        (format!("{impossible} not possible"), impossible),
    ]
}

/// When something that is held ends by itself.
pub fn until(time: &str) -> String {
    format!("It ends by itself at {time}.")
}

/// The heading of the rows of one of several identities.
pub fn rows_of(identity: &str) -> String {
    format!("What changes for {identity}")
}

/// The button that takes a row with a question out.
pub const LEAVE_OUT: &str = "Leave out";

/// Beside a row that something else than the user filled in.
pub fn filled_in(origin: Origin) -> &'static str {
    match origin {
        Origin::Link => "Filled in by a link",
        Origin::PastedText => "From pasted text",
        Origin::Copy => "Copied",
        Origin::File => "From a file",
        Origin::ChangeRequest => "From a change request",
    }
}

/// What applying asks for.
pub fn needs(scopes: &str) -> String {
    format!("Applying asks for {scopes}.")
}

/// Since when something is held.
pub fn since(date: &str) -> String {
    format!("Granted on {date}.")
}

/// Why something cannot be added, and what to do about it.
pub fn obstacle(obstacle: &Obstacle) -> Explanation {
    match obstacle {
        Obstacle::ApiNotInTenant(api) => Explanation::new(
            format!("{} is not in this tenant.", role_name::api(*api)),
            "An administrator has to create its service principal first; refresh the review afterwards.",
        ),
        Obstacle::ApiUnread(problem) => {
            with_problem("The API could not be read, so its permissions are not known.", problem)
        }
        Obstacle::NoSuchRole => Explanation::new(
            "No API in this tenant has a permission of this name.",
            "Check the spelling, or search for it. Some names exist only for people, and some APIs are added to a tenant later.",
        ),
        Obstacle::ApiForged => Explanation::new(
            "This API has the application id of one of Microsoft's, but Microsoft does not own it.",
            "Do not grant anything of it. Have someone look at where this service principal comes from.",
        ),
        Obstacle::RoleContradictsCatalog => Explanation::new(
            "The id and the name of this permission do not belong together.",
            "Do not grant it: under this name it would be another permission. Refresh the review; if it stays so, something on the way changes what Microsoft says.",
        ),
        Obstacle::PeopleOnly => Explanation::new(
            "This permission is for people only. A managed identity cannot hold it.",
            "Look for an application permission that does the same.",
        ),
        Obstacle::Disabled => Explanation::new(
            "The API has disabled this permission.",
            "Whoever runs the API can enable it, or tell which one replaces it.",
        ),
        Obstacle::Ambiguous(choices) if choices.len() == 1 => Explanation::new(
            "The Microsoft API that has a permission of this name isn't in this tenant. Another API has one of the same name.",
            "Choose it if you mean it.",
        ),
        Obstacle::Ambiguous(_) => {
            Explanation::new("Several APIs have a permission of this name.", "Choose the ones you mean.")
        }
        Obstacle::NoSuchDirectoryRole => Explanation::new(
            "This tenant has no such directory role.",
            "It may be a custom role of another tenant. Search for the role by its name.",
        ),
        Obstacle::DirectoryRolesUnread(problem) => with_problem("The directory roles could not be read.", problem),
        Obstacle::DirectoryRoleDisabled => {
            Explanation::new("This directory role is disabled.", "Enable it in the Entra admin center first.")
        }
        Obstacle::ScopeNotKnown => Explanation::new(
            "This page does not know where this role would count.",
            "Assign the role in the Entra admin center, or choose it for the whole tenant.",
        ),
        Obstacle::HeldUnread(problem) => with_problem(
            "What the identity holds could not be read in full, so it cannot be told whether this is missing.",
            problem,
        ),
        Obstacle::NobodyThere(Absence::NotFound) => Explanation::new(
            "This identity does not exist in this tenant any more.",
            "If another one took its place, ask for the change again with that one. An id of another tenant means nothing here.",
        ),
        Obstacle::NobodyThere(Absence::Deleted) => Explanation::new(
            "This identity was deleted.",
            "If another one took its place, ask for the change again with that one.",
        ),
        Obstacle::NobodyThere(Absence::SomethingElse) => Explanation::new(
            "This id does not belong to a managed identity.",
            "This page changes managed identities only. Ask again whom it was meant for.",
        ),
        Obstacle::AskedTwice => Explanation::new("Another row already adds the same.", "Nothing needs to be done."),
    }
}

/// What speaks against a row without making it impossible.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::RoleProbablyMissing(roles) => format!(
            "You probably need {} for this, and do not have it active. If you are eligible for one, activate it first. \
             {SERVICE_DECIDES}",
            role_name::one_of(roles)
        ),
        Warning::OwnRolesUnread(roles) => {
            format!("This usually needs {}. Which roles you have could not be read.", role_name::one_of(roles))
        }
        Warning::ApiNotMicrosofts(id) => {
            format!("This API is not one of Microsoft's, whatever its name says. Its application id is {id}.")
        }
        Warning::RoleIsNew => {
            "This permission is newer than this page, which cannot say how powerful it is.".to_owned()
        }
        Warning::LicenceProbablyMissing => format!(
            "Your tenant seems to have no licence for roles for a limited time, which take Entra ID P2 or Entra ID \
             Governance. {SERVICE_DECIDES}"
        ),
        Warning::HeldWithoutEnd => {
            "It is held without an end, and this changes nothing about it. To give it an end, remove it first, then add it \
             for a limited time."
                .to_owned()
        }
        Warning::HeldEndUnread => "It is held, and whether it ends by itself could not be read.".to_owned(),
        Warning::LastRoleOfApi(api) => format!(
            "{} requires assignment, and this is the last permission that the identity has for it. Without one, the \
             identity gets no token for this API at all.",
            role_name::api(*api)
        ),
        Warning::IdentityDisabled => "The identity is disabled and gets no tokens until it is enabled.".to_owned(),
    }
}

/// The command with which an administrator creates the service principal of an API.
pub fn create_api_command(app_id: &str) -> String {
    format!("az ad sp create --id {app_id}")
}

fn with_problem(what: &str, problem: &crate::domain::problem::Problem) -> Explanation {
    let Explanation { what: why, next } = explain(problem);
    Explanation::new(format!("{what} {why}"), next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Problem;
    use crate::domain::well_known;

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
            Obstacle::AskedTwice,
            Obstacle::NobodyThere(Absence::NotFound),
            Obstacle::NobodyThere(Absence::Deleted),
            Obstacle::NobodyThere(Absence::SomethingElse),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for obstacle in all {
            let said = self::obstacle(&obstacle);
            assert!(said.what.ends_with('.') && said.next.ends_with('.'), "{obstacle:?}");
            assert!(seen.insert(said.what), "{obstacle:?}");
        }
    }

    #[test]
    fn a_warning_names_the_role_and_leaves_the_decision_to_the_service() {
        let said = warning(&Warning::RoleProbablyMissing(well_known::roles_that_grant(well_known::MICROSOFT_GRAPH)));
        assert!(said.contains("Privileged Role Administrator or Global Administrator"), "{said}");
        assert!(said.contains("warning only"), "{said}");
    }
}
