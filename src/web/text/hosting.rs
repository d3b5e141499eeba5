//! How this page is hosted.

use super::problem::Explanation;
use crate::web::hosting::{Check, Standing};

/// The heading.
pub const HEADING: &str = "How this page is hosted";
/// Said while it is looked at.
pub const LOOKING: &str = "Looking at how this page is hosted";
/// Everything is as it should be.
pub const ALL_GOOD: &str = "Hosted as it was released.";
/// Something is weaker.
pub const WEAKENED: &str = "This deployment is weaker than it could be.";
/// Something is not as it must be.
pub const NO_CHANGES: &str = "This page makes no changes here.";
/// The column of the checks.
pub const CHECK: &str = "What is looked at";
/// The column of the outcomes.
pub const OUTCOME: &str = "Outcome";
/// The column of what it means.
pub const MEANING: &str = "What it means";
/// What the page cannot see.
pub const BEYOND: &str = "What the page cannot see of itself, cargo xtask verify compares from outside: every file with its release, and every header.";

/// The outcome in a word.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "Good",
        Standing::Weak => "Weak",
        Standing::Unsafe => "Not safe",
    }
}

/// What is looked at.
pub fn name(check: Check) -> &'static str {
    match check {
        Check::Frame => "No frame around it",
        Check::Connection => "Secure connection",
        Check::Scripts => "Released scripts only",
        Check::Markup => "No markup from text",
        Check::Isolation => "Apart from other windows",
        Check::ServiceWorker => "No service worker",
    }
}

/// What an outcome means.
pub fn meaning(check: Check, standing: Standing) -> &'static str {
    match (check, standing) {
        (Check::Frame, Standing::Good) => "No other page shows this one inside itself.",
        (Check::Frame, _) => "Another page shows this one inside itself and could have you click what you do not see.",
        (Check::Connection, Standing::Good) => "Nobody on the way can change what the host sends.",
        (Check::Connection, _) => "The connection is not encrypted, so anybody on the way could change this page.",
        (Check::Scripts, Standing::Good) => "The browser refuses to run text as a script.",
        (Check::Scripts, _) => "The browser runs text as a script: the page's policy is not in force.",
        (Check::Markup, Standing::Good) => "The browser refuses to turn text into markup.",
        (Check::Markup, Standing::Weak) => "This browser has no Trusted Types. The rest of the policy holds.",
        (Check::Markup, Standing::Unsafe) => {
            "The browser turns text into markup: this part of the page's policy is not in force."
        }
        (Check::Isolation, Standing::Good) => "Windows of other sites cannot reach this one.",
        (Check::Isolation, _) => {
            "The host does not send the headers that keep windows of other sites away from this one."
        }
        (Check::ServiceWorker, Standing::Good) => "No other program of this site answers in place of the host.",
        (Check::ServiceWorker, _) => {
            "Another page of this site has a service worker, which could hand out other files than the host's."
        }
    }
}

/// Why this page makes no changes here, and what helps.
pub fn refusal(check: Check) -> Explanation {
    let next = match check {
        Check::Frame => "Open the page in a tab of its own.",
        Check::Connection => "Open it by its https address.",
        Check::Scripts | Check::Markup => {
            "Whoever hosts it has to send the headers of the release. An extension of the browser may also have taken the policy away."
        }
        Check::Isolation => "Whoever hosts it has to send the headers of the release.",
        Check::ServiceWorker => {
            "Give the page a host name of its own, and clear what this site has stored in the browser."
        }
    };
    let what = format!("{NO_CHANGES} {}", meaning(check, Standing::Unsafe));
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
            .flat_map(|&check| [meaning(check, Standing::Good), meaning(check, Standing::Unsafe)])
            .collect();
        assert_eq!(sentences.len(), 12);
        assert!(checks.iter().all(|&check| refusal(check).next.ends_with('.')));
    }
}
