//! What can be chosen for an identity: everything that the tenant's APIs and its directory offer, and what is assigned.

use std::rc::Rc;

use futures_util::future::join5;

use crate::web::change::selection_tier::{SelectionTier, app_role};

use crate::web::components::OfferGroup;
use crate::web::search::permission_search::{Offer, OfferKey, Offerer, Offers};
use crate::web::tenant::open_tenant::OpenDirectory;
use crate::web::text::{change as text, role_name};
use domain::access::{AssignmentLookup, Held};
use domain::app_role_assignment::AppRoleGrant;
use domain::change::permission::Permission;
use domain::change::permission_set::PermissionSet;
use domain::change::wish::Wish;
use domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleDefinition};
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::second_half::{Purpose, setup_after};
use graph::operations::review::apis_of;

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
        // The tier of a permission of a set is known by the API that offers it.
        let apis = apis_of(&PermissionSet::ALL.iter().flat_map(|set| set.wishes()).collect::<Vec<_>>());
        let (held, roles, of_tenant, (), person) = join5(
            directory.assignments_of(identity),
            directory.directory_roles(),
            directory.load_apis_of_tenant(),
            directory.load_apis(&apis),
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

    /// The highest tier of a selection; `None` if it adds nothing.
    pub fn tier<'a>(&self, wishes: impl IntoIterator<Item = &'a Wish>) -> Option<SelectionTier> {
        SelectionTier::of(wishes, &self.apis)
    }

    /// What has to be set up elsewhere once a selection is assigned.
    pub fn setup_after(&self, wishes: &[Wish]) -> Vec<Purpose> {
        let (mut app_roles, mut roles) = (Vec::new(), Vec::new());
        for wish in wishes {
            match wish {
                Wish::Add(Permission::AppRole(name), _) => {
                    let role = app_role(name, &self.apis)
                        .and_then(|(api, role)| self.apis.by_app_id(api)?.role(role)?.value.as_deref());
                    app_roles.extend(role.map(|value| (name.api, value)));
                }
                Wish::Add(Permission::EntraRole { role, .. }, _) => roles.push(*role),
                Wish::Add(Permission::AzureRole(_) | Permission::GroupMembership(_), _)
                | Wish::Named { .. }
                | Wish::Remove(_) => {}
            }
        }
        setup_after(&app_roles, &roles)
    }

    /// Offers by offerer, in the order of the first of each.
    pub fn groups<'a>(&self, offers: impl IntoIterator<Item = &'a Offer>) -> Vec<OfferGroup> {
        let mut groups: Vec<OfferGroup> = Vec::new();
        for offer in offers {
            let offerer = offer.key.offerer();
            let at = groups.iter().position(|group| group.offerer == offerer).unwrap_or_else(|| {
                groups.push(OfferGroup { offerer, name: self.offerer_name(offerer), offers: Vec::new() });
                groups.len() - 1
            });
            groups[at].offers.push((offer.clone(), self.is_assigned(offer)));
        }
        groups
    }

    fn offerer_name(&self, offerer: Offerer) -> String {
        match offerer {
            Offerer::Api(api) => self.offers.api_name(api).map_or_else(|| role_name::api(api), str::to_owned),
            Offerer::Directory => text::DIRECTORY_ROLES.to_owned(),
        }
    }

    /// Whether the identity is known to have what a wish is for.
    pub fn has_wish(&self, wish: &Wish) -> bool {
        self.offers.find_offer(wish).is_some_and(|offer| self.is_assigned(offer))
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
