//! One step on its way: how an answer moves it.

use std::time::Duration;

use super::state::StepState;
use super::told::Answer;
use crate::domain::problem::ServiceMessage;
use crate::domain::time::Timestamp;

/// How often a step is sent again because the directory does not know the identity or the role yet.
pub(super) const MOST_WAITS_FOR_REPLICATION: u8 = 6;

/// A step and how it got where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) state: StepState,
    pub(super) sends: u8,
    pub(super) waits: u8,
    pub(super) last_message: Option<ServiceMessage>,
}

impl Progress {
    /// It was done by a request whose answer did not say so, or never came.
    pub(super) fn done_unseen(&self, at: Timestamp) -> StepState {
        let said = self.last_message.as_ref();
        StepState::Done { at, request_id: said.and_then(|said| said.request_id.clone()) }
    }

    /// Takes one answer; says how long to wait before the step is sent again, where it has to be.
    pub(super) fn take(&mut self, now: Timestamp, answer: Answer) -> Option<Duration> {
        match answer {
            Answer::Done(request_id) => self.state = StepState::Done { at: now, request_id },
            // The service says "already so" as well when an earlier attempt of ours got through unseen.
            Answer::AlreadySo if self.sends > 1 => self.state = self.done_unseen(now),
            Answer::AlreadySo => self.state = StepState::AlreadySo,
            Answer::Refused(message) => self.state = StepState::Refused(message),
            Answer::NotSent => {
                self.sends -= 1;
                self.state = StepState::Ready;
            }
            Answer::NotYet(message) if self.waits >= MOST_WAITS_FOR_REPLICATION => {
                self.state = StepState::Refused(message);
            }
            Answer::NotYet(message) => {
                self.sends -= 1;
                self.waits += 1;
                self.state = StepState::Ready;
                self.last_message = Some(message);
                return Some(doubling(self.waits));
            }
            Answer::Unclear(message) => {
                self.state = StepState::Unread;
                self.last_message = message.or(self.last_message.take());
            }
        }
        None
    }
}

/// 1, 2, 4, 8, 16 and then 30 seconds.
pub(super) fn doubling(times: u8) -> Duration {
    Duration::from_secs((1u64 << times.saturating_sub(1).min(5)).min(30))
}
