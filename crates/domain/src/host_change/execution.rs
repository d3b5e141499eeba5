//! Carrying out a reviewed change of a resource: a state machine that decides what to do next and does no I/O.
//!
//! - The resource is read before a request is sent. If the resource changed since the review, nothing is sent.
//! - A request is sent once. It is sent again only where the service said that it wasn't carried out: it asked for a wait
//!   or wanted another sign-in. After an unclear answer and after a tab was closed, the resource is read and nothing is
//!   sent.
//! - The resource, read after the request, decides the outcome. The status of an operation says why it failed.

mod readings;

use std::time::Duration;

use super::phase::{Phase, Settling};
use super::refusal::HostRefusal;
use super::review::ReviewedHostChange;
use super::step::{HostAction, HostEvent, HostOutcome, HostPause, HostStage, NotSentReason};
use super::undo::HostUndo;
use super::wish::HostWish;
use crate::problem::{Problem, ServiceMessage};
use crate::time::Timestamp;

/// How long the result of a request that the service took on is waited for, before the user is asked.
const PATIENCE: Duration = Duration::from_secs(600);
/// How long the result of a request is looked for of which it isn't known whether it arrived.
const UNCLEAR_PATIENCE: Duration = Duration::from_secs(120);
/// The first wait between two readings; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest wait between two readings.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// After so many requests for a wait in a row the user is asked.
const MOST_THROTTLED: u32 = 8;

/// A change of a resource that is being carried out, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostExecution {
    plan: ReviewedHostChange,
    started: Timestamp,
    /// Whether the request was sent, if at all, by a tab that is gone.
    is_resumed: bool,
    phase: Phase,
    /// The next request or reading is not before.
    next_at: Timestamp,
    /// Readings since the last step forward.
    rounds: u32,
    /// Requests for a wait in a row.
    throttled: u32,
    /// What the service said of a request that is unclear, or of an operation that failed.
    said: Option<ServiceMessage>,
    /// Whether the last change of the resource had failed before the request.
    had_failed: bool,
}

impl HostExecution {
    /// An approved change of which nothing is done.
    pub fn new(plan: ReviewedHostChange, now: Timestamp) -> Self {
        Self {
            plan,
            started: now,
            is_resumed: false,
            phase: Phase::Checking,
            next_at: now,
            rounds: 0,
            throttled: 0,
            said: None,
            had_failed: false,
        }
    }

    /// A change whose request was sent by a tab that was closed. It only reads.
    pub(super) fn resumed(plan: ReviewedHostChange, started: Timestamp, now: Timestamp) -> Self {
        let phase = Phase::Settling(Settling::new(None, now + PATIENCE, false, None));
        Self { phase, started, is_resumed: true, ..Self::new(plan, now) }
    }

