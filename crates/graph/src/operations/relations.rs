//! Relations of an identity: groups, owners, owned objects, federated credentials, delegated permissions. Each is read
//! on its own.

use super::directory::Directory;
use crate::endpoints::delegated_grants::ListDelegatedGrants;
use crate::endpoints::directory_entries::{ListMemberships, ListOwnedObjects, ListOwners};
use crate::endpoints::federated_credentials::ListFederatedCredentials;
use crate::transport::{Surroundings, Transport};
use domain::delegated_grant::DelegatedGrant;
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::federated_credential::FederatedCredential;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::scope::Scope;

/// The groups of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// Groups and administrative units, also those that it belongs to through others.
    pub memberships: Listing<DirectoryEntry>,
    /// The scope with which the names of groups could be read, where some are missing and the token lacks it.
    pub names_need: Option<Scope>,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The groups and administrative units of an identity, with their names where the token may read them.
    ///
    /// # Errors
    ///
    /// Where not even their ids can be read.
    pub async fn groups_of(&self, identity: ServicePrincipalId) -> Result<Groups, Problem> {
        let mut memberships = self.client.list(&ListMemberships(identity), |_| ()).await?;
        memberships.items.retain(|entry| entry.kind != EntryKind::DirectoryRole);
        let nameless = memberships.items.iter().any(|entry| entry.name.is_none());
        let lacks = |scope| !self.client.has(scope);
        let names_need = Some(Scope::GroupMemberReadAll).filter(|&scope| nameless && lacks(scope));
        Ok(Groups { memberships, names_need })
    }

    /// The owners of an identity.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub async fn owners_of(&self, identity: ServicePrincipalId) -> Result<Listing<DirectoryEntry>, Problem> {
        self.client.list(&ListOwners(identity), |_| ()).await
    }

    /// What an identity owns. Who owns an application can sign in as it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn owned_by(&self, identity: ServicePrincipalId) -> Result<Listing<DirectoryEntry>, Problem> {
        self.client.list(&ListOwnedObjects(identity), |_| ()).await
    }

    /// The delegated permissions of an identity, with the APIs that they name looked at, so that
    /// [`Directory::apis`] knows them.
    ///
    /// # Errors
    ///
    /// Where the grants cannot be read. An API that cannot be read keeps its id.
    pub async fn delegated_grants_of(&self, identity: ServicePrincipalId) -> Result<Listing<DelegatedGrant>, Problem> {
        let listing = self.client.list(&ListDelegatedGrants(identity), |_| ()).await?;
        // The names are a service to the reader; the grants are complete without them.
        let _ = self.load_resources(listing.items.iter().map(|grant| grant.resource)).await;
        Ok(listing)
    }

    /// The federated credentials of an identity.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn federated_credentials_of(
        &self,
        identity: ServicePrincipalId,
    ) -> Result<Listing<FederatedCredential>, Problem> {
        self.client.list(&ListFederatedCredentials(identity), |_| ()).await
    }
}
