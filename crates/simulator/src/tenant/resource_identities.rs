//! Which Azure resources there are, and which identities each has.
//!
//! The directory tells: the service principal of a system-assigned identity names its resource, and
//! [`Tenant::identity_users`] has who uses a user-assigned one.

use domain::ids::{AppId, ServicePrincipalId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

use super::Tenant;
use super::azure_resource::AzureOperation;
use super::objects::{ServicePrincipal, ServicePrincipalKind};

impl Tenant {
    /// The service principal of the identity that belongs to a resource alone.
    pub fn system_assigned_identity(&self, resource: &str) -> Option<&ServicePrincipal> {
        self.identity_named(resource).filter(|it| !is_user_assigned(resource) && !it.alternative_names.is_empty())
    }

    /// The service principal of a user-assigned identity, by its resource ID.
    pub fn user_assigned_identity(&self, resource: &str) -> Option<&ServicePrincipal> {
        self.identity_named(resource).filter(|_| is_user_assigned(resource))
    }

    /// The user-assigned identities of a resource: resource ID, object ID and application ID of each. Those that are
    /// deleted are among them.
    pub fn user_assigned_identities(&self, resource: &str) -> Vec<(String, ServicePrincipalId, AppId)> {
        let used = self.identity_users.iter().filter(|(_, user)| user.eq_ignore_ascii_case(resource));
        let found = used.filter_map(|(id, _)| match self.service_principals.get(id) {
            Some(principal) => {
                let name = principal.alternative_names.iter().find(|name| name.starts_with('/'))?;
                Some((name.clone(), *id, principal.app_id))
            }
            None => {
                let gone = self.azure.deleted_identities.iter().find(|it| it.id == *id)?;
                Some((gone.resource.clone(), *id, gone.app_id))
            }
        });
        found.collect()
    }

    /// The ids of all resources, each in one spelling: those that identities belong to or that use one, and those without.
    pub fn azure_resource_ids(&self) -> SortedSet<String> {
        let named = self.service_principals.values().flat_map(|it| &it.alternative_names);
        let used = self.identity_users.iter().map(|(_, resource)| resource);
        let all = named.chain(used).filter(|id| !self.gone_azure_resources.contains(&id.to_lowercase()));
        // The directory notes names as they were given, Azure Resource Graph in lower case.
        let all = all.chain(&self.azure.resources).filter(|id| id.starts_with("/subscriptions/"));
        let spelled: SortedMap<String, &String> = all.map(|id| (id.to_lowercase(), id)).collect();
        spelled.into_values().map(|id| id.replace("/resourcegroups/", "/resourceGroups/")).collect()
    }

    /// The operation that is running on a resource.
    pub fn running_operation(&self, resource: &str) -> Option<&AzureOperation> {
        self.azure.operations.iter().find(|it| !it.is_done && it.resource.eq_ignore_ascii_case(resource))
    }

    fn identity_named(&self, resource: &str) -> Option<&ServicePrincipal> {
        let is_it = |it: &&ServicePrincipal| {
            it.kind == ServicePrincipalKind::ManagedIdentity
                && it.alternative_names.iter().any(|name| name.eq_ignore_ascii_case(resource))
        };
        self.service_principals.values().find(is_it)
    }
}

/// Whether a resource ID is that of a user-assigned identity.
fn is_user_assigned(resource: &str) -> bool {
    resource.to_ascii_lowercase().contains("/providers/microsoft.managedidentity/userassignedidentities/")
}
