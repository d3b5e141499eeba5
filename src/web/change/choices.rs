//! What becomes of the choices of a change.

use super::kept_choices::KeptChoices;
use super::{OpenAzureRole, OpenChange, OpenRole};
use crate::web::navigation::route::ChangeStep;
use domain::change::lifecycle::Change;
use domain::change::origin::{Origin, Preselected};
use domain::change::role_terms::{EndChoice, RoleTerms, ScopeChoice};
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::ids::RoleDefinitionId;
use domain::narrower::AlternativeScope;

impl OpenChange {
    /// Takes what an address asks for. What is new in it came with the address, unless the tab remembers who chose it.
    pub(super) fn follow(
        &mut self,
        step: ChangeStep,
        wanted: Vec<Wanted>,
        is_first: bool,
        restored: Option<KeptChoices>,
    ) {
        let restored = restored.unwrap_or_default();
        let before = self.wishes();
        // What was noted with an assignment that is undone is in no address: what is open already is kept.
        let known = |it: Wanted| before.iter().find(|open| **open == it).cloned().unwrap_or(it);
        let wanted: Vec<Wanted> = wanted.into_iter().map(known).collect();
        self.update(|change| match change {
            Change::Choosing(chosen) if is_first && wanted.is_empty() => Change::Choosing(chosen),
            Change::Choosing(_) => Change::Choosing(wanted),
            Change::Reviewing { .. } if before != wanted => Change::Choosing(wanted),
            Change::Reviewing { .. } if step != ChangeStep::Review => change.back(),
            other => other,
        });
        for wanted in self.wishes().into_iter().filter(|wanted| !before.contains(wanted)) {
            if restored.cleared.contains(&wanted) {
                self.cleared.insert(wanted.clone());
            }
            let known = restored.chosen.iter().find(|(it, _)| *it == wanted).map(|(_, by)| *by);
            if let Some(by) = known.unwrap_or(Some(Preselected::by(Origin::Link))) {
                self.preselected.insert(wanted, by);
            }
        }
    }

    pub(super) fn choose(&mut self, wanted: Vec<Wanted>) {
        for chosen in &wanted {
            self.preselected.remove(chosen);
            self.cleared.remove(chosen);
        }
        self.update(|change| wanted.into_iter().fold(change.back(), Change::choose));
    }

    pub(super) fn preselect(&mut self, wanted: Vec<Wanted>, origin: Origin) {
        let before = self.wishes();
        self.update(|change| wanted.into_iter().fold(change.back(), Change::choose));
        let new = self.wishes().into_iter().filter(|wanted| !before.contains(wanted));
        self.preselected.extend(new.map(|wanted| (wanted, Preselected::by(origin))));
    }

    pub(super) fn tick(&mut self, wanted: &[Wanted]) {
        for ticked in wanted {
            self.cleared.remove(ticked);
            if let Some(preselected) = self.preselected.get_mut(ticked) {
                preselected.ticked = true;
            }
        }
    }

    pub(super) fn replace(&mut self, old: &Wish, new: &Wish) {
        let own: Vec<Wanted> = self.noted().into_iter().filter(|(_, by)| by.is_none()).map(|(it, _)| it).collect();
        let of_old = self.preselected.iter().filter(|(wanted, _)| wanted.wish == *old);
        let of_old =
            of_old.map(|(it, by)| (Wanted { identity: it.identity, wish: new.clone() }, Preselected::by(by.origin)));
        let replaced: Vec<(Wanted, Preselected)> = of_old.filter(|(wanted, _)| !own.contains(wanted)).collect();
        self.preselected.extend(replaced);
        self.update(|change| change.replace(old, new));
    }

    pub(super) fn set_terms(&mut self, old: &RoleTerms, new: RoleTerms) {
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

    pub(super) fn open_role(&mut self, role: RoleDefinitionId, kind: AlternativeScope) {
        let terms = RoleTerms { role, scope: ScopeChoice::Open(kind), end: EndChoice::Picked(Lasting::Permanent) };
        let identities = self.recipients().into_iter().map(|identity| (identity, None)).collect();
        if !self.open_roles.iter().any(|open| open.terms == terms) {
            self.open_roles.push(OpenRole { terms, identities });
            self.update(Change::back);
        }
    }

    pub(super) fn pick_azure(&mut self, pick: impl FnOnce(OpenAzureRole) -> OpenAzureRole) {
        let picked = pick(self.open_azure_role.take().unwrap_or_default());
        self.open_azure_role = (picked != OpenAzureRole::default()).then_some(picked);
        if self.is_incomplete() {
            self.update(Change::back);
        }
    }
}
