//! The identities that the user opened last, for the list and the command palette.

use leptos::prelude::*;

use super::open_tenant::TenantKey;
use super::recent_identities::{RecentIdentities, tab};
use domain::ids::ServicePrincipalId;

/// The identities that were opened last in the open tenant.
#[derive(Clone, Copy)]
pub struct RecentlyOpened(RwSignal<RecentIdentities>);

impl RecentlyOpened {
    /// Those of the user who has this tenant open.
    pub fn open(key: TenantKey) -> Self {
        let whose = match key {
            TenantKey::Live(tenant, person) => format!("{tenant} {person}"),
            TenantKey::Sample(_) | TenantKey::Nothing => String::from("sample"),
        };
        Self(RwSignal::new(RecentIdentities::read(&tab::read(), whose)))
    }

    /// Notes that an identity was opened.
    pub fn note(self, id: ServicePrincipalId) {
        self.0.update(|recent| recent.note(id));
        self.0.with_untracked(|recent| tab::keep(Some(&recent.to_text())));
    }

    /// The identities, the last opened first.
    pub fn ids(self) -> Vec<ServicePrincipalId> {
        self.0.with(|recent| recent.ids().to_vec())
    }

    /// Forgets them in this tab, as when the tenant is closed.
    pub fn forget() {
        tab::keep(None);
    }
}
