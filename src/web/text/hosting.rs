//! How this page is hosted.

use super::problem::Explanation;
use crate::web::hosting::{Check, CheckOutcome};

/// The heading.
pub const HEADING: &str = "Deployment security";
/// Said while it is looked at.
pub const LOOKING: &str = "Checking how Bestow is hosted";
/// Everything is as it should be.
pub const ALL_GOOD: &str = "All checks passed.";
/// Something is weaker.
pub const WEAKENED: &str = "This deployment is weaker than recommended.";
/// Something is not as it must be.
pub const NO_CHANGES: &str = "Changes are disabled on this deployment.";
/// The column of the checks.
pub const CHECK: &str = "Check";
/// The column of the outcomes.
pub const OUTCOME: &str = "Status";
/// The column of what it means.
pub const MEANING: &str = "Result";
/// What the page cannot see.
pub const BEYOND: &str =
    "Bestow can't verify its own files. Run cargo xtask verify to compare every file and header with the release.";

/// The outcome in a word.
pub fn check_outcome(standing: CheckOutcome) -> &'static str {
    match standing {
        CheckOutcome::Good => "Good",
        CheckOutcome::Weak => "Weak",
        CheckOutcome::Unsafe => "Not safe",
    }
}

/// What is looked at.
pub fn name(check: Check) -> &'static str {
    match check {
        Check::Frame => "Not in a frame",
        Check::Connection => "HTTPS",
        Check::Scripts => "Script integrity (CSP)",
        Check::Markup => "Trusted Types",
        Check::Isolation => "Cross-origin isolation",
        Check::ServiceWorker => "No service worker",
    }
}

/// What an outcome means.
pub fn meaning(check: Check, standing: CheckOutcome) -> &'static str {
    match (check, standing) {
        (Check::Frame, CheckOutcome::Good) => "No other site shows Bestow in a frame.",
        (Check::Frame, _) => {
            "Another site shows Bestow in a frame and could trick you into clicking what you \
                              don't see."
        }
        (Check::Connection, CheckOutcome::Good) => "The connection uses HTTPS (TLS), or is to this device.",
        (Check::Connection, _) => "The connection isn't encrypted. Anyone on the network could change what you see.",
        (Check::Scripts, CheckOutcome::Good) => "The browser doesn't run text as a script.",
        (Check::Scripts, _) => "The browser runs text as a script: the content security policy isn't in effect.",
        (Check::Markup, CheckOutcome::Good) => "The browser doesn't turn text into markup.",
        (Check::Markup, CheckOutcome::Weak) => {
            "This browser doesn't support Trusted Types. The rest of the policy is in effect."
        }
        (Check::Markup, CheckOutcome::Unsafe) => {
            "The browser turns text into markup: this part of the content security policy isn't in effect."
        }
        (Check::Isolation, CheckOutcome::Good) => "Windows of other sites can't access this one.",
        (Check::Isolation, _) => "The host doesn't send the headers that isolate this window from other sites.",
        (Check::ServiceWorker, CheckOutcome::Good) => "No service worker of this site answers in place of the host.",
        (Check::ServiceWorker, _) => {
            "Another page of this site registered a service worker, which could serve other files than the host."
        }
    }
}

/// Why this page makes no changes here, and what helps.
pub fn refusal(check: Check) -> Explanation {
    let next = match check {
        Check::Frame => "Open Bestow in a tab of its own.",
        Check::Connection => "Open Bestow by its https address.",
        Check::Scripts | Check::Markup => {
            "Ask the site owner to send the headers of the release. A browser extension can also remove the policy."
        }
        Check::Isolation => "Ask the site owner to send the headers of the release.",
        Check::ServiceWorker => "Give Bestow a host name of its own, and clear this site's data in the browser.",
    };
    let what = format!("{NO_CHANGES} {}", meaning(check, CheckOutcome::Unsafe));
    Explanation::new(what, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_sentence_of_its_own() {
        use Check::{Connection, Frame, Isolation, Markup, Scripts, ServiceWorker};
        let checks = [Frame, Connection, Scripts, Markup, Isolation, ServiceWorker];
        let sentences: std::collections::BTreeSet<_> = checks
            .iter()
            .flat_map(|&check| [meaning(check, CheckOutcome::Good), meaning(check, CheckOutcome::Unsafe)])
            .collect();
        assert_eq!(sentences.len(), 12);
        assert!(checks.iter().all(|&check| refusal(check).next.ends_with('.')));
    }
}
