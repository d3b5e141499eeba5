//! Activating one's own Entra roles: what can be activated, the form, how far a request is, and how it ended.

use super::problem::Explanation;
use domain::activation::{ActivationFailure, FormGap, RequestStatus, RoleDuration, RoleOutcome, RoleStage};
use domain::policy_rule::PolicyRule;

/// Where the form or the page changed while the user signed in.
pub const CHANGED: &str = "Nothing was sent: the request changed while you were signing in.";
/// What to do then.
pub const CHANGED_NEXT: &str = "Check the role, scope and duration, then send the request again.";
/// The columns of the table of eligible roles.
pub const COLUMNS: &[&str] = &["Role", "Scope", "Status", "Action"];
/// What the table is, for screen readers.
pub const TABLE: &str = "Eligible roles";
/// Under a role that the user can activate as a member of a group.
pub const THROUGH_GROUP: &str = "Eligible through a group";
/// The button that opens the form.
pub const ACTIVATE: &str = "Activate";
/// The button that ends an activation.
pub const DEACTIVATE: &str = "Deactivate";
/// The heading of the form.
pub const FORM: &str = "Activate a role";
/// The heading while a request is carried out, and of its result.
pub const PROGRESS: &str = "Role request";
/// Said while the settings of a role are read.
pub const READING_RULES: &str = "Loading the role's settings";
/// Where the settings could not be read.
pub const RULES_UNREAD: &str = "Couldn't load the role's settings. You can still request the role: if a required \
    field is missing, Microsoft Entra names it.";
/// The field for the duration.
pub const DURATION: &str = "Duration";
/// Below it.
pub const DURATION_HINT: &str =
    "Choose the shortest time that your task needs. You can deactivate the role after five minutes.";
/// The field for the justification.
pub const JUSTIFICATION: &str = "Justification";
/// Below it.
pub const JUSTIFICATION_HINT: &str = "Approvers and auditors see this text. Don't enter secrets.";
/// The same field where it can stay empty.
pub const JUSTIFICATION_OPTIONAL: &str = "Justification (optional)";
/// The field for the ticket.
pub const TICKET: &str = "Ticket number";
/// Below it.
pub const TICKET_HINT: &str = "The ticket number isn't verified and isn't kept in this browser.";
/// The field for the system of the ticket.
pub const TICKET_SYSTEM: &str = "Ticket system (optional)";
/// Below it.
pub const TICKET_SYSTEM_HINT: &str = "For example ServiceNow.";
/// The button that shows the fields for a ticket where none is required.
pub const ADD_TICKET: &str = "Add a ticket";
/// Above what would be sent.
pub const REVIEW: &str = "Review";
/// The button that closes the form.
pub const CANCEL: &str = "Cancel";
/// Where an approver has to approve.
pub const NEEDS_APPROVAL: &str = "An approver has to approve this request before the role is active.";
/// Where the settings require a stronger sign-in.
pub const NEEDS_SIGN_IN: &str = "The role's settings may require you to confirm your sign-in.";
/// Which permission the request takes.
pub const PERMISSION: &str = "The request requires the permission RoleAssignmentSchedule.ReadWrite.Directory. Bestow \
    gets an access token with this permission in a sign-in window, and discards the token afterwards.";
/// The button that continues after a pause.
pub const CONTINUE: &str = "Continue";
/// The same, where the user has to confirm the sign-in.
pub const CONTINUE_SIGN_IN: &str = "Continue sign-in";
/// The button that ends a paused request.
pub const STOP: &str = "Stop";
/// The button that closes the result.
pub const CLOSE: &str = "Close";
/// The button that leads back to the review of a change.
pub const BACK_TO_REVIEW: &str = "Back to the review";
/// While it is carried out.
pub const CAN_LEAVE: &str = "Meanwhile, you can open other pages of Bestow.";
/// Where the deployment lets no one change anything.
pub const READ_ONLY: &str = "This deployment is read-only. Activate roles in the Entra admin center.";
/// Where the open requests could not be read.
pub const REQUESTS_UNREAD: &str =
    "Couldn't load your open requests and active roles, so the status of roles can be incomplete.";
/// In a review, above the button that leads to the form.
pub const OFFER_NEXT: &str = "Activate the role, then return to this review.";

/// In a review: a role that the user is eligible for.
pub fn offer(role: &str) -> String {
    format!("You're eligible for {role}, which allows this change.")
}

/// A duration.
pub fn duration(duration: RoleDuration) -> String {
    let (hours, minutes) = (duration.minutes() / 60, duration.minutes() % 60);
    let hours_text = if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") };
    match (hours, minutes) {
        (0, minutes) => format!("{minutes} minutes"),
        (_, 0) => hours_text,
        (_, minutes) => format!("{hours_text} {minutes} minutes"),
    }
}

