//! What a reading means for a change: before the request whether it is still what was reviewed, after it whether the result
//! is there.

use super::{FIRST_WAIT, LONGEST_WAIT, PATIENCE};
use crate::host_change::host::{AttachedIdentity, HostIdentity, HostResource, HostState, UserAssignedIdentity};
use crate::host_change::obstacle::HostObstacle;
use crate::host_change::operation::OperationStatus;
use crate::host_change::phase::{Phase, Settling};
use crate::host_change::refusal::HostRefusal;
use crate::host_change::review::HostReview;
use crate::host_change::step::{HostOutcome, HostPause, HostResult, NotSentReason};
use crate::host_change::undo::HostUndo;
use crate::host_change::wish::HostWish;
use crate::ids::ServicePrincipalId;
use crate::time::Timestamp;

impl super::HostExecution {
    /// The resource was read before anything is sent.
    pub(super) fn checked(&mut self, host: &HostResource, now: Timestamp) -> Phase {
        let result = self.result(&host.identity);
        if result.comparison.is_as_asked() {
            return Phase::Ended(HostOutcome::AlreadyThere(result));
        }
        if matches!(host.state, HostState::Busy(_)) {
            return Phase::Ended(HostOutcome::NotSent(NotSentReason::Busy));
        }
        if !host.identity.is_same_as(&self.plan.before) {
            return Phase::Ended(HostOutcome::NotSent(NotSentReason::ChangedSinceReview));
        }
        self.next_at = now;
        self.had_failed = host.state == HostState::Failed;
        match self.plan.request.clone() {
            // Exactly what was reviewed.
            Some(request) => Phase::Ready(Some(request)),
            None => Phase::Ended(HostOutcome::NotSent(NotSentReason::ChangedSinceReview)),
        }
    }

    /// Everything that could block an undo was read before it is sent.
    pub(super) fn reviewed_again(&mut self, review: &HostReview, now: Timestamp) -> Phase {
        let is_same = review.wish() == &self.plan.wish && review.before().is_same_as(&self.plan.before);
        let same_request = review.request() == self.plan.request.as_ref();
        match review.obstacles() {
            [HostObstacle::NothingToUndo] => Phase::Ended(HostOutcome::AlreadyThere(HostResult {
                principal: self.undone(),
                ..HostResult::default()
            })),
            [HostObstacle::Busy(_)] => Phase::Ended(HostOutcome::NotSent(NotSentReason::Busy)),
            [] if is_same && same_request && review.is_ready() => {
                self.next_at = now;
                Phase::Ready(self.plan.request.clone())
            }
            _ => Phase::Ended(HostOutcome::NotSent(NotSentReason::ChangedSinceReview)),
        }
    }

    /// The resource was read after the request.
    pub(super) fn settled(&mut self, settling: Settling, host: &HostResource, now: Timestamp) -> Phase {
        let result = self.result(&host.identity);
        let is_busy = matches!(host.state, HostState::Busy(_));
        // An identity is there once its service principal is known.
        let is_whole = !self.plan.wish.wants_system() || host.identity.system.principal().is_some();
        if !is_busy && result.comparison.is_as_asked() && is_whole {
            return self.found(result, now);
        }
        if let Some(refusal) = settling.refusal.clone().filter(|_| !is_busy) {
            return Phase::Ended(HostOutcome::Refused(refusal));
        }
        // A state that was there before the request says nothing about the request.
        let has_failed = host.state == HostState::Failed && settling.accepted && !self.had_failed;
        if !is_busy && (settling.failed || has_failed) {
            let refusal = self.said.clone().map(HostRefusal::by_code);
            return Phase::Ended(HostOutcome::Failed { refusal, result });
        }
        self.later(settling, now)
    }

