//! Carrying out a plan, as a state machine that only decides.
//!
//! [`Execution::action`] says what to do next; whoever does it tells what came of it, and the state follows. The
//! rules, in short: read before the first write, write what is missing as one chain, believe a clear answer, read
//! again after an unclear one, never send blind. Reading also makes a repeated run safe, for what is already held is
//! never sent.
//!
//! Deliberately absent: undoing what was done when a later step fails. A reverse change is a plan of its own.

mod goal;
mod progress;
mod right;
mod state;
mod told;
mod waiting;

use std::time::Duration;

use super::plan::{ReviewedPlan, Step};
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

use goal::is_as_wished;
use progress::{MOST_WAITS_FOR_REPLICATION, Progress, doubling};
use right::{FORBIDDEN, Right};
pub use state::{StepState, WhyNot};
pub use told::{Answer, ChainAnswer, Observation, Presence};
pub use waiting::{Waiting, WaitingFor};

/// The most steps that one request carries, the limit of a batch.
///
/// <https://learn.microsoft.com/graph/json-batching>
pub const LONGEST_CHAIN: usize = 20;

/// How often one step is sent before the page says that it cannot tell.
const MOST_SENDS: u8 = 6;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read these identities and what they hold, then call [`Execution::observed`].
    Read(Vec<ServicePrincipalId>),
    /// Send these steps as one chain: call [`Execution::sending`], then [`Execution::answered`].
    Write(Vec<usize>),
    /// Wait, then ask again.
    Wait(Duration),
    /// A person has to do something first; [`Execution::resume`] goes on.
    Pause(Problem),
    /// Nothing is left to do.
    Finish,
}

/// A plan that is being carried out or has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    plan: ReviewedPlan,
    progress: Vec<Progress>,
    pause: Option<Problem>,
    waiting: Option<Waiting>,
    started: Timestamp,
    last_change: Timestamp,
    failures_in_a_row: u8,
    absences_in_a_row: u8,
    rights_lost: Vec<Right>,
}

impl Execution {
    /// An execution that has not begun.
    pub fn new(plan: ReviewedPlan, now: Timestamp) -> Self {
        let unread = Progress { state: StepState::Unread, sends: 0, waits: 0, last_message: None };
        let progress = vec![unread; plan.steps().len()];
        Self {
            plan,
            progress,
            pause: None,
            waiting: None,
            started: now,
            last_change: now,
            failures_in_a_row: 0,
            absences_in_a_row: 0,
            rights_lost: Vec::new(),
        }
    }

    /// An execution that was interrupted, with the state of each step and how often it was sent.
    pub(super) fn resumed(plan: ReviewedPlan, started: Timestamp, states: Vec<(StepState, u8)>) -> Self {
        let mut execution = Self::new(plan, started);
        for (progress, (state, sends)) in execution.progress.iter_mut().zip(states) {
            progress.state = state;
            progress.sends = sends;
        }
        execution
    }

    /// How often each step was sent without being certain that it was not carried out, in the order of the plan.
    pub(super) fn sends(&self) -> impl Iterator<Item = u8> {
        self.progress.iter().map(|progress| progress.sends)
    }

    /// The plan.
    pub fn plan(&self) -> &ReviewedPlan {
        &self.plan
    }

    /// Each step with where it stands, in the order of the plan.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, &StepState)> {
        self.plan.steps().iter().zip(self.progress.iter().map(|progress| &progress.state))
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// When something last happened to a step.
    pub fn last_change(&self) -> Timestamp {
        self.last_change
    }

    /// Why it stands still, where a person has to do something.
    pub fn pause(&self) -> Option<&Problem> {
        self.pause.as_ref()
    }

    /// For what nothing is sent at the moment, and until when, while that is the case.
    pub fn waiting(&self) -> Option<Waiting> {
        self.waiting.filter(|_| self.pause.is_none() && !self.is_finished())
    }

    /// Whether nothing is left to do.
    pub fn is_finished(&self) -> bool {
        self.progress.iter().all(|progress| progress.state.is_settled())
    }

    /// What to do next.
    pub fn action(&self, now: Timestamp) -> Action {
        if self.is_finished() {
            return Action::Finish;
        }
        if let Some(problem) = &self.pause {
            return Action::Pause(problem.clone());
        }
        if let Some(waiting) = self.waiting.filter(|waiting| waiting.until > now) {
            return Action::Wait(waiting.until.since(now));
        }
        let unread = self.unread_identities();
        if !unread.is_empty() {
            return Action::Read(unread);
        }
        let gives: Vec<usize> = self.ready().filter(|&at| !self.plan.steps()[at].takes()).collect();
        let steps = if gives.is_empty() { self.ready().collect() } else { gives };
        Action::Write(steps.into_iter().take(LONGEST_CHAIN).collect())
    }

    /// Notes that these steps are about to be sent. From here on each counts as possibly made.
    pub fn sending(&mut self, steps: &[usize]) {
        self.waiting = None;
        for &at in steps {
            self.progress[at].state = StepState::Sending;
            self.progress[at].sends += 1;
        }
    }

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

    /// Stands still until a person has done something about this.
    pub fn hold(&mut self, problem: Problem) {
        self.pause = Some(problem);
    }

    /// Goes on after a pause. Whatever was open is read again first, for others may have changed it meanwhile.
    pub fn resume(&mut self) {
        self.pause = None;
        self.failures_in_a_row = 0;
        self.absences_in_a_row = 0;
        for progress in &mut self.progress {
            if !progress.state.is_settled() {
                progress.state = StepState::Unread;
            }
        }
    }

    /// Ends the execution where it stands. What was not sent stays undone; what was sent without a clear answer is
    /// said to be unknown.
    pub fn stop(&mut self) {
        self.pause = None;
        self.end(WhyNot::Stopped, |_| true);
    }

    fn end(&mut self, why: WhyNot, which: impl Fn(&Step) -> bool) {
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

    fn ready(&self) -> impl Iterator<Item = usize> {
        self.progress.iter().enumerate().filter(|(_, it)| it.state == StepState::Ready).map(|(at, _)| at)
    }

    fn unread_identities(&self) -> Vec<ServicePrincipalId> {
        let unread = |state: &StepState| matches!(state, StepState::Unread | StepState::Sending);
        let mut identities: Vec<ServicePrincipalId> =
            self.steps().filter(|(_, state)| unread(state)).map(|(step, _)| step.principal()).collect();
        identities.sort_unstable();
        identities.dedup();
        identities
    }
}

#[cfg(test)]
mod tests;
