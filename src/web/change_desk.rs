//! The changes that a person is working on. They stay here while the person looks at something else, so that nothing
//! that was chosen is lost and an apply goes on.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::change::lifecycle::Change;
use crate::domain::ids::ServicePrincipalId;

pub use super::open_change::{OpenChange, wishes, with_more};

/// The changes of this tab, by identity.
#[derive(Clone, Copy)]
pub struct ChangeDesk(RwSignal<BTreeMap<ServicePrincipalId, OpenChange>>);

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

    /// Whom the change is for: the identity that it began with, then the others.
    pub fn identities(self, id: ServicePrincipalId) -> Vec<ServicePrincipalId> {
        self.0.with(|open| open.get(&id).map_or_else(|| vec![id], |open| open.identities(id)))
    }

    /// Makes the change be for another identity as well: what all of them are to hold, it is to hold too.
    pub fn include(self, id: ServicePrincipalId, other: ServicePrincipalId) {
        self.0.update(|open| open.entry(id).or_default().include(id, other));
    }

    /// Takes an identity out, with what is chosen for it.
    pub fn exclude(self, id: ServicePrincipalId, other: ServicePrincipalId) {
        self.0.update(|open| open.entry(id).or_default().exclude(other));
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
