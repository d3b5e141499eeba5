//! New identities: the system-assigned identity of an Azure resource is enabled, a user-assigned one is created, or one
//! is attached to a resource.
//!
//! [`HostWish`] → a review of what was read ([`review_host`], [`review_creation`]) → [`ReviewedHostChange`] →
//! [`HostExecution`], a state machine that decides and does no I/O. What is attached already is never detached: the
//! request names what the type of the resource needs to keep it ([`HostType`]), and the whole identity of the resource
//! is read before and after. What a change did can be undone ([`HostUndo`]), by its receipt only.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview>

mod execution;
mod facts;
mod host;
mod host_type;
mod identity_power;
mod journal;
mod obstacle;
mod operation;
mod phase;
mod refusal;
mod review;
mod review_undo;
mod step;
#[cfg(test)]
mod tests;
mod undo;
mod wish;

pub use execution::HostExecution;
pub use facts::{AttachFacts, CreationFacts, HostFacts};
pub use host::{
    AttachedIdentity, AzureLock, HostIdentity, HostResource, IdentityComparison, IdentityGoal, LockLevel,
    SystemAssigned, SystemGoal,
};
pub use host::{HostState, UserAssignedIdentity};
pub use host_type::{HostEffect, HostSupport, HostType, MapRule, PortalReason};
pub use identity_power::{AttachRisk, IdentityPower, RiskyIdentity};
pub use journal::HostJournal;
pub use obstacle::{HostObstacle, HostWarning};
pub use operation::{OperationAddress, OperationKind, OperationStatus};
pub use refusal::HostRefusal;
pub use review::{HostReview, ReviewedHostChange, review_creation, review_host};
pub use review_undo::{UndoFacts, UndoSubject, review_undo};
pub use step::{HostAction, HostEvent, HostOutcome, HostPause, HostResult, HostStage, NotSentReason};
pub use undo::{HostUndo, IdentityUse, IdentityUses, KnownUses, UseKind};
pub use wish::{AzureRegion, HostWish, IdentityName, IdentityNameError, IdentityRequest, NewIdentity};
