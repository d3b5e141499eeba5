//! Permissions that a review has seen: missing ones that a plan can add, and assigned ones that it can remove.

use super::permission::AzureRoleAt;
use super::wish::Lasting;
use crate::app_role_assignment::AppRoleGrant;
use crate::azure_assignment::{AzureAssignmentId, AzureRoleGrant, NewAzureAssignment};
use crate::directory_role::DirectoryRoleGrant;
use crate::group::GroupMembership;
use crate::ids::{AppId, AppRoleAssignmentId, RoleAssignmentId};
use crate::time::Timestamp;

/// An app role that the identity was seen to lack. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAppRole {
    grant: AppRoleGrant,
    api: AppId,
}

/// A directory role that the identity was seen to lack. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingDirectoryRole {
    grant: DirectoryRoleGrant,
    lasting: Lasting,
}

/// An app role that the identity was read to have, by the assignment's ID. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAppRole {
    assignment: AppRoleAssignmentId,
    grant: AppRoleGrant,
    api: Option<AppId>,
}

/// A directory role that the identity was read to have, by the assignment's ID. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldDirectoryRole {
    assignment: RoleAssignmentId,
    grant: DirectoryRoleGrant,
    end: AssignmentEnd,
}

/// An Azure role that the identity was seen to lack. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAzureRole {
    assignment: AzureAssignmentId,
    grant: AzureRoleGrant,
    description: Option<String>,
}

/// An Azure role that the identity was read to have, by the assignment's ID. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAzureRole {
    assignment: AzureAssignmentId,
    grant: AzureRoleGrant,
    description: Option<String>,
    end: AssignmentEnd,
}

/// A group that the identity was seen not to be a direct member of. Only a review makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingMembership {
    membership: GroupMembership,
    role_assignable: bool,
}

/// A group that the identity was read to be a direct member of. Only a review makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldMembership {
    membership: GroupMembership,
    role_assignable: bool,
}

/// When an assignment that is to be removed would end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentEnd {
    /// Never.
    Permanent,
    /// At this time.
    At(Timestamp),
    /// Not known: the end could not be read.
    Unknown,
}

impl MissingAppRole {
    pub(super) fn new(grant: AppRoleGrant, api: AppId) -> Self {
        Self { grant, api }
    }

    /// What is to be granted.
    pub fn grant(&self) -> AppRoleGrant {
        self.grant
    }

    /// The API, by the id that it has in every tenant.
    pub fn api(&self) -> AppId {
        self.api
    }
}

impl MissingDirectoryRole {
    pub(super) fn new(grant: DirectoryRoleGrant, lasting: Lasting) -> Self {
        Self { grant, lasting }
    }

    /// What is to be assigned.
    pub fn grant(&self) -> &DirectoryRoleGrant {
        &self.grant
    }

    /// For how long.
    pub fn lasting(&self) -> Lasting {
        self.lasting
    }
}

impl HeldAppRole {
    pub(super) fn new(assignment: AppRoleAssignmentId, grant: AppRoleGrant, api: Option<AppId>) -> Self {
        Self { assignment, grant, api }
    }

    /// The assignment that is to be deleted.
    pub fn assignment(&self) -> &AppRoleAssignmentId {
        &self.assignment
    }

    /// What is to be revoked.
    pub fn grant(&self) -> AppRoleGrant {
        self.grant
    }

    /// The API, by the id that it has in every tenant, where it is known.
    pub fn api(&self) -> Option<AppId> {
        self.api
    }
}

impl HeldDirectoryRole {
    pub(super) fn new(assignment: RoleAssignmentId, grant: DirectoryRoleGrant, end: AssignmentEnd) -> Self {
        Self { assignment, grant, end }
    }

    /// The assignment that is to be deleted.
    pub fn assignment(&self) -> &RoleAssignmentId {
        &self.assignment
    }

    /// What is to be removed.
    pub fn grant(&self) -> &DirectoryRoleGrant {
        &self.grant
    }

    /// When it would end by itself.
    pub fn end(&self) -> AssignmentEnd {
        self.end
    }

    /// When it would end by itself. Nothing, where it is not known to.
    pub fn until(&self) -> Option<Timestamp> {
        match self.end {
            AssignmentEnd::At(end) => Some(end),
            AssignmentEnd::Permanent | AssignmentEnd::Unknown => None,
        }
    }
}

impl MissingMembership {
    pub(super) fn new(membership: GroupMembership, role_assignable: bool) -> Self {
        Self { membership, role_assignable }
    }

    /// What is to be added.
    pub fn membership(&self) -> GroupMembership {
        self.membership
    }

    /// Whether Entra roles can be assigned to the group.
    pub fn role_assignable(&self) -> bool {
        self.role_assignable
    }
}

impl HeldMembership {
    pub(super) fn new(membership: GroupMembership, role_assignable: bool) -> Self {
        Self { membership, role_assignable }
    }

    /// What is to be removed.
    pub fn membership(&self) -> GroupMembership {
        self.membership
    }

    /// Whether Entra roles can be assigned to the group.
    pub fn role_assignable(&self) -> bool {
        self.role_assignable
    }
}

impl MissingAzureRole {
    pub(super) fn new(assignment: AzureAssignmentId, grant: AzureRoleGrant, description: Option<String>) -> Self {
        Self { assignment, grant, description }
    }

    /// The ID that the assignment will have. The name in it was chosen before anything is sent, so that a request that
    /// is repeated meets its own assignment.
    pub fn assignment(&self) -> &AzureAssignmentId {
        &self.assignment
    }

    /// What is to be assigned.
    pub fn grant(&self) -> &AzureRoleGrant {
        &self.grant
    }

    /// The assignment as it is sent: under the name that was chosen, with what was noted with it before it was removed.
    pub fn request(&self) -> NewAzureAssignment {
        NewAzureAssignment {
            name: self.assignment.name(),
            description: self.description.clone(),
            ..NewAzureAssignment::of_identity(self.grant.clone())
        }
    }

    /// The role at its scope, under the name that it will have.
    pub fn role(&self) -> AzureRoleAt {
        let description = self.description.clone();
        AzureRoleAt { description, ..AzureRoleAt::of(&self.grant, Some(self.assignment.name())) }
    }
}

impl HeldAzureRole {
    pub(super) fn new(
        assignment: AzureAssignmentId,
        grant: AzureRoleGrant,
        description: Option<String>,
        end: AssignmentEnd,
    ) -> Self {
        Self { assignment, grant, description, end }
    }

    /// When it would end by itself.
    pub fn end(&self) -> AssignmentEnd {
        self.end
    }

    /// The assignment that is to be deleted, at the scope where it was made.
    pub fn assignment(&self) -> &AzureAssignmentId {
        &self.assignment
    }

    /// What is to be removed, with its condition.
    pub fn grant(&self) -> &AzureRoleGrant {
        &self.grant
    }

    /// The role at its scope, under the name that it has.
    pub fn role(&self) -> AzureRoleAt {
        let description = self.description.clone();
        AzureRoleAt { description, ..AzureRoleAt::of(&self.grant, Some(self.assignment.name())) }
    }
}
