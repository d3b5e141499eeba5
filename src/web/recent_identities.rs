//! The identities that the user opened last in this tab.
//!
//! The tab's storage has their IDs and no names, for one user in one tenant, and goes with the tab or when the tenant is
//! closed.

use domain::ids::ServicePrincipalId;

/// The most identities that are remembered.
const MOST: usize = 8;

/// IDs of identities, the last opened first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentIdentities {
    whose: String,
    ids: Vec<ServicePrincipalId>,
}

impl RecentIdentities {
    /// Reads what the tab kept. `whose` names the user and the tenant: what another one opened counts for nothing.
    pub fn read(text: &str, whose: String) -> Self {
        let mut lines = text.lines();
        let is_theirs = lines.next() == Some(whose.as_str());
        let ids = lines.filter(|_| is_theirs).filter_map(|line| line.parse().ok()).take(MOST).collect();
        Self { whose, ids }
    }

    /// The text that the tab keeps.
    pub fn to_text(&self) -> String {
        let mut text = self.whose.clone();
        for id in &self.ids {
            text.push('\n');
            text.push_str(&id.to_string());
        }
        text
    }

    /// Notes that an identity was opened.
    pub fn note(&mut self, id: ServicePrincipalId) {
        self.ids.retain(|other| *other != id);
        self.ids.insert(0, id);
        self.ids.truncate(MOST);
    }

    /// The identities, the last opened first.
    pub fn ids(&self) -> &[ServicePrincipalId] {
        &self.ids
    }
}

/// The tab's storage for it.
#[cfg(target_arch = "wasm32")]
pub mod tab {
    const KEY: &str = "bestow.recent";

    /// What the tab kept.
    pub fn read() -> String {
        storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default()
    }

    /// Keeps this, or nothing any more.
    pub fn keep(text: Option<&str>) {
        let Some(storage) = storage() else { return };
        let _ = match text {
            Some(text) => storage.set_item(KEY, text),
            None => storage.remove_item(KEY),
        };
    }

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.session_storage().ok()?
    }
}

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
        let mut recent = RecentIdentities::read("", "tenant user".to_owned());
        recent.note(id(1));
        recent.note(id(2));
        let text = recent.to_text();
        assert_eq!(RecentIdentities::read(&text, "tenant user".to_owned()), recent);
        assert_eq!(RecentIdentities::read(&text, "tenant other".to_owned()).ids(), []);
        assert_eq!(RecentIdentities::read(&format!("{text}\nnonsense"), "tenant user".to_owned()), recent);
    }
}
