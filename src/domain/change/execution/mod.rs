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
mod state;
mod told;

use std::time::Duration;

use super::plan::{ReviewedPlan, Step};
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::{Problem, ServiceMessage};
use crate::domain::time::Timestamp;

use goal::is_as_wished;
use progress::{Progress, doubling};
pub use state::{StepState, WhyNot};
pub use told::{Answer, ChainAnswer, Observation};

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
    not_before: Option<Timestamp>,
    started: Timestamp,
    last_change: Timestamp,
    failures_in_a_row: u8,
}

impl Execution {
    /// An execution that has not begun.
    pub fn new(plan: ReviewedPlan, now: Timestamp) -> Self {
        let unread = Progress { state: StepState::Unread, sends: 0, waits: 0, last_message: None };
        let progress = vec![unread; plan.steps().len()];
        Self { plan, progress, pause: None, not_before: None, started: now, last_change: now, failures_in_a_row: 0 }
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

    /// What the service last said while the directory did not know one of the objects yet.
    pub fn waiting_for_replication(&self) -> Option<&ServiceMessage> {
        let waits = |it: &&Progress| it.waits > 0 && !it.state.is_settled();
        self.progress.iter().find(waits).and_then(|progress| progress.last_message.as_ref())
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
        if let Some(until) = self.not_before.filter(|&until| until > now) {
            return Action::Wait(until.since(now));
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
        for &at in steps {
            self.progress[at].state = StepState::Sending;
            self.progress[at].sends += 1;
        }
    }

    /// Takes the answers to the steps that were being sent.
    pub fn answered(&mut self, now: Timestamp, steps: &[usize], chain: ChainAnswer) {
        let mut wait = chain.wait;
        let mut unclear = false;
        let missing = std::iter::repeat_with(|| Answer::Unclear(None));
        for (&at, answer) in steps.iter().zip(chain.answers.into_iter().chain(missing)) {
            unclear |= matches!(answer, Answer::Unclear(_));
            if let Some(span) = self.progress[at].take(now, answer) {
                wait = wait.max(Some(span));
            }
        }
        self.failures_in_a_row = if unclear { self.failures_in_a_row.saturating_add(1) } else { 0 };
        if unclear {
            wait = wait.max(Some(doubling(self.failures_in_a_row)));
        }
        self.last_change = now;
        self.pause = chain.obstacle;
        self.not_before = wait.map(|span| now + span);
        self.hold_back_what_takes();
    }

    /// Takes what was read: what is as wished is settled, what is not can be sent.
    pub fn observed(&mut self, now: Timestamp, observations: &[Observation]) {
        self.not_before = None;
        for observation in observations {
            match &observation.same_identity {
                Ok(true) => self.observed_one(now, observation),
                Ok(false) => self.end(WhyNot::OtherIdentity, |step| step.principal() == observation.identity),
                Err(problem) => self.pause = Some(problem.clone()),
            }
        }
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
