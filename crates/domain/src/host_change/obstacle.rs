//! What prevents a change of a resource's identity, and what the user has to know before it.

use super::host::UserAssignedIdentity;
use super::host_type::PortalReason;
use super::undo::{IdentityUse, UseKind};
use super::wish::AzureRegion;
use crate::azure_resource::AzureResource;
use crate::azure_role::AzureScope;
use crate::ids::ServicePrincipalId;
use crate::problem::Problem;

/// Why nothing can be sent. Each says what has to be done first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostObstacle {
    /// The identity of this resource is changed in the Azure portal.
    InPortal(PortalReason),
    /// The system-assigned identity is enabled already.
    AlreadyEnabled(Option<ServicePrincipalId>),
    /// Every identity that was chosen is attached already.
    AlreadyAttached,
    /// No identity was chosen.
    NothingChosen,
    /// The service is working on the resource; its own word for it.
    Busy(String),
    /// No role of the user allows this action at this scope.
    NoRight {
        /// The action.
        action: String,
        /// Where.
        scope: AzureScope,
    },
    /// A lock prevents every change at these scopes.
    ReadOnly(Vec<AzureScope>),
    /// The identity doesn't exist.
    IdentityNotFound(AzureResource),
    /// The identity couldn't be read, so that it isn't known whether it can be attached.
    IdentityUnreadable(AzureResource, Problem),
    /// The identity can be attached to resources of its own region only.
    OtherRegion(AzureResource),
    /// Several identities are tier 0, or may be. Each is attached by a change of its own.
    SeveralRisky(Vec<AzureResource>),
    /// An identity of this name exists already. It is left as it is.
    Exists(UserAssignedIdentity),
    /// Identities can't be created in this region.
    RegionNotOffered(AzureRegion),
    /// The name of the resource group can't be read.
    GroupUnreadable,
    /// What an undo would remove isn't there any more.
    NothingToUndo,
    /// Another identity is in the place of the one that an undo would remove.
    OtherIdentity,
    /// Resources of this type always have an identity, and no other one would be left.
    NeedsIdentity,
    /// A lock prevents deleting at these scopes.
    CannotDelete(Vec<AzureScope>),
    /// The identity that an undo would delete has this, or is used there.
    InUse(IdentityUse),
    /// Whether the identity that an undo would delete has something of this kind couldn't be read.
    UseUnreadable(UseKind, Problem),
}

/// What the user has to know and that prevents nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostWarning {
    /// Whether the user has the right couldn't be found out.
    RightUnknown(String),
    /// The locks couldn't be read.
    LocksUnknown,
    /// The regions couldn't be read.
    RegionsUnknown,
    /// The app may restart.
    MayRestart,
    /// Microsoft doesn't say whether anything restarts.
    RestartNotDocumented,
    /// The instances have the identity once they are upgraded by hand.
    InstanceUpgrade,
    /// The identity serves Azure jobs, and not hybrid workers.
    AzureJobsOnly,
    /// The last change of the resource failed.
    LastChangeFailed,
    /// The request has to name these identities, which are attached already, and the user's roles may not allow that.
    NamesAttached(Vec<AzureResource>),
}
