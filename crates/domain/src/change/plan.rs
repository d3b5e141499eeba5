//! A plan: what a user has reviewed and approved, and nothing else.

use super::reason::Reason;
use super::wish::Lasting;
use crate::app_role_assignment::AppRoleGrant;
use crate::azure_assignment::{AzureAssignmentId, AzureRoleGrant};
use crate::directory_role::DirectoryRoleGrant;
use crate::group::GroupMembership;
use crate::identity::ManagedIdentity;
use crate::ids::{ObjectId, ServicePrincipalId, TenantId, UserId};
use crate::scope::Scope;
use crate::sort;

pub use super::reviewed_permission::{
    AssignmentEnd, HeldAppRole, HeldAzureRole, HeldDirectoryRole, HeldMembership, MissingAppRole, MissingAzureRole,
    MissingDirectoryRole, MissingMembership,
};

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Grant or assign a permission.
    Add(Addition),
    /// Revoke or remove a permission.
    Remove(Removal),
}

/// A permission that is to be granted or assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// An app role.
    AppRole(MissingAppRole),
    /// An Entra role.
    EntraRole(MissingDirectoryRole),
    /// An Azure role.
    AzureRole(Box<MissingAzureRole>),
    /// Membership of a group.
    GroupMembership(MissingMembership),
}

/// A permission that is to be revoked or removed, by its assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// An app role.
    AppRole(HeldAppRole),
    /// An Entra role.
    EntraRole(HeldDirectoryRole),
    /// An Azure role.
    AzureRole(Box<HeldAzureRole>),
    /// Membership of a group.
    GroupMembership(HeldMembership),
}

