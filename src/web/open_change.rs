//! A change that a person is working on, whom it is for, and what of it nobody here has chosen.
//!
//! What a person ticks, picks or adds in this tab is their own. What an address brings is not: it may be a link from
//! anybody. It is on the desk like the rest, and a review leaves what is dangerous of it unticked.

use std::collections::BTreeSet;

use super::route::ChangeStep;
use crate::domain::change::execution::Execution;
use crate::domain::change::lifecycle::Change;
use crate::domain::change::review::{Review, ReviewRow};
use crate::domain::change::wish::{Wanted, Wish};
use crate::domain::draft::dangerous_rows;
use crate::domain::ids::ServicePrincipalId;

/// A change on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenChange {
    /// The identity's name, once it is known.
    pub name: String,
    /// The change.
    pub change: Change,
    /// Identities that the change is to be for as well, whether or not anything is chosen for them yet.
    pub also: Vec<ServicePrincipalId>,
    /// What an address brought and nobody in this tab has ticked.
    from_address: BTreeSet<Wanted>,
}

impl OpenChange {
    /// What is chosen, while it has not been approved.
    pub fn wishes(&self) -> Vec<Wanted> {
        wishes(&self.change)
    }

    /// Whether some of what it would give came with an address and nobody has ticked it. What is taken away is ticked
    /// on other pages, which lead here by an address of their own.
    pub fn is_filled_in(&self) -> bool {
        self.from_address.iter().any(|wanted| !wanted.wish.takes())
    }

    /// What a person has chosen in this tab.
    pub fn chosen_here(&self) -> Vec<Wanted> {
        self.wishes().into_iter().filter(|wanted| !self.from_address.contains(wanted)).collect()
    }

    /// Moves the change on, as a person wants it: what is new in it they have chosen.
    pub fn update(&mut self, step: impl FnOnce(Change) -> Change) {
        self.change = step(std::mem::take(&mut self.change));
        self.forget_what_is_gone();
    }

    /// Takes what an address asks for. `chosen_here` is what a person is known to have chosen in this tab; whatever else
    /// is new came with the address. An address that says nothing does not empty a selection that waits on the desk:
    /// `first` tells the address with which the page was opened from those that follow.
    pub fn follow(&mut self, step: ChangeStep, wanted: Vec<Wanted>, first: bool, chosen_here: &[Wanted]) {
        let before = self.wishes();
        self.update(|change| follow(change, step, wanted, first));
        let is_own = |wanted: &Wanted| before.contains(wanted) || chosen_here.contains(wanted);
        self.from_address.extend(self.wishes().into_iter().filter(|wanted| !is_own(wanted)));
    }

    /// Chooses these, which a person asked for, and goes back to choosing for it.
    pub fn choose(&mut self, wanted: Vec<Wanted>) {
        for chosen in &wanted {
            self.from_address.remove(chosen);
        }
        self.update(|change| wanted.into_iter().fold(change.back(), Change::choose));
    }

    /// Puts another wish in the place of one, whoever it is for. It comes from where the other one came from.
    pub fn replace(&mut self, old: &Wish, new: &Wish) {
        let of_old = self.from_address.iter().filter(|wanted| wanted.wish == *old);
        let replaced: Vec<Wanted> =
            of_old.map(|wanted| Wanted { identity: wanted.identity, wish: new.clone() }).collect();
        let own = self.chosen_here();
        self.from_address.extend(replaced.into_iter().filter(|wanted| !own.contains(wanted)));
        self.update(|change| change.replace(old, new));
    }

    /// Shows what would happen. What is dangerous waits, unless a person has ticked it here.
    pub fn reviewed(&mut self, review: Review) {
        let waiting = dangerous_rows(&review, |row| self.from_address.contains(&wanted(row)));
        self.update(|change| change.reviewed(review, waiting));
    }

    /// The rows of a review that wait for a tick because they came with an address.
    pub fn waiting_rows(&self) -> BTreeSet<usize> {
        match &self.change {
            Change::Reviewing { review, .. } => dangerous_rows(review, |row| self.from_address.contains(&wanted(row))),
            _ => BTreeSet::new(),
        }
    }

