//! Why Microsoft refused a change, with the next step. Its own words are shown beside this.

use super::problem::Explanation as Sentences;
use super::role_name;
use domain::change::explain::Explanation;
use domain::policy_rule::PolicyRule;
use domain::well_known::{APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR};

/// The link to where a user activates the roles that they are eligible for.
pub const ACTIVATE: &str = "Activate a role in the Entra admin center";

/// The way there by the menus.
pub const ACTIVATE_BY_HAND: &str =
    "Path: ID Governance > Privileged Identity Management > My roles > Microsoft Entra roles.";

/// The way to pending requests by the menus.
const PENDING_BY_HAND: &str = "In the Entra admin center, go to ID Governance > Privileged Identity Management > \
                               Microsoft Entra roles > Pending requests.";

/// Says why a change was refused and what helps; nothing, where the service's words are all there is.
pub fn explain(explanation: &Explanation) -> Option<Sentences> {
    let (what, next) = match explanation {
        Explanation::ScopeMissing(scope) => (
            format!("The sign-in for changes has no consent for {}.", scope.value()),
            "Select the change again, and consent when you apply it. If your tenant requires admin consent, ask an \
             administrator."
                .to_owned(),
        ),
        Explanation::RoleNotActive(role) => (
            format!("You're eligible for {}, but the role isn't active.", role_name::role(*role)),
            "Activate the role, then apply the change again. If the change is still refused, sign out and sign in \
             again, so that your token has the role."
                .to_owned(),
        ),
        Explanation::RoleMissing(roles) => (
            format!("You need one of these roles: {}.", role_name::one_of(roles)),
            "Ask for one of these roles. Or select the change again below, and share it as a change request with \
             someone who has one of these roles.".to_owned(),
        ),
        Explanation::RoleMissingPerhapsEligible(roles) => (
            format!("You need one of these roles, and none of these is active: {}.", role_name::one_of(roles)),
            "Couldn't check whether you're eligible for one of these roles. If you're eligible, activate the role, \
             then apply the change again. Otherwise, ask someone who has one of these roles to make the change."
                .to_owned(),
        ),
        // Microsoft's pages differ on whether these are enough for its own APIs other than Microsoft Graph.
        Explanation::RoleHeldAndRefused(role @ (CLOUD_APPLICATION_ADMINISTRATOR | APPLICATION_ADMINISTRATOR)) => (
            format!("You have {}, which normally allows this.", role_name::role(*role)),
            format!(
                "If you activated this role in the last few minutes, sign out and sign in again. For Microsoft's own \
                 APIs, the service may require {}, which is enough for every API. Otherwise, a policy of your tenant \
                 prevents the change.",
                role_name::role(PRIVILEGED_ROLE_ADMINISTRATOR)
            ),
        ),
        Explanation::RoleHeldAndRefused(role) => (
            format!("You have {}, which normally allows this.", role_name::role(*role)),
            "If you activated this role in the last few minutes, sign out and sign in again. Otherwise, a policy of \
             your tenant prevents the change: give the request ID to your administrator."
                .to_owned(),
        ),
        Explanation::RoleNotKnown(roles) => (
            format!("You need one of these roles: {}. Couldn't load which roles you have.", role_name::one_of(roles)),
            "Check that you have one of these roles and that it's active, then apply the change again.".to_owned(),
        ),
        Explanation::LicenseMissing => (
            "Your tenant has no license for time-bound roles.".to_owned(),
            "Assign the role permanently. A time-bound role requires Microsoft Entra ID P2 or ID \
             Governance.".to_owned(),
        ),
        Explanation::TooYoung => (
            "A time-bound role can't be removed in its first five minutes.".to_owned(),
            "Wait until the five minutes have passed, then apply the change again.".to_owned(),
        ),
        Explanation::RulesNotMet(rules) => of_rules(rules),
        Explanation::ContextRequired => (
            "The role's settings require an authentication context.".to_owned(),
            "Sign out and sign in again, then apply the change again. If the change is still refused, make this change \
             in the Entra admin center: the response didn't say which authentication context is required."
                .to_owned(),
        ),
        Explanation::RequestPending => (
            "Another request for the same role assignment is pending.".to_owned(),
            format!("Approve or cancel that request, then apply the change again. {PENDING_BY_HAND}"),
        ),
        Explanation::ApprovalPending => (
            "The request was sent and waits for an approver.".to_owned(),
            format!("Ask an approver to approve the request. Until then, don't apply the change again. \
                {PENDING_BY_HAND}"),
        ),
        Explanation::NotThere => (
            "The identity, the API, the role or the group wasn't found.".to_owned(),
            "If the object was created a few minutes ago, wait and apply the change again. Otherwise, search for the \
             object again.".to_owned(),
        ),
        Explanation::AzureRightMissing => (
            "You can't change role assignments at this Azure scope.".to_owned(),
            "You need Role Based Access Control Administrator, User Access Administrator or Owner at this scope or above. If your \
             own assignment has a condition, the condition may exclude this role. A role that was assigned to you in the last \
             10 minutes may not be in effect yet."
                .to_owned(),
        ),
        Explanation::AzureLocked => (
            "A lock at this scope or above prevents the change.".to_owned(),
            "The message names the locked scope. Someone with Owner or User Access Administrator at that scope can remove the lock.".to_owned(),
        ),
        Explanation::AzurePolicy => (
            "Azure Policy doesn't allow the change.".to_owned(),
            "The message names the policy. Ask the administrator of Azure Policy for an exemption.".to_owned(),
        ),
        Explanation::AzureLimit => (
            "The limit of role assignments is reached: Azure allows 4,000 in a subscription and 500 at a management group.".to_owned(),
            "Remove assignments that are no longer needed, or assign the role to a group.".to_owned(),
        ),
        Explanation::AzureNameTaken => (
            "The name of this assignment belongs to another role assignment.".to_owned(),
            "Search for the role and add it again: the assignment then gets a new name.".to_owned(),
        ),
        Explanation::AzureLastAdministrator => (
            "This is the last assignment that lets anyone assign roles in the subscription.".to_owned(),
            "Assign such a role to someone else first.".to_owned(),
        ),
        Explanation::MemberPermissionPerhapsMissing(role) => (
            format!("Microsoft Graph refused to change the members of the group, although you have {}.", role_name::role(*role)),
            "For identities as members, Microsoft's documentation also names the permission Application.ReadWrite.All. \
             Bestow doesn't request this permission, because it allows changes to every application. Change the \
             members in the Entra admin center, or run the script of this change with an account that has the \
             permission. If you activated your role in the last few minutes, sign out and sign in again first."
                .to_owned(),
        ),
        Explanation::Other => return None,
    };
    Some(Sentences { what, next })
}

