//! What an identity may do in Azure, and which resources of Azure use it.

use futures_util::future::{join, join_all};

use super::directory::Directory;
use crate::azure::{
    FindAssignedIdentities, FindHosts, ListAzureRoles, ListControllers, ListHosts, ListManagementGroups,
    ListSubscriptionGroups,
};
use crate::endpoints::directory_objects::GetDirectoryObject;
use crate::transport::{Surroundings, Transport};
use domain::azure_reach::{AzureEstate, KnownTier, ScopedAzureRole, tiers_with_azure};
use domain::azure_resource::{AssignedIdentities, AzureResource};
use domain::azure_role::{AzureRole, AzureScope, Controller, GroupsAbove, ScopeRelation};
use domain::guid::Guid;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sort;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::tiers::{self, ReachedTier};

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The Azure roles of an identity and of these groups of which it is a member, as far as the user may see them:
    /// that none is seen does not mean that there is none. Each says where its scope is relative to the identity's own
    /// resource.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn azure_roles_of(
        &self,
        identity: ServicePrincipalId,
        groups: &[ObjectId],
        own: Option<&AzureResource>,
    ) -> Result<Listing<AzureRole>, Problem> {
        let principals: Vec<Guid> =
            std::iter::once(identity.0).chain(groups.iter().map(|group| group.0)).take(MOST_PRINCIPALS).collect();
        let left_out = groups.len() + 1 > principals.len();
        let mut listing = self.client.ask(&ListAzureRoles(principals)).await?;
        if left_out {
            listing.gap = listing.gap.or(Some(Problem::Unreadable("the roles of further groups")));
        }
        if let Some(own) = own {
            let above = self.groups_above(own, listing.items.iter().map(|role| &role.scope)).await;
            for role in &mut listing.items {
                role.standing = Some(role.scope.relation_to(own, &above));
                role.scope = role.scope.clone().named_after(&above);
            }
        }
        Ok(listing)
    }

    /// Who may run code on a resource with any of these roles, the nearest first, each of them once, as far as the user
    /// may see them.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn controllers_of(
        &self,
        host: &AzureResource,
        roles: &[tiers::BuiltInAzureRole],
    ) -> Result<Listing<Controller>, Problem> {
        let question = ListControllers { host: host.clone(), roles: roles.iter().map(|role| role.id).collect() };
        let listing = self.client.ask(&question).await?;
        let mut items: Vec<Controller> = listing.items.into_iter().flatten().collect();
        let above = self.groups_above(host, items.iter().map(|it| &it.scope)).await;
        for it in &mut items {
            it.standing = it.scope.relation_to(host, &above);
            it.scope = it.scope.clone().named_after(&above);
        }
        items.retain(|it| it.standing != ScopeRelation::Elsewhere);
        sort::sort_by_key(&mut items, |it| (it.standing, it.kind, it.principal, it.role));
        items.dedup();
        Ok(Listing { items, unreadable: listing.unreadable, gap: listing.gap })
    }

    /// The names of these principals, as far as the token may read them.
    pub async fn names_of(&self, principals: &[Guid]) -> SortedMap<Guid, String> {
        let mut wanted = principals.to_vec();
        sort::sort(&mut wanted);
        wanted.dedup();
        let names = wanted.into_iter().take(MOST_NAMES).map(async |id| {
            let object = self.client.get(&GetDirectoryObject(id)).await.ok()?;
            Some((id, object.display_name?))
        });
        join_all(names).await.into_iter().flatten().collect()
    }

    /// The Azure resources that use an identity, as far as the user may see them.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn hosts_of(&self, identity: ServicePrincipalId) -> Result<Listing<AzureResource>, Problem> {
        self.client.ask(&FindHosts(identity.0)).await
    }

    /// The identities that an Azure resource has; nothing, where the user does not see the resource or it has none.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where not everything can be read.
    pub async fn assigned_identities_of(
        &self,
        resource: &AzureResource,
    ) -> Result<Option<AssignedIdentities>, Problem> {
        let listing = self.client.ask(&FindAssignedIdentities(resource.clone())).await?;
        match (listing.items.into_iter().flatten().next(), listing.gap) {
            (None, Some(gap)) => Err(gap),
            (found, _) => Ok(found),
        }
    }

    /// The resources of the tenant that have managed identities, with those, as far as the signed-in user may see them.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn azure_estate(&self) -> Result<AzureEstate, Problem> {
        let (hosts, subscriptions) = join(self.client.ask(&ListHosts), self.client.ask(&ListSubscriptionGroups)).await;
        let (hosts, subscriptions) = (hosts?, subscriptions?);
        let unreadable = hosts.unreadable + subscriptions.unreadable > 0;
        let gap = hosts.gap.or(subscriptions.gap);
        let gap = gap.or_else(|| unreadable.then_some(Problem::Unreadable("an Azure resource")));
        Ok(AzureEstate::of(hosts.items, subscriptions.items.into_iter().collect(), gap))
    }

    /// Where each of these Azure roles of an identity leads, in their order. `known` gives the tier of an identity where a
    /// review of the tenant has told it; others are read, up to [`MOST_REACHED`] of them.
    pub async fn reached_tiers(
        &self,
        own: ServicePrincipalId,
        roles: &[AzureRole],
        known: impl Fn(ServicePrincipalId) -> Option<KnownTier>,
    ) -> Vec<ReachedTier> {
        let leads = |role: &AzureRole| tiers::azure_power(role.role).is_some_and(|power| power.leads_to_identities());
        if !roles.iter().any(leads) {
            return vec![ReachedTier::NOWHERE; roles.len()];
        }
        let Ok(estate) = self.azure_estate().await else {
            return roles
                .iter()
                .map(|role| if leads(role) { ReachedTier::UNKNOWN } else { ReachedTier::NOWHERE })
                .collect();
        };
        let at = |roles: &[AzureRole]| roles.iter().map(|it| (it.role, it.scope.clone())).collect::<Vec<_>>();
        let mut roles_of: SortedMap<ServicePrincipalId, Vec<(Guid, AzureScope)>> = SortedMap::from([(own, at(roles))]);
        let mut tiers: SortedMap<ServicePrincipalId, KnownTier> = SortedMap::from([(own, KnownTier::default())]);
        let mut open: Vec<ServicePrincipalId> = vec![own];
        let mut read = 0;
        while !open.is_empty() {
            let mut next = SortedSet::new();
            for (role, scope) in open.iter().filter_map(|id| roles_of.get(id)).flatten() {
                next.extend(estate.reached_by(*role, scope).identities);
            }
            next.retain(|id| !tiers.contains_key(id));
            let told = next.iter().filter_map(|&id| Some((id, known(id)?)));
            tiers.extend(told);
            next.retain(|id| !tiers.contains_key(id));
            // What is not read stays unknown, and so does where the roles lead.
            open = next.into_iter().take(MOST_REACHED - read).collect();
            read += open.len();
            for it in join_all(open.iter().map(|&id| self.read_permissions(id))).await {
                tiers.insert(it.id, it.known);
                roles_of.insert(it.id, at(&it.azure_roles));
            }
        }
        let roles_of: SortedMap<ServicePrincipalId, Vec<ScopedAzureRole<'_>>> = roles_of
            .iter()
            .map(|(id, roles)| (*id, roles.iter().map(|(role, scope)| (*role, scope)).collect()))
            .collect();
        let (_, mut leads) = tiers_with_azure(&tiers, &roles_of, &estate);
        leads.remove(&own).unwrap_or_default()
    }

    /// The management groups above a resource, if one of these scopes requires them to find its position. Where they
    /// cannot be read, none is known.
    async fn groups_above<'a>(
        &self,
        resource: &AzureResource,
        mut scopes: impl Iterator<Item = &'a AzureScope>,
    ) -> GroupsAbove {
        if !scopes.any(AzureScope::is_of_management_group) {
            return GroupsAbove::default();
        }
        // The tree of groups is known by its subscriptions only.
        let Some(subscription) = resource.subscription() else { return GroupsAbove::default() };
        if let Some(known) = self.management_groups.borrow().get(&subscription) {
            return known.clone();
        }
        let listing = self.client.ask(&ListManagementGroups(subscription)).await;
        let groups = listing.ok().and_then(|listing| listing.items.into_iter().next()).unwrap_or_default();
        // The root group has the tenant's ID, which is read for every page. It is not documented whether a user who
        // can't see a group gets the groups above it.
        let topmost = self.person.borrow().as_ref().map(|person| person.tenant.id.to_string()).unwrap_or_default();
        let complete = groups.iter().any(|group| group.id.eq_ignore_ascii_case(&topmost));
        let above = GroupsAbove { groups, complete };
        if complete {
            self.management_groups.borrow_mut().insert(subscription, above.clone());
        }
        above
    }
}

/// The most identities whose tiers are read to tell where the roles of one identity lead. Of more the review of the tenant
/// tells.
pub const MOST_REACHED: usize = 20;

/// The most principals that one question names, so that it stays within the length that the service takes.
const MOST_PRINCIPALS: usize = 400;

/// The most names that are looked up for one list: two batches.
const MOST_NAMES: usize = 40;
