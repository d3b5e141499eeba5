//! The changes that a user is working on. They stay here while the user looks at something else, so that nothing that
//! was chosen is lost and an apply continues.

use leptos::prelude::*;

use super::chosen_here::{ChosenHere, storage};
use super::open_tenant::TenantKey;
use super::route::ChangeStep;
use domain::change::approval::Proposal;
use domain::change::lifecycle::Change;
use domain::change::origin::{Origin, Preselected};
use domain::change::review::Review;
use domain::change::role_terms::RoleTerms;
use domain::change::wish::{Wanted, Wish};
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::narrower::AlternativeScope;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

pub use super::open_change::{OpenAzureRole, OpenChange, OpenRole, wishes, with_more};

/// The changes of this tab, by identity.
#[derive(Clone, Copy)]
pub struct ChangeDesk {
    open: RwSignal<SortedMap<ServicePrincipalId, OpenChange>>,
    chosen: StoredValue<ChosenHere>,
}

impl ChangeDesk {
    /// An empty list of changes for the user who has this tenant open. It restores what the user chose in this tab
    /// before a reload.
    pub fn new(key: TenantKey) -> Self {
        let whose = match key {
            TenantKey::Live(tenant, person) => format!("{tenant} {person}"),
            TenantKey::Sample(_) | TenantKey::Nothing => String::from("sample"),
        };
        let chosen = StoredValue::new(ChosenHere::read(&storage::read(), whose));
        Self { open: RwSignal::new(SortedMap::new()), chosen }
    }

    /// The change to this identity; an empty one, where there is none.
    pub fn change(self, id: ServicePrincipalId) -> Change {
        self.open.with(|open| open.get(&id).map(|open| open.change.clone()).unwrap_or_default())
    }

    /// The change to this identity as it is now, for what does not follow it.
    pub fn snapshot(self, id: ServicePrincipalId) -> Change {
        self.open.with_untracked(|open| open.get(&id).map(|open| open.change.clone()).unwrap_or_default())
    }

    /// Notes the identity's name.
    pub fn set_name(self, id: ServicePrincipalId, name: String) {
        self.open.update(|open| open.entry(id).or_default().name = name);
    }

    /// Whether a plan is being applied, or is paused, for any identity.
    pub fn is_any_applied(self) -> bool {
        self.open.with_untracked(|open| OpenChange::is_any_applied(open.values()))
    }

    /// Moves the change on, as the user wants it.
    pub fn update(self, id: ServicePrincipalId, step: impl FnOnce(Change) -> Change) {
        self.with(id, |open| open.update(step));
    }

    /// Chooses these, which the user asked for, and gives all that is chosen then.
    pub fn choose(self, id: ServicePrincipalId, wanted: Vec<Wanted>) -> Vec<Wanted> {
        self.with(id, |open| open.choose(wanted));
        wishes(&self.snapshot(id))
    }

    /// Adds these, which something else than the user chose: they are marked, and what is risky of them waits in the
    /// review for the user's own tick. Gives all that is chosen then.
    pub fn preselect(self, id: ServicePrincipalId, wanted: Vec<Wanted>, origin: Origin) -> Vec<Wanted> {
        self.with(id, |open| open.preselect(wanted, origin));
        wishes(&self.snapshot(id))
    }

    /// Notes that the user has ticked these.
    pub fn tick(self, id: ServicePrincipalId, wanted: &[Wanted]) {
        self.with(id, |open| open.tick(wanted));
    }

    /// What made a choice, where the user did not.
    pub fn preselected(self, id: ServicePrincipalId, wanted: &Wanted) -> Option<Preselected> {
        self.open.with(|open| open.get(&id).and_then(|open| open.preselected(wanted)))
    }

    /// What filled in some of the choices that the user has not ticked.
    pub fn origins(self, id: ServicePrincipalId) -> SortedSet<Origin> {
        self.open.with(|open| open.get(&id).map(OpenChange::origins).unwrap_or_default())
    }

    /// Empties the selection.
    pub fn empty(self, id: ServicePrincipalId) {
        self.with(id, OpenChange::clear);
    }

    /// The Entra roles whose terms are not all picked.
    pub fn open_roles(self, id: ServicePrincipalId) -> Vec<OpenRole> {
        self.open.with(|open| open.get(&id).map(|open| open.open_roles().to_vec()).unwrap_or_default())
    }

    /// The Azure role that is being chosen and is not among the wishes yet.
    pub fn open_azure_role(self, id: ServicePrincipalId) -> Option<OpenAzureRole> {
        self.open.with(|open| open.get(&id).and_then(|open| open.open_azure_role().cloned()))
    }

    /// The same as it is now, for what does not follow it.
    pub fn open_azure_role_snapshot(self, id: ServicePrincipalId) -> Option<OpenAzureRole> {
        self.open.with_untracked(|open| open.get(&id).and_then(|open| open.open_azure_role().cloned()))
    }

    /// Chooses an Azure role or its scope, or takes the choice back.
    pub fn set_open_azure_role(self, id: ServicePrincipalId, role: Option<OpenAzureRole>) {
        self.with(id, |open| open.set_open_azure_role(role));
    }