/// The rules of a role's settings that a request did not meet, each in its own sentence.
fn of_rules(rules: &[PolicyRule]) -> (String, String) {
    let sentences: Vec<(String, &str)> = rules.iter().map(of_rule).collect();
    if sentences.is_empty() {
        return (
            "The role's settings in Privileged Identity Management don't allow this.".to_owned(),
            "The message names the setting. Ask a Privileged Role Administrator about it.".to_owned(),
        );
    }
    let whats: Vec<String> = sentences.iter().map(|(what, _)| what.clone()).collect();
    let mut nexts: Vec<&str> = Vec::new();
    for (_, next) in sentences {
        if !nexts.contains(&next) {
            nexts.push(next);
        }
    }
    (whats.join(" "), nexts.join(" "))
}

fn of_rule(rule: &PolicyRule) -> (String, &'static str) {
    let (what, next) = match rule {
        PolicyRule::Expiration => (
            "The role's settings don't allow an assignment that lasts this long.",
            "Choose a shorter duration, then apply the change again.",
        ),
        PolicyRule::Ticketing => (
            "The role's settings require a ticket.",
            "Apply the change again, and enter the ticket number and system when it pauses.",
        ),
        PolicyRule::Justification => (
            "The role's settings require a justification.",
            "Apply the change again, and enter the justification when it pauses.",
        ),
        PolicyRule::MultiFactor => (
            "The role's settings require multifactor authentication.",
            "Apply the change again, and confirm your sign-in with multifactor authentication.",
        ),
        PolicyRule::Approval => (
            "The role's settings require an approval.",
            "Ask an approver of the role for approval, or assign the role in the Entra admin center.",
        ),
        PolicyRule::Eligibility => (
            "The role's settings don't allow an active assignment here.",
            "Ask a Privileged Role Administrator to allow active assignments in the role's settings. A managed identity \
             can't be eligible.",
        ),
        PolicyRule::Other(name) => {
            return (
                format!("The role's settings don't allow this ({name})."),
                "Ask a Privileged Role Administrator about this setting.",
            );
        }
    };
    (what.to_owned(), next)
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
    use domain::scope::Scope;
    use domain::well_known::{MICROSOFT_GRAPH, roles_that_grant};

    #[test]
    fn only_the_expiration_rule_asks_for_a_shorter_duration() {
        let next = |rule: PolicyRule| explain(&Explanation::RulesNotMet(vec![rule])).unwrap().next;
        assert!(next(PolicyRule::Expiration).contains("shorter duration"));
        for rule in [
            PolicyRule::Ticketing,
            PolicyRule::Justification,
            PolicyRule::MultiFactor,
            PolicyRule::Approval,
            PolicyRule::Eligibility,
            PolicyRule::Other("WeatherRule".to_owned()),
        ] {
            assert!(!next(rule).contains("shorter"));
        }
        let both = explain(&Explanation::RulesNotMet(vec![PolicyRule::Expiration, PolicyRule::Ticketing])).unwrap();
        assert!(both.next.contains("shorter duration") && both.next.contains("ticket number"), "{}", both.next);
    }

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
                "Cloud Application Administrator, which normally allows this",
                false,
            ),
            (Explanation::RoleHeldAndRefused(PRIVILEGED_ROLE_ADMINISTRATOR), "Privileged Role Administrator", false),
            (Explanation::RoleNotKnown(roles), "Couldn't load which roles", true),
            (Explanation::LicenseMissing, "license", false),
            (Explanation::TooYoung, "five minutes", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Expiration]), "lasts this long", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Ticketing]), "require a ticket", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Justification]), "require a justification", false),
            (Explanation::RulesNotMet(vec![PolicyRule::MultiFactor]), "multifactor", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Approval]), "approval", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Eligibility]), "active assignment", false),
            (Explanation::RulesNotMet(vec![PolicyRule::Other("WeatherRule".into())]), "WeatherRule", false),
            (Explanation::RulesNotMet(Vec::new()), "Privileged Identity Management", false),
            (Explanation::ContextRequired, "authentication context", false),
            (Explanation::RequestPending, "pending", false),
            (Explanation::ApprovalPending, "approver", false),
            (Explanation::NotThere, "wasn't found", false),
            (Explanation::MemberPermissionPerhapsMissing(PRIVILEGED_ROLE_ADMINISTRATOR), "members of the group", false),
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
