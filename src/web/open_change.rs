//! A change that a user is working on, which identities it is for, and which of its choices the user has not made.
//!
//! What a user ticks, picks or adds in this tab is their own. What an address, a pasted text, a copy or a file brings is
//! only preselected: it is in the change like the rest, is marked as such, and the review leaves what is risky of it
//! unticked (see [`ReviewRow::needs_users_selection`]).

mod recipients;

use super::route::ChangeStep;
use domain::azure_role::AzureScope;
use domain::change::approval::Proposal;
use domain::change::execution::Execution;
use domain::change::lifecycle::Change;
use domain::change::origin::{Origin, Preselected};
use domain::change::review::{Review, ReviewRow};
use domain::change::role_terms::{EndChoice, RoleTerms, ScopeChoice};
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::guid::Guid;
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::narrower::AlternativeScope;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// A choice, and what made it where the user did not.
pub type RememberedChoice = (Wanted, Option<Preselected>);

/// A change that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenChange {
    /// The identity's name, once it is known.
    pub name: String,
    /// The change.
    pub change: Change,
    /// Identities that the change is to be for as well, whether or not anything is chosen for them yet.
    pub also: Vec<ServicePrincipalId>,
    /// The choices that something else than the user made.
    preselected: SortedMap<Wanted, Preselected>,
    /// The choices whose row the user has cleared. Every later review leaves them out, until the user ticks them.
    cleared: SortedSet<Wanted>,
    /// Entra roles whose terms are not all picked. They are not wishes, so that neither an address nor a review can
    /// take them for the whole directory.
    open_roles: Vec<OpenRole>,
    open_azure_role: Option<OpenAzureRole>,
}

/// An Entra role whose terms are not all picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRole {
    /// The terms.
    pub terms: RoleTerms,
    /// The identities that are to have the role, each with what chose it where the user did not.
    pub identities: Vec<(ServicePrincipalId, Option<Preselected>)>,
}

/// An Azure role while it is chosen: no wish, so that neither an address nor a review can take it for a wider scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenAzureRole {
    /// The role, with its name.
    pub role: Option<(Guid, String)>,
    /// The scope.
    pub scope: Option<AzureScope>,
}