    /// Whether something that is chosen is not finished, so that nothing is reviewed.
    pub fn is_incomplete(self, id: ServicePrincipalId) -> bool {
        self.open.with(|open| open.get(&id).is_some_and(OpenChange::is_incomplete))
    }

    /// Puts other terms in the place of those of a chosen Entra role.
    pub fn set_terms(self, id: ServicePrincipalId, old: &RoleTerms, new: RoleTerms) {
        self.with(id, |open| open.set_terms(old, new));
    }

    /// Adds an Entra role once more, for a scope of this kind that is still to be picked.
    pub fn open_role(self, id: ServicePrincipalId, role: RoleDefinitionId, kind: AlternativeScope) {
        self.with(id, |open| open.open_role(id, role, kind));
    }

    /// Takes out an Entra role whose terms are not all picked.
    pub fn drop_open_role(self, id: ServicePrincipalId, terms: &RoleTerms) {
        self.with(id, |open| open.drop_open_role(terms));
    }

    /// What would be sent, while it is reviewed.
    pub fn proposal(self, id: ServicePrincipalId) -> Option<Proposal> {
        self.open.with(|open| open.get(&id).and_then(OpenChange::proposal))
    }

    /// What would be sent as it is now, for what does not follow it.
    pub fn proposal_snapshot(self, id: ServicePrincipalId) -> Option<Proposal> {
        self.open.with_untracked(|open| open.get(&id).and_then(OpenChange::proposal))
    }

    /// Which identities get what the user picks.
    pub fn recipients(self, id: ServicePrincipalId) -> Vec<ServicePrincipalId> {
        self.open.with_untracked(|open| open.get(&id).map_or_else(|| vec![id], |open| open.recipients(id)))
    }

    /// Which identities would be changed.
    pub fn changed(self, id: ServicePrincipalId) -> Vec<ServicePrincipalId> {
        self.open.with(|open| open.get(&id).map_or_else(|| vec![id], |open| open.changed(id)))
    }

    /// Replaces a wish for every identity.
    pub fn replace(self, id: ServicePrincipalId, old: &Wish, new: &Wish) {
        self.with(id, |open| open.replace(old, new));
    }

    /// Takes what the address asks for; what this tab does not remember is known to have come with it.
    pub fn follow(self, id: ServicePrincipalId, step: ChangeStep, wanted: Vec<Wanted>, first: bool) {
        let (noted, cleared) = self.chosen.with_value(|it| (it.of(id).to_vec(), it.cleared_of(id).to_vec()));
        self.with(id, |open| open.follow(step, wanted, first, &noted, &cleared));
    }

    /// Shows what would happen.
    pub fn reviewed(self, id: ServicePrincipalId, review: Review) {
        self.with(id, |open| open.reviewed(review));
    }

    /// Takes a row of the review out, or in again.
    pub fn toggle(self, id: ServicePrincipalId, row: usize) {
        self.with(id, |open| open.toggle(row));
    }

    /// Whether rows of the review wait for the user's own tick.
    pub fn has_waiting_rows(self, id: ServicePrincipalId) -> bool {
        self.open.with(|open| open.get(&id).is_some_and(|open| !open.waiting_rows().is_empty()))
    }

    /// The identities of the change: the one that it began with, then the others.
    pub fn identities(self, id: ServicePrincipalId) -> Vec<ServicePrincipalId> {
        self.open.with(|open| open.get(&id).map_or_else(|| vec![id], |open| open.identities(id)))
    }

    /// Adds another identity to the change: it gets the permissions that all others get.
    pub fn include(self, id: ServicePrincipalId, other: ServicePrincipalId) {
        self.with(id, |open| open.include(id, other));
    }

    /// Takes an identity out, with what is chosen for it.
    pub fn exclude(self, id: ServicePrincipalId, other: ServicePrincipalId) {
        self.with(id, |open| open.exclude(other));
    }

    /// Removes a change.
    pub fn discard(self, id: ServicePrincipalId) {
        self.open.update(|open| {
            open.remove(&id);
        });
        self.keep(id);
    }

    /// Removes all changes, for example when another tenant is opened.
    pub fn clear(self) {
        self.open.set(SortedMap::new());
        storage::keep(None);
    }

    /// The changes that would be lost with the tab, but for the one that is looked at.
    pub fn unsent(self, but: Option<ServicePrincipalId>) -> Vec<(ServicePrincipalId, OpenChange)> {
        let counts = |id: &ServicePrincipalId, open: &OpenChange| Some(*id) != but && open.has_unsent_work();
        self.open.with(|open| {
            open.iter().filter(|(id, open)| counts(id, open)).map(|(id, open)| (*id, open.clone())).collect()
        })
    }

    fn with(self, id: ServicePrincipalId, step: impl FnOnce(&mut OpenChange)) {
        self.open.update(|open| step(open.entry(id).or_default()));
        self.keep(id);
    }

    /// Keeps in the tab what is chosen and by what, where that is not what is kept.
    fn keep(self, id: ServicePrincipalId) {
        let (now, cleared) = self.open.with_untracked(|open| {
            let of = |open: &OpenChange| (open.noted(), open.cleared().iter().cloned().collect());
            open.get(&id).map(of).unwrap_or_default()
        });
        self.chosen.update_value(|chosen| {
            if chosen.note(id, now, cleared) {
                storage::keep(chosen.written().as_deref());
            }
        });
    }
}
