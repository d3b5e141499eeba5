//! What can be assigned, and by which assignment it is.

use crate::app_role_assignment::AppRoleAssignment;
use crate::directory_role::{DirectoryScope, RoleAssignment};
use crate::held_role::{AssignmentPath, Term};
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};

/// A permission or role, by IDs that identify it in the tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComparedPermission {
    /// An app role.
    AppRole {
        /// The API.
        api: ApiKey,
        /// The role within it.
        role: AppRoleId,
    },
    /// A directory role.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// The scope.
        scope: DirectoryScope,
    },
}

/// An API, by the best id that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiKey {
    /// By the id that it has in every tenant.
    App(AppId),
    /// By its object id in this tenant, if the API was deleted or couldn't be read.
    Resource(ServicePrincipalId),
}

/// The assignment by which something is assigned, and by which it can be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExistingAssignment {
    /// An app role assignment.
    AppRole(AppRoleAssignment),
    /// A directory role assignment.
    DirectoryRole {
        /// The assignment.
        assignment: RoleAssignment,
        /// For how long it is assigned.
        term: Term,
    },
}

/// How a directory role arrives at an identity to which it is not assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndirectAssignment {
    /// The group through which it arrives; none, where that could not be told.
    pub group: Option<AssigningGroup>,
    /// For how long the group has it.
    pub term: Term,
}

/// A group that carries a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssigningGroup {
    /// Its object id.
    pub id: ObjectId,
    /// Its name, where it could be read.
    pub name: Option<String>,
}

impl IndirectAssignment {
    /// The same as an assignment path.
    pub fn assignment_path(&self) -> AssignmentPath {
        self.group.as_ref().map_or(AssignmentPath::SomeGroup, |group| AssignmentPath::Group(group.id))
    }
}

impl ExistingAssignment {
    /// For how long it is assigned; an app role is, until someone revokes it.
    pub fn term(&self) -> Term {
        match self {
            Self::AppRole(_) => Term::Permanent,
            Self::DirectoryRole { term, .. } => *term,
        }
    }
}
