//! What an execution is told: answers to what was sent, and what was read.

use std::time::Duration;

use crate::domain::access::Held;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::{Problem, ServiceMessage};

/// What the service said to one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done, logged by the service under this id, where it told one.
    Done(Option<String>),
    /// It is so already.
    AlreadySo,
    /// The directory does not know one of the objects yet. It may after a while.
    NotYet(ServiceMessage),
    /// It was refused for good.
    Refused(ServiceMessage),
    /// It was certainly not carried out, because something in front of it was not.
    NotSent,
    /// Whether it was carried out is not known.
    Unclear(Option<ServiceMessage>),
}

/// What came of a chain of steps: an answer for each, and what to do before going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainAnswer {
    /// One answer for each step that was sent, in the same order.
    pub answers: Vec<Answer>,
    /// What a person has to do before anything more is sent.
    pub obstacle: Option<Problem>,
    /// How long the service wants to be left alone.
    pub wait: Option<Duration>,
}

/// What was read of one identity before a write or after an unclear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The identity.
    pub identity: ServicePrincipalId,
    /// Whether the identity is still the one that was reviewed: the same id, the same application, a managed identity.
    pub same_identity: Result<bool, Problem>,
    /// What it holds.
    pub held: Held,
}
