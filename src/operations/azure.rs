//! What an identity may do in Azure, and which resources of Azure use it.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use super::directory::Directory;
use crate::domain::azure_resource::AzureResource;
use crate::domain::azure_role::{AzureRole, Controller};
use crate::domain::guid::Guid;
use crate::domain::ids::{ObjectId, ServicePrincipalId};
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::domain::tiers;
use crate::graph::azure::{FindHosts, ListAzureRoles, ListControllers};
use crate::graph::endpoints::directory_objects::GetDirectoryObject;
use crate::graph::transport::{Surroundings, Transport};

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The Azure roles of an identity and of these groups of which it is a member, as far as the person may see them:
    /// that none is seen does not mean that there is none.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn azure_roles_of(
        &self,
        identity: ServicePrincipalId,
        groups: &[ObjectId],
    ) -> Result<Listing<AzureRole>, Problem> {
        let principals: Vec<Guid> =
            std::iter::once(identity.0).chain(groups.iter().map(|group| group.0)).take(MOST_PRINCIPALS).collect();
        let left_out = groups.len() + 1 > principals.len();
        let mut listing = self.client.ask(&ListAzureRoles(principals)).await?;
        if left_out {
            listing.gap = listing.gap.or(Some(Problem::Unreadable("the roles of further groups")));
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
}

/// The most principals that one question names, so that it stays within the length that the service takes.
const MOST_PRINCIPALS: usize = 400;

/// The most names that are looked up for one list: two batches.
const MOST_NAMES: usize = 40;
