//! How answers and readings move an execution: answers settle steps or ask for another reading, readings settle what
//! has reached its goal, and removals are held back where something could not be added.

use super::goal::read_goal;
use super::input::{Answer, ChainAnswer, Observation, Presence};
use super::progress::{Doubt, MOST_WAITS_FOR_REPLICATION, Pending, doubling};
use super::right::{FORBIDDEN, Right};
use super::{ClockOffset, Execution, StepState, Waiting, WhyNot};
use crate::change::plan::Step;
use crate::ids::ServicePrincipalId;
use crate::problem::Problem;
use crate::time::Timestamp;

/// How often in a row the service may answer 429 before the user is asked whether to continue.
pub(super) const MOST_THROTTLES: u8 = 8;

impl Execution {
    /// Takes the answers to the steps that were being sent.
    pub fn answered(&mut self, now: Timestamp, steps: &[usize], chain: ChainAnswer) {
        let (mut unclear, mut throttled, mut done) = (false, false, false);
        let (mut replication, mut clarity) = (None, None);
        let mut lost = None;
        // A chain that is told "already exists", or that is not answered clearly, may be the second delivery of one
        // that was applied. What was behind that step is known by reading only.
        let mut doubt = Doubt::None;
        let missing = std::iter::repeat_with(|| Answer::Unclear(None));
        for (&at, answer) in steps.iter().zip(chain.answers.into_iter().chain(missing)) {
            unclear |= matches!(answer, Answer::Unclear(_));
            throttled |= matches!(answer, Answer::Throttled(_));
            let casts = match answer {
                Answer::Unclear(_) | Answer::SaidAlready(_) => Doubt::MaybeApplied,
                Answer::Throttled(_) => Doubt::Throttled,
                _ => Doubt::None,
            };
            let answer = self.unless_a_right_was_lost(at, answer, &mut lost);
            if matches!(answer, Answer::Done(_)) {
                done = true;
                self.rights_lost.retain(|right| *right != Right::of(&self.plan.steps()[at]));
            }
            match self.progress[at].take(now, answer, doubt) {
                Some(Pending::Replication(span)) => replication = replication.max(Some(span)),
                Some(Pending::Clarity(span)) => clarity = clarity.max(Some(span)),
                None => {}
            }
            doubt = doubt.max(casts);
        }
        self.failures_in_a_row = if unclear { self.failures_in_a_row.saturating_add(1) } else { 0 };
        self.throttles_in_a_row = match (throttled, done) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => self.throttles_in_a_row.saturating_add(1),
        };
        let clarity = clarity.max(unclear.then(|| doubling(self.failures_in_a_row)));
        let service = chain.wait.max(throttled.then(|| doubling(self.throttles_in_a_row)));
        self.last_change = now;
        let impatience = service.filter(|_| self.throttles_in_a_row > MOST_THROTTLES).map(Problem::Throttled);
        self.pause = chain.obstacle.or(lost).or(impatience);
        self.is_paused_by_azure = steps.iter().any(|&at| self.plan.steps()[at].is_azure());
        self.waiting = Waiting::longest(now, service, replication, clarity);
        self.hold_back_removals();
    }

    /// A refusal for lack of a right that was there for another step of this execution: a role that was activated has
    /// ended. The step is not settled then; the user can get the right back. Refused again before anything else was
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

    /// Whether what is read next has to be compared with when it was sent, for which the service's time is needed.
    pub fn needs_clock(&self) -> bool {
        self.progress.iter().any(super::Progress::may_have_been_made)
    }

    /// Notes by how much the service's clock is ahead of the device's. Called before [`Self::observed`].
    pub fn note_clock(&mut self, clock: Option<ClockOffset>) {
        self.clock = clock.or(self.clock);
    }

    /// Takes what was read: what has reached its goal is settled, what has not can be sent.
    pub fn observed(&mut self, now: Timestamp, observations: &[Observation]) {
        self.waiting = None;
        let mut absent = false;
        let mut clarity = None;
        for observation in observations {
            let gone = |step: &Step| step.principal() == observation.identity;
            match &observation.presence {
                Ok(Presence::Same) => clarity = clarity.max(self.observe_one(now, observation)),
                Ok(Presence::Other | Presence::Deleted) => self.end(WhyNot::OtherIdentity, gone),
                Ok(Presence::NotFound) if self.absences_in_a_row >= MOST_WAITS_FOR_REPLICATION => {
                    self.end(WhyNot::OtherIdentity, gone);
                }
                Ok(Presence::NotFound) => absent = true,
                Err(problem) => {
                    self.pause = Some(problem.clone());
                    self.is_paused_by_azure = false;
                }
            }
        }
        self.absences_in_a_row = if absent { self.absences_in_a_row + 1 } else { 0 };
        let span = absent.then(|| doubling(self.absences_in_a_row));
        self.waiting = Waiting::longest(now, None, span, clarity);
        self.last_change = now;
        self.hold_back_removals();
    }

    /// Judges every open step of one identity; says how long to wait before it is read again, where it has to be.
    fn observe_one(&mut self, now: Timestamp, observation: &Observation) -> Option<std::time::Duration> {
        let mut clarity = None;
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            if progress.state.is_settled() || step.principal() != observation.identity {
                continue;
            }
            match read_goal(step, &observation.held) {
                Ok(goal) => {
                    if let Some(Pending::Clarity(span)) = progress.observe(now, goal, step.takes(), self.clock) {
                        clarity = clarity.max(Some(span));
                    }
                }
                // What was read before and is ready to be sent stays so.
                Err(_) if progress.state == StepState::Ready => {}
                Err(problem) => {
                    self.pause = Some(problem);
                    self.is_paused_by_azure = step.is_azure();
                }
            }
        }
        clarity
    }

    /// Nothing is removed from an identity before everything that was to be added to it is there, and nothing at all
    /// where something could not be added: it would have less than before and less than wished.
    fn hold_back_removals(&mut self) {
        let failed: Vec<ServicePrincipalId> = self
            .steps()
            .filter(|(step, state)| {
                let added = matches!(state, StepState::Done { .. } | StepState::AlreadySo);
                !step.takes() && state.is_settled() && !added
            })
            .map(|(step, _)| step.principal())
            .collect();
        self.end(WhyNot::ReplacementMissing, |step| step.takes() && failed.contains(&step.principal()));
    }

    /// Settles what is open of these steps: not sent, or sent and not known.
    pub(super) fn end(&mut self, why: WhyNot, which: impl Fn(&Step) -> bool) {
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            if !progress.state.is_settled() && which(step) {
                progress.end(why);
            }
        }
    }
}
