//! A plan: what a person has reviewed and approved, and nothing else.

use super::wish::Lasting;
use crate::domain::app_role_assignment::AppRoleGrant;
use crate::domain::directory_role::DirectoryRoleGrant;
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{AppId, AppRoleAssignmentId, RoleAssignmentId, ServicePrincipalId, TenantId, UserId};
use crate::domain::scope::Scope;

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

/// An app role that the identity was seen to hold, by the assignment itself. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAppRole {
    assignment: AppRoleAssignmentId,
    grant: AppRoleGrant,
    api: Option<AppId>,
}

/// A directory role that the identity was seen to hold, by the assignment itself. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldDirectoryRole {
    assignment: RoleAssignmentId,
    grant: DirectoryRoleGrant,
}

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Grant an app role.
    Grant(MissingAppRole),
    /// Assign a directory role.
    Assign(MissingDirectoryRole),
    /// Revoke an app role.
    Revoke(HeldAppRole),
    /// Remove a directory role.
    Remove(HeldDirectoryRole),
}

/// A reviewed and approved plan, bound to the tenant and the person who reviewed it. What gives comes before what
/// takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedPlan {
    tenant: TenantId,
    person: UserId,
    identities: Vec<ManagedIdentity>,
    steps: Vec<Step>,
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
    pub(super) fn new(assignment: RoleAssignmentId, grant: DirectoryRoleGrant) -> Self {
        Self { assignment, grant }
    }

    /// The assignment that is to be deleted.
    pub fn assignment(&self) -> &RoleAssignmentId {
        &self.assignment
    }

    /// What is to be removed.
    pub fn grant(&self) -> &DirectoryRoleGrant {
        &self.grant
    }
}

impl Step {
    /// Whose step it is.
    pub fn principal(&self) -> ServicePrincipalId {
        match self {
            Self::Grant(missing) => missing.grant.principal,
            Self::Assign(missing) => missing.grant.principal,
            Self::Revoke(held) => held.grant.principal,
            Self::Remove(held) => held.grant.principal,
        }
    }

    /// Whether the step takes something away.
    pub fn takes(&self) -> bool {
        matches!(self, Self::Revoke(_) | Self::Remove(_))
    }

    /// The scope that the token must hold for this change.
    ///
    /// <https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto#permissions>
    /// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments#permissions>
    /// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests#permissions>
    pub fn scope(&self) -> Scope {
        match self {
            Self::Grant(_) | Self::Revoke(_) => Scope::AppRoleAssignmentReadWriteAll,
            Self::Assign(missing) if missing.lasting != Lasting::Permanent => {
                Scope::RoleAssignmentScheduleReadWriteDirectory
            }
            Self::Assign(_) | Self::Remove(_) => Scope::RoleManagementReadWriteDirectory,
        }
    }

    /// Every scope that the token must hold for this change: who grants an app role must be able to read the API too.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let reading = matches!(self, Self::Grant(_)).then_some(Scope::ApplicationReadAll);
        std::iter::once(self.scope()).chain(reading)
    }
}

impl ReviewedPlan {
    /// Puts what gives in front of what takes, so that nothing is taken before its replacement is there.
    pub(super) fn new(
        tenant: TenantId,
        person: UserId,
        identities: Vec<ManagedIdentity>,
        mut steps: Vec<Step>,
    ) -> Self {
        steps.sort_by_key(Step::takes);
        Self { tenant, person, identities, steps }
    }

    /// The tenant that the plan is for. It must not be carried out in another.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The person who reviewed it. Nobody else may carry it out unseen.
    pub fn person(&self) -> UserId {
        self.person
    }

    /// The identities that the plan changes, as they were when it was reviewed.
    pub fn identities(&self) -> &[ManagedIdentity] {
        &self.identities
    }

    /// What is to be done, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The scopes that the token must hold to carry the whole plan out.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = self.steps.iter().flat_map(Step::scopes).collect();
        scopes.sort_unstable();
        scopes.dedup();
        scopes
    }
}
