//! What is read for the review of a change of a resource's identity.

use super::host::{AzureLock, HostResource, UserAssignedIdentity};
use super::identity_power::IdentityPower;
use super::wish::AzureRegion;
use crate::azure_resource::AzureResource;
use crate::azure_rights::AzureRight;
use crate::problem::Problem;

/// What was read of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFacts {
    /// The resource.
    pub host: HostResource,
    /// Whether the user may change it.
    pub right: AzureRight,
    /// The locks at the resource and above.
    pub locks: Result<Vec<AzureLock>, Problem>,
    /// The identities that are to be attached, in the order of the wish.
    pub identities: Vec<AttachFacts>,
    /// Whether the user may assign each of the identities that are attached already.
    pub attached: Vec<(AzureResource, AzureRight)>,
}

/// What was read of an identity that is to be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachFacts {
    /// The identity as it was asked for.
    pub resource: AzureResource,
    /// The identity; nothing where it doesn't exist.
    pub identity: Result<Option<UserAssignedIdentity>, Problem>,
    /// Whether the user may assign it to resources.
    pub right: AzureRight,
    /// What it can do.
    pub power: IdentityPower,
}

/// What was read for a new identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationFacts {
    /// The identity of this name, where one exists.
    pub existing: Option<UserAssignedIdentity>,
    /// Whether the user may create identities in the resource group.
    pub right: AzureRight,
    /// The locks at the resource group and above.
    pub locks: Result<Vec<AzureLock>, Problem>,
    /// The regions in which the subscription can have identities.
    pub regions: Result<Vec<AzureRegion>, Problem>,
}