impl OpenChange {
    /// Whether one of these changes is being applied, or is paused.
    pub fn is_any_applied<'a>(mut changes: impl Iterator<Item = &'a OpenChange>) -> bool {
        changes.any(|open| matches!(open.change, Change::Applying(_)))
    }

    /// What is chosen, while it has not been approved.
    pub fn wishes(&self) -> Vec<Wanted> {
        wishes(&self.change)
    }

    /// What made a choice, where the user did not.
    pub fn preselected(&self, wanted: &Wanted) -> Option<Preselected> {
        self.preselected.get(wanted).copied()
    }

    /// What filled in some of the choices that the user has not ticked.
    pub fn origins(&self) -> SortedSet<Origin> {
        self.preselected.values().filter(|it| !it.ticked).map(|it| it.origin).collect()
    }

    /// The choices whose row the user has cleared.
    pub fn cleared(&self) -> &SortedSet<Wanted> {
        &self.cleared
    }

    /// What is chosen, each with what made the choice.
    pub fn noted(&self) -> Vec<RememberedChoice> {
        self.wishes().into_iter().map(|wanted| (wanted.clone(), self.preselected(&wanted))).collect()
    }

    /// The Entra roles whose terms are not all picked. While there are any, nothing is reviewed.
    pub fn open_roles(&self) -> &[OpenRole] {
        &self.open_roles
    }

    /// The Azure role that is being chosen and is not among the wishes yet.
    pub fn open_azure_role(&self) -> Option<&OpenAzureRole> {
        self.open_azure_role.as_ref()
    }

    /// Chooses an Azure role or its scope, or takes the choice back.
    pub fn set_open_azure_role(&mut self, open: Option<OpenAzureRole>) {
        self.open_azure_role = open.filter(|open| *open != OpenAzureRole::default());
        if self.is_incomplete() {
            self.update(Change::back);
        }
    }

    /// Whether a role is chosen whose scope or end is still to be picked, or that was not added. While that is so,
    /// nothing is reviewed.
    pub fn is_incomplete(&self) -> bool {
        !self.open_roles.is_empty() || self.open_azure_role.as_ref().is_some_and(|open| open.role.is_some())
    }

    /// Whether leaving would lose something that was chosen or that is under way.
    pub fn has_unsent_work(&self) -> bool {
        self.is_incomplete() || self.change.would_be_lost()
    }

    /// Empties the selection.
    pub fn clear(&mut self) {
        self.open_roles.clear();
        self.open_azure_role = None;
        self.update(|_| Change::default());
    }

    /// Puts other terms in the place of those of a chosen Entra role. Where something is missing in them the role is no
    /// longer among the wishes, until it is picked.
    pub fn set_terms(&mut self, old: &RoleTerms, new: RoleTerms) {
        let identities = match (self.open_roles.iter().position(|it| it.terms == *old), old.wish()) {
            (Some(at), _) => self.open_roles.remove(at).identities,
            (None, Some(wish)) => {
                let of_wish = self.noted().into_iter().filter(|(it, _)| it.wish == wish);
                let identities = of_wish.map(|(it, by)| (it.identity, by)).collect();
                if let Some(new) = new.wish() {
                    return self.replace(&wish, &new);
                }
                self.update(|change| change.leave_out(&wish));
                identities
            }
            (None, None) => return,
        };
        match new.wish() {
            None => {
                self.open_roles.push(OpenRole { terms: new, identities });
                self.update(Change::back);
            }
            Some(wish) => {
                for (identity, by) in identities {
                    let wanted = Wanted { identity, wish: wish.clone() };
                    match by {
                        Some(by) => self.preselect(vec![wanted], by.origin),
                        None => self.choose(vec![wanted]),
                    }
                }
            }
        }
    }

    /// Adds an Entra role once more, for a scope of this kind that is still to be picked.
    pub fn open_role(&mut self, id: ServicePrincipalId, role: RoleDefinitionId, kind: AlternativeScope) {
        let terms = RoleTerms { role, scope: ScopeChoice::Open(kind), end: EndChoice::Picked(Lasting::Permanent) };
        let identities = self.recipients(id).into_iter().map(|identity| (identity, None)).collect();
        if !self.open_roles.iter().any(|open| open.terms == terms) {
            self.open_roles.push(OpenRole { terms, identities });
            self.update(Change::back);
        }
    }

    /// Takes out an Entra role whose terms are not all picked.
    pub fn drop_open_role(&mut self, terms: &RoleTerms) {
        self.open_roles.retain(|it| it.terms != *terms);
    }

    /// Moves the change on, as the user wants it: what is new in it they have chosen.
    pub fn update(&mut self, step: impl FnOnce(Change) -> Change) {
        self.change = step(std::mem::take(&mut self.change));
        self.drop_stale_entries();
    }

    /// Takes what an address asks for. `noted` is what this tab remembers of earlier choices, and `cleared` which of them
    /// the user has cleared; whatever else is new came with the address. An address that says nothing does not empty a
    /// selection that is open: `first` tells the address with which the page was opened from those that follow.
    pub fn follow(
        &mut self,
        step: ChangeStep,
        wanted: Vec<Wanted>,
        first: bool,
        noted: &[RememberedChoice],
        cleared: &[Wanted],
    ) {
        let before = self.wishes();
        // What was noted with an assignment that is undone is in no address: what is open already is kept.
        let known = |it: Wanted| before.iter().find(|open| **open == it).cloned().unwrap_or(it);
        let wanted = wanted.into_iter().map(known).collect();
        self.update(|change| follow(change, step, wanted, first));
        for wanted in self.wishes().into_iter().filter(|wanted| !before.contains(wanted)) {
            if cleared.contains(&wanted) {
                self.cleared.insert(wanted.clone());
            }
            let known = noted.iter().find(|(it, _)| *it == wanted).map(|(_, preselected)| *preselected);
            if let Some(preselected) = known.unwrap_or(Some(Preselected::by(Origin::Link))) {
                self.preselected.insert(wanted, preselected);
            }
        }
    }

    /// Chooses these, which the user asked for, and goes back to choosing for it.
    pub fn choose(&mut self, wanted: Vec<Wanted>) {
        for chosen in &wanted {
            self.preselected.remove(chosen);
            self.cleared.remove(chosen);
        }
        self.update(|change| wanted.into_iter().fold(change.back(), Change::choose));
    }

    /// Adds these, which something else than the user chose. What is chosen already stays as it is.
    pub fn preselect(&mut self, wanted: Vec<Wanted>, origin: Origin) {
        let before = self.wishes();
        self.update(|change| wanted.into_iter().fold(change.back(), Change::choose));
        let new = self.wishes().into_iter().filter(|wanted| !before.contains(wanted));
        self.preselected.extend(new.map(|wanted| (wanted, Preselected::by(origin))));
    }

    /// Notes that the user has ticked these, whatever filled them in.
    pub fn tick(&mut self, wanted: &[Wanted]) {
        for ticked in wanted {
            self.cleared.remove(ticked);
            if let Some(preselected) = self.preselected.get_mut(ticked) {
                preselected.ticked = true;
            }
        }
    }

    /// Notes that the user has cleared this, whatever filled it in.
    fn clear_row(&mut self, wanted: Wanted) {
        if let Some(preselected) = self.preselected.get_mut(&wanted) {
            preselected.ticked = false;
        }
        self.cleared.insert(wanted);
    }

    /// Replaces a wish for every identity. The new one has the same origin.
    pub fn replace(&mut self, old: &Wish, new: &Wish) {
        let own: Vec<Wanted> = self.noted().into_iter().filter(|(_, by)| by.is_none()).map(|(it, _)| it).collect();
        let of_old = self.preselected.iter().filter(|(wanted, _)| wanted.wish == *old);
        let of_old =
            of_old.map(|(it, by)| (Wanted { identity: it.identity, wish: new.clone() }, Preselected::by(by.origin)));
        let replaced: Vec<(Wanted, Preselected)> = of_old.filter(|(wanted, _)| !own.contains(wanted)).collect();
        self.preselected.extend(replaced);
        self.update(|change| change.replace(old, new));
    }

    /// Shows what would happen, unless something is still to be picked. What waits for the user's own tick is left out,
    /// and what they have cleared.
    pub fn reviewed(&mut self, mut review: Review) {
        if self.is_incomplete() {
            return;
        }
        review.note_preselected(|row| self.preselected(&wanted(row)));
        let mut left_out = review.waiting_rows();
        let rows = review.rows().iter().enumerate();
        left_out.extend(rows.filter(|(_, row)| self.cleared.contains(&wanted(row))).map(|(at, _)| at));
        self.update(|change| change.reviewed(review, left_out));
    }

    /// The rows of the review that wait for the user's own tick.
    pub fn waiting_rows(&self) -> SortedSet<usize> {
        match &self.change {
            Change::Reviewing { review, .. } => review.waiting_rows(),
            _ => SortedSet::new(),
        }
    }

    /// What would be sent, while it is reviewed.
    pub fn proposal(&self) -> Option<Proposal> {
        if self.is_incomplete() { None } else { self.change.proposal() }
    }

    /// Takes a row of the review out, or in again. What the user takes in is ticked, and what they take out is cleared:
    /// it stays out when the review is read again.
    pub fn toggle(&mut self, row: usize) {
        let Change::Reviewing { review, left_out, .. } = &self.change else { return };
        let Some(wanted) = review.rows().get(row).map(wanted) else { return };
        let takes_in = left_out.contains(&row);
        if takes_in {
            self.tick(&[wanted]);
        } else {
            self.clear_row(wanted);
        }
        self.update(|change| change.note_ticked(row, takes_in).toggle(row));
    }

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        self.change.execution()
    }

    fn of_open_roles(&self) -> impl Iterator<Item = ServicePrincipalId> + '_ {
        self.open_roles.iter().flat_map(|role| role.identities.iter().map(|(identity, _)| *identity))
    }

    fn drop_stale_entries(&mut self) {
        if !self.preselected.is_empty() || !self.cleared.is_empty() {
            let left = self.wishes();
            self.preselected.retain(|wanted, _| left.contains(wanted));
            self.cleared.retain(|wanted| left.contains(wanted));
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
        Change::Reviewing { .. } if step != ChangeStep::Review => change.back(),
        other => other,
    }
}

/// The wish of a row, and which identity it is for.
fn wanted(row: &ReviewRow) -> Wanted {
    Wanted { identity: row.identity, wish: row.wish.clone() }
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
