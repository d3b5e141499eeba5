//! Whether what every session begins with can be read: the user, the tenant, the user's roles, and one object for each
//! permission of the sign-in.

use futures_util::future::join5;

use super::directory::Directory;
use crate::azure::ListSubscriptions;
use crate::endpoints::directory_roles::ListRoleDefinitions;
use crate::endpoints::person::{Me, MyDirectoryRoles, MyOrganization};
use crate::endpoints::service_principals::GetServicePrincipalByAppId;
use crate::transport::{Surroundings, Transport};
use domain::ids::{RoleDefinitionId, TenantId, UserId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::well_known::MICROSOFT_GRAPH;

/// What came of each read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReads {
    /// The signed-in user.
    pub user: Result<UserId, Problem>,
    /// The tenant.
    pub tenant: Result<TenantId, Problem>,
    /// The user's active, tenant-wide roles.
    pub roles: Result<Vec<RoleDefinitionId>, Problem>,
    /// A service principal: that of Microsoft Graph, which every tenant has.
    pub service_principal: Result<(), Problem>,
    /// The role definitions.
    pub role_definitions: Result<(), Problem>,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Reads everything once. Nothing is kept.
    pub async fn test_reads(&self) -> TestReads {
        let (user, tenant, roles, service_principal, role_definitions) = join5(
            self.client.get(&Me),
            self.client.get(&MyOrganization),
            self.client.list(&MyDirectoryRoles, |_| ()),
            self.client.get(&GetServicePrincipalByAppId(MICROSOFT_GRAPH)),
            self.client.list(&ListRoleDefinitions, |_| ()),
        )
        .await;
        TestReads {
            user: user.map(|user| user.id),
            tenant: tenant.map(|tenant| tenant.id),
            roles: roles.and_then(Listing::whole),
            service_principal: service_principal.map(|_| ()),
            role_definitions: role_definitions.map(|_| ()),
        }
    }

    /// How many Azure subscriptions the user sees.
    ///
    /// # Errors
    ///
    /// Where Azure Resource Graph doesn't answer.
    pub async fn count_subscriptions(&self) -> Result<usize, Problem> {
        self.client.ask(&ListSubscriptions).await.map(|listing| listing.items.len())
    }
}
