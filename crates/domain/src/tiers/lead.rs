//! Where an Azure role leads: to the tiers of the identities that its holder can act as.

use super::tier::Tier;
use crate::ids::ServicePrincipalId;

/// What an Azure role leads to, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachedTier {
    /// The reached identity with the highest tier, where one has a tier.
    pub worst: Option<(ServicePrincipalId, Tier)>,
    /// Whether the tiers of all reached identities are known.
    pub complete: bool,
}

impl ReachedTier {
    /// A role that leads to no identity.
    pub const NOWHERE: Self = Self { worst: None, complete: true };
    /// A role of which it is not known where it leads.
    pub const UNKNOWN: Self = Self { worst: None, complete: false };
}
