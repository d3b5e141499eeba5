//! What an execution makes of what it is told: answers settle steps or ask for another look, readings settle what is as
//! wished, and what takes is held back where something could not be given.

use super::goal::is_as_wished;
use super::progress::{MOST_WAITS_FOR_REPLICATION, doubling};
use super::right::{FORBIDDEN, Right};
use super::{Answer, ChainAnswer, Execution, Observation, Presence, StepState, Waiting, WhyNot};
use crate::domain::change::plan::Step;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// How often one step is sent before the page says that it cannot tell.
pub(super) const MOST_SENDS: u8 = 6;

impl Execution {
    /// Takes the answers to the steps that were being sent.
    pub fn answered(&mut self, now: Timestamp, steps: &[usize], chain: ChainAnswer) {
        let mut unclear = false;
        let mut replication = None;
        let mut lost = None;
        let missing = std::iter::repeat_with(|| Answer::Unclear(None));
        for (&at, answer) in steps.iter().zip(chain.answers.into_iter().chain(missing)) {
            unclear |= matches!(answer, Answer::Unclear(_));
            let answer = self.unless_a_right_was_lost(at, answer, &mut lost);
            if matches!(answer, Answer::Done(_)) {
                self.rights_lost.retain(|right| *right != Right::of(&self.plan.steps()[at]));
            }
            replication = replication.max(self.progress[at].take(now, answer));
        }
        self.failures_in_a_row = if unclear { self.failures_in_a_row.saturating_add(1) } else { 0 };
        let doubt = unclear.then(|| doubling(self.failures_in_a_row));
        self.last_change = now;
        self.pause = chain.obstacle.or(lost);
        self.waiting = Waiting::longest(now, chain.wait, replication, doubt);
        self.hold_back_what_takes();
    }

    /// A refusal for lack of a right that was there for another step of this execution: a role that was activated has
    /// ended. The step is not settled then; the person can get the right back. Refused again before anything else was
    /// done with it, it is settled.
    fn unless_a_right_was_lost(&mut self, at: usize, answer: Answer, lost: &mut Option<Problem>) -> Answer {
        let Answer::Refused(said) = answer else { return answer };
        let right = Right::of(&self.plan.steps()[at]);
        let had_it =
            self.steps().any(|(step, state)| matches!(state, StepState::Done { .. }) && Right::of(step) == right);
        let known = lost.is_some() || self.rights_lost.contains(&right);
        if said.status != FORBIDDEN || !had_it || known {
            return Answer::Refused(said);
        }
        self.rights_lost.push(right);
        *lost = Some(Problem::RightLost(said));
        Answer::NotSent
    }

    /// Takes what was read: what is as wished is settled, what is not can be sent.
    pub fn observed(&mut self, now: Timestamp, observations: &[Observation]) {
        self.waiting = None;
        let mut absent = false;
        for observation in observations {
            let gone = |step: &Step| step.principal() == observation.identity;
            match &observation.presence {
                Ok(Presence::Same) => self.observed_one(now, observation),
                Ok(Presence::Other | Presence::Deleted) => self.end(WhyNot::OtherIdentity, gone),
                Ok(Presence::NotFound) if self.absences_in_a_row >= MOST_WAITS_FOR_REPLICATION => {
                    self.end(WhyNot::OtherIdentity, gone);
                }
                Ok(Presence::NotFound) => absent = true,
                Err(problem) => self.pause = Some(problem.clone()),
            }
        }
        self.absences_in_a_row = if absent { self.absences_in_a_row + 1 } else { 0 };
        let span = absent.then(|| doubling(self.absences_in_a_row));
        self.waiting = Waiting::longest(now, None, span, None);
        self.last_change = now;
        self.hold_back_what_takes();
    }

    fn observed_one(&mut self, now: Timestamp, observation: &Observation) {
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            let open = matches!(progress.state, StepState::Unread | StepState::Sending);
            if !open || step.principal() != observation.identity {
                continue;
            }
            match is_as_wished(step, &observation.held) {
                Ok(true) if progress.sends > 0 => progress.state = progress.done_unseen(now),
                Ok(true) => progress.state = StepState::AlreadySo,
                Ok(false) if progress.sends >= MOST_SENDS => {
                    progress.state = StepState::Unknown(progress.last_message.clone());
                }
                Ok(false) => progress.state = StepState::Ready,
                Err(problem) => self.pause = Some(problem),
            }
        }
    }

    /// Nothing is taken from an identity before everything that was to be given to it is there, and nothing at all
    /// where something could not be given: it would hold less than before and less than wished.
    fn hold_back_what_takes(&mut self) {
        let failed: Vec<ServicePrincipalId> = self
            .steps()
            .filter(|(step, state)| {
                let given = matches!(state, StepState::Done { .. } | StepState::AlreadySo);
                !step.takes() && state.is_settled() && !given
            })
            .map(|(step, _)| step.principal())
            .collect();
        self.end(WhyNot::ReplacementMissing, |step| step.takes() && failed.contains(&step.principal()));
    }

    /// Settles what is open of these steps: not sent, or sent and not known.
    pub(super) fn end(&mut self, why: WhyNot, which: impl Fn(&Step) -> bool) {
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            if progress.state.is_settled() || !which(step) {
                continue;
            }
            progress.state = if progress.sends == 0 {
                StepState::NotSent(why)
            } else {
                StepState::Unknown(progress.last_message.clone())
            };
        }
    }
}
