//! The permissions and roles of one identity.

use super::app_role_assignment::{AppRoleAssignment, AppRoleGrant};
use super::azure_assignment::{AzureAssignmentId, AzureRoleAssignment, AzureRoleGrant};
use super::directory_role::{DirectoryRoleGrant, RoleAssignment};
use super::ids::{AppRoleAssignmentId, ObjectId, RoleAssignmentId};
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
    /// The Azure role assignments that were looked at one by one: those that a change is about.
    pub azure_roles: AzureReadings,
    /// The groups that it is a direct member of, where a change is about one; not read elsewhere.
    pub memberships: Result<Listing<ObjectId>, Problem>,
}

/// Azure role assignments that were read by their IDs. Reading by ID is what tells the present state: lists by principal
/// and Azure Resource Graph show an earlier one for some minutes.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzureReadings(Vec<(AzureAssignmentId, Result<Option<AzureRoleAssignment>, Problem>)>);

/// Whether something is assigned, as far as it can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignmentLookup<'a, A> {
    /// It is assigned by this assignment.
    Held(&'a A),
    /// It is not assigned.
    Missing,
    /// It is not among what could be read, and not everything could be read.
    Unknown(Problem),
}

impl Held {
    /// Why the groups are not known where they weren't read.
    pub const MEMBERSHIPS_NOT_READ: Problem = Problem::Unreadable("the groups of the identity");

    /// Whether this grant exists.
    pub fn app_role(&self, grant: &AppRoleGrant) -> AssignmentLookup<'_, AppRoleAssignment> {
        find_assignment(&self.app_roles, |assignment| assignment.grant == *grant)
    }

    /// Whether this role is assigned at this scope.
    pub fn directory_role(&self, grant: &DirectoryRoleGrant) -> AssignmentLookup<'_, RoleAssignment> {
        find_assignment(&self.directory_roles, |assignment| assignment.grant == *grant)
    }

    /// Whether it is a direct member of this group.
    pub fn membership(&self, group: ObjectId) -> AssignmentLookup<'_, ObjectId> {
        find_assignment(&self.memberships, |it| *it == group)
    }

    /// Whether this very assignment exists.
    pub fn app_role_assignment(&self, id: &AppRoleAssignmentId) -> AssignmentLookup<'_, AppRoleAssignment> {
        find_assignment(&self.app_roles, |assignment| assignment.id == *id)
    }

    /// Whether this very assignment exists.
    pub fn role_assignment(&self, id: &RoleAssignmentId) -> AssignmentLookup<'_, RoleAssignment> {
        find_assignment(&self.directory_roles, |assignment| assignment.id == *id)
    }
}

impl AzureReadings {
    /// Notes what was read of an assignment: itself, that there is none, or why that is not known.
    pub fn note(&mut self, id: AzureAssignmentId, read: Result<Option<AzureRoleAssignment>, Problem>) {
        self.0.retain(|(noted, _)| *noted != id);
        self.0.push((id, read));
    }

    /// Whether this very assignment exists.
    pub fn assignment(&self, id: &AzureAssignmentId) -> AssignmentLookup<'_, AzureRoleAssignment> {
        match self.0.iter().find(|(noted, _)| noted == id) {
            Some((_, Ok(Some(assignment)))) => AssignmentLookup::Held(assignment),
            Some((_, Ok(None))) => AssignmentLookup::Missing,
            Some((_, Err(problem))) => AssignmentLookup::Unknown(problem.clone()),
            None => AssignmentLookup::Unknown(Problem::Unreadable("an Azure role assignment")),
        }
    }

    /// The assignment that makes this grant, under whatever name.
    pub fn of_grant(&self, grant: &AzureRoleGrant) -> Option<&AzureRoleAssignment> {
        self.present().find(|assignment| assignment.grant == *grant)
    }

    /// An assignment of the same role at the same scope to the same principal under another condition.
    pub fn of_other_condition(&self, grant: &AzureRoleGrant) -> Option<&AzureRoleAssignment> {
        let bare = |grant: &AzureRoleGrant| AzureRoleGrant { condition: None, ..grant.clone() };
        self.present().find(|assignment| assignment.grant != *grant && bare(&assignment.grant) == bare(grant))
    }

    /// Why some of them are not known, if any is not.
    pub fn gap(&self) -> Option<&Problem> {
        self.0.iter().find_map(|(_, read)| read.as_ref().err())
    }

    fn present(&self) -> impl Iterator<Item = &AzureRoleAssignment> {
        self.0.iter().filter_map(|(_, read)| read.as_ref().ok()?.as_ref())
    }
}

fn find_assignment<A>(listing: &Result<Listing<A>, Problem>, is_it: impl Fn(&A) -> bool) -> AssignmentLookup<'_, A> {
    match listing {
        Err(problem) => AssignmentLookup::Unknown(problem.clone()),
        Ok(listing) => match (listing.items.iter().find(|item| is_it(item)), &listing.gap) {
            (Some(item), _) => AssignmentLookup::Held(item),
            (None, Some(gap)) => AssignmentLookup::Unknown(gap.clone()),
            (None, None) if listing.unreadable > 0 => AssignmentLookup::Unknown(Problem::Unreadable("an assignment")),
            (None, None) => AssignmentLookup::Missing,
        },
    }
}
