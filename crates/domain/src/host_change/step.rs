//! What is to be done in a change of a resource, what has happened, and how it ended.

use std::time::Duration;

use super::host::{AttachedIdentity, HostResource, IdentityComparison, UserAssignedIdentity};
use super::operation::{OperationAddress, OperationStatus};
use super::refusal::HostRefusal;
use super::review::HostReview;
use super::wish::{IdentityRequest, NewIdentity};
use crate::azure_resource::AzureResource;
use crate::ids::ServicePrincipalId;
use crate::problem::{Problem, ServiceMessage};

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostAction {
    /// Read the resource whose identity changes.
    ReadHost,
    /// Read the identity that is to be created.
    ReadIdentity(NewIdentity),
    /// Read the identity that is to be deleted.
    ReadDeleted(AzureResource),
    /// Review the undo again: read everything that could block it.
    ReviewAgain,
    /// Send the identity of the resource.
    SendIdentity(IdentityRequest),
    /// Create the identity.
    Create(NewIdentity),
    /// Delete the identity.
    Delete(AzureResource),
    /// Read the status of the operation.
    ReadOperation(OperationAddress),
    /// Look for the service principal in the directory.
    FindPrincipal(ServicePrincipalId),
    /// Wait, then ask again.
    Wait(Duration),
    /// Let the user do something, then [`HostExecution::resume`](super::HostExecution::resume).
    Pause,
    /// Nothing is left to do.
    Finish,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// The resource was read, or couldn't be.
    HostRead(Result<HostResource, Problem>),
    /// The identity was read, isn't there, or couldn't be read.
    IdentityRead(Result<Option<UserAssignedIdentity>, Problem>),
    /// The undo was reviewed again, or couldn't be.
    ReviewedAgain(Result<Box<HostReview>, Problem>),
    /// The request is about to be sent.
    Sending,
    /// The service took the request on. `created` says of a new identity whether this request created it.
    Accepted {
        /// Where the operation's status is read, where the answer said it.
        operation: Option<OperationAddress>,
        /// Whether the answer said that the identity was created, and not updated.
        created: Option<bool>,
    },
    /// The service refused the request.
    Refused(HostRefusal),
    /// The service asked for a wait. Nothing was carried out.
    Throttled(Duration),
    /// Nothing was carried out before the user has done what the problem says.
    NotSent(Problem),
    /// No answer came, or one that doesn't say whether the request was carried out.
    Unclear(Option<ServiceMessage>),
    /// The status of the operation was read.
    OperationRead(OperationStatus),
    /// The service principal is in the directory, isn't yet, or the directory couldn't be read.
    PrincipalRead(Result<bool, Problem>),
}

/// What the user has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPause {
    /// What the problem says.
    Problem(Problem),
    /// The service still works on the change after ten minutes: look again, or come back later.
    StillRunning,
    /// The directory doesn't have the service principal after ten minutes: look again, or come back later.
    NotInDirectory(ServicePrincipalId),
}

/// How a change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostOutcome {
    /// Everything that was asked for is there, read after the request.
    Done(HostResult),
    /// Everything that was asked for was there before anything was sent.
    AlreadyThere(HostResult),
    /// The operation failed, with the service's own reason where it was read.
    Failed {
        /// The reason.
        refusal: Option<HostRefusal>,
        /// What was read afterwards.
        result: HostResult,
    },
    /// The service refused the request.
    Refused(HostRefusal),
    /// Nothing was sent.
    NotSent(NotSentReason),
    /// The request was sent, and what was read afterwards doesn't show its result. Nothing is sent again.
    Unclear(Option<ServiceMessage>),
}

/// Why nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSentReason {
    /// The service is working on the resource.
    Busy,
    /// The identities of the resource aren't those that were reviewed, or something blocks the undo since.
    ChangedSinceReview,
    /// An identity of this name exists.
    Exists,
    /// Another tab of this browser is changing the resource: each would send what it read before the other's change.
    OtherTab,
    /// The user stopped the change.
    Stopped,
}

/// What was read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostResult {
    /// The service principal of the new identity; of an undo, that of the identity that was disabled, detached or
    /// deleted.
    pub principal: Option<ServicePrincipalId>,
    /// The identities that this change attached: asked for, not there before, and there now.
    pub attached: Vec<AttachedIdentity>,
    /// The identities of the resource against what they were before; empty for a new identity.
    pub comparison: IdentityComparison,
    /// Whether the service said that this request created the identity. Nothing where it isn't known.
    pub created: Option<bool>,
}

/// How far a change is, for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostStage {
    /// The resource is read.
    Checking,
    /// The request is sent.
    Sending,
    /// Azure works on it.
    Settling,
    /// The directory doesn't have the service principal yet.
    Finding,
    /// The user has to do something.
    Paused,
    /// Nothing is left to do.
    Ended,
}