    /// The new identity was read after the request.
    pub(super) fn created(&mut self, settling: Settling, found: Option<UserAssignedIdentity>, now: Timestamp) -> Phase {
        match found {
            Some(identity) => {
                let (principal, created) = (Some(identity.principal), settling.created);
                self.found(HostResult { principal, created, ..HostResult::default() }, now)
            }
            None => self.later(settling, now),
        }
    }

    /// The identity that is deleted was read after the request. Another one of its name isn't it.
    pub(super) fn deleted(
        &mut self,
        settling: Settling,
        found: Option<&UserAssignedIdentity>,
        now: Timestamp,
    ) -> Phase {
        match found {
            Some(identity) if Some(identity.principal) == self.undone() => self.later(settling, now),
            _ => self.found(HostResult { principal: self.undone(), ..HostResult::default() }, now),
        }
    }

    pub(super) fn operation_read(&mut self, mut settling: Settling, status: OperationStatus, now: Timestamp) -> Phase {
        if status == OperationStatus::Running {
            return self.later(settling, now);
        }
        settling.operation = None;
        self.next_at = now;
        if let OperationStatus::Failed(said) = status {
            self.said = Some(said);
            settling.failed = true;
        }
        Phase::Settling(settling)
    }

    /// The result isn't there: look again later, until it is time to ask the user or to give up.
    fn later(&mut self, settling: Settling, now: Timestamp) -> Phase {
        if now >= settling.until {
            return match settling.accepted {
                true => Phase::Paused(HostPause::StillRunning, Box::new(Phase::Settling(settling))),
                false => Phase::Ended(HostOutcome::Unclear(self.said.clone())),
            };
        }
        self.wait_longer(now);
        Phase::Settling(settling)
    }

    pub(super) fn not_found_yet(&mut self, phase: Phase, now: Timestamp) -> Phase {
        match phase {
            Phase::Finding { principal, until, .. } if now >= until => {
                Phase::Paused(HostPause::NotInDirectory(principal), Box::new(phase))
            }
            phase => {
                self.wait_longer(now);
                phase
            }
        }
    }

    /// The result is there. The directory gets the service principal a little later.
    fn found(&mut self, result: HostResult, now: Timestamp) -> Phase {
        self.rounds = 0;
        self.next_at = now;
        match result.principal {
            // The directory forgets an identity in its own time.
            _ if self.plan.wish.undo().is_some() => Phase::Ended(HostOutcome::Done(result)),
            Some(principal) => Phase::Finding { principal, result, until: now + PATIENCE },
            None => Phase::Ended(HostOutcome::Done(result)),
        }
    }

    fn result(&self, now: &HostIdentity) -> HostResult {
        let wish = &self.plan.wish;
        let attached = |it: &&AttachedIdentity| wish.identities().contains(&it.resource);
        let of_attached = || now.attached.iter().find(attached).and_then(|it| it.principal);
        let principal = match wish {
            HostWish::Undo(_) => self.undone(),
            wish if wish.wants_system() => now.system.principal(),
            _ => of_attached(),
        };
        let is_new = |it: &&AttachedIdentity| attached(it) && !self.plan.before.has(&it.resource);
        let comparison = now.compared_with(&self.plan.before, &wish.goal());
        let attached = now.attached.iter().filter(is_new).cloned().collect();
        HostResult { principal, attached, comparison, created: None }
    }

    /// The service principal that an undo is about.
    fn undone(&self) -> Option<ServicePrincipalId> {
        self.plan.wish.undo().and_then(HostUndo::principal)
    }

    /// Whether an identity is deleted.
    pub(super) fn deletes(&self) -> bool {
        self.plan.wish.undo().is_some_and(|undo| undo.host().is_none())
    }

    pub(super) fn begin_waiting(&mut self, now: Timestamp) {
        self.rounds = 0;
        self.next_at = now;
    }

    fn wait_longer(&mut self, now: Timestamp) {
        let wait = FIRST_WAIT.saturating_mul(1 << self.rounds.min(4)).min(LONGEST_WAIT);
        self.rounds += 1;
        self.next_at = now + wait;
    }
}
