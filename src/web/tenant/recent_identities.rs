//! The identities that the user opened last in this tab, for the list and the command palette.

use domain::ids::ServicePrincipalId;

/// The most identities that are remembered.
const MOST: usize = 8;

/// IDs of identities, the last opened first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentIdentities(Vec<ServicePrincipalId>);

impl RecentIdentities {
    /// Reads what the tab kept.
    pub fn read(text: &str) -> Self {
        Self(text.lines().filter_map(|line| line.parse().ok()).take(MOST).collect())
    }

    /// The text that the tab keeps.
    pub fn to_text(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// Notes that an identity was opened.
    pub fn note(&mut self, id: ServicePrincipalId) {
        self.0.retain(|other| *other != id);
        self.0.insert(0, id);
        self.0.truncate(MOST);
    }

    /// The identities, the last opened first.
    pub fn ids(&self) -> &[ServicePrincipalId] {
        &self.0
    }
}

#[cfg(target_arch = "wasm32")]
mod opened {
    use leptos::prelude::*;

    use crate::web::storage::tab_storage::TabText;
    use crate::web::tenant::open_tenant::TenantKey;
    use crate::web::tenant::recent_identities::RecentIdentities;
    use domain::ids::ServicePrincipalId;

    /// The identities that were opened last in the open tenant.
    #[derive(Clone, Copy)]
    pub struct RecentlyOpened {
        recent: RwSignal<RecentIdentities>,
        tab: StoredValue<TabText>,
    }

    impl RecentlyOpened {
        /// Those of the user who has this tenant open.
        pub fn open(key: TenantKey) -> Self {
            let tab = TabText::open("bestow.recent", key);
            Self { recent: RwSignal::new(RecentIdentities::read(&tab.read())), tab: StoredValue::new(tab) }
        }

        /// Notes that an identity was opened.
        pub fn note(self, id: ServicePrincipalId) {
            self.recent.update(|recent| recent.note(id));
            let text = self.recent.with_untracked(RecentIdentities::to_text);
            self.tab.with_value(|tab| tab.keep(Some(&text)));
        }

        /// The identities, the last opened first.
        pub fn ids(self) -> Vec<ServicePrincipalId> {
            self.recent.with(|recent| recent.ids().to_vec())
        }

        /// Forgets them in this tab, as when the tenant is closed.
        pub fn forget(self) {
            self.tab.with_value(|tab| tab.keep(None));
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub use opened::RecentlyOpened;

#[cfg(test)]
mod tests {
    use super::*;
    use domain::guid::Guid;

    fn id(number: u8) -> ServicePrincipalId {
        ServicePrincipalId(Guid::from_bytes([number; 16]))
    }

    #[test]
    fn last_opened_identity_is_first_and_old_ones_are_dropped() {
        let mut recent = RecentIdentities::default();
        for number in 1..=10 {
            recent.note(id(number));
        }
        recent.note(id(5));
        assert_eq!(recent.ids(), [5, 10, 9, 8, 7, 6, 4, 3].map(id));
    }

    #[test]
    fn kept_identities_are_read_for_the_same_user_only() {
        let mut recent = RecentIdentities::default();
        recent.note(id(1));
        recent.note(id(2));
        let text = recent.to_text();
        assert_eq!(RecentIdentities::read(&text), recent);
        assert_eq!(RecentIdentities::read(&format!("{text}\nnonsense")), recent);
    }
}
