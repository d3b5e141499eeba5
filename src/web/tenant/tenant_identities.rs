//! The managed identities of the open tenant, as they were last read. They stay while the tenant is open, so that the
//! list is there at once when the user comes back to it, and the command palette finds what the list finds.

use std::sync::Arc;

use leptos::prelude::*;

use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::Fetched;
use crate::web::reactive::{follow, memo};
use crate::web::tenant::identity_list::IdentityList;
use crate::web::tenant::name_checks::NameChecks;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::identity::ManagedIdentity;
use domain::listing::Listing;

/// The identities of a tenant.
#[derive(Clone, Copy)]
pub struct TenantIdentities {
    listing: FetchedSignal<Listing<ManagedIdentity>>,
    so_far: RwSignal<Vec<ManagedIdentity>>,
    list: Memo<Arc<IdentityList>>,
}

impl TenantIdentities {
    /// Those of the open tenant.
    pub fn of(tenant: OpenTenant) -> Self {
        let names = NameChecks::of(tenant);
        tenant.keep(|| {
            let so_far = RwSignal::new(Vec::new());
            let listing = FetchedSignal::new(move || {
                so_far.set(Vec::new());
                let directory = tenant.directory();
                async move {
                    let on_page = move |page: &[ManagedIdentity]| {
                        so_far.try_update(|all| all.extend_from_slice(page));
                    };
                    directory.identities(on_page).await
                }
            });
            let list = memo(move || Arc::new(listed(listing, so_far)));
            // A name can be told from all others only by the whole list.
            follow(move || {
                if listing.map(Listing::is_complete) == Some(true) {
                    names.note_list(list.get());
                }
            });
            Self { listing, so_far, list }
        })
    }

    /// Reads them, unless they are being read.
    pub fn read(self) {
        if !self.listing.with_untracked(Fetched::is_loading) {
            self.listing.read();
        }
    }

    /// Reads them, unless they have been read or are being read.
    pub fn read_once(self) {
        self.listing.read_once();
    }

    /// How far they are read.
    pub fn listing(self) -> FetchedSignal<Listing<ManagedIdentity>> {
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

fn listed(listing: FetchedSignal<Listing<ManagedIdentity>>, so_far: RwSignal<Vec<ManagedIdentity>>) -> IdentityList {
    match listing.map(|listing| listing.items.clone()) {
        Some(all) => IdentityList::new(all).with_namesakes(),
        None => IdentityList::new(so_far.get()),
    }
}
