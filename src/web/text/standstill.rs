//! Why applying a change pauses or waits, and until when.

use super::problem::Explanation;
use domain::change::execution::WaitingFor;

/// The device is offline.
pub const OFFLINE: &str = "You're offline.";
/// What happens then.
pub const OFFLINE_NEXT: &str = "The change continues on its own when the device is online again.";

/// What applying waits for, and until which time of the wall clock.
pub fn explain(what: WaitingFor, until: &str) -> Explanation {
    let (what, next) = match what {
        WaitingFor::Service => (
            format!("Microsoft is throttling requests until {until}."),
            "The change then continues on its own. Keep this tab open.".to_owned(),
        ),
        WaitingFor::Replication => (
            "This identity or permission isn't available everywhere in the directory yet.".to_owned(),
            format!("This is normal for one or two minutes after creation. Bestow tries again at {until}."),
        ),
        WaitingFor::Clarity => (
            "The response to the last request wasn't clear.".to_owned(),
            format!("Permissions are read again at {until}. Nothing more is sent before that."),
        ),
    };
    Explanation { what, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_is_told_apart_and_says_until_when() {
        let all = [WaitingFor::Service, WaitingFor::Replication, WaitingFor::Clarity];
        let said = all.map(|what| explain(what, "17:04:09"));
        let whats: std::collections::BTreeSet<_> = said.iter().map(|it| it.what.clone()).collect();
        assert_eq!(whats.len(), all.len());
        for Explanation { what, next } in said {
            assert!(format!("{what} {next}").contains("17:04:09"), "{what} {next}");
            assert!(what.ends_with('.') && next.ends_with('.'), "{what} {next}");
        }
    }
}
