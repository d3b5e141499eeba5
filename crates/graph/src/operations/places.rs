//! Places within which a directory role can be made to count, and how long the roles of an identity last.

use futures_util::future::join_all;

use super::directory::Directory;
use crate::endpoints::administrative_units::ListAdministrativeUnits;
use crate::endpoints::applications::FindApplicationsByName;
use crate::endpoints::role_access::ListScheduledRoles;
use crate::transport::{Surroundings, Transport};
use domain::directory_role::{DirectoryScope, NamedScope};
use domain::held_role::{RoleSource, ScheduledRole, ScopeName};
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_map::SortedMap;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The administrative units of the tenant.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub async fn administrative_units(&self) -> Result<Listing<NamedScope>, Problem> {
        self.client.list(&ListAdministrativeUnits, |_| ()).await
    }

    /// The app registrations whose names begin like this.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub async fn applications_named(&self, beginning: &str) -> Result<Listing<NamedScope>, Problem> {
        self.client.list(&FindApplicationsByName(beginning.to_owned()), |_| ()).await
    }

    /// How long the directory roles of an identity last, read again.
    pub async fn scheduled_roles(&self, identity: ServicePrincipalId) -> RoleSource<ScheduledRole> {
        self.client.list(&ListScheduledRoles(identity.0), |_| ()).await.into()
    }

    /// The names of these scopes, except the tenant-wide one.
    pub async fn place_names(
        &self,
        scopes: impl IntoIterator<Item = DirectoryScope>,
    ) -> SortedMap<DirectoryScope, ScopeName> {
        let names = scopes.into_iter().map(async |scope| {
            let name = self.scope_name(&scope).await;
            (scope, name)
        });
        join_all(names).await.into_iter().filter_map(|(scope, name)| Some((scope, name?))).collect()
    }
}
