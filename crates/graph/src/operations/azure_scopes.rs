//! What can be picked to assign an Azure role: the role, the scope, and whether the user may assign there.

use super::directory::Directory;
use crate::arm::{
    FindAzureResources, ListAzureHierarchy, ListAzureRoleDefinitions, ListPermissions, ListResourceGroups,
};
use crate::transport::{Surroundings, Transport};
use domain::azure_rights::{AzureRights, AzureRoleDefinition};
use domain::azure_role::AzureScope;
use domain::azure_scope_tree::NamedAzureScope;
use domain::guid::Guid;
use domain::listing::Listing;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The Azure roles that can be assigned at a scope, built-in and the tenant's own.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn list_azure_roles(&self, scope: &AzureScope) -> Result<Listing<AzureRoleDefinition>, Problem> {
        self.client.list_from_azure(&ListAzureRoleDefinitions(scope.clone())).await
    }

    /// What the signed-in user may do at a scope. That a role allows something doesn't mean that it will work: the
    /// service lists no conditions, deny assignments, locks or policies. That none does is reliable.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn check_azure_rights(&self, scope: &AzureScope) -> Result<AzureRights, Problem> {
        let listing = self.client.list_from_azure(&ListPermissions(scope.clone())).await?;
        Ok(AzureRights { complete: listing.is_complete(), blocks: listing.items })
    }

    /// The management groups and subscriptions that the signed-in user can see.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn list_azure_scopes(&self) -> Result<Listing<NamedAzureScope>, Problem> {
        self.client.list_from_azure(&ListAzureHierarchy).await
    }

    /// The resource groups of a subscription that the signed-in user can see.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn list_azure_resource_groups(&self, subscription: Guid) -> Result<Listing<NamedAzureScope>, Problem> {
        self.client.list_from_azure(&ListResourceGroups(subscription)).await
    }

    /// The resources of a subscription whose names contain a text.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn find_azure_resources(
        &self,
        subscription: Guid,
        name: &str,
    ) -> Result<Listing<NamedAzureScope>, Problem> {
        self.client.list_from_azure(&FindAzureResources { subscription, name: name.to_owned() }).await
    }
}
