//! What became of each change, and what the receipt adds to it.

use super::count;
use crate::domain::change::execution::{Execution, StepState, WhyNot};

/// The columns.
pub const CHANGE: &str = "Change";
/// The column of the outcome.
pub const OUTCOME: &str = "Outcome";

/// What became of one change, which gives something or takes it.
pub fn state(state: &StepState, takes: bool) -> &'static str {
    match state {
        StepState::Done { .. } if takes => "Removed",
        StepState::AlreadySo if takes => "Not held",
        StepState::Unread => "Checking",
        StepState::Ready => "Waiting",
        StepState::Sending => "Sending",
        StepState::Done { .. } => "Added",
        StepState::AlreadySo => "Already there",
        StepState::Refused(_) => "Refused",
        StepState::Unknown(_) => "Not known",
        StepState::NotSent(_) => "Not sent",
    }
}

/// What to do about an outcome, where there is something to do.
pub fn next(state: &StepState) -> Option<&'static str> {
    match state {
        StepState::Unread | StepState::Ready | StepState::Sending | StepState::Done { .. } | StepState::AlreadySo => {
            None
        }
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

/// Which identity a change is for.
pub fn of_identity(name: &str) -> String {
    format!("For {name}")
}

/// When it happened.
pub fn from_to(from: &str, to: &str) -> String {
    if from == to { format!("At {to}.") } else { format!("From {from} to {to}.") }
}

/// What happened, in one sentence.
pub fn summary(tally: &Tally) -> String {
    let said = |number: usize, what: &str| (number > 0).then(|| format!("{} {what}", count::grouped(number)));
    // Of what is not known nobody can say that nothing was changed.
    let nothing = tally.added + tally.removed + tally.not_known == 0;
    let parts = [
        said(tally.added, "added"),
        said(tally.removed, "removed"),
        nothing.then(|| "Nothing was changed".to_owned()),
        said(tally.there, "already there"),
        said(tally.not_held, "not held before"),
        said(tally.not_known, "not known"),
        said(tally.open, "not done"),
    ];
    format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// How many changes of a receipt came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Added.
    pub added: usize,
    /// Removed.
    pub removed: usize,
    /// To be added, and there before.
    pub there: usize,
    /// To be removed, and not held before.
    pub not_held: usize,
    /// Sent, and nobody knows what came of it.
    pub not_known: usize,
    /// Neither done nor so before.
    pub open: usize,
}

impl Tally {
    /// Counts the steps of an execution.
    pub fn of(execution: &Execution) -> Self {
        let mut tally = Self::default();
        for (step, state) in execution.steps() {
            let place = match (state, step.takes()) {
                (StepState::Done { .. }, false) => &mut tally.added,
                (StepState::Done { .. }, true) => &mut tally.removed,
                (StepState::AlreadySo, false) => &mut tally.there,
                (StepState::AlreadySo, true) => &mut tally.not_held,
                (StepState::Unknown(_), _) => &mut tally.not_known,
                _ => &mut tally.open,
            };
            *place += 1;
        }
        tally
    }
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
            (StepState::Done { at: Timestamp::from_millis(0), request_id: None }, false),
            (StepState::AlreadySo, false),
            (StepState::Refused(said), true),
            (StepState::Unknown(None), true),
            (StepState::NotSent(WhyNot::Stopped), true),
        ];
        for takes in [false, true] {
            let names: std::collections::BTreeSet<_> = all.iter().map(|(it, _)| state(it, takes)).collect();
            assert_eq!(names.len(), all.len());
        }
        let done = &all[3].0;
        assert_eq!((state(done, false), state(done, true)), ("Added", "Removed"));
        for (state, explained) in &all {
            assert_eq!(next(state).is_some(), *explained, "{state:?}");
        }
    }

    #[test]
    fn the_summary_leaves_out_what_did_not_happen() {
        let nothing = Tally::default();
        assert_eq!(summary(&Tally { added: 9, ..nothing }), "9 added.");
        assert_eq!(summary(&Tally { there: 9, ..nothing }), "Nothing was changed, 9 already there.");
        assert_eq!(summary(&Tally { not_known: 1, open: 2, ..nothing }), "1 not known, 2 not done.");
        assert_eq!(summary(&Tally { removed: 1, not_held: 2, ..nothing }), "1 removed, 2 not held before.");
        assert_eq!(summary(&Tally { added: 3, there: 1, open: 5, ..nothing }), "3 added, 1 already there, 5 not done.");
    }
}
