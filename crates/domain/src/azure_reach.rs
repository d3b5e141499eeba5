//! Which managed identities the holder of an Azure role can act as: those on the resources in the scope of the role.
//!
//! A principal that controls a resource can act as its identities, so that a role leads to their tiers. What is known
//! comes from Azure Resource Graph and covers what the signed-in user may read; what it does not cover is said as
//! unknown.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations>

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

use super::azure_resource::AzureResource;
use super::azure_role::{AzureRole, AzureScope};
use super::guid::Guid;
use super::ids::ServicePrincipalId;
use super::problem::Problem;
use super::tiers::{
    AzurePower, AzureRating, ReachedTier, Tier, TierGap, TierGaps, azure_power, host_control, rate_azure,
};

/// A resource of Azure with the managed identities that it uses. A user-assigned identity is a resource that uses
/// itself: a principal that can attach it can act as it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The resource.
    pub resource: AzureResource,
    /// Its identities.
    pub identities: Vec<ServicePrincipalId>,
}

/// The resources of the tenant that have identities, as far as the signed-in user may read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzureEstate {
    hosts: Vec<Host>,
    /// The hosts of each subscription, and of each resource group by its lower-case name.
    by_subscription: SortedMap<Guid, Vec<usize>>,
    by_group: SortedMap<(Guid, String), Vec<usize>>,
    /// The subscriptions that the signed-in user sees, each with the management groups above it, by lower-case ID, where
    /// Azure tells them.
    subscriptions: SortedMap<Guid, Option<SortedSet<String>>>,
    gap: Option<Problem>,
}

/// The identities that a role leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReachedIdentities {
    /// Those that are known.
    pub identities: SortedSet<ServicePrincipalId>,
    /// Whether these are all in what the signed-in user may read.
    pub complete: bool,
}

/// An Azure role of an identity with its tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedAzureRole {
    /// The role at its scope.
    pub role: AzureRole,
    /// Its tier.
    pub rating: AzureRating,
    /// The identity with the highest tier that the role leads to, where that decides the tier.
    pub leads_to: Option<ServicePrincipalId>,
}

impl RatedAzureRole {
    /// The role, rated by where it leads.
    pub fn of(role: AzureRole, lead: ReachedTier) -> Self {
        let rating = rate_azure(role.role, &role.scope, lead);
        let alone = rate_azure(role.role, &role.scope, ReachedTier::NOWHERE);
        let leads_to = lead.worst.map(|(id, _)| id).filter(|_| rating.verdict != alone.verdict);
        Self { role, rating, leads_to }
    }
}

/// The tier of an identity, and whether everything that it depends on was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownTier {
    /// The tier.
    pub tier: Option<Tier>,
    /// What is missing.
    pub gaps: TierGaps,
}

impl AzureEstate {
    /// From the resources that have identities, and the visible subscriptions with the management groups above them.
    /// `gap` says why some may be missing.
    pub fn of(
        hosts: Vec<Host>,
        subscriptions: SortedMap<Guid, Option<SortedSet<String>>>,
        gap: Option<Problem>,
    ) -> Self {
        let mut estate = Self { hosts, subscriptions, gap, ..Self::default() };
        let hosts =
            || estate.hosts.iter().enumerate().filter_map(|(at, it)| Some((at, it, it.resource.subscription()?)));
        let by_subscription = SortedMap::grouped(hosts().map(|(at, _, subscription)| (subscription, at)));
        let by_group = SortedMap::grouped(hosts().filter_map(|(at, host, subscription)| {
            Some(((subscription, host.resource.resource_group()?.to_lowercase()), at))
        }));
        (estate.by_subscription, estate.by_group) = (by_subscription, by_group);
        estate
    }

    /// The same with more resources, such as those that the directory names with its identities.
    #[must_use]
    pub fn with_hosts(self, more: impl IntoIterator<Item = Host>) -> Self {
        Self::of(self.hosts.into_iter().chain(more).collect(), self.subscriptions, self.gap)
    }

    /// Why resources may be missing.
    pub fn gap(&self) -> Option<&Problem> {
        self.gap.as_ref()
    }