/// What would be sent.
pub fn review(person: &str, role: &str, scope: &str, lasting: RoleDuration, until: &str) -> String {
    format!("{person} activates {role} for {}, until about {until}. Scope: {scope}.", duration(lasting))
}

/// What was sent.
pub fn request(activates: bool, role: &str, scope: &str) -> String {
    let what = if activates { "Activate" } else { "Deactivate" };
    format!("{what} {role}. Scope: {scope}.")
}

/// The status of an eligible role.
pub fn active_until(until: Option<&str>) -> String {
    match until {
        Some(until) => format!("Active until {until}"),
        None => "Active".to_owned(),
    }
}

/// The status of a role that is active by an assignment, which the user can't end.
pub const ASSIGNED: &str = "Active (assigned)";
/// The status of a role that isn't active.
pub const NOT_ACTIVE: &str = "Not active";

/// The status of a role with an open request.
pub fn open_request(status: &RequestStatus, since: Option<&str>) -> String {
    let what = match status {
        RequestStatus::PendingApproval => "Waiting for approval".to_owned(),
        status => format!("Requested ({})", status.word()),
    };
    match since {
        Some(since) => format!("{what} since {since}"),
        None => what,
    }
}

/// When an eligibility ends.
pub fn eligible_until(end: &str) -> String {
    format!("Eligible until {end}")
}

/// What is missing in the form.
pub fn gap(gap: FormGap) -> String {
    match gap {
        FormGap::Justification => "Enter a justification.".to_owned(),
        FormGap::Ticket => "Enter a ticket number.".to_owned(),
        FormGap::TooLong(longest) => format!("Choose at most {}.", duration(longest)),
        FormGap::Scope => {
            "Activate this role in the Entra admin center: Bestow doesn't support the scope of the role.".to_owned()
        }
    }
}

/// How far a request is.
pub fn stage(stage: RoleStage) -> &'static str {
    match stage {
        RoleStage::Sending => "Sending the request",
        RoleStage::Following => "Microsoft Entra is processing the request",
        RoleStage::Looking => "No response received. Checking whether the request exists",
        RoleStage::Confirming => "The role is active. Loading its end time",
        RoleStage::Paused | RoleStage::Ended => "",
    }
}

/// How a request ended. `until` is the end of the activation.
pub fn outcome(outcome: &RoleOutcome, until: Option<&str>) -> Explanation {
    match outcome {
        RoleOutcome::Active(_) => Explanation::new(
            match until {
                Some(until) => format!("The role is active until {until}."),
                None => "The role is active. Its end time isn't known yet.".to_owned(),
            },
            "Bestow has a new access token with the role. In other services, the role can take some minutes to work. \
             Deactivate the role when you're done.",
        ),
        RoleOutcome::Inactive => Explanation::new("The role is no longer active.", ""),
        RoleOutcome::WaitingForApproval => Explanation::new(
            "The request is waiting for approval.",
            "You can leave this page. Ask an approver to approve the request; the list below shows when the role is active.",
        ),
        RoleOutcome::StillPending(status) => Explanation::new(
            format!("Microsoft Entra is still processing the request ({}).", status.word()),
            "You can leave this page. Refresh the list below later to see the status.",
        ),
        RoleOutcome::Failed(failed) => failure(&failed.failure),
        RoleOutcome::Unclear => Explanation::new(
            "No response was received, and the request wasn't found.",
            "Refresh the list below. If the role isn't active and no request is open, request the role again.",
        ),
        RoleOutcome::Stopped => Explanation::new("Stopped. Nothing was sent.", ""),
    }
}

