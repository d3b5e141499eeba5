//! One step on its way: how an answer or a reading moves it.

use std::time::Duration;

use super::attribution::{ClockOffset, SendWindow, was_made_by};
use super::goal::Goal;
use super::input::Answer;
use super::state::{StepState, WhyNot};
use crate::problem::ServiceMessage;
use crate::time::Timestamp;

/// How often one step is sent without a clear answer before it is unknown.
pub(super) const MOST_SENDS: u8 = 6;

/// How often one step waits for the directory to know the identity or the role, or to show what it said.
pub(super) const MOST_WAITS_FOR_REPLICATION: u8 = 6;

/// How often the list is read again before a step is sent again of which the service said that there is nothing to do.
const READS_BEFORE_SENDING_AGAIN: u8 = 2;

/// How often the list is read again because the service has not said what time it is.
const READS_FOR_THE_TIME: u8 = 2;

/// The code with which Azure Resource Manager refuses to assign a role that is assigned under another name.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>
const ROLE_ASSIGNMENT_EXISTS: &str = "RoleAssignmentExists";

/// A step and how it got to its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) state: StepState,
    /// How often it was sent without being certain that it was not applied.
    sends: u8,
    waits: u8,
    /// How often the service said that there is nothing to do.
    said_already: u8,
    /// It was answered as not sent, and another delivery of the same request may have applied it.
    maybe_applied: bool,
    /// The last request was refused, and one before it may have been applied.
    refused: bool,
    /// How often it was read without knowing the service's time.
    read_without_time: u8,
    last_message: Option<ServiceMessage>,
    windows: Vec<SendWindow>,
}

/// What to wait for before a step continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pending {
    /// The directory doesn't know one of the objects everywhere yet.
    Replication(Duration),
    /// What the service said and what it lists differ.
    Clarity(Duration),
}

/// Whether a step may have been applied although it was answered as not sent: that answer is only as certain as the
/// answers before it in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// It was not applied.
    None,
    /// A step before it was throttled (429), which means that neither was applied. The send window is kept, so that a
    /// creation time can show that the service applied it all the same.
    Throttled,
    /// A step before it was answered with "already exists" or without a clear answer: another delivery of the same
    /// request may have applied both.
    MaybeApplied,
}

impl Progress {
    pub(super) fn unread() -> Self {
        let state = StepState::Unread;
        Self {
            state,
            sends: 0,
            waits: 0,
            said_already: 0,
            maybe_applied: false,
            refused: false,
            read_without_time: 0,
            last_message: None,
            windows: Vec::new(),
        }
    }

    /// A step as a receipt has it.
    pub(super) fn ended(state: StepState) -> Self {
        Self { state, ..Self::unread() }
    }

    /// Whether it was sent without being certain that it was not applied.
    pub(super) fn is_maybe_applied(&self) -> bool {
        self.sends > 0 || self.maybe_applied
    }

    /// Whether a reading has to be compared with when it was sent.
    pub(super) fn may_have_been_made(&self) -> bool {
        !self.state.is_settled() && !self.windows.is_empty()
    }

    pub(super) fn send(&mut self, now: Timestamp) {
        self.state = StepState::Sending;
        self.sends += 1;
        self.windows.push(SendWindow::opened(now));
    }

    /// Takes one answer; says what to wait for before the step is sent again, where it has to be. `doubt` comes from the
    /// answers before it in the chain.
    pub(super) fn take(&mut self, now: Timestamp, answer: Answer, doubt: Doubt) -> Option<Pending> {
        if let Some(window) = self.windows.last_mut() {
            window.close(now);
        }
        match answer {
            Answer::Done(request_id) => self.state = StepState::Done { at: now, request_id },
            Answer::Refused(message) => self.refuse(message),
            Answer::SaidAlready(message) => {
                self.said_already += 1;
                self.state = StepState::Unread;
                self.last_message = Some(message);
            }
            Answer::NotSent => {
                self.take_back(doubt);
                self.state = StepState::Ready;
            }
            Answer::Throttled(message) => {
                self.take_back(doubt.max(Doubt::Throttled));
                self.state = StepState::Unread;
                self.last_message = Some(message);
            }
            Answer::NotYet(message) if self.waits >= MOST_WAITS_FOR_REPLICATION => self.refuse(message),
            Answer::NotYet(message) => {
                self.sends -= 1;
                self.windows.pop();
                self.waits += 1;
                self.state = StepState::Ready;
                self.last_message = Some(message);
                return Some(Pending::Replication(doubling(self.waits)));
            }
            Answer::Unclear(message) => {
                self.state = StepState::Unread;
                self.last_message = message.or(self.last_message.take());
            }
        }
        None
    }

