//! A set over a sorted `Vec`; see `sorted_map` for what it is good for.

use std::borrow::Borrow;
use std::fmt;
use std::{slice, vec};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::sort;
use super::sorted_map::search;

/// Items in order, each once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedSet<T> {
    items: Vec<T>,
}

impl<T> SortedSet<T> {
    /// A set without items.
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Removes all items.
    pub fn clear(&mut self) {
        self.items.clear();
    }

    /// The items in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The smallest item.
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }

    /// The largest item.
    pub fn last(&self) -> Option<&T> {
        self.items.last()
    }

    /// Removes the smallest item.
    pub fn pop_first(&mut self) -> Option<T> {
        (!self.items.is_empty()).then(|| self.items.remove(0))
    }

    /// Keeps the items that `keep` says.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
    }
}

impl<T: Ord> SortedSet<T> {
    fn place<Q: Ord + ?Sized>(&self, item: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        search(self.items.len(), &|at| self.items[at].borrow().cmp(item))
    }

    /// Whether an item is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place(item).is_ok()
    }

    /// Adds an item; `false` where it was there already.
    pub fn insert(&mut self, item: T) -> bool {
        let place = self.place(&item);
        if let Err(at) = place {
            self.items.insert(at, item);
        }
        place.is_err()
    }

    /// Removes an item; `false` where it was not there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place(item).map(|at| self.items.remove(at)).is_ok()
    }

    /// The items that are in both sets, in order.
    pub fn intersection<'a>(&'a self, other: &'a Self) -> impl DoubleEndedIterator<Item = &'a T> + Clone {
        self.items.iter().filter(|item| other.contains(*item))
    }

    /// The items that are not in the other set, in order.
    pub fn difference<'a>(&'a self, other: &'a Self) -> impl DoubleEndedIterator<Item = &'a T> + Clone {
        self.items.iter().filter(|item| !other.contains(*item))
    }

    /// Whether all items are in the other set too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.items.iter().all(|item| other.contains(item))
    }

    /// Whether all items of the other set are in this one.
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }

    /// Whether no item is in both sets.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        !self.items.iter().any(|item| other.contains(item))
    }

    /// Puts the items in order, each once.
    fn restore_order(&mut self) {
        sort::sort(&mut self.items);
        self.items.dedup();
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self { items: items.into_iter().collect() };
        set.restore_order();
        set
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.items.extend(items);
        self.restore_order();
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for SortedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: Serialize> Serialize for SortedSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Ord> Deserialize<'de> for SortedSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_large_set_is_collected_and_extended_by_items_in_any_order() {
        // As many as the largest tenant has assignments. Each number is there once.
        let items = || (0..60_000_u64).map(|at| at * 7_919 % 60_000);
        let mut set: SortedSet<u64> = items().take(20_000).collect();
        assert_eq!(set.len(), 20_000);
        set.extend(items());
        assert!(set.into_iter().eq(0..60_000));
    }

    proptest! {
        #[test]
        fn does_what_the_tree_set_does(
            one in prop::collection::vec(any::<u8>(), 0..40),
            other in prop::collection::vec(any::<u8>(), 0..40),
            changes in prop::collection::vec(any::<(bool, u8)>(), 0..40),
        ) {
            let mut set: SortedSet<u8> = one.iter().copied().collect();
            let mut expected: BTreeSet<u8> = one.into_iter().collect();
            for (adds, item) in changes {
                if adds {
                    prop_assert_eq!(set.insert(item), expected.insert(item));
                } else {
                    prop_assert_eq!(set.remove(&item), expected.remove(&item));
                }
                prop_assert!(set.contains(&item) == adds && set.iter().eq(expected.iter()));
            }
            let others: SortedSet<u8> = other.iter().copied().collect();
            let expected_others: BTreeSet<u8> = other.iter().copied().collect();
            prop_assert!(set.intersection(&others).eq(expected.intersection(&expected_others)));
            prop_assert!(set.difference(&others).eq(expected.difference(&expected_others)));
            prop_assert_eq!(set.is_subset(&others), expected.is_subset(&expected_others));
            prop_assert_eq!(set.is_disjoint(&others), expected.is_disjoint(&expected_others));
            let json = serde_json::to_string(&expected).unwrap();
            prop_assert_eq!(&serde_json::to_string(&set).unwrap(), &json);
            prop_assert_eq!(&serde_json::from_str::<SortedSet<u8>>(&json).unwrap(), &set);
            set.extend(other.iter().copied());
            expected.extend(other);
            prop_assert!(set.iter().eq(expected.iter()));
            set.retain(|item| item % 2 == 0);
            expected.retain(|item| item % 2 == 0);
            prop_assert_eq!((set.first(), set.last()), (expected.first(), expected.last()));
            prop_assert_eq!(set.pop_first(), expected.pop_first());
            prop_assert!(set.into_iter().eq(expected));
        }
    }
}
