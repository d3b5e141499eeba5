//! What was read of a resource: its identities, its state, and the locks above it.

use crate::azure_resource::AzureResource;
use crate::azure_role::AzureScope;
use crate::ids::{AppId, ServicePrincipalId};

/// A resource that can have identities, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostResource {
    /// The resource.
    pub resource: AzureResource,
    /// Where it is, as the service wrote it; empty where it didn't say.
    pub region: String,
    /// The identities that it has.
    pub identity: HostIdentity,
    /// Whether the service is working on it.
    pub state: HostState,
    /// Whether the instances of a scale set are upgraded by hand.
    pub manual_upgrade: bool,
}

/// Whether the service is working on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostState {
    /// It isn't.
    Settled,
    /// It is; the text is the service's word for what it does.
    Busy(String),
    /// The last thing that it did failed.
    Failed,
}

/// The identities of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostIdentity {
    /// Its own.
    pub system: SystemAssigned,
    /// Those that are attached to it.
    pub attached: Vec<AttachedIdentity>,
}

/// The system-assigned identity of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemAssigned {
    /// It isn't enabled.
    Off,
    /// It is enabled, and the service didn't return its service principal.
    WithoutPrincipal,
    /// It is enabled.
    On(ServicePrincipalId),
}

/// A user-assigned identity that is attached to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedIdentity {
    /// The identity, as the service spells its ID.
    pub resource: AzureResource,
    /// Its service principal, if the service returned it.
    pub principal: Option<ServicePrincipalId>,
}

/// A user-assigned identity, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAssignedIdentity {
    /// The identity.
    pub resource: AzureResource,
    /// Its service principal.
    pub principal: ServicePrincipalId,
    /// Its client ID.
    pub client: AppId,
    /// Where it is.
    pub region: String,
    /// Whether it can be attached to resources of its own region only.
    pub regional: bool,
}

/// A lock at a scope or above.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureLock {
    /// What is locked.
    pub scope: AzureScope,
    /// What it prevents.
    pub level: LockLevel,
}

/// What a lock prevents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockLevel {
    /// Deleting.
    CannotDelete,
    /// Every change.
    ReadOnly,
    /// Something that this program doesn't know.
    Other,
}

/// What the identities of a resource are to become. What isn't named stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityGoal<'a> {
    /// What the system-assigned identity is to become.
    pub system: SystemGoal,
    /// The user-assigned identities that are to be attached.
    pub attached: &'a [AzureResource],
    /// The user-assigned identities that are not to be attached any more.
    pub detached: &'a [AttachedIdentity],
}

/// What the system-assigned identity of a resource is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemGoal {
    /// It stays as it is.
    AsItIs,
    /// It is to be enabled.
    On,
    /// This one is to be disabled.
    Without(ServicePrincipalId),
}

/// What became of the identities of a resource, against what they were before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityComparison {
    /// What was to be attached and isn't.
    pub missing: Vec<AzureResource>,
    /// What was to be detached and isn't.
    pub remaining: Vec<AzureResource>,
    /// Whether the system-assigned identity was to be enabled and isn't, or was to be disabled and is still there.
    pub system_missing: bool,
    /// Identities that were attached before and are no longer attached, although the change didn't detach them.
    pub lost: Vec<AzureResource>,
    /// Whether the system-assigned identity that existed before was disabled or replaced.
    pub system_lost: bool,
    /// What was attached before and still is.
    pub kept: Vec<AzureResource>,
    /// What is attached now and was neither before nor asked for.
    pub appeared: Vec<AzureResource>,
}

impl SystemAssigned {
    /// Whether it is enabled.
    pub fn is_on(self) -> bool {
        self != Self::Off
    }

    /// Its service principal, where it is known.
    pub fn principal(self) -> Option<ServicePrincipalId> {
        match self {
            Self::On(id) => Some(id),
            Self::Off | Self::WithoutPrincipal => None,
        }
    }
}

impl HostIdentity {
    /// No identity at all.
    pub const NONE: Self = Self { system: SystemAssigned::Off, attached: Vec::new() };

    /// Whether this user-assigned identity is attached.
    pub fn has(&self, identity: &AzureResource) -> bool {
        self.attached.iter().any(|it| it.resource == *identity)
    }

    /// Whether both have the same identities, whatever the order and the spelling.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let within = |one: &Self, two: &Self| one.attached.iter().all(|it| two.has(&it.resource));
        let same_system = match (self.system.principal(), other.system.principal()) {
            (Some(one), Some(two)) => one == two,
            _ => self.system.is_on() == other.system.is_on(),
        };
        same_system && within(self, other) && within(other, self)
    }

    /// Compares the whole with what was before and what was asked for.
    pub fn compared_with(&self, before: &Self, goal: &IdentityGoal<'_>) -> IdentityComparison {
        let was = |id: &AzureResource| before.has(id);
        let leaves = |id: &AzureResource| goal.detached.iter().any(|it| it.resource == *id);
        let system_changed = match (before.system.principal(), self.system.principal()) {
            (Some(before), Some(now)) => before != now,
            _ => before.system.is_on() && !self.system.is_on(),
        };
        let stayed = before.attached.iter().map(|it| it.resource.clone()).filter(|id| !leaves(id));
        let (kept, lost) = stayed.partition(|id| self.has(id));
        let new = self.attached.iter().map(|it| &it.resource);
        IdentityComparison {
            missing: goal.attached.iter().filter(|id| !self.has(id)).cloned().collect(),
            remaining: goal.detached.iter().filter(|it| self.has(&it.resource)).map(|it| it.resource.clone()).collect(),
            system_missing: match goal.system {
                SystemGoal::AsItIs => false,
                SystemGoal::On => !self.system.is_on(),
                // One without a principal may be this one.
                SystemGoal::Without(id) => self.system.is_on() && self.system.principal().is_none_or(|now| now == id),
            },
            lost,
            system_lost: system_changed && !matches!(goal.system, SystemGoal::Without(_)),
            kept,
            appeared: new.filter(|id| !was(id) && !goal.attached.contains(id) && !leaves(id)).cloned().collect(),
        }
    }
}

impl IdentityComparison {
    /// Whether everything that was asked for is there.
    pub fn is_as_asked(&self) -> bool {
        self.missing.is_empty() && self.remaining.is_empty() && !self.system_missing
    }

    /// Whether an identity was lost that the change didn't remove.
    pub fn lost_anything(&self) -> bool {
        !self.lost.is_empty() || self.system_lost
    }
}
