//! What subscriptions are called, where Azure is connected. Elsewhere they are shown by their IDs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::reactive::{follow, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::sorted_map::SortedMap;

/// The names of the subscriptions that the user can see in Azure.
#[derive(Clone, Copy)]
pub struct SubscriptionNames(Memo<SortedMap<Guid, String>>);

impl SubscriptionNames {
    /// Those of the open tenant. They are read once, and again after a new token where that failed.
    pub fn of(tenant: OpenTenant) -> Self {
        tenant.keep(|| {
            let names = RwSignal::new(SortedMap::new());
            follow(move || {
                tenant.renewed().track();
                if names.with_untracked(SortedMap::is_empty) {
                    read(tenant, names);
                }
            });
            Self(memo(move || names.get()))
        })
    }

    /// The name of a subscription, by now; follows what is read.
    pub fn name(self, id: Guid) -> Option<String> {
        self.0.with(|names| names.get(&id).cloned())
    }

    /// All of them.
    pub fn all(self) -> Memo<SortedMap<Guid, String>> {
        self.0
    }
}

fn read(tenant: OpenTenant, names: RwSignal<SortedMap<Guid, String>>) {
    let directory = tenant.directory();
    spawn_local(async move {
        // Without Azure the IDs stay.
        let Ok(scopes) = directory.azure_scopes().await else { return };
        let named = scopes.items.into_iter().filter_map(|it| match it.scope {
            AzureScope::Subscription(id) => Some((id, it.name)),
            _ => None,
        });
        names.try_set(named.collect());
    });
}
