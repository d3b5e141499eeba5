//! Whether the names of identities tell them from others, as far as the open tenant was read.
//!
//! Where the whole list of identities was read, it decides, look-alikes included. Otherwise the directory is searched for
//! the name, which finds equal names; it answers with the first 25 service principals, so that more leave it unknown.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::tenant::identity_list::IdentityList;
use crate::web::tenant::look_ups::LookUps;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use domain::search::SearchTerm;
use domain::sorted_map::SortedMap;
use graph::operations::candidates::{Candidates, uniqueness_among};

/// What is known of names in the open tenant. A page that needs it asks; it stays while the tenant is open.
#[derive(Clone, Copy)]
pub struct NameChecks {
    tenant: OpenTenant,
    list: RwSignal<Option<Arc<IdentityList>>>,
    searched: RwSignal<SortedMap<ServicePrincipalId, Uniqueness>>,
    look_ups: StoredValue<LookUps<ServicePrincipalId>>,
}

impl NameChecks {
    /// Those of the open tenant.
    pub fn of(tenant: OpenTenant) -> Self {
        tenant.keep(|| Self {
            tenant,
            list: RwSignal::new(None),
            searched: RwSignal::new(SortedMap::new()),
            look_ups: StoredValue::new(LookUps::default()),
        })
    }

    /// Notes the whole list of identities, with its namesakes marked.
    pub fn note_list(self, list: Arc<IdentityList>) {
        self.list.set(Some(list));
    }

    /// Whether the name tells the identity from others, by now; follows what is read. What is not known is looked up once,
    /// and again after each new token where that failed.
    pub fn check(self, identity: &ManagedIdentity) -> Uniqueness {
        let listed = self.list.with(|list| {
            let list = list.as_ref()?;
            let row = list.position(|it| it.id == identity.id)?;
            let is_current = list.get(row).is_some_and(|it| it.display_name == identity.display_name);
            is_current.then(|| list.namesake(row).map_or(Uniqueness::Unique, Uniqueness::Shared))
        });
        let known = listed.or_else(|| self.searched.with(|searched| searched.get(&identity.id).copied()));
        known.unwrap_or_else(|| {
            let token = self.tenant.renewed().get();
            if self.look_ups.try_update_value(|look_ups| look_ups.begin(identity.id, token)) == Some(true) {
                self.search(identity.clone());
            }
            Uniqueness::Unknown
        })
    }

    fn search(self, identity: ManagedIdentity) {
        let directory = self.tenant.directory();
        spawn_local(async move {
            let found = directory.candidates(SearchTerm::Name(identity.display_name.clone())).await;
            let found = match found {
                Ok(Candidates::These(all, has_more)) => uniqueness_among(&identity, &all, has_more),
                Ok(Candidates::Other(_)) => Uniqueness::Unknown,
                Err(_) => {
                    self.look_ups.try_update_value(|look_ups| look_ups.failed(&identity.id));
                    // A token may have come meanwhile.
                    self.searched.try_update(|_| ());
                    return;
                }
            };
            self.searched.try_update(|searched| searched.insert(identity.id, found));
        });
    }
}
