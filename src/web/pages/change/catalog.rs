//! What can be chosen for an identity: everything that the tenant's APIs and its directory offer, and what is assigned.

use std::rc::Rc;

use futures_util::future::join5;

use crate::web::open_tenant::OpenDirectory;
use crate::web::permission_search::{Offer, OfferKey, Offers};
use domain::access::{AssignmentLookup, Held};
use domain::app_role_assignment::AppRoleGrant;
use domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleDefinition};
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::well_known::COMMON_APIS;

/// What can be chosen, and what could not be read of it.
pub struct Catalog {
    /// What is offered.
    pub offers: Offers,
    /// The identity's permissions and roles.
    pub held: Held,
    /// What could not be read: each leaves something out.
    pub gaps: Vec<Problem>,
    apis: domain::apis::KnownApis,
    identity: ServicePrincipalId,
}

impl Catalog {
    /// Reads all of it. Only where nothing can be offered is that a problem.
    pub async fn read(directory: Rc<OpenDirectory>, identity: ServicePrincipalId) -> Result<Self, Problem> {
        let (held, roles, of_tenant, (), person) = join5(
            directory.assignments_of(identity),
            directory.directory_roles(),
            directory.load_apis_of_tenant(),
            directory.load_apis(COMMON_APIS),
            directory.signed_in_user(),
        )
        .await;
        person?;
        let apis = directory.apis();
        let present: Vec<_> = apis.present().cloned().collect();
        let (roles, roles_gap) = split(roles);
        if present.is_empty() && roles.is_empty() {
            return Err(roles_gap.or(of_tenant.err()).unwrap_or(Problem::Unreachable));
        }
        let gaps = of_tenant.err().into_iter().chain(roles_gap).collect();
        Ok(Self { offers: Offers::new(&present, &roles), held, gaps, apis, identity })
    }

    /// Whether the identity is known to have this.
    pub fn is_assigned(&self, offer: &Offer) -> bool {
        match offer.key {
            OfferKey::AppRole(api, app_role) => self.apis.by_app_id(api).is_some_and(|api| {
                let grant = AppRoleGrant { principal: self.identity, resource: api.id, app_role };
                matches!(self.held.app_role(&grant), AssignmentLookup::Held(_))
            }),
            OfferKey::DirectoryRole(role) => {
                let grant = DirectoryRoleGrant { principal: self.identity, role, scope: DirectoryScope::Tenant };
                matches!(self.held.directory_role(&grant), AssignmentLookup::Held(_))
            }
        }
    }
}

fn split(roles: Result<Listing<RoleDefinition>, Problem>) -> (Vec<RoleDefinition>, Option<Problem>) {
    match roles {
        Ok(listing) => (listing.items, listing.gap),
        Err(problem) => (Vec::new(), Some(problem)),
    }
}
