//! What became of each change, and what the receipt adds to it.

use super::count;
use domain::change::execution::{Execution, StepState, WhyNot};
use domain::change::explain::APPROVAL_PENDING;

/// The columns.
pub const CHANGE: &str = "Change";
/// The column of the outcome.
pub const OUTCOME: &str = "Status";

/// What became of one change, which adds something or removes it.
pub fn state(state: &StepState, takes: bool) -> &'static str {
    match state {
        StepState::Done { .. } if takes => "Removed",
        StepState::AlreadySo if takes => "Not assigned",
        StepState::Unread => "Checking",
        StepState::Ready => "Waiting",
        StepState::Sending => "Sending",
        StepState::Done { .. } => "Added",
        StepState::AlreadySo => "Already assigned",
        StepState::AssignedAgain { .. } => "Assigned again",
        StepState::Refused(said) if said.code == APPROVAL_PENDING => "Waiting for approval",
        StepState::Refused(_) => "Refused",
        StepState::Unknown(_) => "Unknown",
        StepState::NotSent(_) => "Not sent",
    }
}

/// What to do about an outcome, where there is something to do.
pub fn next(state: &StepState, takes: bool) -> Option<String> {
    let said = match state {
        StepState::Unread | StepState::Ready | StepState::Sending | StepState::Done { .. } | StepState::AlreadySo => {
            return None;
        }
        StepState::AssignedAgain { at } => {
            let when = at.map(|at| format!(" on {}", at.minute())).unwrap_or_default();
            return Some(format!(
                "Someone else revoked the assignment that you reviewed and assigned the same permission again{when}. The \
                 new assignment is still there. To remove it, review it first with the button below. The audit log of \
                 this identity shows who assigned it."
            ));
        }
        StepState::Refused(said) if takes && said.status == NOT_FOUND => {
            "Still assigned. The service says that it can't find this assignment, but still lists it. Try again later, \
             or give the request ID to Microsoft support:"
        }
        StepState::Refused(said) if said.code == APPROVAL_PENDING => "Not assigned yet. The service returned:",
        StepState::Refused(_) => "Not applied. The service returned:",
        StepState::Unknown(_) => {
            "The response to the request wasn't clear. Open the identity to see whether the permission is assigned. Applying \
             the change again is safe."
        }
        StepState::NotSent(WhyNot::Stopped) => "No changes made.",
        StepState::NotSent(WhyNot::OtherIdentity) => {
            "The identity was deleted, or another object has its ID now. No changes made. Search for the identity \
             again."
        }
        StepState::NotSent(WhyNot::OtherCondition) => {
            "Someone assigned this Azure role at the same scope under another condition. No changes made. Remove that \
             assignment first, or keep it."
        }
        StepState::NotSent(WhyNot::ReplacementMissing) => {
            "An addition to this identity failed, so nothing was removed from it. Fix the addition first, then \
             remove this permission in a separate change."
        }
    };
    Some(said.to_owned())
}

/// The status of an answer about something that isn't there.
const NOT_FOUND: u16 = 404;

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
    // Where something is unknown, no one can say that nothing was changed.
    let nothing = tally.added + tally.removed + tally.unknown == 0;
    let parts = [
        said(tally.added, "added"),
        said(tally.removed, "removed"),
        nothing.then(|| "No changes made".to_owned()),
        said(tally.already_assigned, "already assigned"),
        said(tally.not_assigned, "not assigned"),
        said(tally.assigned_again, "assigned again by someone else"),
        said(tally.waiting_for_approval, "waiting for approval"),
        said(tally.refused, "refused"),
        said(tally.unknown, "unknown"),
        said(tally.not_sent, "not sent"),
    ];
    format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// How many changes of a receipt came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Added by this change.
    pub added: usize,
    /// Removed by this change.
    pub removed: usize,
    /// To be added, and assigned already without this change.
    pub already_assigned: usize,
    /// To be removed, and not assigned any more without this change.
    pub not_assigned: usize,
    /// To be removed, and assigned again by someone else.
    pub assigned_again: usize,
    /// Sent, and assigned once an approver approves it.
    pub waiting_for_approval: usize,
    /// Refused by the service.
    pub refused: usize,
    /// Sent, and not known whether it was applied.
    pub unknown: usize,
    /// Not sent.
    pub not_sent: usize,
}

impl Tally {
    /// Counts the steps of an execution.
    pub fn of(execution: &Execution) -> Self {
        let mut tally = Self::default();
        for (step, state) in execution.steps() {
            let number = match (state, step.takes()) {
                (StepState::Done { .. }, false) => &mut tally.added,
                (StepState::Done { .. }, true) => &mut tally.removed,
                (StepState::AlreadySo, false) => &mut tally.already_assigned,
                (StepState::AlreadySo, true) => &mut tally.not_assigned,
                (StepState::AssignedAgain { .. }, _) => &mut tally.assigned_again,
                (StepState::Refused(said), _) if said.code == APPROVAL_PENDING => &mut tally.waiting_for_approval,
                (StepState::Refused(_), _) => &mut tally.refused,
                (StepState::Unknown(_), _) => &mut tally.unknown,
                (StepState::NotSent(_) | StepState::Unread | StepState::Ready | StepState::Sending, _) => {
                    &mut tally.not_sent
                }
            };
            *number += 1;
        }
        tally
    }

    /// Whether every change reached its goal.
    pub fn is_complete(&self) -> bool {
        self.assigned_again + self.waiting_for_approval + self.refused + self.unknown + self.not_sent == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    #[test]
    fn outcomes_are_told_apart_and_the_bad_ones_have_a_next_step() {
        let said = domain::problem::ServiceMessage {
            status: 403,
            code: String::new(),
            message: String::new(),
            request_id: None,
        };
        let missing = domain::problem::ServiceMessage { status: 404, ..said.clone() };
        let pending = domain::problem::ServiceMessage { code: APPROVAL_PENDING.to_owned(), ..said.clone() };
        let again = StepState::AssignedAgain { at: Some(Timestamp::from_millis(0)) };
        let all = [
            (StepState::Unread, false),
            (StepState::Ready, false),
            (StepState::Sending, false),
            (StepState::Done { at: Timestamp::from_millis(0), request_id: None }, false),
            (StepState::AlreadySo, false),
            (again.clone(), true),
            (StepState::Refused(said), true),
            (StepState::Refused(pending), true),
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
            for takes in [false, true] {
                assert_eq!(next(state, takes).is_some(), *explained, "{state:?}");
            }
        }
        assert!(next(&again, true).is_some_and(|said| said.contains("again on 1970-01-01")));
        assert!(next(&StepState::Refused(missing), true).is_some_and(|said| said.starts_with("Still assigned.")));
    }

    #[test]
    fn the_summary_leaves_out_what_did_not_happen() {
        let nothing = Tally::default();
        assert_eq!(summary(&Tally { added: 9, ..nothing }), "9 added.");
        let there = Tally { already_assigned: 9, ..nothing };
        assert_eq!(summary(&there), "No changes made, 9 already assigned.");
        assert_eq!(summary(&Tally { unknown: 1, not_sent: 2, ..nothing }), "1 unknown, 2 not sent.");
        assert_eq!(summary(&Tally { removed: 1, not_assigned: 2, ..nothing }), "1 removed, 2 not assigned.");
        let again = Tally { assigned_again: 1, refused: 5, ..nothing };
        assert_eq!(summary(&again), "No changes made, 1 assigned again by someone else, 5 refused.");
        assert!(there.is_complete() && !again.is_complete());
    }
}
