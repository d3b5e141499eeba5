//! A plan: what a person has reviewed and approved, and nothing else.

use crate::domain::app_role_assignment::AppRoleGrant;
use crate::domain::directory_role::DirectoryRoleGrant;
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{AppId, ServicePrincipalId, TenantId, UserId};
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
}

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Grant an app role.
    Grant(MissingAppRole),
    /// Assign a directory role.
    Assign(MissingDirectoryRole),
}

/// A reviewed and approved plan for one identity, bound to the tenant and the person who reviewed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedPlan {
    tenant: TenantId,
    person: UserId,
    identity: ManagedIdentity,
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
    pub(super) fn new(grant: DirectoryRoleGrant) -> Self {
        Self { grant }
    }

    /// What is to be assigned.
    pub fn grant(&self) -> &DirectoryRoleGrant {
        &self.grant
    }
}

impl Step {
    /// The scope that the token must hold for this change.
    ///
    /// <https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto#permissions>
    /// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments#permissions>
    pub fn scope(&self) -> Scope {
        match self {
            Self::Grant(_) => Scope::AppRoleAssignmentReadWriteAll,
            Self::Assign(_) => Scope::RoleManagementReadWriteDirectory,
        }
    }
}

impl ReviewedPlan {
    pub(super) fn new(tenant: TenantId, person: UserId, identity: ManagedIdentity, steps: Vec<Step>) -> Self {
        Self { tenant, person, identity, steps }
    }

    /// The tenant that the plan is for. It must not be carried out in another.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The person who reviewed it. Nobody else may carry it out unseen.
    pub fn person(&self) -> UserId {
        self.person
    }

    /// The identity as it was when the plan was reviewed.
    pub fn identity(&self) -> &ManagedIdentity {
        &self.identity
    }

    /// The object id of the identity.
    pub fn principal(&self) -> ServicePrincipalId {
        self.identity.id
    }

    /// What is to be done, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The scopes that the token must hold to carry the whole plan out.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = self.steps.iter().map(Step::scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        scopes
    }
}
