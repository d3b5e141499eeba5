//! A change that a user is working on: which identities it is for, what is chosen, and which of it the user has not
//! chosen. [`OpenChange::handle`] says what becomes of it with each [`ChangeEvent`].
//!
//! What a user ticks, picks or adds in this tab is their own. What an address, a pasted text, a copy or a file brings is
//! only preselected: it is in the change like the rest, is marked as such, and the review leaves what is risky of it
//! unticked (see [`ReviewRow::needs_users_selection`](domain::change::review::ReviewRow::needs_users_selection)).

#[cfg(target_arch = "wasm32")]
pub(super) mod change_sign_in;
mod choices;
#[cfg(target_arch = "wasm32")]
pub(super) mod deliberate;
#[cfg(target_arch = "wasm32")]
pub mod desk;
pub mod event;
pub mod kept;
mod kept_choices;
#[cfg(target_arch = "wasm32")]
pub(super) mod permission;
mod recipients;
#[cfg(target_arch = "wasm32")]
pub(super) mod running_changes;
#[cfg(target_arch = "wasm32")]
pub(super) mod selection;
pub mod selection_tier;
mod stages;

use crate::web::navigation::route::{ChangeStep, Route};
use domain::azure_role::AzureScope;
use domain::change::approval::Proposal;
use domain::change::execution::Execution;
use domain::change::lifecycle::Change;
use domain::change::origin::{Origin, Preselected};
use domain::change::plan::ReviewedPlan;
use domain::change::role_terms::RoleTerms;
use domain::change::wish::{Wanted, Wish};
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use kept_choices::{KeptChoices, RememberedChoice};

/// A change that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChange {
    /// The identity whose page the change is on.
    id: ServicePrincipalId,
    /// The identity's name, once it is known.
    name: String,
    change: Change,
    /// Identities that the change is to be for as well, whether or not anything is chosen for them yet.
    also: Vec<ServicePrincipalId>,
    /// The choices that something else than the user made.
    preselected: SortedMap<Wanted, Preselected>,
    /// The choices whose row the user has cleared. Every later review leaves them out, until the user ticks them.
    cleared: SortedSet<Wanted>,
    /// Entra roles whose terms are not all picked. They are not wishes, so that neither an address nor a review can
    /// take them for the whole directory.
    open_roles: Vec<OpenRole>,
    open_azure_role: Option<OpenAzureRole>,
    /// What the user has approved, while they sign in for it.
    approved: Option<(Proposal, ReviewedPlan)>,
    /// What the tab remembers from before a reload, until something happens.
    restored: Option<KeptChoices>,
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
    /// A change of which nothing is chosen yet, on the page of an identity.
    pub fn new(id: ServicePrincipalId) -> Self {
        Self {
            id,
            name: String::new(),
            change: Change::default(),
            also: Vec::new(),
            preselected: SortedMap::new(),
            cleared: SortedSet::new(),
            open_roles: Vec::new(),
            open_azure_role: None,
            approved: None,
            restored: None,
        }
    }

    /// The identity whose page the change is on.
    pub fn id(&self) -> ServicePrincipalId {
        self.id
    }

    /// The identity's name; empty until it is known.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The stage that the change is at.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// What is chosen, while it has not been approved.
    pub fn wishes(&self) -> Vec<Wanted> {
        match &self.change {
            Change::Choosing(wanted) | Change::Reviewing { wishes: wanted, .. } => wanted.clone(),
            Change::Applying(_) | Change::Done(_) => Vec::new(),
        }
    }

    /// What is chosen, and these for the identity of the page, each once.
    pub fn wishes_with(&self, more: Vec<Wish>) -> Vec<Wanted> {
        let mut all = self.wishes();
        for wish in more {
            let wanted = Wanted { identity: self.id, wish };
            if !all.contains(&wanted) {
                all.push(wanted);
            }
        }
        all
    }

    /// The address of a step of the change, with what is chosen. Once the change is approved the journal has it, and the
    /// address says nothing: after a reload the same would otherwise be chosen once more.
    pub fn address(&self, step: ChangeStep) -> Route {
        let step = if self.execution().is_some() { ChangeStep::Choose } else { step };
        Route::Change(self.id, step, self.wishes())
    }

    /// What made a choice, where the user did not.
    pub fn preselected(&self, wanted: &Wanted) -> Option<Preselected> {
        self.preselected.get(wanted).copied()
    }

    /// What filled in some of the choices that the user has not ticked.
    pub fn origins(&self) -> SortedSet<Origin> {
        self.preselected.values().filter(|it| !it.ticked).map(|it| it.origin).collect()
    }

    /// The Entra roles whose terms are not all picked. While there are any, nothing is reviewed.
    pub fn open_roles(&self) -> &[OpenRole] {
        &self.open_roles
    }

    /// The Azure role that is being chosen and is not among the wishes yet.
    pub fn open_azure_role(&self) -> Option<&OpenAzureRole> {
        self.open_azure_role.as_ref()
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

    /// Whether the plan is being applied, or is paused.
    pub fn is_applied(&self) -> bool {
        matches!(self.change, Change::Applying(_))
    }

    /// The rows of the review that the user has taken out, by their place.
    pub fn left_out(&self) -> SortedSet<usize> {
        match &self.change {
            Change::Reviewing { left_out, .. } => left_out.clone(),
            _ => SortedSet::new(),
        }
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

    /// The execution, once the change was approved.
    pub fn execution(&self) -> Option<&Execution> {
        self.change.execution()
    }

    /// What is chosen, each with what made the choice.
    fn noted(&self) -> Vec<RememberedChoice> {
        self.wishes().into_iter().map(|wanted| (wanted.clone(), self.preselected(&wanted))).collect()
    }
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
