//! The state of one step.

use crate::problem::ServiceMessage;
use crate::time::Timestamp;

/// The state of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Whether it is assigned has to be read before anything is sent.
    Unread,
    /// It was read and the goal isn't reached; it can be sent.
    Ready,
    /// It is being sent.
    Sending,
    /// It was done by this execution.
    Done {
        /// When it was answered, or read to be done.
        at: Timestamp,
        /// The ID under which the service logged the request, where it gave one.
        request_id: Option<String>,
    },
    /// The goal was reached without this execution: assigned already, or not assigned any more.
    AlreadySo,
    /// The assignment to be removed was deleted, and someone assigned the same permission again.
    AssignedAgain {
        /// When, where the service says so.
        at: Option<Timestamp>,
    },
    /// The service refused it.
    Refused(ServiceMessage),
    /// It was sent, and whether it was done is not known.
    Unknown(Option<ServiceMessage>),
    /// It was never sent.
    NotSent(WhyNot),
}

/// Why a step was never sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The user stopped.
    Stopped,
    /// The identity was deleted, or another one has its ID.
    OtherIdentity,
    /// Someone assigned the Azure role at the same scope under another condition, which the change would replace.
    OtherCondition,
    /// It would remove something, and what was to be added to the same identity was not.
    ReplacementMissing,
}

impl StepState {
    /// Whether nothing more will happen to the step.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Unread | Self::Ready | Self::Sending)
    }
}
