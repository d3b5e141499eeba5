//! What a user has ticked on the page of an identity to have it removed.

use leptos::prelude::*;

use domain::change::wish::Wish;
use domain::sorted_set::SortedSet;

/// The selected rows, each as the wish to remove it.
#[derive(Clone, Copy)]
pub struct Selection {
    wishes: RwSignal<SortedSet<Wish>>,
    is_forbidden: StoredValue<bool>,
}

impl Selection {
    /// Nothing is ticked.
    pub fn new() -> Self {
        Self { wishes: RwSignal::new(SortedSet::new()), is_forbidden: StoredValue::new(false) }
    }

    /// Lets nothing be ticked: what the page shows can't be changed here. It is called before rows are drawn.
    pub fn forbid(self) {
        self.is_forbidden.set_value(true);
        self.clear();
    }

    /// Whether nothing can be ticked.
    pub fn is_forbidden(self) -> bool {
        self.is_forbidden.get_value()
    }

    /// Whether a row is ticked.
    pub fn has(self, wish: &Wish) -> bool {
        self.wishes.read().contains(wish)
    }

    /// Ticks a row, or takes the tick away.
    pub fn set(self, wish: &Wish, ticked: bool) {
        self.wishes.update(|all| {
            if ticked && !self.is_forbidden() {
                all.insert(wish.clone());
            } else {
                all.remove(wish);
            }
        });
    }

    /// Takes every tick away.
    pub fn clear(self) {
        self.wishes.update(SortedSet::clear);
    }

    /// What is ticked.
    pub fn wishes(self) -> Vec<Wish> {
        self.wishes.read().iter().cloned().collect()
    }
}
