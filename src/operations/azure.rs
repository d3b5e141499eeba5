//! What an identity may do in Azure, and which resources of Azure use it.

use super::directory::Directory;
use crate::domain::azure_resource::AzureResource;
use crate::domain::azure_role::AzureRole;
use crate::domain::guid::Guid;
use crate::domain::ids::{ObjectId, ServicePrincipalId};
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::graph::azure::{FindHosts, ListAzureRoles};
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