/// The assignment that a step makes or removes, whatever it does with it. A plan has one step for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepGrant<'a> {
    Api(AppRoleGrant),
    Directory(&'a DirectoryRoleGrant),
    Azure(&'a AzureRoleGrant),
    Group(GroupMembership),
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

impl Step {
    /// Whose step it is.
    pub fn principal(&self) -> ServicePrincipalId {
        match self.grant() {
            StepGrant::Api(grant) => grant.principal,
            StepGrant::Directory(grant) => grant.principal,
            StepGrant::Azure(grant) => ServicePrincipalId(grant.principal),
            StepGrant::Group(membership) => membership.principal,
        }
    }

    /// What the step is about. How long it lasts makes no difference.
    pub(super) fn grant(&self) -> StepGrant<'_> {
        match self {
            Self::Add(Addition::AppRole(missing)) => StepGrant::Api(missing.grant()),
            Self::Remove(Removal::AppRole(held)) => StepGrant::Api(held.grant()),
            Self::Add(Addition::EntraRole(missing)) => StepGrant::Directory(missing.grant()),
            Self::Remove(Removal::EntraRole(held)) => StepGrant::Directory(held.grant()),
            Self::Add(Addition::AzureRole(missing)) => StepGrant::Azure(missing.grant()),
            Self::Remove(Removal::AzureRole(held)) => StepGrant::Azure(held.grant()),
            Self::Add(Addition::GroupMembership(missing)) => StepGrant::Group(missing.membership()),
            Self::Remove(Removal::GroupMembership(held)) => StepGrant::Group(held.membership()),
        }
    }

    /// The service principal of the API whose app role it is about; nothing, where it is about a role.
    pub fn resource(&self) -> Option<ServicePrincipalId> {
        match self.grant() {
            StepGrant::Api(grant) => Some(grant.resource),
            StepGrant::Directory(_) | StepGrant::Azure(_) | StepGrant::Group(_) => None,
        }
    }

    /// The assignment of an Azure role that the step makes or removes; nothing, where it is about something else.
    pub fn azure_assignment(&self) -> Option<&AzureAssignmentId> {
        match self {
            Self::Add(Addition::AzureRole(missing)) => Some(missing.assignment()),
            Self::Remove(Removal::AzureRole(held)) => Some(held.assignment()),
            Self::Add(_) | Self::Remove(_) => None,
        }
    }

    /// Whether it is sent to Azure Resource Manager and not to Microsoft Graph.
    pub fn is_azure(&self) -> bool {
        self.azure_assignment().is_some()
    }

    /// Whether both are about one assignment. Azure has one assignment of a role at a scope, whatever its condition.
    pub(super) fn is_of_same_assignment(&self, other: &Self) -> bool {
        let bare = |grant: &AzureRoleGrant| AzureRoleGrant { condition: None, ..grant.clone() };
        match (self.grant(), other.grant()) {
            (StepGrant::Azure(one), StepGrant::Azure(other)) => bare(one) == bare(other),
            (one, other) => one == other,
        }
    }

    /// The place of the step among others in a plan.
    pub(super) fn place(&self) -> (bool, bool) {
        (self.takes(), self.is_azure())
    }

    /// Whether the step takes something away.
    pub fn takes(&self) -> bool {
        matches!(self, Self::Remove(_))
    }

    /// The scope of Microsoft Graph that the token must have for this change; nothing for an Azure role, which is
    /// changed with the token for Azure.
    ///
    /// <https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto#permissions>
    /// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments#permissions>
    /// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests#permissions>
    /// <https://learn.microsoft.com/graph/api/group-post-members#permissions>
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Add(Addition::AppRole(_)) | Self::Remove(Removal::AppRole(_)) => {
                Some(Scope::AppRoleAssignmentReadWriteAll)
            }
            Self::Add(Addition::EntraRole(missing)) if missing.lasting() != Lasting::Permanent => {
                Some(Scope::RoleAssignmentScheduleReadWriteDirectory)
            }
            Self::Remove(Removal::EntraRole(held)) if held.until().is_some() => {
                Some(Scope::RoleAssignmentScheduleReadWriteDirectory)
            }
            Self::Add(Addition::EntraRole(_)) | Self::Remove(Removal::EntraRole(_)) => {
                Some(Scope::RoleManagementReadWriteDirectory)
            }
            Self::Add(Addition::GroupMembership(_)) | Self::Remove(Removal::GroupMembership(_)) => {
                Some(Scope::GroupMemberReadWriteAll)
            }
            Self::Add(Addition::AzureRole(_)) | Self::Remove(Removal::AzureRole(_)) => None,
        }
    }

    /// Every scope that the token must have for this change: who grants an app role must be able to read the API too, and
    /// who changes the members of a role-assignable group must be able to assign Entra roles.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let more = match self {
            Self::Add(Addition::AppRole(_)) => Some(Scope::ApplicationReadAll),
            _ if self.is_of_role_assignable_group() => Some(Scope::RoleManagementReadWriteDirectory),
            _ => None,
        };
        self.scope().into_iter().chain(more)
    }

    /// Whether it changes the members of a group that Entra roles can be assigned to.
    pub(super) fn is_of_role_assignable_group(&self) -> bool {
        match self {
            Self::Add(Addition::GroupMembership(missing)) => missing.role_assignable(),
            Self::Remove(Removal::GroupMembership(held)) => held.role_assignable(),
            Self::Add(_) | Self::Remove(_) => false,
        }
    }

    /// The group whose members change; nothing, where the step is about something else.
    pub fn group(&self) -> Option<ObjectId> {
        match self.grant() {
            StepGrant::Group(membership) => Some(membership.group),
            StepGrant::Api(_) | StepGrant::Directory(_) | StepGrant::Azure(_) => None,
        }
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
    /// Puts what gives in front of what takes, so that nothing is taken before its replacement is there, and of each
    /// what Microsoft Graph changes in front of what Azure Resource Manager does.
    pub(super) fn new(
        tenant: TenantId,
        person: UserId,
        identities: Vec<ManagedIdentity>,
        mut steps: Vec<Step>,
        reason: Option<Reason>,
    ) -> Self {
        sort::sort_by_key(&mut steps, Step::place);
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

    /// Whether a step is sent to Azure Resource Manager, which takes another token.
    pub fn changes_azure(&self) -> bool {
        self.steps.iter().any(Step::is_azure)
    }

    /// The scopes that the token must have to apply the whole plan.
    pub fn scopes(&self) -> Vec<Scope> {
        Step::scopes_of(&self.steps)
    }
}
