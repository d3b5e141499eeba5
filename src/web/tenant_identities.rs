//! The managed identities of the open tenant, as they were last read. They stay while the tenant is open, so that the
//! list is there at once when the user comes back to it, and the command palette finds what the list finds.

use std::sync::Arc;

use leptos::prelude::*;

use super::identity_list::IdentityList;
use super::name_checks::NameChecks;
use super::open_tenant::OpenTenant;
use super::reading::{RegionSignal, new_region, read_into};
use domain::identity::ManagedIdentity;
use domain::listing::Listing;

/// The identities of a tenant.
#[derive(Clone, Copy)]
pub struct TenantIdentities {
    tenant: OpenTenant,
    listing: RegionSignal<Listing<ManagedIdentity>>,
    so_far: RwSignal<Vec<ManagedIdentity>>,
    list: Memo<Arc<IdentityList>>,
    has_begun: StoredValue<bool>,
}

impl TenantIdentities {
    /// Those of the open tenant.
    pub fn of(tenant: OpenTenant) -> Self {
        let names = NameChecks::of(tenant);
        tenant.keep(|| {
            let listing = new_region();
            let so_far = RwSignal::new(Vec::new());
            let list = Memo::new(move |_| Arc::new(listed(listing, so_far)));
            // A name can be told from all others only by the whole list.
            Effect::new(move |_| {
                let is_whole = listing.with(|region| region.shown().is_some_and(|read| read.value.is_complete()));
                if is_whole {
                    names.note_list(list.get());
                }
            });
            Self { tenant, listing, so_far, list, has_begun: StoredValue::new(false) }
        })
    }

    /// Reads them, unless they are being read.
    pub fn read(self) {
        if self.has_begun.get_value() && self.listing.with_untracked(|region| region.is_reading()) {
            return;
        }
        self.has_begun.set_value(true);
        self.so_far.set(Vec::new());
        let (directory, so_far) = (self.tenant.directory(), self.so_far);
        read_into(self.listing, async move {
            let on_page = move |page: &[ManagedIdentity]| {
                so_far.try_update(|all| all.extend_from_slice(page));
            };
            directory.identities(on_page).await
        });
    }

    /// Reads them, unless they have been read or are being read.
    pub fn read_once(self) {
        if !self.has_begun.get_value() {
            self.read();
        }
    }

    /// How far they are read.
    pub fn listing(self) -> RegionSignal<Listing<ManagedIdentity>> {
        self.listing
    }

    /// What has come of the list so far, while it is read for the first time.
    pub fn so_far(self) -> RwSignal<Vec<ManagedIdentity>> {
        self.so_far
    }

    /// The list, or before there is one the pages that have come so far.
    pub fn list(self) -> Memo<Arc<IdentityList>> {
        self.list
    }
}

fn listed(listing: RegionSignal<Listing<ManagedIdentity>>, so_far: RwSignal<Vec<ManagedIdentity>>) -> IdentityList {
    match listing.with(|region| region.shown().map(|read| read.value.items.clone())) {
        Some(all) => IdentityList::new(all).with_namesakes(),
        None => IdentityList::new(so_far.get()),
    }
}
