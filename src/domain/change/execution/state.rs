//! Where one step stands.

use crate::domain::problem::ServiceMessage;
use crate::domain::time::Timestamp;

/// Where one step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Whether it is held has to be read before anything is sent.
    Unread,
    /// It was read and is not as wished; it can be sent.
    Ready,
    /// It is being sent.
    Sending,
    /// It was done by this execution.
    Done {
        /// When it was answered, or seen to be done.
        at: Timestamp,
        /// The id under which the service logged the request, where it told one.
        request_id: Option<String>,
    },
    /// It was so before this execution sent anything.
    AlreadySo,
    /// The service refused it.
    Refused(ServiceMessage),
    /// It was sent, and whether it was done cannot be told.
    Unknown(Option<ServiceMessage>),
    /// It was never sent.
    NotSent(WhyNot),
}

/// Why a step was never sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The person stopped.
    Stopped,
    /// The identity is gone, or another one has its id.
    OtherIdentity,
    /// It would take something away, and what was to be given to the same identity was not.
    ReplacementMissing,
}

impl StepState {
    /// Whether nothing more will happen to the step.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Unread | Self::Ready | Self::Sending)
    }
}
