//! What stands between a person and an answer, in words, with the next step.

use std::time::Duration;

use crate::domain::problem::Problem;
use crate::domain::scope::Scope;

/// The label of the service's own code.
pub const CODE: &str = "Code";
/// The label of the service's own words.
pub const MESSAGE: &str = "The service says";
/// The label of the request id.
pub const REQUEST_ID: &str = "Request id";

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is the case.
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

/// Says what is the case and what to do about it.
pub fn explain(problem: &Problem) -> Explanation {
    let (what, next) = match problem {
        Problem::ScopeMissing(scopes) => (
            format!("Your sign-in does not cover this yet. It needs {}.", names(scopes)),
            format!(
                "{} Allow access to go on. If your tenant lets only administrators consent, ask one to do it.",
                scopes.iter().map(|&scope| format!("{scope} {}.", purpose(scope))).collect::<Vec<_>>().join(" ")
            ),
        ),
        Problem::Forbidden(_) => (
            "The service refused this.".to_owned(),
            "You need a directory role that allows it, or to activate one you are eligible for. Then try again. \
             The request id below helps whoever looks into it."
                .to_owned(),
        ),
        Problem::RightLost(_) => (
            "The service allowed this a moment ago and refuses it now.".to_owned(),
            "A role that you activated has probably ended. Activate it again, then go on where it stopped. What is done \
             stays done."
                .to_owned(),
        ),
        Problem::LicenceMissing(_) => (
            "Your tenant has no licence for this.".to_owned(),
            "It cannot be shown here. Whoever manages licences can tell which one it takes.".to_owned(),
        ),
        Problem::NotFound(_) => (
            "The directory does not know this object.".to_owned(),
            "It may have been deleted, or is so new that it is not everywhere yet. Check the id, or try again in a minute."
                .to_owned(),
        ),
        Problem::StepUp(_) => (
            "Your organization wants you to confirm your sign-in for this.".to_owned(),
            "Confirm it in the window that opens, then it goes on where it stopped.".to_owned(),
        ),
        Problem::SignInNeeded => (
            "Your sign-in has ended or is not enough.".to_owned(),
            "Sign in again, then it goes on where it stopped.".to_owned(),
        ),
        Problem::Offline => (
            "This device is offline.".to_owned(),
            "Connect it, then try again. Nothing that you chose is lost.".to_owned(),
        ),
        Problem::Unreachable => (
            "Microsoft did not answer after several attempts.".to_owned(),
            "Check the connection, or whether a proxy blocks the address, then try again.".to_owned(),
        ),
        Problem::Throttled(span) => (
            "Microsoft asks this page to slow down.".to_owned(),
            format!("Wait {}, then try again.", span_in_words(*span)),
        ),
        Problem::Unavailable(_) => (
            "Microsoft's service failed after several attempts.".to_owned(),
            "Try again in a few minutes. If it lasts, hand the request id to Microsoft's support.".to_owned(),
        ),
        Problem::Refused(_) => (
            "The service did not accept the request.".to_owned(),
            "Trying again does not help. Hand the code and the request id to support.".to_owned(),
        ),
        Problem::Unreadable(part) => (
            format!("The answer was not what Microsoft documents (in {part}). What does not fit was not used."),
            "Try again. If it lasts, something between this browser and Microsoft may be changing answers.".to_owned(),
        ),
    };
    Explanation { what, next }
}

/// What a scope is for, in the words of someone who is asked for it.
pub fn purpose(scope: Scope) -> &'static str {
    match scope {
        Scope::UserRead => "shows who is signed in",
        Scope::ApplicationReadAll => "lists identities, APIs and the permissions that are granted",
        Scope::RoleManagementReadDirectory => "lists directory roles, who holds them and which you may activate",
        Scope::DirectoryReadAll => "says what an id belongs to, and lists delegated permissions",
        Scope::GroupMemberReadAll => "shows the names of groups",
        Scope::AuditLogReadAll => "shows who granted what, and when an identity last signed in",
        Scope::AppRoleAssignmentReadWriteAll => "grants application permissions when you apply a change",
        Scope::RoleManagementReadWriteDirectory => "assigns directory roles when you apply a change",
        Scope::RoleAssignmentScheduleReadWriteDirectory => "assigns directory roles for a limited time",
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
    use crate::domain::problem::{Claims, ServiceMessage};

    /// One problem of each kind; the match below makes forgetting one a compile error.
    pub fn every_problem() -> Vec<Problem> {
        let said = || ServiceMessage { status: 400, code: "c".into(), message: "m".into(), request_id: None };
        let all = vec![
            Problem::ScopeMissing(vec![Scope::AuditLogReadAll]),
            Problem::Forbidden(said()),
            Problem::RightLost(said()),
            Problem::LicenceMissing(said()),
            Problem::NotFound(said()),
            Problem::StepUp(Claims::from_json("{}".to_owned()).unwrap()),
            Problem::SignInNeeded,
            Problem::Offline,
            Problem::Unreachable,
            Problem::Throttled(Duration::from_millis(1500)),
            Problem::Unavailable(said()),
            Problem::Refused(said()),
            Problem::Unreadable("the list"),
        ];
        for problem in &all {
            match problem {
                Problem::ScopeMissing(_)
                | Problem::Forbidden(_)
                | Problem::RightLost(_)
                | Problem::LicenceMissing(_)
                | Problem::NotFound(_)
                | Problem::StepUp(_)
                | Problem::SignInNeeded
                | Problem::Offline
                | Problem::Unreachable
                | Problem::Throttled(_)
                | Problem::Unavailable(_)
                | Problem::Refused(_)
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
