//! For which identities a change is: who else is in it, and who is added to it or taken out.

use super::OpenChange;
use domain::change::lifecycle::Change;
use domain::change::origin::{Origin, Preselected};
use domain::change::wish::{Wanted, Wish};
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;

impl OpenChange {
    /// Which identities get what the user picks: the one of the page, those that the user has added, and those for which
    /// something is chosen that did not come with a link, or that the user has ticked since.
    pub fn recipients(&self) -> Vec<ServicePrincipalId> {
        let is_from_link = |wanted: &Wanted| self.preselected(wanted) == Some(Preselected::by(Origin::Link));
        let chosen: SortedSet<ServicePrincipalId> =
            self.wishes().into_iter().filter(|it| !is_from_link(it)).map(|it| it.identity).collect();
        let open: SortedSet<ServicePrincipalId> = self.of_open_roles().collect();
        let mut all = self.identities();
        all.retain(|it| *it == self.id || self.also.contains(it) || chosen.contains(it) || open.contains(it));
        all
    }

    /// Which identities the change is for: the one that it began with, then the others.
    pub fn identities(&self) -> Vec<ServicePrincipalId> {
        let mut all = vec![self.id];
        let wanted = self.wishes();
        let wanted = wanted.iter().map(|wanted| wanted.identity).chain(self.of_open_roles());
        for other in self.also.iter().copied().chain(wanted) {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        all
    }

    /// Which identities would be changed: those for which something is chosen; the one of the page, where nothing is.
    pub fn changed(&self) -> Vec<ServicePrincipalId> {
        let mut changed: Vec<ServicePrincipalId> = match &self.change {
            Change::Choosing(wanted) | Change::Reviewing { wishes: wanted, .. } => {
                let wanted = wanted.iter().map(|wanted| wanted.identity);
                wanted.chain(self.of_open_roles()).chain(self.also.iter().copied()).collect()
            }
            Change::Applying(execution) | Change::Done(execution) => {
                execution.steps().map(|(step, _)| step.principal()).collect()
            }
        };
        let mut seen = SortedSet::new();
        changed.retain(|identity| seen.insert(*identity));
        // The identity of the page comes first, and what is added for all is added for it too.
        if let Some(at) = changed.iter().position(|identity| *identity == self.id) {
            changed[..=at].rotate_right(1);
        }
        if changed.is_empty() { vec![self.id] } else { changed }
    }

    /// Adds another identity to the change: it gets the permissions that all others get, and the Entra roles whose terms
    /// are still to be picked for all others.
    pub(super) fn include(&mut self, other: ServicePrincipalId) {
        let id = self.id;
        let before = self.identities();
        if before.contains(&other) {
            return;
        }
        self.also.push(other);
        let wanted = self.wishes();
        let of_all =
            |wish: &Wish| before.iter().all(|&it| wanted.iter().any(|of| of.identity == it && of.wish == *wish));
        let shared: Vec<&Wanted> =
            wanted.iter().filter(|of| of.identity == id && !of.wish.takes() && of_all(&of.wish)).collect();
        let for_other = |of: &Wanted| Wanted { identity: other, wish: of.wish.clone() };
        // A copy of what the user has not ticked is not ticked either.
        let preselected = shared.iter().filter_map(|of| Some((for_other(of), self.preselected(of)?)));
        let preselected: Vec<(Wanted, Preselected)> = preselected.collect();
        self.preselected.extend(preselected);
        let new: Vec<Wanted> = shared.into_iter().map(for_other).collect();
        for role in &mut self.open_roles {
            let of = |identity| role.identities.iter().find(|(it, _)| *it == identity);
            if let (true, Some((_, by))) = (before.iter().all(|&it| of(it).is_some()), of(id)) {
                let by = *by;
                role.identities.push((other, by));
            }
        }
        self.update(|change| new.into_iter().fold(change.back(), Change::choose));
    }

    /// The identities of the roles whose terms are not all picked.
    fn of_open_roles(&self) -> impl Iterator<Item = ServicePrincipalId> + '_ {
        self.open_roles.iter().flat_map(|role| role.identities.iter().map(|(identity, _)| *identity))
    }

    /// Takes an identity out, with what is chosen for it.
    pub(super) fn exclude(&mut self, other: ServicePrincipalId) {
        self.also.retain(|it| *it != other);
        for role in &mut self.open_roles {
            role.identities.retain(|(it, _)| *it != other);
        }
        self.open_roles.retain(|role| !role.identities.is_empty());
        self.update(|mut change| {
            if let Change::Choosing(wanted) = &mut change {
                wanted.retain(|wanted| wanted.identity != other);
            }
            change
        });
    }
}
