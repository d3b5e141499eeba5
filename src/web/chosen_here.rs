//! What a person chose in this tab and has not sent, kept for a reload.
//!
//! The address holds what is chosen; it does not tell who chose it. This does: a link from somebody else cannot write
//! into the tab's storage. It holds ids and names of permissions only, is for one person in one tenant, and goes when
//! the tenant is closed.

use std::collections::BTreeMap;

use super::wish_address;
use crate::domain::change::wish::Wanted;
use crate::domain::ids::ServicePrincipalId;

/// What was chosen in this tab, by the identity of the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenHere {
    whose: String,
    chosen: BTreeMap<ServicePrincipalId, Vec<Wanted>>,
}

impl ChosenHere {
    /// Reads what the tab kept. `whose` names the person and the tenant: what another one chose counts for nothing.
    pub fn read(text: &str, whose: String) -> Self {
        let mut lines = text.lines();
        let is_theirs = lines.next() == Some(whose.as_str());
        let read = |line: &str| {
            let (id, query) = line.split_once('?')?;
            let id = id.parse().ok()?;
            Some((id, wish_address::parse(id, query)))
        };
        let chosen = if is_theirs { lines.filter_map(read).collect() } else { BTreeMap::new() };
        Self { whose, chosen }
    }

    /// What was chosen for the change to an identity.
    pub fn of(&self, id: ServicePrincipalId) -> &[Wanted] {
        self.chosen.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Notes what is chosen for the change to an identity now, and says whether that is something else than before.
    pub fn note(&mut self, id: ServicePrincipalId, chosen: Vec<Wanted>) -> bool {
        if chosen == self.of(id) {
            return false;
        }
        if chosen.is_empty() {
            self.chosen.remove(&id);
        } else {
            self.chosen.insert(id, chosen);
        }
        true
    }

    /// For the tab to keep; nothing, where nothing is chosen.
    pub fn written(&self) -> Option<String> {
        let lines = self.chosen.iter().map(|(id, chosen)| format!("\n{id}{}", wish_address::query(*id, chosen)));
        (!self.chosen.is_empty()).then(|| lines.fold(self.whose.clone(), |text, line| text + &line))
    }
}

/// The tab's storage. Where the browser keeps nothing, a person ticks what is dangerous again after a reload.
#[cfg(target_arch = "wasm32")]
pub mod storage {
    const KEY: &str = "bestow.chosen";

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
    use crate::domain::change::permission_set::PermissionSet;
    use crate::domain::change::wish::Wish;

    fn id(last: char) -> ServicePrincipalId {
        format!("22222222-0000-4000-8000-0000000000b{last}").parse().unwrap()
    }

    fn chosen() -> Vec<Wanted> {
        let mut wishes = PermissionSet::Microsoft365Automation.wishes();
        wishes.push(Wish::Named { api: None, name: "a\nb?c&d 😀".to_owned() });
        let both = |wish: Wish| [id('1'), id('2')].map(|identity| Wanted { identity, wish: wish.clone() });
        wishes.into_iter().flat_map(both).collect()
    }

    #[test]
    fn what_was_kept_is_read_again_by_the_same_person_only() {
        let mut here = ChosenHere::read("", "t p".to_owned());
        assert_eq!(here.written(), None);
        assert!(here.note(id('1'), chosen()));
        assert!(here.note(id('3'), chosen()[..1].to_vec()));
        assert!(!here.note(id('1'), chosen()), "nothing new");
        let text = here.written().unwrap();
        let again = ChosenHere::read(&text, "t p".to_owned());
        assert_eq!(again, here);
        assert_eq!(again.of(id('1')), chosen());
        assert_eq!(ChosenHere::read(&text, "t q".to_owned()).of(id('1')), []);
        assert!(here.note(id('1'), Vec::new()) && here.note(id('3'), Vec::new()));
        assert_eq!(here.written(), None);
    }

    #[test]
    fn what_cannot_be_read_was_not_chosen() {
        for text in ["", "t p", "t p\n", "t p\nnot an id?name=/a", &format!("t p\n{}", id('1')), "\nt p"] {
            assert_eq!(ChosenHere::read(text, "t p".to_owned()).of(id('1')), [], "{text}");
        }
    }
}
