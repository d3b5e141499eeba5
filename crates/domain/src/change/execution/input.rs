//! What an execution is given: answers to what was sent, and what was read.

use std::time::Duration;

use crate::access::Held;
use crate::ids::ServicePrincipalId;
use crate::problem::{Problem, ServiceMessage};

/// What the service said to one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done, logged by the service under this ID, where it gave one.
    Done(Option<String>),
    /// The service says that there is nothing to do: the assignment exists already, or the one to remove doesn't exist.
    /// It may say so of an earlier delivery of the same request, or be mistaken, so reading decides.
    SaidAlready(ServiceMessage),
    /// The directory doesn't know one of the objects yet. It may after a while.
    NotYet(ServiceMessage),
    /// The service takes no more requests at the moment (429) and didn't apply this one.
    Throttled(ServiceMessage),
    /// It was refused for good.
    Refused(ServiceMessage),
    /// It was certainly not applied, because something before it was not.
    NotSent,
    /// Whether it was applied is not known.
    Unclear(Option<ServiceMessage>),
}

/// What came of a chain of steps: an answer for each, and what to do before continuing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainAnswer {
    /// One answer for each step that was sent, in the same order.
    pub answers: Vec<Answer>,
    /// What the user has to do before anything more is sent.
    pub obstacle: Option<Problem>,
    /// How long the service wants no requests.
    pub wait: Option<Duration>,
}

/// Whether an identity that was reviewed is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is the one that was reviewed: the same ID, the same application, a managed identity.
    Same,
    /// Another one has its ID.
    Other,
    /// It is among the deleted ones.
    Deleted,
    /// The directory doesn't know it: it was deleted, or it is so new that it is not everywhere yet.
    NotFound,
}

/// What was read of one identity before a write or after an unclear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The identity.
    pub identity: ServicePrincipalId,
    /// Whether it is still there.
    pub presence: Result<Presence, Problem>,
    /// What is assigned to it.
    pub held: Held,
}