    /// What was approved.
    pub fn plan(&self) -> &ReviewedHostChange {
        &self.plan
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// Whether it was resumed from the journal of another tab. What is there then may have been done by someone else since,
    /// and nobody reviewed here what the journal says: it tells where to look, and nothing that it names is offered for a
    /// next change.
    pub fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// How far it is.
    pub fn stage(&self) -> HostStage {
        match &self.phase {
            Phase::Checking => HostStage::Checking,
            Phase::Ready(_) | Phase::Sent => HostStage::Sending,
            Phase::Settling(_) => HostStage::Settling,
            Phase::Finding { .. } => HostStage::Finding,
            Phase::Paused(..) => HostStage::Paused,
            Phase::Ended(_) => HostStage::Ended,
        }
    }

    /// What the user has to do.
    pub fn pause(&self) -> Option<&HostPause> {
        match &self.phase {
            Phase::Paused(pause, _) => Some(pause),
            _ => None,
        }
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<&HostOutcome> {
        match &self.phase {
            Phase::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// When the next request or reading is.
    pub fn next_at(&self) -> Timestamp {
        self.next_at
    }

    /// Whether a request may have reached the service while its result isn't known, so that it has to be remembered.
    pub fn is_pending(&self) -> bool {
        matches!(self.phase.behind_pause(), Phase::Sent | Phase::Settling(_) | Phase::Finding { .. })
    }

    /// Whether a request may still be sent, so that a token with which resources are changed is needed.
    pub fn may_send(&self) -> bool {
        matches!(self.phase.behind_pause(), Phase::Checking | Phase::Ready(_))
    }

    /// Whether the remaining actions need Azure.
    pub fn needs_azure(&self) -> bool {
        !matches!(self.phase, Phase::Finding { .. } | Phase::Ended(_) | Phase::Paused(HostPause::NotInDirectory(_), _))
    }

    /// What to do next.
    pub fn action(&self, now: Timestamp) -> HostAction {
        let read = || match &self.plan.wish {
            HostWish::Create(new) => HostAction::ReadIdentity(new.clone()),
            HostWish::Undo(HostUndo::Delete { identity, .. }) => HostAction::ReadDeleted(identity.clone()),
            HostWish::Enable(_) | HostWish::Attach { .. } | HostWish::Undo(_) => HostAction::ReadHost,
        };
        let due = |action: HostAction| match self.next_at > now {
            true => HostAction::Wait(self.next_at.since(now)),
            false => action,
        };
        match &self.phase {
            Phase::Checking if self.plan.wish.undo().is_some() => due(HostAction::ReviewAgain),
            Phase::Checking => due(read()),
            Phase::Ready(Some(request)) => HostAction::SendIdentity(request.clone()),
            Phase::Ready(None) => match &self.plan.wish {
                HostWish::Create(new) => HostAction::Create(new.clone()),
                HostWish::Undo(HostUndo::Delete { identity, .. }) => HostAction::Delete(identity.clone()),
                HostWish::Enable(_) | HostWish::Attach { .. } | HostWish::Undo(_) => HostAction::Finish,
            },
            // The answer comes with an event.
            Phase::Sent => HostAction::Pause,
            Phase::Settling(Settling { operation: Some(address), .. }) => {
                due(HostAction::ReadOperation(address.clone()))
            }
            Phase::Settling(_) => due(read()),
            Phase::Finding { principal, .. } => due(HostAction::FindPrincipal(*principal)),
            Phase::Paused(..) => HostAction::Pause,
            Phase::Ended(_) => HostAction::Finish,
        }
    }

    /// The change after an event. One that doesn't fit leaves it as it is.
    #[must_use]
    pub fn after(mut self, event: HostEvent, now: Timestamp) -> Self {
        let phase = std::mem::replace(&mut self.phase, Phase::Checking);
        self.phase = self.next_phase(phase, event, now);
        self
    }

    /// The user has done what a pause asked for.
    #[must_use]
    pub fn resume(mut self, now: Timestamp) -> Self {
        if let Phase::Paused(pause, behind) = self.phase {
            self.phase = *behind;
            self.next_at = now;
            self.rounds = 0;
            self.throttled = 0;
            match (&pause, &mut self.phase) {
                (HostPause::StillRunning, Phase::Settling(settling)) => settling.until = now + PATIENCE,
                (HostPause::NotInDirectory(_), Phase::Finding { until, .. }) => *until = now + PATIENCE,
                _ => {}
            }
        }
        self
    }

    /// The user has to do what a problem says before anything is done.
    #[must_use]
    pub fn hold(mut self, problem: Problem) -> Self {
        if !matches!(self.phase, Phase::Ended(_) | Phase::Paused(..)) {
            self.phase = Phase::Paused(HostPause::Problem(problem), Box::new(self.phase));
        }
        self
    }

    /// Another tab of this browser is changing the resource. What only reads continues.
    #[must_use]
    pub fn give_way(mut self) -> Self {
        if self.may_send() {
            self.phase = Phase::Ended(HostOutcome::NotSent(NotSentReason::OtherTab));
        }
        self
    }

    /// The user gives it up. What was sent stays sent.
    #[must_use]
    pub fn stop(mut self) -> Self {
        self.phase = match (self.is_pending(), self.phase) {
            (_, Phase::Ended(outcome)) => Phase::Ended(outcome),
            (_, Phase::Finding { result, .. }) => Phase::Ended(HostOutcome::Done(result)),
            (_, Phase::Paused(_, behind)) if matches!(*behind, Phase::Finding { .. }) => match *behind {
                Phase::Finding { result, .. } => Phase::Ended(HostOutcome::Done(result)),
                other => other,
            },
            (true, _) => Phase::Ended(HostOutcome::Unclear(self.said.clone())),
            (false, _) => Phase::Ended(HostOutcome::NotSent(NotSentReason::Stopped)),
        };
        self
    }

    fn next_phase(&mut self, phase: Phase, event: HostEvent, now: Timestamp) -> Phase {
        match (phase, event) {
            (Phase::Checking, HostEvent::HostRead(Ok(host))) => self.checked(&host, now),
            (Phase::Checking, HostEvent::IdentityRead(Ok(existing))) => match existing {
                Some(_) => Phase::Ended(HostOutcome::NotSent(NotSentReason::Exists)),
                None => Phase::Ready(None),
            },
            (Phase::Checking, HostEvent::ReviewedAgain(Ok(review))) => self.reviewed_again(&review, now),
            (
                Phase::Checking,
                HostEvent::HostRead(Err(problem))
                | HostEvent::IdentityRead(Err(problem))
                | HostEvent::ReviewedAgain(Err(problem)),
            ) => Phase::Paused(HostPause::Problem(problem), Box::new(Phase::Checking)),
            (Phase::Ready(_), HostEvent::Sending) => Phase::Sent,
            (Phase::Sent, HostEvent::Accepted { operation, created }) => {
                self.begin_waiting(now);
                Phase::Settling(Settling::new(operation, now + PATIENCE, true, created))
            }
            (Phase::Sent, HostEvent::Unclear(said)) => {
                self.said = said;
                self.begin_waiting(now);
                Phase::Settling(Settling::new(None, now + UNCLEAR_PATIENCE, false, None))
            }
            // What wasn't found may be gone because of this request.
            (Phase::Sent, HostEvent::Refused(HostRefusal::NotFound(said))) if self.deletes() => {
                self.said = Some(said);
                self.begin_waiting(now);
                Phase::Settling(Settling::new(None, now + UNCLEAR_PATIENCE, false, None))
            }
            (Phase::Sent, HostEvent::Refused(refusal))
                if refusal.may_be_about_a_delivery() && self.plan.wish.host().is_some() =>
            {
                self.said = Some(refusal.said().clone());
                self.begin_waiting(now);
                let settling = Settling::new(None, now + PATIENCE, false, None);
                Phase::Settling(Settling { refusal: Some(refusal), ..settling })
            }
            (Phase::Sent, HostEvent::Refused(refusal)) => Phase::Ended(HostOutcome::Refused(refusal)),
            (Phase::Sent, HostEvent::NotSent(problem)) => {
                Phase::Paused(HostPause::Problem(problem), Box::new(Phase::Checking))
            }
            (Phase::Sent, HostEvent::Throttled(wait)) => {
                self.throttled += 1;
                self.next_at = now + wait;
                match self.throttled >= MOST_THROTTLED {
                    true => Phase::Paused(HostPause::Problem(Problem::Throttled(wait)), Box::new(Phase::Checking)),
                    false => Phase::Checking,
                }
            }
            (Phase::Settling(settling), HostEvent::OperationRead(status)) => self.operation_read(settling, status, now),
            (Phase::Settling(settling), HostEvent::HostRead(Ok(host))) => self.settled(settling, &host, now),
            (Phase::Settling(settling), HostEvent::IdentityRead(Ok(found))) if self.deletes() => {
                self.deleted(settling, found.as_ref(), now)
            }
            (Phase::Settling(settling), HostEvent::IdentityRead(Ok(found))) => self.created(settling, found, now),
            (Phase::Settling(settling), HostEvent::HostRead(Err(problem)) | HostEvent::IdentityRead(Err(problem))) => {
                Phase::Paused(HostPause::Problem(problem), Box::new(Phase::Settling(settling)))
            }
            (Phase::Finding { result, .. }, HostEvent::PrincipalRead(Ok(true))) => {
                Phase::Ended(HostOutcome::Done(result))
            }
            (phase @ Phase::Finding { .. }, HostEvent::PrincipalRead(Ok(false))) => self.not_found_yet(phase, now),
            (phase @ Phase::Finding { .. }, HostEvent::PrincipalRead(Err(problem))) => {
                Phase::Paused(HostPause::Problem(problem), Box::new(phase))
            }
            (phase, _) => phase,
        }
    }
}
