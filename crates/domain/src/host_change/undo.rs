//! Undoing what a change of a resource's identity did, and what of the identity blocks that.
//!
//! Disabling and deleting take the service principal with everything that it has, and there is no way back. So each is
//! offered only as the undo of the change that enabled or created the identity, and only while the identity is attached
//! to nothing else and has no permission, role, credential, owner or group. What couldn't be read counts as something
//! that it has. Detaching leaves the identity and its permissions as they are.

use super::host::AttachedIdentity;
use crate::app_role_assignment::AppRoleGrant;
use crate::azure_assignment::AzureAssignmentId;
use crate::azure_resource::AzureResource;
use crate::azure_role::AzureScope;
use crate::directory_entry::DirectoryEntry;
use crate::directory_role::DirectoryRoleGrant;
use crate::guid::Guid;
use crate::ids::ServicePrincipalId;
use crate::problem::Problem;

/// What undoes a change. It is made of the receipt of that change and of nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostUndo {
    /// Disable the system-assigned identity that the change enabled.
    Disable {
        /// The resource.
        host: AzureResource,
        /// The service principal that the change made.
        principal: ServicePrincipalId,
        /// What this browser's receipts know of it.
        known: KnownUses,
    },
    /// Detach the user-assigned identities that the change attached.
    Detach {
        /// The resource.
        host: AzureResource,
        /// The identities, with the service principals that they had.
        identities: Vec<AttachedIdentity>,
    },
    /// Delete the user-assigned identity that the change created.
    Delete {
        /// The identity.
        identity: AzureResource,
        /// The service principal that the change made.
        principal: ServicePrincipalId,
        /// What this browser's receipts know of it.
        known: KnownUses,
    },
}

/// What this browser's receipts know of an identity beside what is read. Lists of Azure may show it minutes later; what
/// is named here is read by its ID.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownUses {
    /// Resources to which the identity was attached.
    pub hosts: Vec<AzureResource>,
    /// Azure role assignments that it was given.
    pub azure_roles: Vec<AzureAssignmentId>,
}

/// Something that an identity has, or by which it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityUse {
    /// An application permission.
    AppRole(AppRoleGrant),
    /// An Entra role.
    EntraRole(DirectoryRoleGrant),
    /// An Azure role.
    AzureRole {
        /// The role.
        role: Guid,
        /// Its name, where it is known.
        name: Option<String>,
        /// The scope.
        scope: AzureScope,
    },
    /// Consent to delegated permissions of an API.
    DelegatedGrant(ServicePrincipalId),
    /// A federated credential, by its name.
    FederatedCredential(String),
    /// An owner of the identity.
    Owner(DirectoryEntry),
    /// Something that the identity owns.
    Owned(DirectoryEntry),
    /// A group or an administrative unit that the identity is a member of.
    Membership(DirectoryEntry),
    /// A resource that the identity is attached to.
    Attached(AzureResource),
}

/// A kind of [`IdentityUse`], each of which is read on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// Application permissions.
    AppRoles,
    /// Entra roles.
    EntraRoles,
    /// Azure roles.
    AzureRoles,
    /// Delegated permissions.
    DelegatedGrants,
    /// Federated credentials.
    FederatedCredentials,
    /// Owners.
    Owners,
    /// Owned objects.
    Owned,
    /// Groups and administrative units.
    Memberships,
    /// Resources that the identity is attached to.
    Resources,
}

/// What was read of each kind. A kind that isn't among them counts as not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityUses(Vec<(UseKind, Result<Vec<IdentityUse>, Problem>)>);

impl HostUndo {
    /// The resource whose identity changes; nothing where an identity is deleted.
    pub fn host(&self) -> Option<&AzureResource> {
        match self {
            Self::Disable { host, .. } | Self::Detach { host, .. } => Some(host),
            Self::Delete { .. } => None,
        }
    }

    /// The service principal that is deleted, with everything that it has.
    pub fn deleted(&self) -> Option<ServicePrincipalId> {
        match self {
            Self::Disable { principal, .. } | Self::Delete { principal, .. } => Some(*principal),
            Self::Detach { .. } => None,
        }
    }

    /// The service principal that it is about: the one that is deleted, or the first one that is detached.
    pub fn principal(&self) -> Option<ServicePrincipalId> {
        match self {
            Self::Disable { principal, .. } | Self::Delete { principal, .. } => Some(*principal),
            Self::Detach { identities, .. } => identities.iter().find_map(|it| it.principal),
        }
    }

    /// The identities that are detached.
    pub fn detached(&self) -> &[AttachedIdentity] {
        match self {
            Self::Detach { identities, .. } => identities,
            Self::Disable { .. } | Self::Delete { .. } => &[],
        }
    }

    /// The name that has to be typed: that of the resource, or of the identity that is deleted.
    pub fn name(&self) -> &str {
        match self {
            Self::Disable { host, .. } | Self::Detach { host, .. } => host.name(),
            Self::Delete { identity, .. } => identity.name(),
        }
    }

    /// The kinds that block it. A system-assigned identity has no federated credentials and is attached to its resource
    /// alone.
    pub fn blocking_kinds(&self) -> &'static [UseKind] {
        const OF_PRINCIPAL: usize = 7;
        match self {
            Self::Disable { .. } => &UseKind::ALL[..OF_PRINCIPAL],
            Self::Delete { .. } => &UseKind::ALL,
            Self::Detach { .. } => &[],
        }
    }
}

impl UseKind {
    /// Every kind: first those that every service principal can have.
    pub const ALL: [Self; 9] = [
        Self::AppRoles,
        Self::EntraRoles,
        Self::AzureRoles,
        Self::DelegatedGrants,
        Self::Owners,
        Self::Owned,
        Self::Memberships,
        Self::FederatedCredentials,
        Self::Resources,
    ];
}

impl IdentityUses {
    /// Notes what was read of a kind.
    pub fn note(&mut self, kind: UseKind, read: Result<Vec<IdentityUse>, Problem>) {
        self.0.push((kind, read));
    }

    /// What was read of a kind.
    pub(super) fn of(&self, kind: UseKind) -> Result<&[IdentityUse], Problem> {
        match self.0.iter().find(|(noted, _)| *noted == kind) {
            Some((_, Ok(uses))) => Ok(uses),
            Some((_, Err(problem))) => Err(problem.clone()),
            None => Err(Problem::Unreadable("the permissions of the identity")),
        }
    }
}
