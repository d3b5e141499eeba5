//! Changes that were interrupted: the tab was closed or reloaded, or the session ended before the change did.

/// The name of the notice.
pub const HEADING: &str = "Interrupted change";
/// The button that reviews what is left of a change that was approved in this browser.
pub const REVIEW: &str = "Review the rest";
/// The button that opens what is left of any other one.
pub const OPEN: &str = "Open as change request";
/// The button that removes the record of it.
pub const FORGET: &str = "Discard the rest";
/// Shown while another tab is asked.
pub const CHECKING: &str = "Checking other tabs";
/// Another tab is applying the change.
pub const ELSEWHERE: &str =
    "Another tab is applying this change, or has finished it. Continue there, or reload this page to check again.";
/// The identity has another change under way.
pub const BUSY: &str = "This tab already has a selection for the same identity. Apply or discard that selection first, then review the rest of this change.";
/// It was interrupted too long ago.
pub const EXPIRED: &str = "This change started more than seven days ago, so you can no longer continue it. Open the \
    identity to see what was applied, and select what is missing.";
/// What can be said of a change whose proof is missing or wrong.
pub const UNPROVEN: &str = "This browser can't prove that you approved this change. It opens as a change request in \
    which no tier 0 permission is selected.";
/// Where such a change request says that it comes from.
pub const UNPROVEN_CLAIM: &str =
    "An interrupted change from this browser's storage. It isn't proven that you approved it.";

/// The name of the notice of a change of an identity whose result isn't known.
pub const PENDING: &str = "Identity change with unknown result";
/// The link to it.
pub const TO_PENDING: &str = "Check the result";

/// How many changes of identities have an unknown result.
pub fn pending_identities(number: usize) -> String {
    match number {
        1 => "A change of an identity was sent, and the tab was closed before the result was known.".to_owned(),
        _ => format!("{number} changes of identities were sent, and the tab was closed before the results were known."),
    }
}

/// Says which change it is, how far it came, and how long the rest is offered.
pub fn offer(started: &str, ended: usize, all: usize, until: &str) -> String {
    format!(
        "A change that started at {started} was interrupted. {ended} of {all} done. You can review and apply the \
         rest until {until}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::draft::LONGEST_CLAIM;

    #[test]
    fn the_claim_of_a_change_request_is_not_cut() {
        assert!(UNPROVEN_CLAIM.chars().count() <= LONGEST_CLAIM);
    }
}
