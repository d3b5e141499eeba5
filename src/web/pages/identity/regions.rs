//! Everything that is read of one identity.

use leptos::prelude::*;

use super::activity::ActivityRegions;
use super::azure::{AzureRegions, HeldInAzure};
use super::held::HeldRegions;
use super::relations::RelationRegions;
use crate::web::fetched::state::Partial;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::azure as text;
use domain::azure_reach::RatedAzureRole;
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::tiers::{IdentityTier, TierGap, TierGaps, TierInputs};

/// The parts of the page. They are read at once, so that what goes to one service travels together; each of them
/// fails and is repeated on its own.
#[derive(Clone, Copy)]
pub struct Regions {
    /// Permissions and directory roles.
    pub held: HeldRegions,
    /// Groups, owners, consents, trust.
    pub relations: RelationRegions,
    /// The logs.
    pub activity: ActivityRegions,
    /// Azure.
    pub azure: AzureRegions,
    /// Notified when sections were drawn that come with another part of the program.
    pub drawn: Trigger,
}

impl Regions {
    /// Nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        Self {
            held: HeldRegions::new(tenant, id),
            relations: RelationRegions::new(tenant, id),
            activity: ActivityRegions::new(tenant),
            azure: AzureRegions::new(tenant),
            drawn: Trigger::new(),
        }
    }

    /// Reads again by itself what a new token may give more of, such as names. Everything else stays as it is.
    pub fn follow_tokens(self) {
        self.held.follow_tokens();
        self.relations.follow_tokens();
        self.azure.follow_tokens();
    }

    /// The tier of the identity, as far as it is known; nothing before any of its permissions and roles are.
    pub fn tier(self) -> Option<IdentityTier<String>> {
        let held = self.held.ratings()?;
        let in_directory = held.into_iter().map(|(label, rating)| (label, rating.verdict));
        let (in_azure, azure_gaps) = self.azure.roles.with(|fetched| {
            let held = fetched.value();
            let roles = held.map(HeldInAzure::rated).unwrap_or_default();
            let not_connected = fetched.problem() == Some(&Problem::SignInNeeded) && held.is_none();
            let unread = !not_connected && !held.is_some_and(HeldInAzure::is_complete) || fetched.is_loading();
            let unknown_reach = roles.iter().any(|it| it.rating.may_be_higher);
            let gaps = TierGaps::NONE
                .with(TierGap::AzureNotConnected, not_connected)
                .with(TierGap::AzureRoles, unread)
                .with(TierGap::AzureReach, unknown_reach);
            let label = |it: &RatedAzureRole| {
                text::role_with_reached_identity(&it.role, held.and_then(|held| held.leads_to(it)).as_deref())
            };
            let rated: Vec<_> = roles.iter().map(|it| (label(it), it.rating.verdict)).collect();
            (rated, gaps)
        });
        let gaps = self.held.tier_gaps().and(azure_gaps);
        Some(IdentityTier::of(TierInputs { rated: in_directory.chain(in_azure).collect(), gaps }))
    }
}
