//! What a user asks for: which identity, where. Nothing is looked up.

use std::fmt;

use super::host::{AttachedIdentity, HostIdentity, IdentityGoal, SystemGoal};
use super::host_type::{HostType, MapRule};
use super::undo::HostUndo;
use crate::azure_resource::AzureResource;
use crate::azure_role::AzureScope;
use crate::guid::Guid;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostWish {
    /// Enable the system-assigned identity of a resource.
    Enable(AzureResource),
    /// Attach user-assigned identities to a resource.
    Attach {
        /// The resource.
        host: AzureResource,
        /// The identities.
        identities: Vec<AzureResource>,
    },
    /// Create a user-assigned identity.
    Create(NewIdentity),
    /// Undo one of these.
    Undo(HostUndo),
}

/// A user-assigned identity that doesn't exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIdentity {
    /// The subscription.
    pub subscription: Guid,
    /// The resource group.
    pub group: String,
    /// The region.
    pub region: AzureRegion,
    /// The name.
    pub name: IdentityName,
}

/// The name of a user-assigned identity. It can't be renamed later.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityName(String);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityNameError {
    /// It has fewer than 3 characters, or more than 120.
    Length,
    /// It doesn't begin with a letter or a digit.
    Start,
    /// It has other characters than letters, digits, hyphens and underscores.
    Characters,
}

/// A region of Azure by its short name, such as `westeurope`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureRegion(String);

/// What a request says of the identity of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRequest {
    /// The resource.
    pub host: AzureResource,
    /// How its type takes an identity.
    pub host_type: &'static HostType,
    /// The value of `identity.type`.
    pub type_text: &'static str,
    /// The user-assigned identities that are named, each to be or to stay attached.
    pub named: Vec<AzureResource>,
    /// The user-assigned identities that are named to be detached: only those that the change attached which is undone.
    pub detached: Vec<AzureResource>,
}

impl IdentityName {
    /// Reads a name that a user typed.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, IdentityNameError> {
        if text.bytes().any(|byte| !byte.is_ascii_alphanumeric() && byte != b'-' && byte != b'_') {
            return Err(IdentityNameError::Characters);
        }
        if !(3..=120).contains(&text.len()) {
            return Err(IdentityNameError::Length);
        }
        match text.as_bytes()[0].is_ascii_alphanumeric() {
            true => Ok(Self(text.to_owned())),
            false => Err(IdentityNameError::Start),
        }
    }
}

impl fmt::Display for IdentityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AzureRegion {
    /// The region of a display name or a short name: both are the same without spaces and case.
    pub fn named(text: &str) -> Option<Self> {
        let short: String = text.chars().filter(|c| *c != ' ').collect::<String>().to_lowercase();
        let is_name = !short.is_empty() && short.len() <= 60 && short.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_name.then_some(Self(short))
    }
}

impl fmt::Display for AzureRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl NewIdentity {
    /// The resource that the identity becomes; nothing where the resource group's name can't be part of an ID.
    pub fn resource(&self) -> Option<AzureResource> {
        let Self { subscription, group, name, .. } = self;
        if group.is_empty() || group.contains('/') {
            return None;
        }
        AzureResource::parse(&format!(
            "/subscriptions/{subscription}/resourceGroups/{group}\
             /providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}"
        ))
    }

    /// The resource group.
    pub fn scope(&self) -> AzureScope {
        AzureScope::ResourceGroup { subscription: self.subscription, name: self.group.clone() }
    }
}

impl HostWish {
    /// The resource whose identity changes; nothing for a new identity.
    pub fn host(&self) -> Option<&AzureResource> {
        match self {
            Self::Enable(host) | Self::Attach { host, .. } => Some(host),
            Self::Create(_) => None,
            Self::Undo(undo) => undo.host(),
        }
    }

    /// What undoes an earlier change, where it is an undo.
    pub fn undo(&self) -> Option<&HostUndo> {
        match self {
            Self::Undo(undo) => Some(undo),
            Self::Enable(_) | Self::Attach { .. } | Self::Create(_) => None,
        }
    }

