//! Who chose what in this tab and has not sent it, kept for a reload.
//!
//! The address contains what is chosen; it does not tell whether the user, a pasted text or a copy chose it. This does:
//! a link from another user cannot write into the tab's storage. It contains IDs and names of permissions only, is for
//! one user in one tenant, and goes when the tenant is closed. A choice of a link that the user has not ticked is not
//! kept, since it is what an unknown choice is taken for. Which choices the user has cleared in the review is kept too.

use super::open_change::RememberedChoice;
use super::wish_address;
use domain::change::origin::{Origin, Preselected};
use domain::change::wish::Wanted;
use domain::ids::ServicePrincipalId;
use domain::sort;
use domain::sorted_map::SortedMap;

/// What was chosen in this tab, by the identity of the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenHere {
    whose: String,
    chosen: SortedMap<ServicePrincipalId, Vec<RememberedChoice>>,
    cleared: SortedMap<ServicePrincipalId, Vec<Wanted>>,
}

/// What one line says.
enum ChoiceLine {
    /// What chose these.
    Chosen(Vec<RememberedChoice>),
    /// That the user has cleared these.
    Cleared(Vec<Wanted>),
}

/// The word for what the user has cleared.
const CLEARED: &str = "cleared";

impl ChosenHere {
    /// Reads what the tab kept. `whose` names the user and the tenant: what another one chose counts for nothing.
    pub fn read(text: &str, whose: String) -> Self {
        let mut lines = text.lines();
        let is_theirs = lines.next() == Some(whose.as_str());
        let lines = if is_theirs { lines } else { "".lines() };
        let mut chosen: SortedMap<ServicePrincipalId, Vec<RememberedChoice>> = SortedMap::new();
        let mut cleared: SortedMap<ServicePrincipalId, Vec<Wanted>> = SortedMap::new();
        for (id, line) in lines.filter_map(read_line) {
            match line {
                ChoiceLine::Chosen(noted) => chosen.entry(id).or_default().extend(noted),
                ChoiceLine::Cleared(wanted) => cleared.entry(id).or_default().extend(wanted),
            }
        }
        Self { whose, chosen, cleared }
    }

