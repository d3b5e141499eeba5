//! What an identity can do, read without a review of the tenant: its permissions and roles in the directory and in Azure.

use futures_util::future::{join, join_all, join3};

use super::azure::MOST_REACHED;
use super::directory::Directory;
use crate::transport::{Surroundings, Transport};
use domain::app_role_assignment::AppRoleAssignment;
use domain::azure_reach::KnownTier;
use domain::azure_role::AzureRole;
use domain::change::permission::AzureRoleAt;
use domain::change::privilege::{Owner, Privilege};
use domain::held_role::RoleAccess;
use domain::host_change::IdentityPower;
use domain::identity_tier_inputs::of_directory;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::tiers::{IdentityTier, ReachedTier, Tier, TierGap, TierGaps, rate_azure};

/// The permissions and roles of an identity.
pub(super) struct ReadPermissions {
    pub(super) id: ServicePrincipalId,
    /// The tier by what it has in the directory.
    pub(super) known: KnownTier,
    pub(super) azure_roles: Vec<AzureRole>,
    app_roles: Vec<AppRoleAssignment>,
    access: RoleAccess,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// What an identity can do, with where its Azure roles lead.
    pub async fn power_of(&self, id: ServicePrincipalId) -> IdentityPower {
        let read = self.read_permissions(id).await;
        let mut known = read.known;
        if known.tier == Some(Tier::Zero) {
            return IdentityPower { known, has_unrated: false };
        }
        let leads = self.reached_tiers(id, &read.azure_roles, |_| None);
        let (leads, has_unrated) = join(leads, self.has_unrated(&read)).await;
        for (role, lead) in read.azure_roles.iter().zip(leads) {
            let rating = rate_azure(role.role, &role.scope, lead);
            known.tier = [known.tier, rating.verdict.map(|it| it.tier)].into_iter().flatten().min();
            known.gaps = known.gaps.with(TierGap::AzureReach, rating.may_be_higher);
        }
        if known.tier == Some(Tier::Zero) {
            known.gaps = TierGaps::NONE;
        }
        IdentityPower { known, has_unrated }
    }

    /// The permissions and roles of an identity, and its tier by what it has in the directory.
    pub(super) async fn read_permissions(&self, id: ServicePrincipalId) -> ReadPermissions {
        let (held, access, groups) =
            join3(self.assignments_of(id), self.role_access(id, |_| ()), self.groups_of(id)).await;
        let app_roles =
            held.app_roles.unwrap_or_else(|problem| Listing { items: Vec::new(), unreadable: 0, gap: Some(problem) });
        let apis_read = self.load_resources(app_roles.items.iter().map(|it| it.grant.resource)).await.is_ok();
        let ids: Vec<ObjectId> =
            groups.as_ref().map_or(&[][..], |it| &it.memberships.items).iter().map(|it| it.id).collect();
        let groups_read = groups.is_ok_and(|groups| groups.memberships.is_complete());
        let azure = self.azure_roles_of(id, &ids, None).await;
        let azure_read = azure.as_ref().is_ok_and(Listing::is_complete);
        let mut inputs = of_directory(&app_roles, apis_read, &access, &self.apis());
        inputs.gaps = inputs.gaps.with(TierGap::AzureRoles, !(groups_read && azure_read));
        let tier = IdentityTier::of(inputs);
        let known = KnownTier { tier: tier.tier(), gaps: tier.gaps };
        let azure_roles = azure.map(|listing| listing.items).unwrap_or_default();
        ReadPermissions { id, known, azure_roles, app_roles: app_roles.items, access }
    }

    /// Whether an identity has a permission or role that is rated by no one and may be tier 0, by the rule by which one is
    /// guarded that a user picks. What couldn't be read is a gap of the tier.
    async fn has_unrated(&self, read: &ReadPermissions) -> bool {
        let verdict = |it: &&AzureRole| rate_azure(it.role, &it.scope, ReachedTier::NOWHERE).verdict;
        let azure: Vec<&AzureRole> = read.azure_roles.iter().filter(|it| verdict(it).is_none()).collect();
        let of_azure = join_all(azure.iter().take(MOST_REACHED).map(async |it| {
            let all = self.azure_roles_at(&it.scope).await;
            let definition = all.ok().and_then(|all| all.items.into_iter().find(|one| one.role == it.role));
            let at = AzureRoleAt::new(it.role, it.scope.clone());
            Privilege::of_azure_role(&at, definition.as_ref(), ReachedTier::NOWHERE)
        }));
        let (of_azure, definitions) = join(of_azure, self.directory_roles()).await;
        let definitions = definitions.map(|listing| listing.items).unwrap_or_default();
        let roles = read.access.roles();
        let of_roles = roles.iter().map(|it| {
            let definition = definitions.iter().find(|one| one.id == it.role);
            Privilege::of_directory_role(it.role, definition)
        });
        let apis = self.apis();
        let of_apis = read.app_roles.iter().filter_map(|it| {
            let api = apis.by_id(it.grant.resource)?;
            Some(Privilege::of_app_role(api, it.grant.app_role))
        });
        let is_unrated = |it: Privilege| it == Privilege::Unrated(Owner::Microsoft);
        azure.len() > MOST_REACHED || of_apis.chain(of_roles).chain(of_azure).any(is_unrated)
    }
}