    /// What the identities of the resource are to become.
    pub fn goal(&self) -> IdentityGoal<'_> {
        let (system, detached): (_, &[AttachedIdentity]) = match self {
            Self::Enable(_) => (SystemGoal::On, &[]),
            Self::Undo(HostUndo::Disable { principal, .. }) => (SystemGoal::Without(*principal), &[]),
            Self::Undo(HostUndo::Detach { identities, .. }) => (SystemGoal::AsItIs, identities),
            Self::Attach { .. } | Self::Create(_) | Self::Undo(HostUndo::Delete { .. }) => (SystemGoal::AsItIs, &[]),
        };
        IdentityGoal { system, attached: self.identities(), detached }
    }

    /// Whether the system-assigned identity is asked for.
    pub fn wants_system(&self) -> bool {
        matches!(self, Self::Enable(_))
    }

    /// The user-assigned identities that are asked for.
    pub fn identities(&self) -> &[AzureResource] {
        match self {
            Self::Attach { identities, .. } => identities,
            Self::Enable(_) | Self::Create(_) | Self::Undo(_) => &[],
        }
    }

    /// What is sent for a resource of this type that has these identities now; nothing where nothing is asked for.
    ///
    /// Where the provider merges, what is attached doesn't have to be named. It is named all the same when the
    /// system-assigned identity is enabled, because a type with `UserAssigned` and no identity may be refused; but only
    /// where the user may assign all of it, because the service checks that for every identity that is named.
    pub fn request(
        &self,
        host_type: &'static HostType,
        now: &HostIdentity,
        may_assign: impl Fn(&AzureResource) -> bool,
    ) -> Option<IdentityRequest> {
        if let Self::Undo(undo) = self {
            return undo_request(undo, host_type, now, may_assign);
        }
        let host = self.host()?.clone();
        let mut new: Vec<AzureResource> = Vec::new();
        for identity in self.identities() {
            if !now.has(identity) && !new.contains(identity) {
                new.push(identity.clone());
            }
        }
        let system = self.wants_system() || now.system.is_on();
        let user = !new.is_empty() || !now.attached.is_empty();
        let names_all = match host_type.map {
            MapRule::Whole => true,
            MapRule::Merge => self.wants_system() && now.attached.iter().all(|it| may_assign(&it.resource)),
        };
        let attached = now.attached.iter().filter(|_| names_all).map(|it| it.resource.clone());
        let named = attached.chain(new).collect();
        let type_text = host_type.type_text(system, user)?;
        Some(IdentityRequest { host, host_type, type_text, named, detached: Vec::new() })
    }
}

/// What is sent to undo a change; nothing where an identity is deleted, or where the type can't be without identities.
///
/// What stays attached is named as for enabling. What is detached is named with null, unless nothing stays attached: a
/// type without `UserAssigned` detaches all.
fn undo_request(
    undo: &HostUndo,
    host_type: &'static HostType,
    now: &HostIdentity,
    may_assign: impl Fn(&AzureResource) -> bool,
) -> Option<IdentityRequest> {
    let host = undo.host()?.clone();
    let (disables, detached) = (undo.deleted().is_some(), undo.detached());
    let leaves = |it: &&AttachedIdentity| detached.iter().any(|gone| gone.resource == it.resource);
    let (gone, stays): (Vec<_>, Vec<_>) = now.attached.iter().partition(leaves);
    let names_all = match host_type.map {
        MapRule::Whole => true,
        MapRule::Merge => disables && stays.iter().all(|it| may_assign(&it.resource)),
    };
    let resources = |all: Vec<&AttachedIdentity>| all.into_iter().map(|it| it.resource.clone()).collect();
    let type_text = host_type.type_text_after_undo(now.system.is_on() && !disables, !stays.is_empty())?;
    let detached = if stays.is_empty() { Vec::new() } else { resources(gone) };
    let named = if names_all { resources(stays) } else { Vec::new() };
    Some(IdentityRequest { host, host_type, type_text, named, detached })
}
