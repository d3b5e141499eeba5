//! What the tab keeps of the changes that are open, for a reload: who chose what.
//!
//! The address contains what is chosen; it does not tell whether the user, a pasted text or a copy chose it. This does:
//! a link from another user cannot write into the tab's storage. It contains IDs and names of permissions only. A choice
//! of a link that the user has not ticked is not kept, since it is what an unknown choice is taken for. Which choices
//! the user has cleared in the review is kept too.

use super::OpenChange;
use super::kept_choices::{KeptChoices, RememberedChoice};
use crate::web::navigation::wish_address;
use domain::change::origin::{Origin, Preselected};
use domain::change::wish::Wanted;
use domain::ids::ServicePrincipalId;
use domain::sort;
use domain::sorted_map::SortedMap;

/// The word for what the user has cleared.
const CLEARED: &str = "cleared";

impl OpenChange {
    /// What the tab keeps of the change.
    pub fn kept(&self) -> KeptChoices {
        if let Some(restored) = &self.restored {
            return restored.clone();
        }
        let mut chosen = self.noted();
        chosen.retain(|(_, by)| *by != Some(Preselected::by(Origin::Link)));
        sort::sort_by_key(&mut chosen, |(_, by)| *by);
        KeptChoices { chosen, cleared: self.cleared.iter().cloned().collect() }
    }
}

/// The changes as the tab kept them, by the identity whose page they are on.
pub fn restore(text: &str) -> SortedMap<ServicePrincipalId, OpenChange> {
    let mut changes: SortedMap<ServicePrincipalId, OpenChange> = SortedMap::new();
    for (id, line) in text.lines().filter_map(read_line) {
        let change = changes.entry(id).or_insert_with(|| OpenChange::new(id));
        let restored = change.restored.get_or_insert_default();
        restored.chosen.extend(line.chosen);
        restored.cleared.extend(line.cleared);
    }
    changes
}

/// The text for the tab to keep; nothing, where nothing is chosen.
pub fn write<'a>(changes: impl Iterator<Item = &'a OpenChange> + Clone) -> Option<String> {
    let chosen = changes.clone().flat_map(|change| {
        let chosen = change.kept().chosen;
        let of_one_origin = chosen.chunk_by(|(_, a), (_, b)| a == b);
        of_one_origin.map(|chosen| written_line(change.id(), chosen)).collect::<Vec<_>>()
    });
    let cleared = changes.filter_map(|change| {
        let (id, cleared) = (change.id(), change.kept().cleared);
        (!cleared.is_empty()).then(|| format!("{id} {CLEARED}{}", wish_address::query(id, &cleared)))
    });
    let lines: Vec<String> = chosen.chain(cleared).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
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

fn read_line(line: &str) -> Option<(ServicePrincipalId, KeptChoices)> {
    let (head, query) = line.split_once('?')?;
    let (id, by) = match head.split(' ').collect::<Vec<_>>()[..] {
        [id] => (id, None),
        [id, CLEARED] => {
            let id = id.parse().ok()?;
            return Some((id, KeptChoices { cleared: wish_address::parse(id, query), ..KeptChoices::default() }));
        }
        [id, origin, ticked] => {
            (id, Some(Preselected { origin: Origin::from_word(origin)?, ticked: ticked.parse().ok()? }))
        }
        _ => return None,
    };
    let id = id.parse().ok()?;
    let chosen = wish_address::parse(id, query).into_iter().map(|wanted| (wanted, by)).collect();
    Some((id, KeptChoices { chosen, ..KeptChoices::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::change::event::ChangeEvent;
    use crate::web::navigation::route::ChangeStep;
    use domain::change::permission_set::PermissionSet;
    use domain::change::wish::Wish;

    fn id(last: char) -> ServicePrincipalId {
        format!("22222222-0000-4000-8000-0000000000b{last}").parse().unwrap()
    }

    fn wanted() -> Vec<Wanted> {
        let mut wishes = PermissionSet::Microsoft365Automation.wishes();
        wishes.push(Wish::Named { api: None, name: "a\nb?c&d 😀".to_owned() });
        let both = |wish: Wish| [id('1'), id('2')].map(|identity| Wanted { identity, wish: wish.clone() });
        wishes.into_iter().flat_map(both).collect()
    }

    /// A change as the tab would restore it.
    fn change(last: char, chosen: Vec<RememberedChoice>, cleared: Vec<Wanted>) -> OpenChange {
        OpenChange { restored: Some(KeptChoices { chosen, cleared }), ..OpenChange::new(id(last)) }
    }

    #[test]
    fn changes_are_restored_as_they_were_kept() {
        assert_eq!(write([OpenChange::new(id('1'))].iter()), None);
        let mut open = OpenChange::new(id('1'));
        open.handle(ChangeEvent::Chosen(wanted()));
        let own: Vec<RememberedChoice> = wanted().into_iter().map(|wanted| (wanted, None)).collect();
        let changes = [
            open.clone(),
            change('3', own[..1].to_vec(), Vec::new()),
            change('4', own.clone(), vec![wanted()[0].clone()]),
        ];
        let text = write(changes.iter()).unwrap();
        let again = restore(&text);
        assert_eq!(again.values().map(OpenChange::kept).collect::<Vec<_>>(), changes.map(|change| change.kept()));
        assert_eq!(write(again.values()).unwrap(), text, "what was not opened since is kept");
        assert!(again.values().all(|change| !change.has_unsent_work()));
        for mut change in again.into_values() {
            let kept = change.kept();
            for event in [ChangeEvent::Named("lazy".to_owned()), ChangeEvent::ReceiptShown] {
                change.handle(event);
            }
            assert_eq!(change.kept(), kept, "neither a name nor a receipt says anything of choices");
            change.handle(ChangeEvent::Opened(ChangeStep::Choose, Vec::new()));
            assert_eq!(change.kept(), KeptChoices::default());
        }
        open.handle(ChangeEvent::Discarded);
        assert_eq!(write([open].iter()), None);
    }

    #[test]
    fn what_cannot_be_read_was_not_chosen() {
        let unknown_origin = format!("{} dream true?name=/a", id('1'));
        for text in ["", "\n", "not an id?name=/a", &id('1').to_string(), &unknown_origin] {
            assert!(restore(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_something_else_chose_is_kept_with_its_origin_and_a_link_counts_only_once_ticked() {
        let by = |origin, ticked| Some(Preselected { origin, ticked });
        let mut open = OpenChange::new(id('1'));
        let [own, ticked, text, ticked_text, link] = &wanted()[..5] else { panic!() };
        open.handle(ChangeEvent::Chosen(vec![own.clone()]));
        open.handle(ChangeEvent::Preselected(vec![text.clone(), ticked_text.clone()], Origin::PastedText));
        open.handle(ChangeEvent::Preselected(vec![ticked.clone(), link.clone()], Origin::Link));
        open.handle(ChangeEvent::Ticked(vec![ticked.clone(), ticked_text.clone()]));
        let again = restore(&write([&open].into_iter()).unwrap());
        let mut kept = again.values().next().unwrap().kept().chosen;
        kept.sort();
        let mut expected = vec![
            (own.clone(), None),
            (ticked.clone(), by(Origin::Link, true)),
            (text.clone(), by(Origin::PastedText, false)),
            (ticked_text.clone(), by(Origin::PastedText, true)),
        ];
        expected.sort();
        assert_eq!(kept, expected);
    }
}
