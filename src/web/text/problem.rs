//! Problems with requests, in words, each with the next step.

use std::time::Duration;

use crate::web::text::tenant_review;
use domain::policy_rule::PolicyRule;
use domain::problem::{MissingAccess, Problem};
use domain::scope::Scope;

/// The label of the service's own code.
pub const CODE: &str = "Error code";
/// The label of the service's own words.
pub const MESSAGE: &str = "Message";
/// The label of the request ID.
pub const REQUEST_ID: &str = "Request ID";

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Explanation {
    /// These two sentences.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }
}

/// Says what happened and what to do next.
pub fn explain(problem: &Problem) -> Explanation {
    let (what, next) = match problem {
        Problem::ScopeMissing(scopes) => (
            format!("Additional permission required: {}.", names(scopes)),
            format!(
                "Select {}. If your tenant requires admin consent, ask an administrator. {}",
                super::region::ALLOW,
                scopes.iter().map(|&scope| format!("{scope} {}.", purpose(scope))).collect::<Vec<_>>().join(" ")
            ),
        ),
        Problem::Forbidden(said) if said.missing_access() == Some(MissingAccess::Permission) => (
            "Your sign-in lacks a permission for this.".to_owned(),
            "Ask an administrator to consent, for Bestow's app registration, to the permission that the message names. \
             Then try again."
                .to_owned(),
        ),
        Problem::Forbidden(_) => (
            "Access denied.".to_owned(),
            "You need an Entra role that allows this. If you're eligible for one, activate it, then select Try again. If \
             it still fails, give the request ID to your administrator."
                .to_owned(),
        ),
        Problem::RightLost(_) => (
            "Microsoft allowed this a moment ago and denies it now.".to_owned(),
            "If a role that you activated has ended, activate it again, then resume. Completed steps aren't \
             repeated.".to_owned(),
        ),
        Problem::LicenseMissing(_) => (
            "Your tenant has no license for this feature.".to_owned(),
            "Ask your license administrator which license this feature requires. Without the license, Microsoft \
             doesn't store or show the data."
                .to_owned(),
        ),
        Problem::NotFound(_) => (
            "Object not found.".to_owned(),
            "Check the ID. If the object was created in the last few minutes, try again in a minute. It may also have \
             been deleted."
                .to_owned(),
        ),
        Problem::StepUp(_) => (
            "Your organization requires you to confirm your sign-in for this.".to_owned(),
            "Confirm your sign-in in the window that opens. Waiting requests then continue automatically.".to_owned(),
        ),
        Problem::SignInNeeded => (
            "Your sign-in has ended or isn't sufficient.".to_owned(),
            "Sign in again. Waiting requests then continue automatically.".to_owned(),
        ),
        Problem::SignInBlocked => sign_in_blocked(),
        Problem::DetailsRequired(said) => {
            let rules = PolicyRule::failed(said);
            let fields = match (rules.contains(&PolicyRule::Ticketing), rules.contains(&PolicyRule::Justification)) {
                (true, true) => "a ticket and a justification",
                (true, false) => "a ticket",
                _ => "a justification",
            };
            (
                format!("The role's settings in Privileged Identity Management require {fields}."),
                "Fill in the fields, then continue. The values are sent with every request of this change for a \
                 time-bound role."
                    .to_owned(),
            )
        }
        Problem::Offline => (
            "You're offline.".to_owned(),
            "Connect to the network, then try again. Your selection is kept.".to_owned(),
        ),
        Problem::Unreachable => (
            "Couldn't reach Microsoft after several attempts.".to_owned(),
            "Check the connection, and whether a proxy blocks the address, then try again.".to_owned(),
        ),
        Problem::Throttled(span) => (
            "Microsoft is throttling requests.".to_owned(),
            format!("Wait {}, then try again.", span_in_words(*span)),
        ),
        Problem::Unavailable(_) => (
            "Microsoft's service failed after several attempts.".to_owned(),
            "Try again in a few minutes. If it keeps failing, give the request ID to Microsoft support.".to_owned(),
        ),
        Problem::Refused(_) => (
            "Microsoft didn't accept the request.".to_owned(),
            "Trying again doesn't help. Give the code and the request ID to support.".to_owned(),
        ),
        Problem::Stopped => (
            "Not loaded, because loading was stopped.".to_owned(),
            format!("To load it, select {}.", tenant_review::READ_MISSING),
        ),
        Problem::Unreadable(part) => (
            format!("Unexpected response from Microsoft ({part}). The response was ignored."),
            "Try again. If it keeps failing, something between this browser and Microsoft may be changing responses."
                .to_owned(),
        ),
    };
    Explanation { what, next }
}

/// Said where a policy of the tenant can't be met by a page in a browser.
pub fn sign_in_blocked() -> (String, String) {
    (
        "A page in a browser can't meet your organization's sign-in policy.".to_owned(),
        "Trying again doesn't help. A Conditional Access policy requires token protection or blocks this sign-in. Ask an \
         administrator to exclude Bestow's app registration from the policy, or use the Entra admin center."
            .to_owned(),
    )
}

