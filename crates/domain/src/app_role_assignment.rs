//! App roles that are assigned.

use super::ids::{AppRoleAssignmentId, AppRoleId, ServicePrincipalId};
use super::time::Timestamp;

/// A grant: which principal has which role of which API. All three belong to it, because two APIs may use the same role
/// id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppRoleGrant {
    /// The service principal that has the role.
    pub principal: ServicePrincipalId,
    /// The service principal of the API, called the resource in assignments.
    pub resource: ServicePrincipalId,
    /// The role.
    pub app_role: AppRoleId,
}

/// A grant that exists.
///
/// <https://learn.microsoft.com/graph/api/resources/approleassignment>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRoleAssignment {
    /// The id by which it is revoked.
    pub id: AppRoleAssignmentId,
    /// Which principal has which permission.
    pub grant: AppRoleGrant,
    /// When it was granted, where the service says so.
    pub created: Option<Timestamp>,
    /// The API's name as it was noted with the grant. It may outlive the API and proves nothing.
    pub resource_name: String,
    /// The holder's name as it was noted with the grant.
    pub principal_name: String,
}
