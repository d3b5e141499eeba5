//! A map over a sorted `Vec`.
//!
//! It does what `BTreeMap` does with a fraction of its code: each type of a `BTreeMap` brings 5 to 10 kB of WebAssembly.
//! Insertion moves the entries behind the new one, so that a loop over thousands of keys that come in no order belongs to
//! a `BTreeMap`. A map that is collected from an iterator is sorted once, whatever its size.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;
use std::{slice, vec};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::sort;

/// Entries in the order of their keys.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

/// The place of a key among `length` sorted ones, or the place where it belongs.
#[inline(never)]
pub(super) fn search(length: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut from, mut to) = (0, length);
    while from < to {
        let middle = from + (to - from) / 2;
        match compare(middle) {
            Ordering::Less => from = middle + 1,
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => to = middle,
        }
    }
    Err(from)
}

impl<K, V> SortedMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// The entries in the order of their keys, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> + ExactSizeIterator {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The keys in order, without the values.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator {
        self.entries.into_iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys, without the keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// Keeps the entries that `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
    }

    /// The entry with the smallest key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.entries.first().map(|(key, value)| (key, value))
    }

    /// The entry with the largest key.
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.entries.last().map(|(key, value)| (key, value))
    }

    /// Removes the entry with the smallest key.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.entries.is_empty()).then(|| self.entries.remove(0))
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        search(self.entries.len(), &|at| self.entries[at].0.borrow().cmp(key))
    }

    /// The entries from this key on.
    pub fn range_from<Q: Ord + ?Sized>(&self, key: &Q) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).unwrap_or_else(|at| at);
        Iter(self.entries[at..].iter())
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|at| &self.entries[at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|at| &mut self.entries[at].1)
    }

    /// Whether there is an entry with this key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Adds an entry, or replaces the value of one, which is returned.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// Removes an entry and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|at| self.entries.remove(at).1)
    }

    /// The entry of a key, which may have to be added.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { place: self.place(&key), entries: &mut self.entries, key }
    }

    /// Puts the entries in order. Of those with the same key the last one stays.
    fn restore_order(&mut self) {
        sort::sort_by(&mut self.entries, |(one, _), (other, _)| one.cmp(other));
        self.entries.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
    }
}

impl<K: Ord, V> SortedMap<K, Vec<V>> {
    /// The values of each key, in the order in which they come.
    pub fn grouped(values: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut values: Vec<(K, V)> = values.into_iter().collect();
        sort::sort_by(&mut values, |(one, _), (other, _)| one.cmp(other));
        let mut entries: Vec<(K, Vec<V>)> = Vec::new();
        for (key, value) in values {
            match entries.last_mut().filter(|(last, _)| *last == key) {
                Some((_, of_key)) => of_key.push(value),
                None => entries.push((key, vec![value])),
            }
        }
        Self { entries }
    }
}

/// A place in a map, for a key that may have an entry.
pub struct Entry<'a, K, V> {
    entries: &'a mut Vec<(K, V)>,
    key: K,
    place: Result<usize, usize>,
}

impl<'a, K, V> Entry<'a, K, V> {
    /// The value, which is added where there is none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value, which is made and added where there is none.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let at = match self.place {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, (self.key, make()));
                at
            }
        };
        &mut self.entries[at].1
    }

    /// The value, which is the default where there is none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value where there is one.
    pub fn and_modify(self, change: impl FnOnce(&mut V)) -> Self {
        if let Ok(at) = self.place {
            change(&mut self.entries[at].1);
        }
        self
    }
}

