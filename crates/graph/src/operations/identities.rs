//! The managed identities of the tenant.

use super::directory::Directory;
use crate::endpoints::service_principals::{FindByAzureResource, ListManagedIdentities};
use crate::transport::{Surroundings, Transport};
use domain::azure_resource::AzureResource;
use domain::identity::ManagedIdentity;
use domain::listing::Listing;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Every managed identity of the tenant. `on_page` is told of each page's identities as they come.
    ///
    /// # Errors
    ///
    /// Where not even the first page can be read; a later one that fails marks the list incomplete.
    pub async fn identities(&self, on_page: impl Fn(&[ManagedIdentity])) -> Result<Listing<ManagedIdentity>, Problem> {
        self.client.list(&ListManagedIdentities, on_page).await
    }

    /// The identities that Azure notes this resource with: its system-assigned one, or itself.
    ///
    /// # Errors
    ///
    /// Where the directory cannot be searched.
    pub async fn identities_of(&self, resource: AzureResource) -> Result<Listing<ManagedIdentity>, Problem> {
        self.client.list(&FindByAzureResource(resource), |_| ()).await
    }
}
