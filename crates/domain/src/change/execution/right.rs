//! What a user needs a right for: steps that take the same right are allowed and refused together.

use crate::change::plan::Step;
use crate::ids::ServicePrincipalId;

/// The status of a refusal for lack of a right.
pub(super) const FORBIDDEN: u16 = 403;

/// A right to change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// To grant and revoke app roles of this API.
    AppRolesOf(ServicePrincipalId),
    /// To assign and remove directory roles.
    DirectoryRoles,
}

impl Right {
    /// The right that a step takes.
    pub(super) fn of(step: &Step) -> Self {
        step.resource().map_or(Self::DirectoryRoles, Self::AppRolesOf)
    }
}