    /// The identities that the holder of this role at this scope can act as.
    pub fn reached_by(&self, role: Guid, scope: &AzureScope) -> ReachedIdentities {
        let Some(power) = azure_power(role).filter(|power| power.leads_to_identities()) else {
            return ReachedIdentities { identities: SortedSet::new(), complete: true };
        };
        let (hosts, known) = self.hosts_in(scope);
        let controls = |host: &&Host| {
            power == AzurePower::AssignsRoles
                || host_control(Some(&host.resource)).azure_roles.iter().any(|it| it.id == role)
        };
        let identities = hosts.into_iter().map(|at| &self.hosts[at]).filter(controls);
        ReachedIdentities {
            identities: identities.flat_map(|host| host.identities.iter().copied()).collect(),
            complete: known && self.gap.is_none(),
        }
    }

    /// The resources in a scope, and whether the scope could be understood.
    fn hosts_in(&self, scope: &AzureScope) -> (Vec<usize>, bool) {
        let of = |places: Option<&Vec<usize>>| places.cloned().unwrap_or_default();
        let is_visible = |id: &Guid| self.subscriptions.contains_key(id);
        match scope {
            AzureScope::Root => ((0..self.hosts.len()).collect(), true),
            AzureScope::ManagementGroup(group) => {
                let id = group.id.to_lowercase();
                let below = |groups: &&Option<SortedSet<String>>| groups.as_ref().is_some_and(|it| it.contains(&id));
                let below = self.subscriptions.iter().filter(|(_, groups)| below(groups)).map(|(id, _)| id);
                let hosts = below.flat_map(|id| of(self.by_subscription.get(id))).collect();
                let of_unknown = self.by_subscription.keys().any(|id| !is_visible(id));
                (hosts, !of_unknown && self.subscriptions.values().all(Option::is_some))
            }
            AzureScope::Subscription(id) => (of(self.by_subscription.get(id)), is_visible(id)),
            AzureScope::ResourceGroup { subscription, name } => {
                let hosts = of(self.by_group.get(&(*subscription, name.to_lowercase())));
                (hosts, is_visible(subscription))
            }
            AzureScope::Resource(resource) => {
                let subscription = resource.subscription();
                let of_subscription = subscription.map(|id| of(self.by_subscription.get(&id))).unwrap_or_default();
                let id = resource.id().to_lowercase();
                let lies_in = |at: &usize| {
                    let host = self.hosts[*at].resource.id().to_lowercase();
                    host.strip_prefix(&id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                let hosts = of_subscription.into_iter().filter(lies_in).collect();
                (hosts, subscription.as_ref().is_none_or(is_visible))
            }
            AzureScope::Other(_) => (Vec::new(), false),
        }
    }
}

/// Where a role leads, by the tiers of the identities that it reaches. An identity does not reach itself.
pub fn reached_tier(
    reached: &ReachedIdentities,
    own: ServicePrincipalId,
    tier_of: impl Fn(ServicePrincipalId) -> Option<KnownTier>,
) -> ReachedTier {
    let mut lead = ReachedTier { worst: None, complete: reached.complete };
    for &id in reached.identities.iter().filter(|id| **id != own) {
        let Some(known) = tier_of(id) else {
            lead.complete = false;
            continue;
        };
        lead.complete &= known.gaps.is_empty();
        if let Some(tier) = known.tier
            && lead.worst.is_none_or(|(_, worst)| tier < worst)
        {
            lead.worst = Some((id, tier));
        }
    }
    lead
}

/// An Azure role at a scope, as far as its tier depends on it.
pub type ScopedAzureRole<'a> = (Guid, &'a AzureScope);

/// The tiers of identities when what their Azure roles lead to counts as well, each role's lead included in `roles_of`'s
/// order. `own` has the tiers without Azure. An identity that is reached and not in `own` has an unknown tier.
///
/// Roles lead from identity to identity, also in circles: tiers are raised until none changes.
pub fn tiers_with_azure(
    own: &SortedMap<ServicePrincipalId, KnownTier>,
    roles_of: &SortedMap<ServicePrincipalId, Vec<ScopedAzureRole<'_>>>,
    estate: &AzureEstate,
) -> (SortedMap<ServicePrincipalId, KnownTier>, SortedMap<ServicePrincipalId, Vec<ReachedTier>>) {
    let scopes = roles_of.values().flatten().map(|&(role, scope)| ((role, scope.to_string()), scope));
    let scopes: SortedMap<(Guid, String), &AzureScope> = scopes.collect();
    let reached = scopes.into_iter().map(|((role, text), scope)| ((role, text), estate.reached_by(role, scope)));
    let reached: SortedMap<(Guid, String), ReachedIdentities> = reached.collect();
    let mut tiers = own.clone();
    let mut leads: SortedMap<ServicePrincipalId, Vec<ReachedTier>> = SortedMap::new();
    loop {
        let mut changed = false;
        for (&id, roles) in roles_of {
            let mut known = own.get(&id).copied().unwrap_or_default();
            let mut of_one = Vec::with_capacity(roles.len());
            for &(role, scope) in roles {
                let lead = match reached.get(&(role, scope.to_string())) {
                    Some(reached) => reached_tier(reached, id, |id| tiers.get(&id).copied()),
                    None => ReachedTier::UNKNOWN,
                };
                let rating = rate_azure(role, scope, lead);
                let tier = rating.verdict.map(|verdict| verdict.tier);
                known.tier = [known.tier, tier].into_iter().flatten().min();
                known.gaps = known.gaps.with(TierGap::AzureReach, rating.may_be_higher);
                of_one.push(lead);
            }
            if known.tier == Some(Tier::Zero) {
                known.gaps = TierGaps::NONE;
            }
            changed |= tiers.insert(id, known) != Some(known);
            leads.insert(id, of_one);
        }
        if !changed {
            return (tiers, leads);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure_role::ManagementGroup;

    const SUB: Guid = Guid::known("1b87a2f0-0000-4000-8000-000000000001");
    const OTHER: Guid = Guid::known("1b87a2f0-0000-4000-8000-000000000002");
    const CONTRIBUTOR: Guid = Guid::known("b24988ac-6180-42a0-ab88-20f7382dd24c");
    const OWNER: Guid = Guid::known("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    const USER_ACCESS_ADMINISTRATOR: Guid = Guid::known("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9");
    const WEBSITE_CONTRIBUTOR: Guid = Guid::known("de139f84-1756-47ae-9be6-808fbbe84772");
    const READER: Guid = Guid::known("acdd72a7-3385-48ef-bd42-f606fba81ae7");

    fn id(number: u8) -> ServicePrincipalId {
        ServicePrincipalId(Guid::from_bytes([number; 16]))
    }

    fn host(subscription: Guid, tail: &str, identity: u8) -> Host {
        let resource = format!("/subscriptions/{subscription}/resourceGroups/{tail}");
        Host { resource: AzureResource::parse(&resource).unwrap(), identities: vec![id(identity)] }
    }

    fn estate() -> AzureEstate {
        let hosts = vec![
            host(SUB, "rg-web/providers/Microsoft.Web/sites/shop", 1),
            host(SUB, "RG-Web/providers/Microsoft.Automation/automationAccounts/auto", 2),
            host(SUB, "rg-data/providers/Microsoft.Web/sites/data", 3),
            host(OTHER, "rg-web/providers/Microsoft.Web/sites/other", 4),
        ];
        let groups =
            SortedMap::from([(SUB, Some(SortedSet::from(["halden".to_owned()]))), (OTHER, Some(SortedSet::new()))]);
        AzureEstate::of(hosts, groups, None)
    }

    fn reached(role: Guid, scope: &str) -> Vec<u8> {
        let reached = estate().reached_by(role, &AzureScope::parse(scope));
        assert!(reached.complete, "{scope}");
        reached.identities.iter().map(|id| id.0.bytes()[0]).collect()
    }

    #[test]
    fn a_role_reaches_the_identities_of_the_resources_in_its_scope() {
        let group = format!("/subscriptions/{SUB}/resourceGroups/rg-WEB");
        assert_eq!(reached(CONTRIBUTOR, &group), [1, 2]);
        assert_eq!(reached(WEBSITE_CONTRIBUTOR, &group), [1], "no runbooks");
        assert!(reached(READER, &group).is_empty());
        assert_eq!(reached(OWNER, &format!("/subscriptions/{SUB}")), [1, 2, 3]);
        assert_eq!(reached(USER_ACCESS_ADMINISTRATOR, "/"), [1, 2, 3, 4]);
        assert_eq!(reached(OWNER, "/providers/Microsoft.Management/managementGroups/Halden"), [1, 2, 3]);
        assert_eq!(reached(CONTRIBUTOR, &format!("{group}/providers/Microsoft.Web/sites/SHOP")), [1]);
        assert!(reached(CONTRIBUTOR, &format!("/subscriptions/{OTHER}/resourceGroups/empty")).is_empty());
    }

    #[test]
    fn what_is_not_known_makes_the_reach_incomplete() {
        let group = AzureScope::ManagementGroup(ManagementGroup { id: "halden".to_owned(), name: None });
        let hosts = vec![host(SUB, "rg/providers/Microsoft.Web/sites/shop", 1)];
        let visible = SortedMap::from([(SUB, None)]);
        let unseen = AzureEstate::of(hosts.clone(), SortedMap::new(), None);
        assert!(!unseen.reached_by(OWNER, &AzureScope::Subscription(SUB)).complete);
        let without_tree = AzureEstate::of(hosts.clone(), visible.clone(), None);
        assert!(!without_tree.reached_by(OWNER, &group).complete);
        assert!(without_tree.reached_by(OWNER, &AzureScope::Subscription(SUB)).complete);
        let cut = AzureEstate::of(hosts, visible, Some(Problem::Offline));
        assert!(!cut.reached_by(OWNER, &AzureScope::Subscription(SUB)).complete);
        assert!(!estate().reached_by(OWNER, &AzureScope::Other("x".to_owned())).complete);
    }

    #[test]
    fn a_lead_is_the_highest_tier_that_is_reached_without_the_identity_itself() {
        let scope = AzureScope::Subscription(SUB);
        let reached = estate().reached_by(OWNER, &scope);
        let tiers = |id: ServicePrincipalId| {
            let tier = match id.0.bytes()[0] {
                1 => Some(Tier::Zero),
                2 => Some(Tier::One),
                _ => None,
            };
            Some(KnownTier { tier, gaps: TierGaps::NONE })
        };
        assert_eq!(
            reached_tier(&reached, id(9), tiers),
            ReachedTier { worst: Some((id(1), Tier::Zero)), complete: true }
        );
        assert_eq!(
            reached_tier(&reached, id(1), tiers),
            ReachedTier { worst: Some((id(2), Tier::One)), complete: true }
        );
        let unread = |id: ServicePrincipalId| tiers(id).filter(|_| id.0.bytes()[0] != 1);
        assert_eq!(
            reached_tier(&reached, id(9), unread),
            ReachedTier { worst: Some((id(2), Tier::One)), complete: false }
        );
    }

    #[test]
    fn tiers_are_raised_along_roles_also_in_circles() {
        let own = (1..=4).map(|number| (id(number), KnownTier::default()));
        let mut own: SortedMap<_, _> = own.collect();
        own.insert(id(3), KnownTier { tier: Some(Tier::Zero), gaps: TierGaps::NONE });
        let web = AzureScope::parse(&format!("/subscriptions/{SUB}/resourceGroups/rg-web"));
        let data = AzureScope::parse(&format!("/subscriptions/{SUB}/resourceGroups/rg-data"));
        // 4 acts as 1 and 2, which act as each other; 2 acts as 3, which is tier 0.
        let roles = SortedMap::from([
            (id(1), vec![(CONTRIBUTOR, &web)]),
            (id(2), vec![(CONTRIBUTOR, &web), (OWNER, &data)]),
            (id(4), vec![(CONTRIBUTOR, &web)]),
        ]);
        let (tiers, leads) = tiers_with_azure(&own, &roles, &estate());
        for number in 1..=4 {
            assert_eq!(tiers[&id(number)], KnownTier { tier: Some(Tier::Zero), gaps: TierGaps::NONE }, "{number}");
        }
        assert_eq!(leads[&id(2)][1].worst, Some((id(3), Tier::Zero)));
    }

    #[test]
    fn an_identity_that_could_not_be_read_makes_what_leads_to_it_unknown() {
        let web = AzureScope::parse(&format!("/subscriptions/{SUB}/resourceGroups/rg-web"));
        let roles = SortedMap::from([(id(4), vec![(CONTRIBUTOR, &web)])]);
        let read = KnownTier { tier: Some(Tier::Two), gaps: TierGaps::NONE };
        let not_read = KnownTier { tier: None, gaps: TierGaps::NONE.with(TierGap::AppRoles, true) };
        let gaps = |own: &[(ServicePrincipalId, KnownTier)]| {
            let (tiers, _) = tiers_with_azure(&own.iter().copied().collect(), &roles, &estate());
            (tiers[&id(4)].tier, tiers[&id(4)].gaps.iter().collect::<Vec<_>>())
        };
        assert_eq!(gaps(&[(id(1), read), (id(2), read)]), (Some(Tier::One), vec![]));
        assert_eq!(gaps(&[(id(1), read), (id(2), not_read)]), (Some(Tier::One), vec![TierGap::AzureReach]));
        assert_eq!(gaps(&[(id(1), read)]), (Some(Tier::One), vec![TierGap::AzureReach]));
    }
}
