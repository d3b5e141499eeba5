//! The changes that a user is working on. They stay here while the user looks at something else, so that nothing that
//! was chosen is lost and an apply continues.

use leptos::prelude::*;

use super::OpenChange;
use super::event::{ChangeEffect, ChangeEvent};
use super::kept;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::storage::tab_storage::TabText;
use crate::web::tenant::open_tenant::TenantKey;
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;

/// The changes of this tab, by the identity whose page they are on. What the tab keeps of them follows every event.
#[derive(Clone, Copy)]
pub struct ChangeDesk {
    open: RwSignal<SortedMap<ServicePrincipalId, OpenChange>>,
    tab: StoredValue<TabText>,
}

impl ChangeDesk {
    /// The changes of the user who has this tenant open: none, but for what they chose in this tab before a reload.
    pub fn new(key: TenantKey) -> Self {
        let tab = TabText::open("bestow.chosen", key);
        Self { open: RwSignal::new(kept::restore(&tab.read())), tab: StoredValue::new(tab) }
    }

    /// Tells the change to this identity what happened, and gives what the sender does next.
    pub fn send(self, id: ServicePrincipalId, event: ChangeEvent) -> Option<ChangeEffect> {
        let (effect, is_kept) = self.open.try_update(|open| {
            let change = open.entry(id).or_insert_with(|| OpenChange::new(id));
            let before = change.kept();
            (change.handle(event), change.kept() == before)
        })?;
        if !is_kept {
            let text = self.open.with_untracked(|open| kept::write(open.values()));
            self.tab.with_value(|tab| tab.keep(text.as_deref()));
        }
        effect
    }

    /// Looks at the change to this identity, and follows it; at an empty one, where there is none.
    pub fn with<T>(self, id: ServicePrincipalId, look: impl FnOnce(&OpenChange) -> T) -> T {
        self.open.with(|open| match open.get(&id) {
            Some(change) => look(change),
            None => look(&OpenChange::new(id)),
        })
    }

    /// The same, for what does not follow the change.
    pub fn with_untracked<T>(self, id: ServicePrincipalId, look: impl FnOnce(&OpenChange) -> T) -> T {
        untrack(|| self.with(id, look))
    }

    /// The address of a step of the change to this identity, with what is chosen now.
    pub fn address(self, id: ServicePrincipalId, step: ChangeStep) -> Route {
        self.with_untracked(id, |open| open.address(step))
    }

    /// Whether a plan is being applied, or is paused, for any identity.
    pub fn is_any_applied(self) -> bool {
        self.open.with_untracked(|open| open.values().any(OpenChange::is_applied))
    }

    /// The changes that would be lost with the tab, but for the one that is looked at.
    pub fn unsent(self, but: Option<ServicePrincipalId>) -> Vec<OpenChange> {
        let counts = |change: &&OpenChange| Some(change.id()) != but && change.has_unsent_work();
        self.open.with(|open| open.values().filter(counts).cloned().collect())
    }

    /// Removes all changes, for example when another tenant is opened.
    pub fn clear(self) {
        self.open.set(SortedMap::new());
        self.tab.with_value(|tab| tab.keep(None));
    }
}
