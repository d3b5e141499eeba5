//! Stable sorting by one function for all types.
//!
//! `slice::sort_by` is compiled anew for each type and each comparison, with 4 kB of WebAssembly each time. Here the
//! places of the items are sorted, by a function that is there once, and the items are then swapped into their places.

use std::cmp::Ordering;

/// Sorts by the order of the items.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by what `key` says of an item. It is called at each comparison.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by what `key` says of an item. It is called once for each item.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let sorted = sorted_places(items.len(), &mut |one, other| keys[one].cmp(&keys[other]));
    place(sorted, &mut |one, other| items.swap(one, other));
}

/// Sorts by a comparison.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let sorted = sorted_places(items.len(), &mut |one, other| compare(&items[one], &items[other]));
    place(sorted, &mut |one, other| items.swap(one, other));
}

/// The places of `length` items, in the order of the items. Empty where they are in order already.
#[inline(never)]
fn sorted_places(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..length).all(|next| compare(next - 1, next) != Ordering::Greater) {
        return Vec::new();
    }
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Swaps items until each is where `sorted` says.
#[inline(never)]
fn place(sorted: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    // Where each item goes.
    let mut targets = vec![0; sorted.len()];
    for (target, from) in sorted.into_iter().enumerate() {
        targets[from] = target;
    }
    for at in 0..targets.len() {
        while targets[at] != at {
            let target = targets[at];
            swap(at, target);
            targets.swap(at, target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0..20_u8, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort();
            let mut sorted = items.clone();
            sort(&mut sorted);
            prop_assert_eq!(&sorted, &expected);

            // Equal items stay in their order.
            expected.clone_from(&items);
            expected.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
            let key = |(key, _): &(u8, u16)| std::cmp::Reverse(*key);
            sorted.clone_from(&items);
            sort_by_key(&mut sorted, key);
            prop_assert_eq!(&sorted, &expected);
            sorted.clone_from(&items);
            sort_by_cached_key(&mut sorted, key);
            prop_assert_eq!(&sorted, &expected);
            sorted.clone_from(&items);
            sort_by(&mut sorted, |(one, _), (other, _)| other.cmp(one));
            prop_assert_eq!(&sorted, &expected);
        }
    }
}
