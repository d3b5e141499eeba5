//! A change that a person is working on, and whom it is for.

use crate::domain::change::execution::Execution;
use crate::domain::change::lifecycle::Change;
use crate::domain::change::wish::{Wanted, Wish};
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
}

impl OpenChange {
    /// What is chosen, while it has not been approved.
    pub fn wishes(&self) -> Vec<Wanted> {
        wishes(&self.change)
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
        let shared = wanted.iter().filter(|of| of.identity == id && gives(&of.wish) && of_all(&of.wish));
        let new: Vec<Wanted> = shared.map(|of| Wanted { identity: other, wish: of.wish.clone() }).collect();
        let change = std::mem::take(&mut self.change).back();
        self.change = new.into_iter().fold(change, Change::choose);
    }

    /// Takes an identity out, with what is chosen for it.
    pub fn exclude(&mut self, other: ServicePrincipalId) {
        self.also.retain(|it| *it != other);
        if let Change::Choosing(wanted) = &mut self.change {
            wanted.retain(|wanted| wanted.identity != other);
        }
    }

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        self.change.execution()
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

/// Whether something would be given, and not taken.
fn gives(wish: &Wish) -> bool {
    !matches!(wish, Wish::NoAppRole { .. } | Wish::NoDirectoryRole { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(last: char) -> ServicePrincipalId {
        format!("22222222-0000-4000-8000-00000000000{last}").parse().unwrap()
    }

    fn named(identity: ServicePrincipalId, name: &str) -> Wanted {
        Wanted { identity, wish: Wish::Named { api: None, name: name.to_owned() } }
    }

    #[test]
    fn another_identity_gets_what_all_are_to_hold_and_nothing_taken_from_it() {
        let (one, two, three) = (id('1'), id('2'), id('3'));
        let taken =
            Wish::NoAppRole { resource: id('9'), role: "741f803b-c850-494e-b5df-cde7c675a1ca".parse().unwrap() };
        let first = vec![named(one, "a"), Wanted { identity: one, wish: taken }];
        let mut open = OpenChange { change: Change::Choosing(first), ..OpenChange::default() };
        open.include(one, two);
        assert_eq!(open.identities(one), [one, two]);
        assert_eq!(open.wishes().len(), 3, "what is taken stays where it was");
        open.change = open.change.choose(named(two, "b"));
        open.include(one, three);
        assert_eq!(open.wishes().last(), Some(&named(three, "a")));
        assert_eq!(open.wishes().iter().filter(|it| it.identity == three).count(), 1, "b is not of all");
        open.exclude(two);
        assert_eq!((open.identities(one), open.wishes().len()), (vec![one, three], 3));
    }

    #[test]
    fn an_identity_can_be_added_before_anything_is_chosen() {
        let mut open = OpenChange::default();
        open.include(id('1'), id('2'));
        open.include(id('1'), id('2'));
        assert_eq!((open.identities(id('1')), open.wishes().len()), (vec![id('1'), id('2')], 0));
    }
}
