//! What became of each change, and what the receipt adds to it.

use super::count;
use crate::domain::change::execution::{StepState, WhyNot};

/// The columns.
pub const CHANGE: &str = "Change";
/// The column of the outcome.
pub const OUTCOME: &str = "Outcome";

/// The heading of what comes next.
pub const EFFECT: &str = "When it takes effect";
/// The identity's token is kept for a day.
pub const EFFECT_TOKEN: &str = "Azure keeps the tokens of a managed identity for up to 24 hours, and there is no way to \
                                renew them earlier. A permission that was granted a minute ago may therefore seem \
                                missing to a program that got its token before. Wait, and test again with a new token.";
/// The heading of the second halves.
pub const SECOND_HALF: &str = "What else is needed";
/// Exchange's.
pub const EXCHANGE: &str = "Exchange Online: Exchange.ManageAsApp only lets the identity connect. What it may do there \
                            comes from a directory role such as Exchange Administrator, or from role groups in Exchange \
                            Online, for which the identity's service principal has to be created there as well \
                            (New-ServicePrincipal in Exchange Online PowerShell).";
/// SharePoint's.
pub const SHAREPOINT: &str = "SharePoint Online: Sites.Selected alone opens no site. Each site has to be granted to the \
                              identity on its own. Sites.FullControl.All needs nothing more.";

/// What became of one change.
pub fn state(state: &StepState) -> &'static str {
    match state {
        StepState::Unread => "Checking",
        StepState::Ready => "Waiting",
        StepState::Sending => "Sending",
        StepState::Done(_) => "Added",
        StepState::AlreadySo => "Already there",
        StepState::Refused(_) => "Refused",
        StepState::Unknown(_) => "Not known",
        StepState::NotSent(_) => "Not sent",
    }
}

/// What to do about an outcome, where there is something to do.
pub fn next(state: &StepState) -> Option<&'static str> {
    match state {
        StepState::Unread | StepState::Ready | StepState::Sending | StepState::Done(_) | StepState::AlreadySo => None,
        StepState::Refused(_) => Some("Nothing was changed. The service says why:"),
        StepState::Unknown(_) => Some(
            "It was sent, and no clear answer came. Open the identity to see whether it is held; applying again is safe.",
        ),
        StepState::NotSent(WhyNot::Stopped) => Some("Nothing was changed."),
        StepState::NotSent(WhyNot::OtherIdentity) => {
            Some("The identity is gone, or another one has its id now. Nothing was changed; look it up again.")
        }
        StepState::NotSent(WhyNot::ReplacementMissing) => Some(
            "What was to be added to this identity could not be, so nothing was taken from it. Settle that first, then \
             remove this in a change of its own.",
        ),
    }
}

/// When it happened.
pub fn from_to(from: &str, to: &str) -> String {
    if from == to { format!("At {to}.") } else { format!("From {from} to {to}.") }
}

/// What happened, in one sentence.
pub fn summary(made: usize, there: usize, open: usize) -> String {
    let mut parts = vec![format!("{} added", count::grouped(made))];
    if there > 0 {
        parts.push(format!("{} already there", count::grouped(there)));
    }
    if open > 0 {
        parts.push(format!("{} not added", count::grouped(open)));
    }
    format!("{}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    #[test]
    fn outcomes_are_told_apart_and_the_bad_ones_have_a_next_step() {
        let said = crate::domain::problem::ServiceMessage {
            status: 403,
            code: String::new(),
            message: String::new(),
            request_id: None,
        };
        let all = [
            (StepState::Unread, false),
            (StepState::Ready, false),
            (StepState::Sending, false),
            (StepState::Done(Timestamp::from_millis(0)), false),
            (StepState::AlreadySo, false),
            (StepState::Refused(said), true),
            (StepState::Unknown(None), true),
            (StepState::NotSent(WhyNot::Stopped), true),
        ];
        let names: std::collections::BTreeSet<_> = all.iter().map(|(it, _)| state(it)).collect();
        assert_eq!(names.len(), all.len());
        for (state, explained) in &all {
            assert_eq!(next(state).is_some(), *explained, "{state:?}");
        }
    }

    #[test]
    fn the_summary_leaves_out_what_did_not_happen() {
        assert_eq!(summary(9, 0, 0), "9 added.");
        assert_eq!(summary(0, 9, 0), "0 added, 9 already there.");
        assert_eq!(summary(3, 1, 5), "3 added, 1 already there, 5 not added.");
    }
}
