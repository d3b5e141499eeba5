//! What Azure has besides role assignments: roles of the tenant's own, locks, policies, limits, and what exists.

use domain::guid::Guid;
use domain::ids::UserId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

use super::azure_resource::{AzureOperation, AzureResourceState, DeletedIdentity, OperationSettings};

/// A role that someone has in Azure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRole {
    /// The principal that has it.
    pub principal: Guid,
    /// What the principal is: `User`, `Group` or `ServicePrincipal`.
    pub principal_type: &'static str,
    /// Where: a management group, subscription, resource group or resource.
    pub scope: String,
    /// The last part of the assignment's id.
    pub name: Guid,
    /// The last part of the role's id; the same everywhere for a built-in role.
    pub role: Guid,
    /// What the role is called.
    pub role_name: String,
    /// Whether it is the tenant's own role.
    pub custom: bool,
    /// The condition that limits it; empty where none does.
    pub condition: String,
    /// What was noted with it.
    pub description: String,
    /// When it was assigned.
    pub created: Timestamp,
    /// Who assigned it, where that is known.
    pub created_by: Option<UserId>,
    /// When it ends, for one that Privileged Identity Management made for a time.
    pub end: Option<Timestamp>,
}

/// A role of the tenant's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureCustomRole {
    /// The last part of its id.
    pub id: Guid,
    /// What it is called.
    pub name: String,
    /// What it allows.
    pub actions: Vec<String>,
    /// Where it can be assigned.
    pub assignable_scopes: Vec<String>,
}

/// How much a lock prevents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockLevel {
    /// Deleting at the scope and below.
    CanNotDelete,
    /// Every change at the scope and below.
    ReadOnly,
}

/// A lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureLock {
    /// What is locked, with everything below.
    pub scope: String,
    /// What it is called.
    pub name: String,
    /// What it prevents.
    pub level: LockLevel,
}

/// An assignment of a policy that disallows new role assignments and changes of resources at a scope and below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzurePolicy {
    /// The scope at and below which it disallows them.
    pub scope: String,
    /// What the policy is called.
    pub definition: String,
    /// What its assignment is called.
    pub assignment: String,
}

/// A role that someone may activate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureEligibility {
    /// Who.
    pub principal: Guid,
    /// The last part of the role's id.
    pub role: Guid,
    /// Where.
    pub scope: String,
}

/// Azure, apart from role assignments.
#[derive(Clone, Debug)]
pub struct Azure {
    /// Roles of the tenant's own.
    pub custom_roles: Vec<AzureCustomRole>,
    /// Locks.
    pub locks: Vec<AzureLock>,
    /// Policies that disallow changes.
    pub policies: Vec<AzurePolicy>,
    /// Roles that can be activated.
    pub eligibilities: Vec<AzureEligibility>,
    /// Resources besides those that identities belong to or that use one.
    pub resources: Vec<String>,
    /// What is known of resources besides their identities, by their IDs in lower case.
    pub resource_states: SortedMap<String, AzureResourceState>,
    /// Operations on resources, the oldest first.
    pub operations: Vec<AzureOperation>,
    /// How operations go.
    pub operation_settings: OperationSettings,
    /// User-assigned identities that are gone while resources still name them.
    pub deleted_identities: Vec<DeletedIdentity>,
    /// Whether the directory has no room for another identity.
    pub is_directory_full: bool,
    /// Subscriptions in which `Microsoft.ManagedIdentity` is not registered.
    pub unregistered_subscriptions: SortedSet<Guid>,
    /// Whether a list of user-assigned identities is added to what a resource has, where its type's documentation
    /// doesn't say. Otherwise the list replaces them, which detaches what it leaves out.
    pub undocumented_is_merge: bool,
    /// Subscriptions that are read-only because they are disabled.
    pub disabled_subscriptions: SortedSet<Guid>,
    /// The most role assignments in a subscription and everything in it.
    pub most_in_subscription: usize,
    /// The most role assignments at a management group.
    pub most_at_management_group: usize,
    /// Whether every write takes a token with multi-factor authentication.
    pub requires_multi_factor: bool,
    /// Whether an assignment that is made again under its own name is answered with a conflict. Which of the two the
    /// service does is not documented.
    pub repeated_is_conflict: bool,
    /// The length of a page of a list; whole lists where there is none.
    pub page: Option<usize>,
}

impl Default for Azure {
    /// The limits after <https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits>.
    fn default() -> Self {
        Self {
            custom_roles: Vec::new(),
            locks: Vec::new(),
            policies: Vec::new(),
            eligibilities: Vec::new(),
            resources: Vec::new(),
            resource_states: SortedMap::new(),
            operations: Vec::new(),
            operation_settings: OperationSettings::default(),
            deleted_identities: Vec::new(),
            is_directory_full: false,
            unregistered_subscriptions: SortedSet::new(),
            undocumented_is_merge: false,
            disabled_subscriptions: SortedSet::new(),
            most_in_subscription: 4_000,
            most_at_management_group: 500,
            requires_multi_factor: false,
            repeated_is_conflict: false,
            page: None,
        }
    }
}