    /// Takes a row of the review out, or in again. Whoever ticks a row has chosen it.
    pub fn toggle(&mut self, row: usize) {
        if let Change::Reviewing { review, left_out, .. } = &self.change
            && left_out.contains(&row)
            && let Some(ticked) = review.rows().get(row)
        {
            self.from_address.remove(&wanted(ticked));
        }
        self.update(|change| change.toggle(row));
    }

    /// Whom the change is for: the identity that it began with, then the others.
    pub fn identities(&self, id: ServicePrincipalId) -> Vec<ServicePrincipalId> {
        let mut all = vec![id];
        let wanted = wishes(&self.change);
        for other in self.also.iter().copied().chain(wanted.iter().map(|wanted| wanted.identity)) {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        all
    }

    /// Makes the change be for another identity as well: what all of them are to hold, it is to hold too.
    pub fn include(&mut self, id: ServicePrincipalId, other: ServicePrincipalId) {
        let before = self.identities(id);
        if before.contains(&other) {
            return;
        }
        self.also.push(other);
        let wanted = wishes(&self.change);
        let of_all =
            |wish: &Wish| before.iter().all(|&it| wanted.iter().any(|of| of.identity == it && of.wish == *wish));
        let shared: Vec<&Wanted> =
            wanted.iter().filter(|of| of.identity == id && !of.wish.takes() && of_all(&of.wish)).collect();
        let for_other = |of: &Wanted| Wanted { identity: other, wish: of.wish.clone() };
        // A copy of what nobody has ticked is not ticked either.
        let filled_in = shared.iter().filter(|of| self.from_address.contains(**of)).map(|of| for_other(of));
        let filled_in: Vec<Wanted> = filled_in.collect();
        self.from_address.extend(filled_in);
        let new: Vec<Wanted> = shared.into_iter().map(for_other).collect();
        self.update(|change| new.into_iter().fold(change.back(), Change::choose));
    }

    /// Takes an identity out, with what is chosen for it.
    pub fn exclude(&mut self, other: ServicePrincipalId) {
        self.also.retain(|it| *it != other);
        self.update(|mut change| {
            if let Change::Choosing(wanted) = &mut change {
                wanted.retain(|wanted| wanted.identity != other);
            }
            change
        });
    }

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        self.change.execution()
    }

    fn forget_what_is_gone(&mut self) {
        if !self.from_address.is_empty() {
            let left = self.wishes();
            self.from_address.retain(|wanted| left.contains(wanted));
        }
    }
}

/// What is chosen, while it has not been approved.
pub fn wishes(change: &Change) -> Vec<Wanted> {
    match change {
        Change::Choosing(wanted) | Change::Reviewing { wishes: wanted, .. } => wanted.clone(),
        Change::Applying(_) | Change::Done(_) => Vec::new(),
    }
}

/// What is chosen already, and these, each once.
pub fn with_more(change: &Change, identity: ServicePrincipalId, more: Vec<Wish>) -> Vec<Wanted> {
    let mut all = wishes(change);
    for wish in more {
        let wanted = Wanted { identity, wish };
        if !all.contains(&wanted) {
            all.push(wanted);
        }
    }
    all
}

/// The change as an address wants it.
fn follow(change: Change, step: ChangeStep, wanted: Vec<Wanted>, first: bool) -> Change {
    match change {
        Change::Choosing(chosen) if first && wanted.is_empty() => Change::Choosing(chosen),
        Change::Choosing(_) => Change::Choosing(wanted),
        Change::Reviewing { .. } if wishes(&change) != wanted => Change::Choosing(wanted),
        Change::Reviewing { .. } if step == ChangeStep::Choose => change.back(),
        other => other,
    }
}

/// The wish of a row, and whom it is for.
fn wanted(row: &ReviewRow) -> Wanted {
    Wanted { identity: row.identity, wish: row.wish.clone() }
}

#[cfg(test)]
mod tests;
