//! One side of a comparison: what an identity holds, by what tells it apart.

use std::collections::BTreeMap;

use super::{ApiKey, HeldBy, Thing};
use crate::domain::access::Held;
use crate::domain::apis::KnownApis;
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;

/// What an identity holds, and why that may not be everything.
pub(super) struct Side {
    /// Everything that could be read.
    pub things: BTreeMap<Thing, HeldBy>,
    /// Why there may be more app roles.
    pub app_roles_gap: Option<Problem>,
    /// Why there may be more directory roles.
    pub directory_roles_gap: Option<Problem>,
}

impl Side {
    /// Reads what an identity holds.
    pub fn read(held: &Held, apis: &KnownApis) -> Self {
        let mut things = BTreeMap::new();
        for assignment in held.app_roles.iter().flat_map(|listing| &listing.items) {
            let resource = assignment.grant.resource;
            let api = apis.by_id(resource).map_or(ApiKey::Resource(resource), |api| ApiKey::App(api.app_id));
            let thing = Thing::AppRole { api, role: assignment.grant.app_role };
            things.insert(thing, HeldBy::AppRole(assignment.clone()));
        }
        for assignment in held.directory_roles.iter().flat_map(|listing| &listing.items) {
            let thing = Thing::DirectoryRole { role: assignment.grant.role, scope: assignment.grant.scope.clone() };
            things.insert(thing, HeldBy::DirectoryRole(assignment.clone()));
        }
        let (app_roles_gap, directory_roles_gap) = (gap(&held.app_roles), gap(&held.directory_roles));
        Self { things, app_roles_gap, directory_roles_gap }
    }

    /// Why a thing that is not among those read may be held all the same.
    pub fn gap(&self, thing: &Thing) -> Option<Problem> {
        match thing {
            Thing::AppRole { .. } => self.app_roles_gap.clone(),
            Thing::DirectoryRole { .. } => self.directory_roles_gap.clone(),
        }
    }

    /// Whether something is held of an API of which nothing is known, so that it may be any API.
    pub fn has_unread_api(&self, apis: &KnownApis) -> bool {
        self.things.keys().any(|thing| is_of_unread_api(thing, apis))
    }
}

/// Whether the thing is a role of an API that was not read, and is not known to be gone.
pub(super) fn is_of_unread_api(thing: &Thing, apis: &KnownApis) -> bool {
    matches!(thing, Thing::AppRole { api: ApiKey::Resource(resource), .. } if !apis.is_gone(*resource))
}

fn gap<T>(listing: &Result<Listing<T>, Problem>) -> Option<Problem> {
    match listing {
        Err(problem) => Some(problem.clone()),
        Ok(listing) if listing.gap.is_some() => listing.gap.clone(),
        Ok(listing) if listing.unreadable > 0 => Some(Problem::Unreadable("an assignment")),
        Ok(_) => None,
    }
}
