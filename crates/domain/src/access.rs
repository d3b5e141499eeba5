//! The permissions and roles of one identity.

use super::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use super::directory_role::{DirectoryRoleGrant, RoleAssignment};
use super::ids::{AppRoleAssignmentId, RoleAssignmentId};
use super::listing::Listing;
use super::problem::Problem;

/// The app roles and directory roles that are assigned to an identity itself. Each is read on its own, so that one
/// failing does not hide the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// App roles of all APIs.
    pub app_roles: Result<Listing<AppRoleAssignment>, Problem>,
    /// Active directory roles of all scopes.
    pub directory_roles: Result<Listing<RoleAssignment>, Problem>,
}

/// Whether something is assigned, as far as it can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding<'a, A> {
    /// It is assigned by this assignment.
    Held(&'a A),
    /// It is not assigned.
    Missing,
    /// It is not among what could be read, and not everything could be read.
    Unknown(Problem),
}

impl Held {
    /// Whether this grant exists.
    pub fn app_role(&self, grant: &AppRoleGrant) -> Holding<'_, AppRoleAssignment> {
        holding(&self.app_roles, |assignment| assignment.grant == *grant)
    }

    /// Whether this role is assigned at this scope.
    pub fn directory_role(&self, grant: &DirectoryRoleGrant) -> Holding<'_, RoleAssignment> {
        holding(&self.directory_roles, |assignment| assignment.grant == *grant)
    }

    /// Whether this very assignment exists.
    pub fn app_role_assignment(&self, id: &AppRoleAssignmentId) -> Holding<'_, AppRoleAssignment> {
        holding(&self.app_roles, |assignment| assignment.id == *id)
    }

    /// Whether this very assignment exists.
    pub fn role_assignment(&self, id: &RoleAssignmentId) -> Holding<'_, RoleAssignment> {
        holding(&self.directory_roles, |assignment| assignment.id == *id)
    }
}

fn holding<A>(listing: &Result<Listing<A>, Problem>, is_it: impl Fn(&A) -> bool) -> Holding<'_, A> {
    match listing {
        Err(problem) => Holding::Unknown(problem.clone()),
        Ok(listing) => match (listing.items.iter().find(|item| is_it(item)), &listing.gap) {
            (Some(item), _) => Holding::Held(item),
            (None, Some(gap)) => Holding::Unknown(gap.clone()),
            (None, None) if listing.unreadable > 0 => Holding::Unknown(Problem::Unreadable("an assignment")),
            (None, None) => Holding::Missing,
        },
    }
}