/// The entries of a map.
pub struct Iter<'a, K, V>(slice::Iter<'a, (K, V)>);

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self { entries: entries.into_iter().collect() };
        map.restore_order();
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.entries.extend(entries);
        self.restore_order();
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for SortedMap<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        match self.place(key) {
            Ok(at) => &self.entries[at].1,
            Err(_) => panic!("the map has no such key"),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for MapVisitor<K, V> {
    type Value = SortedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = SortedMap::new();
        while let Some(entry) = access.next_entry()? {
            map.entries.push(entry);
        }
        map.restore_order();
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// As many as the largest tenant has assignments. Each number below it is there once.
    fn keys() -> impl Iterator<Item = u64> {
        (0..60_000).map(|at| at * 7_919 % 60_000)
    }

    #[test]
    fn a_large_map_is_collected_from_keys_in_any_order() {
        let map: SortedMap<u64, u64> = keys().zip(0..).collect();
        assert_eq!(map.len(), 60_000);
        assert!(map.keys().copied().eq(0..60_000));
        assert!(keys().zip(0..).all(|(key, value)| map[&key] == value));
    }

    #[test]
    fn a_large_map_is_extended_by_keys_in_any_order() {
        let mut map: SortedMap<u64, bool> = (0..30_000).map(|key| (key * 2, false)).collect();
        map.extend(keys().map(|key| (key, true)));
        assert!(map.iter().map(|(key, value)| (*key, *value)).eq((0..60_000).map(|key| (key, true))));
    }

    #[test]
    fn a_large_map_grows_by_keys_in_order() {
        let mut map = SortedMap::new();
        for key in 0..60_000_u64 {
            *map.entry(key).or_insert(0) += 1;
            map.insert(key, key);
        }
        assert!(map.into_iter().eq((0..60_000).map(|key| (key, key))));
    }

    #[test]
    fn values_are_grouped_in_the_order_in_which_they_come() {
        let grouped = SortedMap::grouped(keys().map(|key| (key % 10_000, key)));
        assert_eq!(grouped.len(), 10_000);
        let of_seven: Vec<u64> = keys().filter(|key| key % 10_000 == 7).collect();
        assert_eq!((of_seven.len(), &grouped[&7]), (6, &of_seven));
    }

    #[test]
    fn entries_from_a_key_on() {
        let map = SortedMap::from([("a".to_owned(), 1), ("c".to_owned(), 2), ("d".to_owned(), 3)]);
        let from = |key: &str| map.range_from(key).map(|(_, value)| *value).collect::<Vec<_>>();
        assert_eq!([from("a"), from("b"), from("d"), from("e")], [vec![1, 2, 3], vec![2, 3], vec![3], vec![]]);
    }

    #[derive(Clone, Debug)]
    enum EntryAction {
        Insert(u8, u16),
        Remove(u8),
        Add(u8, u16),
        Extend(Vec<(u8, u16)>),
        PopFirst,
        RetainEven,
    }

    fn action() -> impl Strategy<Value = EntryAction> {
        prop_oneof![
            any::<(u8, u16)>().prop_map(|(key, value)| EntryAction::Insert(key, value)),
            any::<u8>().prop_map(EntryAction::Remove),
            any::<(u8, u16)>().prop_map(|(key, value)| EntryAction::Add(key, value)),
            prop::collection::vec(any::<(u8, u16)>(), 0..9).prop_map(EntryAction::Extend),
            Just(EntryAction::PopFirst),
            Just(EntryAction::RetainEven),
        ]
    }

    proptest! {
        #[test]
        fn does_what_the_tree_map_does(
            start in prop::collection::vec(any::<(u8, u16)>(), 0..40),
            actions in prop::collection::vec(action(), 0..40),
        ) {
            let mut map: SortedMap<u8, u16> = start.iter().copied().collect();
            let mut expected: BTreeMap<u8, u16> = start.into_iter().collect();
            for action in actions {
                match action {
                    EntryAction::Insert(key, value) => prop_assert_eq!(map.insert(key, value), expected.insert(key, value)),
                    EntryAction::Remove(key) => prop_assert_eq!(map.remove(&key), expected.remove(&key)),
                    EntryAction::Add(key, value) => {
                        let added = *map.entry(key).and_modify(|it| *it ^= 1).or_insert(value);
                        prop_assert_eq!(added, *expected.entry(key).and_modify(|it| *it ^= 1).or_insert(value));
                    }
                    EntryAction::Extend(more) => {
                        map.extend(more.iter().copied());
                        expected.extend(more);
                    }
                    EntryAction::PopFirst => prop_assert_eq!(map.pop_first(), expected.pop_first()),
                    EntryAction::RetainEven => {
                        map.retain(|key, _| key % 2 == 0);
                        expected.retain(|key, _| key % 2 == 0);
                    }
                }
                prop_assert!(map.iter().eq(expected.iter()));
                prop_assert_eq!(map.first_key_value(), expected.first_key_value());
                prop_assert_eq!(map.last_key_value(), expected.last_key_value());
                prop_assert_eq!(map.get(&7), expected.get(&7));
                let json = serde_json::to_string(&expected).unwrap();
                prop_assert_eq!(&serde_json::to_string(&map).unwrap(), &json);
                prop_assert_eq!(&serde_json::from_str::<SortedMap<u8, u16>>(&json).unwrap(), &map);
            }
        }
    }
}
