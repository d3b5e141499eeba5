//! What an identity can do that is to be attached to a resource, and whether that takes more than a click.
//!
//! Everyone who can run code on the resource can then use the identity. Attaching a tier 0 identity is therefore guarded
//! as granting a tier 0 permission is; and so is one of which not everything could be read.

use super::host::UserAssignedIdentity;
use crate::azure_reach::KnownTier;
use crate::identity::{IdentityKind, ManagedIdentity};
use crate::tiers::{Tier, TierGap, TierGaps};

/// What is known of the permissions and roles of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityPower {
    /// The tier, and what could not be read for it.
    pub known: KnownTier,
    /// Whether it has a permission or role that no source rates and that may be tier 0.
    pub has_unrated: bool,
}

/// Why the name of an identity has to be typed before it is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachRisk {
    /// It is a tier 0 identity.
    TierZero,
    /// It may be one: this could not be read.
    NotRead(TierGaps),
    /// It may be one: a permission or role of it is rated by no one.
    Unrated,
}

/// An identity whose name has to be typed before it is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskyIdentity {
    /// The identity.
    pub identity: ManagedIdentity,
    /// Why.
    pub risk: AttachRisk,
}

impl IdentityPower {
    /// Of an identity of which nothing could be read.
    pub fn unread() -> Self {
        let gaps = [TierGap::AppRoles, TierGap::DirectoryRoles, TierGap::AzureRoles];
        let gaps = gaps.into_iter().fold(TierGaps::NONE, |gaps, gap| gaps.with(gap, true));
        Self { known: KnownTier { tier: None, gaps }, has_unrated: false }
    }

    /// Why the name has to be typed; nothing, where the identity is known to be less than tier 0.
    pub fn risk(self) -> Option<AttachRisk> {
        let KnownTier { tier, gaps } = self.known;
        match (tier, gaps.is_empty(), self.has_unrated) {
            (Some(Tier::Zero), ..) => Some(AttachRisk::TierZero),
            (_, false, _) => Some(AttachRisk::NotRead(gaps)),
            (_, true, true) => Some(AttachRisk::Unrated),
            (_, true, false) => None,
        }
    }
}

impl RiskyIdentity {
    pub(super) fn of(identity: &UserAssignedIdentity, power: IdentityPower) -> Option<Self> {
        let identity = ManagedIdentity {
            id: identity.principal,
            app_id: identity.client,
            display_name: identity.resource.name().to_owned(),
            kind: IdentityKind::UserAssigned,
            resource: Some(identity.resource.clone()),
            enabled: true,
            created: None,
        };
        Some(Self { identity, risk: power.risk()? })
    }
}