    /// What was chosen for the change to an identity.
    pub fn of(&self, id: ServicePrincipalId) -> &[RememberedChoice] {
        self.chosen.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What the user has cleared in the review of the change to an identity.
    pub fn cleared_of(&self, id: ServicePrincipalId) -> &[Wanted] {
        self.cleared.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Notes what is chosen for the change to an identity now and what of it the user has cleared, and says whether that
    /// is something else than before.
    pub fn note(&mut self, id: ServicePrincipalId, chosen: Vec<RememberedChoice>, cleared: Vec<Wanted>) -> bool {
        let is_kept = |(_, by): &RememberedChoice| *by != Some(Preselected::by(Origin::Link));
        // In the order in which they are written, so that what was read again is equal.
        let mut chosen: Vec<RememberedChoice> = chosen.into_iter().filter(is_kept).collect();
        sort::sort_by_key(&mut chosen, |(_, by)| *by);
        if chosen == self.of(id) && cleared == self.cleared_of(id) {
            return false;
        }
        if chosen.is_empty() {
            self.chosen.remove(&id);
        } else {
            self.chosen.insert(id, chosen);
        }
        if cleared.is_empty() {
            self.cleared.remove(&id);
        } else {
            self.cleared.insert(id, cleared);
        }
        true
    }

    /// For the tab to keep; nothing, where nothing is chosen.
    pub fn written(&self) -> Option<String> {
        let lines = self.chosen.iter().flat_map(|(id, chosen)| {
            let of_one_origin = chosen.chunk_by(|(_, a), (_, b)| a == b);
            of_one_origin.map(|chosen| written_line(*id, chosen))
        });
        let cleared =
            self.cleared.iter().map(|(id, cleared)| format!("{id} {CLEARED}{}", wish_address::query(*id, cleared)));
        let mut lines = lines.chain(cleared).peekable();
        lines.peek()?;
        Some(lines.fold(self.whose.clone(), |text, line| text + "\n" + &line))
    }
}

/// A line: the identity of the change, what chose these where the user did not, and the choices as in an address.
fn written_line(id: ServicePrincipalId, chosen: &[RememberedChoice]) -> String {
    let by = match chosen.first().and_then(|(_, by)| *by) {
        Some(Preselected { origin, ticked }) => format!(" {} {ticked}", origin.word()),
        None => String::new(),
    };
    let wanted: Vec<Wanted> = chosen.iter().map(|(wanted, _)| wanted.clone()).collect();
    format!("{id}{by}{}", wish_address::query(id, &wanted))
}

fn read_line(line: &str) -> Option<(ServicePrincipalId, ChoiceLine)> {
    let (head, query) = line.split_once('?')?;
    let (id, by) = match head.split(' ').collect::<Vec<_>>()[..] {
        [id] => (id, None),
        [id, CLEARED] => {
            let id = id.parse().ok()?;
            return Some((id, ChoiceLine::Cleared(wish_address::parse(id, query))));
        }
        [id, origin, ticked] => {
            (id, Some(Preselected { origin: Origin::from_word(origin)?, ticked: ticked.parse().ok()? }))
        }
        _ => return None,
    };
    let id = id.parse().ok()?;
    let noted = wish_address::parse(id, query).into_iter().map(|wanted| (wanted, by)).collect();
    Some((id, ChoiceLine::Chosen(noted)))
}

/// The tab's storage. Where the browser keeps nothing, a user ticks what is dangerous again after a reload.
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
    use domain::change::permission_set::PermissionSet;
    use domain::change::wish::Wish;

    fn id(last: char) -> ServicePrincipalId {
        format!("22222222-0000-4000-8000-0000000000b{last}").parse().unwrap()
    }

    fn chosen() -> Vec<RememberedChoice> {
        let mut wishes = PermissionSet::Microsoft365Automation.wishes();
        wishes.push(Wish::Named { api: None, name: "a\nb?c&d 😀".to_owned() });
        let both = |wish: Wish| [id('1'), id('2')].map(|identity| Wanted { identity, wish: wish.clone() });
        wishes.into_iter().flat_map(both).map(|wanted| (wanted, None)).collect()
    }

    #[test]
    fn what_was_kept_is_read_again_by_the_same_person_only() {
        let mut here = ChosenHere::read("", "t p".to_owned());
        assert_eq!(here.written(), None);
        assert!(here.note(id('1'), chosen(), Vec::new()));
        assert!(here.note(id('3'), chosen()[..1].to_vec(), Vec::new()));
        assert!(here.note(id('4'), chosen(), vec![chosen()[0].0.clone()]));
        assert!(!here.note(id('1'), chosen(), Vec::new()), "nothing new");
        let text = here.written().unwrap();
        let again = ChosenHere::read(&text, "t p".to_owned());
        assert_eq!(again, here);
        assert_eq!(again.of(id('1')), chosen());
        assert_eq!(again.cleared_of(id('4')), [chosen()[0].0.clone()]);
        assert_eq!(again.cleared_of(id('1')), []);
        assert_eq!(ChosenHere::read(&text, "t q".to_owned()).of(id('1')), []);
        assert!(here.note(id('1'), Vec::new(), Vec::new()) && here.note(id('3'), Vec::new(), Vec::new()));
        assert!(here.note(id('4'), Vec::new(), Vec::new()));
        assert_eq!(here.written(), None);
    }

    #[test]
    fn what_cannot_be_read_was_not_chosen() {
        for text in ["", "t p", "t p\n", "t p\nnot an id?name=/a", &format!("t p\n{}", id('1')), "\nt p"] {
            assert_eq!(ChosenHere::read(text, "t p".to_owned()).of(id('1')), [], "{text}");
        }
    }

    #[test]
    fn what_something_else_chose_is_kept_with_its_origin_and_a_link_counts_only_once_ticked() {
        let mut here = ChosenHere::read("", "t p".to_owned());
        let by = |origin, ticked| Some(Preselected { origin, ticked });
        let states = [None, by(Origin::Link, true), by(Origin::PastedText, false), by(Origin::PastedText, true)];
        let noted: Vec<RememberedChoice> =
            chosen().into_iter().zip(states).map(|((wanted, _), by)| (wanted, by)).collect();
        let unticked = (chosen().pop().unwrap().0, by(Origin::Link, false));
        assert!(here.note(id('1'), noted.iter().cloned().chain([unticked]).collect(), Vec::new()));
        let again = ChosenHere::read(&here.written().unwrap(), "t p".to_owned());
        assert_eq!(again, here);
        let mut kept = again.of(id('1')).to_vec();
        kept.sort();
        let mut expected = noted;
        expected.sort();
        assert_eq!(kept, expected);
        assert_eq!(
            ChosenHere::read("t p\n22222222-0000-4000-8000-0000000000b1 dream true?name=/a", "t p".to_owned())
                .of(id('1')),
            []
        );
    }
}
