//! The permissions and roles of an identity.

use futures_util::future::join;

use super::directory::Directory;
use crate::endpoints::app_role_assignments::ListAppRoleAssignments;
use crate::endpoints::directory_roles::{ListRoleAssignments, ListRoleDefinitions};
use crate::transport::{Surroundings, Transport};
use domain::access::{AzureReadings, Held};
use domain::directory_role::RoleDefinition;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The app roles and directory roles that are assigned to an identity itself, read again. One that cannot be read
    /// does not hide the other.
    pub async fn assignments_of(&self, identity: ServicePrincipalId) -> Held {
        let (app_roles, directory_roles) = join(
            self.client.list(&ListAppRoleAssignments(identity), |_| ()),
            self.client.list(&ListRoleAssignments(identity), |_| ()),
        )
        .await;
        let memberships = Err(Held::MEMBERSHIPS_NOT_READ);
        Held { app_roles, directory_roles, azure_roles: AzureReadings::default(), memberships }
    }

    /// The directory roles of the tenant, read once for a session.
    ///
    /// # Errors
    ///
    /// Where they cannot be read. A list with a gap is not kept and is read again the next time.
    pub async fn directory_roles(&self) -> Result<Listing<RoleDefinition>, Problem> {
        if let Some(listing) = self.directory_roles.borrow().clone() {
            return Ok(listing);
        }
        let listing = self.client.list(&ListRoleDefinitions, |_| ()).await?;
        if listing.is_complete() {
            self.directory_roles.replace(Some(listing.clone()));
        }
        Ok(listing)
    }
}
