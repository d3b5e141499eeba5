//! What a user needs a right for: steps that take the same right are allowed and refused together.

use crate::azure_role::AzureScope;
use crate::change::plan::Step;
use crate::change::plan::StepGrant;
use crate::ids::{ObjectId, ServicePrincipalId};

/// The status of a refusal for lack of a right.
pub(super) const FORBIDDEN: u16 = 403;

/// A right to change something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// To grant and revoke app roles of this API.
    AppRolesOf(ServicePrincipalId),
    /// To assign and remove directory roles.
    DirectoryRoles,
    /// To change the members of this group.
    MembersOf(ObjectId),
    /// To assign and remove Azure roles at this scope.
    AzureRolesAt(AzureScope),
}

impl Right {
    /// The right that a step takes.
    pub(super) fn of(step: &Step) -> Self {
        match step.grant() {
            StepGrant::Api(grant) => Self::AppRolesOf(grant.resource),
            StepGrant::Directory(_) => Self::DirectoryRoles,
            StepGrant::Group(membership) => Self::MembersOf(membership.group),
            StepGrant::Azure(grant) => Self::AzureRolesAt(grant.scope.clone()),
        }
    }
}
