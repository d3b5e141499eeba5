//! A plan: what a user has reviewed and approved, and nothing else.

use super::approval::Reason;
use super::wish::Lasting;
use crate::app_role_assignment::AppRoleGrant;
use crate::directory_role::DirectoryRoleGrant;
use crate::identity::ManagedIdentity;
use crate::ids::{AppId, AppRoleAssignmentId, RoleAssignmentId, ServicePrincipalId, TenantId, UserId};
use crate::scope::Scope;
use crate::sort;
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

/// The assignment that a step makes or removes, whatever it does with it. A plan has one step for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepGrant<'a> {
    AppRole(AppRoleGrant),
    DirectoryRole(&'a DirectoryRoleGrant),
}

/// A reviewed and approved plan, bound to the tenant and the user who reviewed it. What gives comes before what takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedPlan {
    tenant: TenantId,
    person: UserId,
    identities: Vec<ManagedIdentity>,
    steps: Vec<Step>,
    reason: Option<Reason>,
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

    /// What the step is about. How long it lasts makes no difference.
    pub(super) fn grant(&self) -> StepGrant<'_> {
        match self {
            Self::Grant(missing) => StepGrant::AppRole(missing.grant),
            Self::Revoke(held) => StepGrant::AppRole(held.grant),
            Self::Assign(missing) => StepGrant::DirectoryRole(&missing.grant),
            Self::Remove(held) => StepGrant::DirectoryRole(&held.grant),
        }
    }

    /// The service principal of the API whose app role it is about; nothing, where it is about a directory role.
    pub fn resource(&self) -> Option<ServicePrincipalId> {
        match self {
            Self::Grant(missing) => Some(missing.grant.resource),
            Self::Revoke(held) => Some(held.grant.resource),
            Self::Assign(_) | Self::Remove(_) => None,
        }
    }

    /// Whether the step takes something away.
    pub fn takes(&self) -> bool {
        matches!(self, Self::Revoke(_) | Self::Remove(_))
    }

    /// The scope that the token must have for this change.
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
            Self::Remove(held) if held.until().is_some() => Scope::RoleAssignmentScheduleReadWriteDirectory,
            Self::Assign(_) | Self::Remove(_) => Scope::RoleManagementReadWriteDirectory,
        }
    }

    /// Every scope that the token must have for this change: who grants an app role must be able to read the API too.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let reading = matches!(self, Self::Grant(_)).then_some(Scope::ApplicationReadAll);
        std::iter::once(self.scope()).chain(reading)
    }

    /// Every scope that the token must have for all of these, each once.
    pub(super) fn scopes_of(steps: &[Self]) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = steps.iter().flat_map(Self::scopes).collect();
        sort::sort(&mut scopes);
        scopes.dedup();
        scopes
    }
}

impl ReviewedPlan {
    /// Puts what gives in front of what takes, so that nothing is taken before its replacement is there.
    pub(super) fn new(
        tenant: TenantId,
        person: UserId,
        identities: Vec<ManagedIdentity>,
        mut steps: Vec<Step>,
        reason: Option<Reason>,
    ) -> Self {
        sort::sort_by_key(&mut steps, Step::takes);
        Self { tenant, person, identities, steps, reason }
    }

    /// The tenant that the plan is for. It must not be applied in another.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The user who reviewed it. Another user must review it again.
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

    /// Why, in the user's own words, where a reason was given.
    pub fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    /// The scopes that the token must have to apply the whole plan.
    pub fn scopes(&self) -> Vec<Scope> {
        Step::scopes_of(&self.steps)
    }
}