    /// The last request was refused for good. What an earlier one did has to be read.
    fn refuse(&mut self, message: ServiceMessage) {
        if self.sends > 1 || self.maybe_applied {
            self.refused = true;
            self.state = StepState::Unread;
            self.last_message = Some(message);
        } else {
            self.state = StepState::Refused(message);
        }
    }

    /// Takes the last request back: it was not applied, as far as `doubt` allows.
    fn take_back(&mut self, doubt: Doubt) {
        self.sends -= 1;
        match doubt {
            Doubt::None => drop(self.windows.pop()),
            Doubt::Throttled => self.windows.last_mut().into_iter().for_each(SendWindow::mark_throttled),
            Doubt::MaybeApplied => self.maybe_applied = true,
        }
    }

    /// Takes what was read; says what to wait for before it is read again, where it has to be.
    pub(super) fn observe(
        &mut self,
        now: Timestamp,
        goal: Goal,
        removes: bool,
        clock: Option<ClockOffset>,
    ) -> Option<Pending> {
        match goal {
            Goal::Reached { created: Some(_) }
                if clock.is_none() && !self.windows.is_empty() && self.read_without_time < READS_FOR_THE_TIME =>
            {
                self.read_without_time += 1;
                self.state = StepState::Unread;
                Some(Pending::Clarity(doubling(self.read_without_time)))
            }
            Goal::Reached { created } if was_made_by(&self.windows, created, clock) => {
                let request_id = self.last_message.as_ref().and_then(|said| said.request_id.clone());
                self.state = StepState::Done { at: now, request_id };
                None
            }
            Goal::Reached { .. } => {
                self.state = StepState::AlreadySo;
                None
            }
            Goal::AssignedAgain { created } => {
                self.state = StepState::AssignedAgain { at: created };
                None
            }
            Goal::OtherCondition => {
                self.end(WhyNot::OtherCondition);
                None
            }
            Goal::NotUnderThisName if self.is_said_to_exist() => self.observe_under_another_name(),
            Goal::NotReached | Goal::NotUnderThisName => self.observe_not_reached(removes),
        }
    }

    /// Whether the service said last that the same role is assigned at the same scope already.
    fn is_said_to_exist(&self) -> bool {
        self.last_message.as_ref().is_some_and(|said| said.code == ROLE_ASSIGNMENT_EXISTS)
    }

    /// The service says that it is assigned, and it isn't under its own name: someone else assigned it under another one.
    /// An assignment that was made a moment ago can be missing for some seconds, so that is read more than once.
    fn observe_under_another_name(&mut self) -> Option<Pending> {
        if self.waits < READS_BEFORE_SENDING_AGAIN {
            self.waits += 1;
            self.state = StepState::Unread;
            return Some(Pending::Clarity(doubling(self.waits)));
        }
        self.state = StepState::AlreadySo;
        None
    }

    fn observe_not_reached(&mut self, removes: bool) -> Option<Pending> {
        let last = self.refused || self.said_already >= 2;
        let reads = if last { MOST_WAITS_FOR_REPLICATION } else { READS_BEFORE_SENDING_AGAIN };
        if (last || self.said_already > 0) && self.waits < reads {
            // The list may be behind what the service said or did.
            self.waits += 1;
            self.state = StepState::Unread;
            return Some(Pending::Clarity(doubling(self.waits)));
        }
        self.state = match self.last_message.clone() {
            // The service said twice that there is nothing to remove, which the list still has.
            Some(said) if self.said_already >= 2 && removes && !self.refused => StepState::Refused(said),
            // An earlier request may have been applied, and the list may be behind for longer than it was read.
            said if self.refused || self.said_already >= 2 || self.sends >= MOST_SENDS => StepState::Unknown(said),
            _ => StepState::Ready,
        };
        None
    }

    /// Reads the step again before anything more is sent.
    pub(super) fn read_again(&mut self) {
        if !self.state.is_settled() {
            self.state = StepState::Unread;
        }
    }

    /// Settles the step as it is: not sent, or sent and not known.
    pub(super) fn end(&mut self, why: WhyNot) {
        self.state = if self.is_maybe_applied() {
            StepState::Unknown(self.last_message.clone())
        } else {
            StepState::NotSent(why)
        };
    }
}

/// 1, 2, 4, 8, 16 and then 30 seconds.
pub(super) fn doubling(times: u8) -> Duration {
    Duration::from_secs((1u64 << times.saturating_sub(1).min(5)).min(30))
}