/// What a scope is for, in the words of someone who is asked for it.
pub fn purpose(scope: Scope) -> &'static str {
    match scope {
        Scope::UserRead => "shows who is signed in",
        Scope::ApplicationReadAll => "lists identities, APIs and granted permissions",
        Scope::RoleManagementReadDirectory => "lists Entra roles, their assignments and the roles you can activate",
        Scope::DirectoryReadAll => "identifies objects by ID, and lists delegated permissions",
        Scope::GroupMemberReadAll => "shows the names of groups, and finds groups",
        Scope::AuditLogReadAll => "shows who granted what, and when an identity last signed in",
        Scope::AppRoleAssignmentReadWriteAll => "grants application permissions when you apply a change",
        Scope::RoleManagementReadWriteDirectory => "assigns Entra roles when you apply a change",
        Scope::RoleAssignmentScheduleReadWriteDirectory => "assigns time-bound Entra roles",
        Scope::GroupMemberReadWriteAll => "adds identities to groups and removes them when you apply a change",
    }
}

/// A span of time as people say it, rounded up.
pub fn span_in_words(span: Duration) -> String {
    let seconds = usize::try_from(span.as_millis().div_ceil(1000)).unwrap_or(usize::MAX);
    if seconds < 120 {
        super::count::of(seconds.max(1), "second", "seconds")
    } else {
        super::count::of(seconds.div_ceil(60), "minute", "minutes")
    }
}

/// The names of scopes, in one line.
pub fn names(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.value()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use domain::problem::{Claims, ServiceMessage};

    /// One problem of each kind; the match below makes forgetting one a compile error.
    pub fn every_problem() -> Vec<Problem> {
        let said = || ServiceMessage { status: 400, code: "c".into(), message: "m".into(), request_id: None };
        let all = vec![
            Problem::ScopeMissing(vec![Scope::AuditLogReadAll]),
            Problem::Forbidden(said()),
            Problem::RightLost(said()),
            Problem::LicenseMissing(said()),
            Problem::NotFound(said()),
            Problem::StepUp(Claims::from_json("{}".to_owned()).unwrap()),
            Problem::SignInNeeded,
            Problem::SignInBlocked,
            Problem::DetailsRequired(said()),
            Problem::Offline,
            Problem::Unreachable,
            Problem::Throttled(Duration::from_millis(1500)),
            Problem::Unavailable(said()),
            Problem::Refused(said()),
            Problem::Stopped,
            Problem::Unreadable("the list"),
        ];
        for problem in &all {
            match problem {
                Problem::ScopeMissing(_)
                | Problem::Forbidden(_)
                | Problem::RightLost(_)
                | Problem::LicenseMissing(_)
                | Problem::NotFound(_)
                | Problem::StepUp(_)
                | Problem::SignInNeeded
                | Problem::SignInBlocked
                | Problem::DetailsRequired(_)
                | Problem::Offline
                | Problem::Unreachable
                | Problem::Throttled(_)
                | Problem::Unavailable(_)
                | Problem::Refused(_)
                | Problem::Stopped
                | Problem::Unreadable(_) => {}
            }
        }
        all
    }

    #[test]
    fn every_problem_is_told_apart_and_has_a_next_step() {
        let mut seen = std::collections::BTreeSet::new();
        for problem in every_problem() {
            let Explanation { what, next } = explain(&problem);
            assert!(what.ends_with('.') && next.ends_with('.'), "{problem}");
            assert!(seen.insert(what.clone()), "said twice: {what}");
        }
    }

    #[test]
    fn refusal_for_a_missing_permission_does_not_name_a_role() {
        let said = |code: &str| ServiceMessage { code: code.into(), ..every_service_message() };
        let words = |code: &str| explain(&Problem::Forbidden(said(code))).next;
        assert!(!words("Authentication_MSGraphPermissionMissing").contains("role"));
        assert!(words("Authentication_RequestFromUnsupportedUserRole").contains("role"));
    }

    fn every_service_message() -> ServiceMessage {
        ServiceMessage { status: 403, code: String::new(), message: String::new(), request_id: None }
    }

    #[test]
    fn required_fields_are_named() {
        let said = |message: &str| ServiceMessage {
            code: "RoleAssignmentRequestPolicyValidationFailed".into(),
            message: message.into(),
            ..every_service_message()
        };
        let what = |message: &str| explain(&Problem::DetailsRequired(said(message))).what;
        assert!(what(r#"["TicketingRule"]"#).ends_with("require a ticket."));
        assert!(what(r#"["JustificationRule"]"#).ends_with("require a justification."));
        assert!(what(r#"["JustificationRule","TicketingRule"]"#).ends_with("require a ticket and a justification."));
    }

    #[test]
    fn what_a_problem_carries_is_said() {
        assert!(explain(&Problem::ScopeMissing(vec![Scope::AuditLogReadAll])).what.contains("AuditLog.Read.All"));
        assert!(explain(&Problem::Throttled(Duration::from_millis(1500))).next.contains("2 seconds"));
        assert!(explain(&Problem::Unreadable("the list")).what.contains("the list"));
    }

    #[test]
    fn spans_are_rounded_up() {
        let check = |millis, words: &str| assert_eq!(span_in_words(Duration::from_millis(millis)), words);
        check(0, "1 second");
        check(1001, "2 seconds");
        check(119_500, "2 minutes");
        check(121_000, "3 minutes");
    }

    #[test]
    fn every_scope_says_what_it_is_for() {
        let purposes: std::collections::BTreeSet<_> = Scope::ALL.iter().map(|&scope| purpose(scope)).collect();
        assert_eq!(purposes.len(), Scope::ALL.len());
    }
}
