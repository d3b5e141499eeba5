//! Applying a plan, as a state machine that only decides.
//!
//! [`Execution::action`] says what to do next; the caller does it and reports what came of it, and the state follows.
//! The rules, in short: read before the first write, write what is missing as one chain, believe a clear answer, read
//! again after any other one, never send blind. Reading also makes a repeated run safe, because what is already
//! assigned is never sent. "Already exists", and "not found" in answer to a removal, are not clear answers: they are
//! settled by reading, and `attribution` decides whether this change was the one that made it so.
//!
//! Deliberately absent: undoing what was done when a later step fails. A reverse change is a plan of its own.

mod attribution;
mod goal;
mod input;
mod progress;
mod right;
mod state;
mod transitions;
mod waiting;

use std::time::Duration;

use super::plan::{ReviewedPlan, Step};
use super::request_details::RequestDetails;
use crate::ids::ServicePrincipalId;
use crate::problem::Problem;
use crate::sort;
use crate::time::Timestamp;

use progress::Progress;
use right::Right;

pub use attribution::ClockOffset;
pub use input::{Answer, ChainAnswer, Observation, Presence};
pub use state::{StepState, WhyNot};
pub use waiting::{Waiting, WaitingFor};

/// The most steps that one request carries, the limit of a batch.
///
/// <https://learn.microsoft.com/graph/json-batching>
pub const LONGEST_CHAIN: usize = 20;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read these identities with their permissions and roles, then call [`Execution::observed`].
    Read(Vec<ServicePrincipalId>),
    /// Send these steps as one chain, or the only one of them to Azure Resource Manager: call [`Execution::sending`], then [`Execution::answered`].
    Write(Vec<usize>),
    /// Wait, then ask again.
    Wait(Duration),
    /// A user has to do something first; [`Execution::resume`] continues.
    Pause(Problem),
    /// Nothing is left to do.
    Finish,
}

/// A plan that is being applied or has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    plan: ReviewedPlan,
    progress: Vec<Progress>,
    pause: Option<Problem>,
    is_paused_by_azure: bool,
    waiting: Option<Waiting>,
    started: Timestamp,
    last_change: Timestamp,
    failures_in_a_row: u8,
    throttles_in_a_row: u8,
    absences_in_a_row: u8,
    rights_lost: Vec<Right>,
    clock: Option<ClockOffset>,
    details: RequestDetails,
}

impl Execution {
    /// An execution that has not begun.
    pub fn new(plan: ReviewedPlan, now: Timestamp) -> Self {
        let progress = vec![Progress::unread(); plan.steps().len()];
        Self {
            plan,
            progress,
            pause: None,
            is_paused_by_azure: false,
            waiting: None,
            started: now,
            last_change: now,
            failures_in_a_row: 0,
            throttles_in_a_row: 0,
            absences_in_a_row: 0,
            rights_lost: Vec::new(),
            clock: None,
            details: RequestDetails::default(),
        }
    }

    /// An execution that ended then, with the state of each step.
    pub(super) fn ended(
        plan: ReviewedPlan,
        started: Timestamp,
        last_change: Timestamp,
        states: Vec<StepState>,
    ) -> Self {
        let progress = states.into_iter().map(Progress::ended).collect();
        Self { progress, last_change, ..Self::new(plan, started) }
    }

    /// Whether each step was sent without being certain that it was not applied, in the order of the plan.
    pub(crate) fn maybe_applied(&self) -> impl Iterator<Item = bool> {
        self.progress.iter().map(Progress::is_maybe_applied)
    }

    /// The plan.
    pub fn plan(&self) -> &ReviewedPlan {
        &self.plan
    }

    /// Each step with its state, in the order of the plan.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, &StepState)> {
        self.plan.steps().iter().zip(self.progress.iter().map(|progress| &progress.state))
    }

    /// What requests for time-bound roles say besides.
    pub fn details(&self) -> &RequestDetails {
        &self.details
    }

    /// Sets what requests for time-bound roles say besides, as the settings of a role require it.
    pub fn set_details(&mut self, details: RequestDetails) {
        self.details = details;
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// When something last happened to a step.
    pub fn last_change(&self) -> Timestamp {
        self.last_change
    }

    /// Why it is paused, if the user has to do something.
    pub fn pause(&self) -> Option<&Problem> {
        self.pause.as_ref()
    }

    /// Whether what it is paused for came from Azure, whose token is another one.
    pub fn is_paused_by_azure(&self) -> bool {
        self.pause.is_some() && self.is_paused_by_azure
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
        let steps: Vec<usize> = if gives.is_empty() { self.ready().collect() } else { gives };
        let (azure, graph): (Vec<usize>, Vec<usize>) =
            steps.into_iter().partition(|&at| self.plan.steps()[at].is_azure());
        // Azure Resource Manager has no batch.
        let chain = if graph.is_empty() { azure.into_iter().take(1).collect() } else { graph };
        Action::Write(chain.into_iter().take(LONGEST_CHAIN).collect())
    }

    /// Notes that these steps are about to be sent. From here on each counts as possibly applied.
    pub fn sending(&mut self, now: Timestamp, steps: &[usize]) {
        self.waiting = None;
        for &at in steps {
            self.progress[at].send(now);
        }
    }

    /// Pauses until the user has done something about this.
    pub fn hold(&mut self, problem: Problem) {
        self.is_paused_by_azure = false;
        self.pause = Some(problem);
    }

    /// Continues after a pause. Whatever was open is read again first, for others may have changed it meanwhile.
    pub fn resume(&mut self) {
        self.pause = None;
        self.failures_in_a_row = 0;
        self.throttles_in_a_row = 0;
        self.absences_in_a_row = 0;
        self.progress.iter_mut().for_each(Progress::read_again);
    }

    /// Ends the execution where it is. What was not applied is not sent; what was sent without a clear answer is
    /// unknown.
    pub fn stop(&mut self) {
        self.pause = None;
        self.end(WhyNot::Stopped, |_| true);
    }

    fn ready(&self) -> impl Iterator<Item = usize> {
        self.progress.iter().enumerate().filter(|(_, it)| it.state == StepState::Ready).map(|(at, _)| at)
    }

    fn unread_identities(&self) -> Vec<ServicePrincipalId> {
        let unread = |state: &StepState| matches!(state, StepState::Unread | StepState::Sending);
        let mut identities: Vec<ServicePrincipalId> =
            self.steps().filter(|(_, state)| unread(state)).map(|(step, _)| step.principal()).collect();
        sort::sort(&mut identities);
        identities.dedup();
        identities
    }
}

#[cfg(test)]
mod tests;
