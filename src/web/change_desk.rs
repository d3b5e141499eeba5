//! The changes that a person is working on. They stay here while the person looks at something else, so that nothing
//! that was chosen is lost and an apply goes on.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::change::execution::Execution;
use crate::domain::change::lifecycle::Change;
use crate::domain::change::wish::{Wanted, Wish};
use crate::domain::ids::ServicePrincipalId;

/// The changes of this tab, by identity.
#[derive(Clone, Copy)]
pub struct ChangeDesk(RwSignal<BTreeMap<ServicePrincipalId, OpenChange>>);

/// A change on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenChange {
    /// The identity's name, once it is known.
    pub name: String,
    /// The change.
    pub change: Change,
}

impl ChangeDesk {
    /// An empty desk.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// The change to this identity; an empty one, where there is none.
    pub fn change(self, id: ServicePrincipalId) -> Change {
        self.0.with(|open| open.get(&id).map(|open| open.change.clone()).unwrap_or_default())
    }

    /// The change to this identity as it is now, for what does not follow it.
    pub fn snapshot(self, id: ServicePrincipalId) -> Change {
        self.0.with_untracked(|open| open.get(&id).map(|open| open.change.clone()).unwrap_or_default())
    }

    /// Notes the identity's name.
    pub fn set_name(self, id: ServicePrincipalId, name: String) {
        self.0.update(|open| open.entry(id).or_default().name = name);
    }

    /// Moves the change on.
    pub fn update(self, id: ServicePrincipalId, step: impl FnOnce(Change) -> Change) {
        self.0.update(|open| {
            let open = open.entry(id).or_default();
            open.change = step(std::mem::take(&mut open.change));
        });
    }

    /// Takes a change off the desk.
    pub fn discard(self, id: ServicePrincipalId) {
        self.0.update(|open| {
            open.remove(&id);
        });
    }

    /// Takes everything off the desk, as when another tenant is opened.
    pub fn clear(self) {
        self.0.set(BTreeMap::new());
    }

    /// The changes that would be lost with the tab, but for the one that is looked at.
    pub fn unsent(self, but: Option<ServicePrincipalId>) -> Vec<(ServicePrincipalId, OpenChange)> {
        let counts = |id: &ServicePrincipalId, open: &OpenChange| Some(*id) != but && open.change.would_be_lost();
        self.0.with(|open| {
            open.iter().filter(|(id, open)| counts(id, open)).map(|(id, open)| (*id, open.clone())).collect()
        })
    }
}

impl OpenChange {
    /// What is chosen, while it has not been approved.
    pub fn wishes(&self) -> Vec<Wish> {
        wishes(&self.change)
    }

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        match &self.change {
            Change::Applying(execution) | Change::Done(execution) => Some(execution),
            Change::Choosing(_) | Change::Reviewing { .. } => None,
        }
    }
}

/// What is chosen, while it has not been approved.
pub fn wishes(change: &Change) -> Vec<Wish> {
    match change {
        Change::Choosing(wanted) | Change::Reviewing { wishes: wanted, .. } => {
            wanted.iter().map(|wanted| wanted.wish.clone()).collect()
        }
        Change::Applying(_) | Change::Done(_) => Vec::new(),
    }
}

/// A change with these wishes chosen.
pub fn choosing(identity: ServicePrincipalId, wishes: Vec<Wish>) -> Change {
    Change::Choosing(wishes.into_iter().map(|wish| Wanted { identity, wish }).collect())
}
