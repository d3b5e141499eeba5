//! Carrying out a reviewed request, as a state machine that only decides.
//!
//! The user's requests are read before anything is sent, so that an open one is followed and not doubled, and so that a
//! lost answer can be settled by reading. Nothing is sent twice: after an unclear answer the request is looked for, and
//! where it isn't found the outcome is unclear.

use std::time::Duration;

use super::failure::FailedRequest;
use super::form::ReviewedRequest;
use super::own_role::ActiveRole;
use super::request::{RequestAction, RequestStatus, RoleRequest, StatusMeaning};
use crate::guid::Guid;
use crate::problem::{Problem, ServiceMessage};
use crate::time::Timestamp;

/// Seconds between two reads; the last one repeats.
const PAUSES: [u64; 7] = [2, 3, 5, 8, 12, 20, 30];

/// How long a request is followed that isn't final and needs no approval.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// How often a role is looked for that was activated, or a request whose answer was lost.
const LOOKS: usize = 5;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleAction {
    /// Read the user's requests for this role.
    ReadRequests,
    /// Send the request, once.
    Send,
    /// Read the user's active roles.
    ReadActive,
    /// Wait.
    Wait(Duration),
    /// The user has to do something first.
    Pause,
    /// Nothing is left to do.
    Finish,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleEvent {
    /// The user's requests for this role were read.
    RequestsRead(Vec<RoleRequest>),
    /// The user's active roles were read.
    ActiveRead(Vec<ActiveRole>),
    /// Something could not be read.
    ReadFailed(Problem),
    /// The service took the request.
    Accepted {
        /// Its ID, where the answer could be read.
        id: Option<Guid>,
        /// How far it is.
        status: RequestStatus,
    },
    /// The service refused the request.
    Refused(ServiceMessage),
    /// The request was not carried out and the user can remove the obstacle: by signing in again, or later.
    NotSent(Problem),
    /// Whether the request was carried out isn't known.
    Unclear,
}

/// How far a request is, for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleStage {
    /// It is being sent.
    Sending,
    /// The service is processing the request.
    Following,
    /// The answer was lost; the request is being looked for.
    Looking,
    /// The role is active, and its end is being read.
    Confirming,
    /// The user has to do something.
    Paused,
    /// It has ended.
    Ended,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleOutcome {
    /// The role is active, until then where that could be read.
    Active(Option<Timestamp>),
    /// The role is no longer active.
    Inactive,
    /// An approver has to decide. The request stays open without this page.
    WaitingForApproval,
    /// The service is still processing the request after minutes. The request stays open without this page.
    StillPending(RequestStatus),
    /// It failed.
    Failed(FailedRequest),
    /// No answer came and the request wasn't found.
    Unclear,
    /// The user stopped before it was sent.
    Stopped,
}

/// A request that is being carried out or has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleExecution {
    request: ReviewedRequest,
    /// The requests for this role that there were before; `None` where they could not be read.
    before: Option<Vec<Guid>>,
    state: RoleState,
    /// Reads since the state was entered.
    reads: usize,
    next_read: Timestamp,
    followed_since: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum RoleState {
    /// Nothing was read or sent.
    New,
    /// To be sent.
    Ready,
    /// The service has it.
    Following { id: Guid, status: RequestStatus },
    /// The answer was lost.
    Looking,
    /// The role is active, by the status of its request.
    Confirming,
    /// The user has to do something; then it continues there.
    Paused { problem: Problem, then: Box<RoleState> },
    /// Over.
    Ended(RoleOutcome),
}

impl RoleExecution {
    /// One that has not begun.
    pub fn new(request: ReviewedRequest, now: Timestamp) -> Self {
        Self { request, before: None, state: RoleState::New, reads: 0, next_read: now, followed_since: now }
    }

    /// What is requested.
    pub fn request(&self) -> &ReviewedRequest {
        &self.request
    }

    /// How far it is.
    pub fn stage(&self) -> RoleStage {
        match self.state {
            RoleState::New | RoleState::Ready => RoleStage::Sending,
            RoleState::Following { .. } => RoleStage::Following,
            RoleState::Looking => RoleStage::Looking,
            RoleState::Confirming => RoleStage::Confirming,
            RoleState::Paused { .. } => RoleStage::Paused,
            RoleState::Ended(_) => RoleStage::Ended,
        }
    }

    /// Why it is paused, if the user has to do something.
    pub fn pause(&self) -> Option<&Problem> {
        match &self.state {
            RoleState::Paused { problem, .. } => Some(problem),
            _ => None,
        }
    }

    /// Whether it is paused right before it is sent, so that the token for changes is what is in the way.
    pub fn is_paused_before_sending(&self) -> bool {
        matches!(&self.state, RoleState::Paused { then, .. } if **then == RoleState::Ready)
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<&RoleOutcome> {
        match &self.state {
            RoleState::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// What to do next.
    pub fn action(&self, now: Timestamp) -> RoleAction {
        let read = |read: RoleAction| match self.next_read.since(now) {
            Duration::ZERO => read,
            span => RoleAction::Wait(span),
        };
        match &self.state {
            RoleState::New => RoleAction::ReadRequests,
            RoleState::Ready => RoleAction::Send,
            RoleState::Following { .. } | RoleState::Looking => read(RoleAction::ReadRequests),
            RoleState::Confirming => read(RoleAction::ReadActive),
            RoleState::Paused { .. } => RoleAction::Pause,
            RoleState::Ended(_) => RoleAction::Finish,
        }
    }

    /// What becomes of it after an event. The answer to a request that isn't being sent leaves it as it is: nothing that
    /// was sent can become something that is still to be sent.
    #[must_use]
    pub fn after(mut self, event: RoleEvent, now: Timestamp) -> Self {
        let is_being_sent = self.state == RoleState::Ready;
        match event {
            RoleEvent::RequestsRead(requests) => self.note_requests(&requests, now),
            RoleEvent::ActiveRead(active) => self.note_active(&active, now),
            RoleEvent::ReadFailed(problem) => self.note_failed_read(problem, now),
            _ if !is_being_sent => {}
            RoleEvent::Accepted { id, status } => match id {
                Some(id) => self.note_status(id, status, now),
                None => self.enter(RoleState::Looking, now),
            },
            RoleEvent::Refused(said) => self.end(RoleOutcome::Failed(FailedRequest::refused(said))),
            RoleEvent::NotSent(problem) => self = self.hold(problem),
            RoleEvent::Unclear => self.enter(RoleState::Looking, now),
        }
        self
    }

    /// The user has to do what a problem says before anything is done. It then continues where it is now.
    #[must_use]
    pub fn hold(mut self, problem: Problem) -> Self {
        if !matches!(self.state, RoleState::Ended(_) | RoleState::Paused { .. }) {
            self.state = RoleState::Paused { problem, then: Box::new(self.state) };
        }
        self
    }

    /// Continues after a pause.
    #[must_use]
    pub fn resume(mut self, now: Timestamp) -> Self {
        if let RoleState::Paused { then, .. } = self.state {
            self.state = *then;
            self.next_read = now;
        }
        self
    }

    /// Ends it where it is. What was sent stays sent.
    #[must_use]
    pub fn stop(mut self) -> Self {
        let outcome = match self.state_behind_pause() {
            RoleState::New | RoleState::Ready => RoleOutcome::Stopped,
            RoleState::Following { status, .. } => RoleOutcome::StillPending(status.clone()),
            RoleState::Confirming => RoleOutcome::Active(None),
            RoleState::Looking | RoleState::Paused { .. } => RoleOutcome::Unclear,
            RoleState::Ended(_) => return self,
        };
        self.end(outcome);
        self
    }

    /// Whether a token with which roles are requested is needed for what is left.
    pub fn may_send(&self) -> bool {
        matches!(self.state_behind_pause(), RoleState::New | RoleState::Ready)
    }

    fn state_behind_pause(&self) -> &RoleState {
        match &self.state {
            RoleState::Paused { then, .. } => then,
            state => state,
        }
    }

    fn note_requests(&mut self, requests: &[RoleRequest], now: Timestamp) {
        let of_this_role = || requests.iter().filter(|it| it.own == *self.request.own());
        match self.state.clone() {
            RoleState::New => {
                let open = of_this_role().find(|it| it.is_open()).cloned();
                self.before = Some(requests.iter().map(|it| it.id).collect());
                self.state = RoleState::Ready;
                if let Some(open) = open.filter(|_| self.request.action() == RequestAction::Activate) {
                    self.note_status(open.id, open.status, now);
                }
            }
            RoleState::Following { id, status } => {
                let found = requests.iter().find(|it| it.id == id).map(|it| it.status.clone());
                self.note_status(id, found.unwrap_or(status), now);
            }
            RoleState::Looking => {
                let is_new = |id: &Guid| self.before.as_ref().is_some_and(|before| !before.contains(id));
                let found = of_this_role().find(|it| it.action == self.request.action() && is_new(&it.id)).cloned();
                match found {
                    Some(found) => self.note_status(found.id, found.status, now),
                    None if self.reads + 1 >= LOOKS || self.before.is_none() => self.end(RoleOutcome::Unclear),
                    None => self.wait(now),
                }
            }
            _ => {}
        }
    }

    fn note_status(&mut self, id: Guid, status: RequestStatus, now: Timestamp) {
        let action = self.request.action();
        match status.meaning(action) {
            StatusMeaning::Done if action == RequestAction::Deactivate => self.end(RoleOutcome::Inactive),
            StatusMeaning::Done => self.enter(RoleState::Confirming, now),
            StatusMeaning::Approval => self.end(RoleOutcome::WaitingForApproval),
            StatusMeaning::Ended => {
                let (code, request_id) = (String::new(), Some(id.to_string()));
                let said = ServiceMessage { status: 200, code, message: String::new(), request_id };
                self.end(RoleOutcome::Failed(FailedRequest::ended(&status, said)));
            }
            StatusMeaning::Wait => {
                if !matches!(self.state, RoleState::Following { .. }) {
                    self.reads = 0;
                    self.followed_since = now;
                }
                if now.since(self.followed_since) >= PATIENCE {
                    return self.end(RoleOutcome::StillPending(status));
                }
                self.state = RoleState::Following { id, status };
                self.wait(now);
            }
        }
    }

    fn note_active(&mut self, active: &[ActiveRole], now: Timestamp) {
        if self.state != RoleState::Confirming {
            return;
        }
        match active.iter().find(|it| it.activated && it.own == *self.request.own()) {
            Some(found) => self.end(RoleOutcome::Active(found.end)),
            None if self.reads + 1 >= LOOKS => self.end(RoleOutcome::Active(None)),
            None => self.wait(now),
        }
    }

    fn note_failed_read(&mut self, problem: Problem, now: Timestamp) {
        let waits_for_user =
            matches!(problem, Problem::SignInNeeded | Problem::StepUp(_) | Problem::ScopeMissing(_) | Problem::Offline);
        match &self.state {
            state if waits_for_user => {
                self.state = RoleState::Paused { problem, then: Box::new(state.clone()) };
            }
            // Who may not read their own requests can make one all the same.
            RoleState::New => self.state = RoleState::Ready,
            RoleState::Confirming if self.reads + 1 >= LOOKS => self.end(RoleOutcome::Active(None)),
            RoleState::Following { status, .. } if now.since(self.followed_since) >= PATIENCE => {
                let outcome = RoleOutcome::StillPending(status.clone());
                self.end(outcome);
            }
            RoleState::Looking if self.reads + 1 >= LOOKS => self.end(RoleOutcome::Unclear),
            _ => self.wait(now),
        }
    }

    fn enter(&mut self, state: RoleState, now: Timestamp) {
        self.state = state;
        self.reads = 0;
        self.next_read = now;
    }

    fn wait(&mut self, now: Timestamp) {
        let seconds = PAUSES.get(self.reads).or(PAUSES.last()).copied().unwrap_or_default();
        self.reads += 1;
        self.next_read = now + Duration::from_secs(seconds);
    }

    fn end(&mut self, outcome: RoleOutcome) {
        self.state = RoleState::Ended(outcome);
    }
}

#[cfg(test)]
mod tests;
