//! Why the service refused a change, with the next step. Its own words stand beside this.

use super::problem::Explanation as Sentences;
use super::role_name;
use crate::domain::change::explain::Explanation;
use crate::domain::well_known::{
    APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR,
};

/// The link to where a person activates the roles that they are eligible for.
pub const ACTIVATE: &str = "Activate a role in the Entra admin center";

/// The way there by the menus.
pub const ACTIVATE_BY_HAND: &str =
    "There: Identity governance, Privileged Identity Management, My roles, Microsoft Entra roles.";

/// Says why a change was refused and what helps; nothing, where the service's words are all there is.
pub fn explain(explanation: &Explanation) -> Option<Sentences> {
    let (what, next) = match explanation {
        Explanation::ScopeMissing(scope) => (
            format!("The sign-in for changes lacks {}.", scope.value()),
            "Choose the change again and allow that access when you apply it. Where only administrators may consent, ask \
             one to do it."
                .to_owned(),
        ),
        Explanation::RoleNotActive(role) => (
            format!("You are eligible for {} and have not activated it.", role_name::role(*role)),
            "Activate it, sign out and in again so that your token shows it, then apply the change again.".to_owned(),
        ),
        Explanation::RoleMissing(roles) => (
            format!("This usually takes {}, and you have none of these.", role_name::one_of(roles)),
            "Ask for one of them. Or choose it again below and share it as a draft with someone who has one.".to_owned(),
        ),
        Explanation::RoleMissingPerhapsEligible(roles) => (
            format!("This usually takes {}, and none of these is active for you.", role_name::one_of(roles)),
            "Whether you are eligible for one could not be read. If you are, activate it, sign out and in again, then \
             apply the change again; otherwise ask someone who has one to make the change."
                .to_owned(),
        ),
        // Microsoft's pages differ on whether these are enough for its own APIs other than Microsoft Graph.
        Explanation::RoleHeldAndRefused(role @ (CLOUD_APPLICATION_ADMINISTRATOR | APPLICATION_ADMINISTRATOR)) => (
            format!("You have {}, which is usually enough.", role_name::role(*role)),
            format!(
                "If you activated it a short while ago, sign out and in again. For an API of Microsoft's own, the service \
                 may ask for {}, which is enough for every API. Otherwise a policy of your tenant is in the way.",
                role_name::role(PRIVILEGED_ROLE_ADMINISTRATOR)
            ),
        ),
        Explanation::RoleHeldAndRefused(role) => (
            format!("You have {}, which is usually enough.", role_name::role(*role)),
            "If you activated it a short while ago, sign out and in again. Otherwise a policy of your tenant is in the \
             way; the request id helps whoever looks into it."
                .to_owned(),
        ),
        Explanation::RoleNotKnown(roles) => (
            format!("This usually takes {}. Which roles you have could not be read.", role_name::one_of(roles)),
            "Check that you have one of them and that it is active, then apply the change again.".to_owned(),
        ),
        Explanation::LicenceMissing => (
            "Your tenant has no licence for this.".to_owned(),
            "A role for a limited time takes Entra ID P2 or Entra ID Governance. Without it, assign the role without an \
             end."
                .to_owned(),
        ),
        Explanation::TooYoung => (
            "A role for a limited time cannot be removed in its first five minutes.".to_owned(),
            "Wait until they are over, then apply the change again.".to_owned(),
        ),
        Explanation::TermRefused => (
            "Your tenant's rules for roles for a limited time forbid this.".to_owned(),
            "Choose a shorter time. The service's words name the rule; whoever manages Privileged Identity Management \
             can change it."
                .to_owned(),
        ),
        Explanation::NotThere => (
            "The identity, the API or the role is not there, or the directory does not know it yet.".to_owned(),
            "If it was created a few minutes ago, wait and apply the change again; otherwise look it up anew.".to_owned(),
        ),
        Explanation::Other => return None,
    };
    Some(Sentences { what, next })
}

/// Whether activating a role may help.
pub fn activating_helps(explanation: &Explanation) -> bool {
    matches!(
        explanation,
        Explanation::RoleNotActive(_) | Explanation::RoleNotKnown(_) | Explanation::RoleMissingPerhapsEligible(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scope::Scope;
    use crate::domain::well_known::{MICROSOFT_GRAPH, roles_that_grant};

    #[test]
    fn every_refusal_is_told_apart_and_has_a_next_step() {
        let roles = roles_that_grant(MICROSOFT_GRAPH);
        let all = [
            (Explanation::ScopeMissing(Scope::AppRoleAssignmentReadWriteAll), "AppRoleAssignment.ReadWrite.All", false),
            (Explanation::RoleNotActive(PRIVILEGED_ROLE_ADMINISTRATOR), "Privileged Role Administrator", true),
            (Explanation::RoleMissing(roles), "Privileged Role Administrator", false),
            (Explanation::RoleMissingPerhapsEligible(roles), "none of these is active", true),
            (
                Explanation::RoleHeldAndRefused(CLOUD_APPLICATION_ADMINISTRATOR),
                "Cloud Application Administrator, which is usually enough",
                false,
            ),
            (Explanation::RoleHeldAndRefused(PRIVILEGED_ROLE_ADMINISTRATOR), "Privileged Role Administrator", false),
            (Explanation::RoleNotKnown(roles), "could not be read", true),
            (Explanation::LicenceMissing, "licence", false),
            (Explanation::TooYoung, "five minutes", false),
            (Explanation::TermRefused, "rules", false),
            (Explanation::NotThere, "not there", false),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for (explanation, names, activates) in &all {
            let Sentences { what, next } = explain(explanation).unwrap();
            assert!(what.contains(names), "{what}");
            assert!(what.ends_with('.') && next.ends_with('.'), "{what} {next}");
            assert_eq!(activating_helps(explanation), *activates, "{what}");
            assert!(seen.insert(what), "said twice");
        }
        assert_eq!(explain(&Explanation::Other), None);
    }
}
