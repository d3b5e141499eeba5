//! What an identity may do in Azure, and which resources of Azure use it.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use super::directory::Directory;
use crate::domain::azure_resource::{AssignedIdentities, AzureResource};
use crate::domain::azure_role::{AzureRole, AzureScope, Controller, GroupsAbove, Standing};
use crate::domain::guid::Guid;
use crate::domain::ids::{ObjectId, ServicePrincipalId};
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::domain::tiers;
use crate::graph::azure::{FindAssignedIdentities, FindHosts, ListAzureRoles, ListControllers, ListManagementGroups};
use crate::graph::endpoints::directory_objects::GetDirectoryObject;
use crate::graph::transport::{Surroundings, Transport};

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The Azure roles of an identity and of these groups of which it is a member, as far as the person may see them:
    /// that none is seen does not mean that there is none. Each says how it lies to the identity's own resource.
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
                role.standing = Some(role.scope.standing(own, &above));
                role.scope = role.scope.clone().named_after(&above);
            }
        }
        Ok(listing)
    }

    /// Who may run code on a resource with any of these roles, the nearest first, each of them once, as far as the
    /// person may see them.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn controllers_of(
        &self,
        host: &AzureResource,
        roles: &[tiers::AzureRole],
    ) -> Result<Listing<Controller>, Problem> {
        let question = ListControllers { host: host.clone(), roles: roles.iter().map(|role| role.id).collect() };
        let listing = self.client.ask(&question).await?;
        let mut items: Vec<Controller> = listing.items.into_iter().flatten().collect();
        let above = self.groups_above(host, items.iter().map(|it| &it.scope)).await;
        for it in &mut items {
            it.standing = it.scope.standing(host, &above);
            it.scope = it.scope.clone().named_after(&above);
        }
        items.retain(|it| it.standing != Standing::Elsewhere);
        items.sort_by_key(|it| (it.standing, it.kind, it.principal, it.role));
        items.dedup();
        Ok(Listing { items, unreadable: listing.unreadable, gap: listing.gap })
    }

    /// The names of these principals, as far as the token may read them.
    pub async fn names_of(&self, principals: &[Guid]) -> BTreeMap<Guid, String> {
        let mut wanted = principals.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let names = wanted.into_iter().take(MOST_NAMES).map(async |id| {
            let object = self.client.get(&GetDirectoryObject(id)).await.ok()?;
            Some((id, object.display_name?))
        });
        join_all(names).await.into_iter().flatten().collect()
    }

    /// The Azure resources that use an identity, as far as the person may see them.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn hosts_of(&self, identity: ServicePrincipalId) -> Result<Listing<AzureResource>, Problem> {
        self.client.ask(&FindHosts(identity.0)).await
    }

    /// The identities that an Azure resource has; nothing, where the person does not see the resource or it has none.
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

    /// The management groups above a resource, where one of these scopes takes them to tell how it lies to it. Where
    /// they cannot be read, none is known.
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
        // The topmost has the tenant's id, which has been read for whoever looks at a page. Whether somebody who may not
        // see a group is told of those above it is not documented.
        let topmost = self.person.borrow().as_ref().map(|person| person.tenant.id.to_string()).unwrap_or_default();
        let complete = groups.iter().any(|group| group.id.eq_ignore_ascii_case(&topmost));
        let above = GroupsAbove { groups, complete };
        if complete {
            self.management_groups.borrow_mut().insert(subscription, above.clone());
        }
        above
    }
}

/// The most principals that one question names, so that it stays within the length that the service takes.
const MOST_PRINCIPALS: usize = 400;

/// The most names that are looked up for one list: two batches.
const MOST_NAMES: usize = 40;
