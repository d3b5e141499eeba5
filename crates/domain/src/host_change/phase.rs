//! Where a change of a resource is, while it is carried out.

use super::operation::OperationAddress;
use super::refusal::HostRefusal;
use super::step::{HostOutcome, HostPause, HostResult};
use super::wish::IdentityRequest;
use crate::ids::ServicePrincipalId;
use crate::time::Timestamp;

/// Where a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The resource is read, to be sure that it is as it was reviewed.
    Checking,
    /// It is. The request is next.
    Ready(Option<IdentityRequest>),
    /// The request is on its way.
    Sent,
    /// The result is waited for.
    Settling(Settling),
    /// The service principal is looked for in the directory.
    Finding { principal: ServicePrincipalId, result: HostResult, until: Timestamp },
    /// The user has to do something.
    Paused(HostPause, Box<Phase>),
    /// Nothing is left to do.
    Ended(HostOutcome),
}

/// What is waited for, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settling {
    pub(super) operation: Option<OperationAddress>,
    pub(super) until: Timestamp,
    /// Whether the service took the request on.
    pub(super) accepted: bool,
    /// Whether the operation failed.
    pub(super) failed: bool,
    /// Whether the service said that it created the identity with this request.
    pub(super) created: Option<bool>,
    /// The refusal, where the service said that it is working on the resource. If the request was delivered twice, that
    /// is what the first delivery began.
    pub(super) refusal: Option<HostRefusal>,
}

impl Phase {
    /// What continues after a pause; the phase itself, where it is none.
    pub(super) fn behind_pause(&self) -> &Self {
        let mut phase = self;
        while let Self::Paused(_, behind) = phase {
            phase = behind;
        }
        phase
    }
}

impl Settling {
    pub(super) fn new(
        operation: Option<OperationAddress>,
        until: Timestamp,
        accepted: bool,
        created: Option<bool>,
    ) -> Self {
        Self { operation, until, accepted, failed: false, created, refusal: None }
    }
}
