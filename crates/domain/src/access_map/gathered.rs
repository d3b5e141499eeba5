//! Several entries about one thing, put together: the roles of one principal, or the roles at one scope.

use super::contents::{MapEntry, tier_order};
use crate::sorted_map::SortedMap;

/// The longest detail that is put together, in bytes.
const LONGEST: usize = 200;

/// Things by a key.
#[derive(Clone, Debug, Default)]
pub struct GatheredEntries {
    places: SortedMap<String, usize>,
    things: Vec<MapEntry>,
}

impl GatheredEntries {
    /// Adds an entry. Where its thing is there already, sizes are added, details are listed, and the higher tier counts.
    /// A detail may begin with a word for all entries of the thing and a colon.
    pub fn add(&mut self, key: String, entry: MapEntry) {
        let place = *self.places.entry(key).or_insert(self.things.len());
        let Some(thing) = self.things.get_mut(place) else { return self.things.push(entry) };
        thing.size += entry.size;
        if tier_order(entry.tier) < tier_order(thing.tier) {
            thing.tier = entry.tier;
        }
        let first = thing.detail.split_once(": ").map_or(thing.detail.as_str(), |(_, first)| first);
        let added = entry.detail.split_once(": ").map_or(entry.detail.as_str(), |(_, added)| added);
        let is_listed = first.split(", ").any(|listed| listed == added);
        if !is_listed && thing.detail.len() + added.len() <= LONGEST {
            thing.detail = format!("{}, {added}", thing.detail);
        }
    }

    /// The things, in the order in which they came.
    pub fn into_things(self) -> Vec<MapEntry> {
        self.things
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::thing;
    use super::*;
    use crate::tiers::Tier;

    #[test]
    fn entries_with_one_key_become_one_thing_with_the_highest_tier() {
        let mut gathered = GatheredEntries::default();
        for (key, role, tier) in
            [("a", "Reader", None), ("b", "Owner", None), ("a", "Owner", Some(Tier::Zero)), ("a", "Reader", None)]
        {
            gathered.add(key.to_owned(), MapEntry { detail: role.to_owned(), ..thing(key, 1, tier) });
        }
        let things = gathered.into_things();
        let found: Vec<_> = things.iter().map(|it| (it.detail.as_str(), it.size, it.tier)).collect();
        assert_eq!(found, [("Reader, Owner", 3, Some(Tier::Zero)), ("Owner", 1, None)]);
        let mut gathered = GatheredEntries::default();
        for detail in ["Group: Reader", "Group: Owner", "Group: Reader"] {
            gathered.add(String::new(), MapEntry { detail: detail.to_owned(), ..thing("rg", 1, None) });
        }
        assert_eq!(gathered.into_things()[0].detail, "Group: Reader, Owner");
    }

    #[test]
    fn details_of_thousands_of_entries_stay_short() {
        let mut gathered = GatheredEntries::default();
        for at in 0..5000 {
            gathered.add(String::new(), MapEntry { detail: format!("role {at}"), ..thing("scope", 1, None) });
        }
        let things = gathered.into_things();
        assert_eq!((things.len(), things[0].size), (1, 5000));
        assert!(things[0].detail.len() <= LONGEST + 2);
    }
}