fn failure(failure: &ActivationFailure) -> Explanation {
    let (what, next) = match failure {
        ActivationFailure::AlreadyActive => ("The role is already active.", "Refresh the list below."),
        ActivationFailure::NotActive => {
            ("The role isn't active, so it can't be deactivated.", "Refresh the list below.")
        }
        ActivationFailure::TooSoon => (
            "A role can't be deactivated in its first five minutes.",
            "Wait until the five minutes have passed, then deactivate the role.",
        ),
        ActivationFailure::RequestOpen => (
            "Another request for this role is open.",
            "Wait until that request is done, or cancel it in the Entra admin center under My requests.",
        ),
        ActivationFailure::RulesNotMet(rules) => return rules_not_met(rules),
        ActivationFailure::ContextRequired => (
            "The role's settings require an authentication context, and the response didn't say which one.",
            "Activate the role in the Entra admin center.",
        ),
        ActivationFailure::Denied => {
            ("The request was denied.", "Ask the approver for the reason, then request the role again.")
        }
        ActivationFailure::NotCarriedOut => (
            "Microsoft Entra couldn't carry out the request.",
            "Request the role again, or give the request ID to support.",
        ),
        ActivationFailure::Canceled => {
            ("The request was canceled or ended.", "Request the role again if you still need it.")
        }
        ActivationFailure::LicenseMissing => (
            "Activating roles requires Microsoft Entra ID P2 or ID Governance.",
            "Ask an administrator to assign the role to you.",
        ),
        ActivationFailure::NotAllowed => (
            "Microsoft Entra doesn't allow this request.",
            "Check that you're still eligible for the role. Otherwise, activate the role in the Entra admin center.",
        ),
        ActivationFailure::Other => {
            ("Microsoft Entra refused the request.", "The message says why. You can also use the Entra admin center.")
        }
    };
    Explanation::new(what, next)
}

fn rules_not_met(rules: &[PolicyRule]) -> Explanation {
    let sentences: Vec<(String, &'static str)> = rules.iter().map(rule_not_met).collect();
    if sentences.is_empty() {
        return Explanation::new(
            "The role's settings don't allow this request.",
            "The message names the setting. Ask a Privileged Role Administrator about it.",
        );
    }
    let whats: Vec<&str> = sentences.iter().map(|(what, _)| what.as_str()).collect();
    let nexts: Vec<&str> = sentences.iter().map(|(_, next)| *next).collect();
    Explanation::new(whats.join(" "), nexts.join(" "))
}

fn rule_not_met(rule: &PolicyRule) -> (String, &'static str) {
    let (what, next) = match rule {
        PolicyRule::Justification => ("The role's settings require a justification.", "Enter a justification below."),
        PolicyRule::Ticketing => ("The role's settings require a ticket.", "Enter the ticket number below."),
        PolicyRule::Expiration => {
            ("The role's settings don't allow this duration.", "Choose a shorter duration below.")
        }
        PolicyRule::MultiFactor => (
            "The role's settings require multifactor authentication.",
            "Sign out and sign in again with multifactor authentication.",
        ),
        PolicyRule::Approval => {
            ("The role's settings require an approval.", "Ask an approver of the role for approval.")
        }
        PolicyRule::Eligibility => (
            "You aren't eligible for this role at this scope.",
            "Refresh the list below: your eligibility may have ended.",
        ),
        PolicyRule::Other(name) => {
            return (
                format!("The role's settings don't allow this request ({name})."),
                "Ask a Privileged Role Administrator about this setting.",
            );
        }
    };
    (what.to_owned(), next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::activation::FailedRequest;
    use domain::problem::ServiceMessage;

    #[test]
    fn every_failure_is_told_apart_and_has_a_next_step() {
        let mut seen = std::collections::BTreeSet::new();
        let rules = [
            PolicyRule::Justification,
            PolicyRule::Ticketing,
            PolicyRule::Expiration,
            PolicyRule::MultiFactor,
            PolicyRule::Approval,
            PolicyRule::Eligibility,
            PolicyRule::Other("WeatherRule".to_owned()),
        ];
        let others = [
            ActivationFailure::AlreadyActive,
            ActivationFailure::NotActive,
            ActivationFailure::TooSoon,
            ActivationFailure::RequestOpen,
            ActivationFailure::RulesNotMet(Vec::new()),
            ActivationFailure::ContextRequired,
            ActivationFailure::Denied,
            ActivationFailure::NotCarriedOut,
            ActivationFailure::Canceled,
            ActivationFailure::LicenseMissing,
            ActivationFailure::NotAllowed,
            ActivationFailure::Other,
        ];
        let of_rules = rules.into_iter().map(|rule| ActivationFailure::RulesNotMet(vec![rule]));
        for failure in of_rules.chain(others) {
            let said = ServiceMessage { status: 400, code: String::new(), message: String::new(), request_id: None };
            let said = outcome(&RoleOutcome::Failed(FailedRequest { failure, said }), None);
            assert!(said.what.ends_with('.') && said.next.ends_with('.'), "{said:?}");
            assert!(seen.insert(said.what.clone()), "said twice: {said:?}");
        }
    }

    #[test]
    fn durations_are_said_in_hours_and_minutes() {
        let said = |minutes: u32| duration(RoleDuration::of_minutes(minutes).unwrap());
        assert_eq!([said(30), said(60), said(90), said(480)], ["30 minutes", "1 hour", "1 hour 30 minutes", "8 hours"]);
    }
}
