//! What a user has ticked on the page of an identity to have it removed.

use leptos::prelude::*;

use domain::change::wish::Wish;
use domain::sorted_set::SortedSet;

/// The selected rows, each as the wish to remove it.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<SortedSet<Wish>>);

impl Selection {
    /// Nothing is ticked.
    pub fn new() -> Self {
        Self(RwSignal::new(SortedSet::new()))
    }

    /// Whether a row is ticked.
    pub fn has(self, wish: &Wish) -> bool {
        self.0.read().contains(wish)
    }

    /// Ticks a row, or takes the tick away.
    pub fn set(self, wish: &Wish, ticked: bool) {
        self.0.update(|all| {
            if ticked {
                all.insert(wish.clone());
            } else {
                all.remove(wish);
            }
        });
    }

    /// Takes every tick away.
    pub fn clear(self) {
        self.0.update(SortedSet::clear);
    }

    /// What is ticked.
    pub fn wishes(self) -> Vec<Wish> {
        self.0.read().iter().cloned().collect()
    }
}
