//! The outcome of a review: what would happen, wish by wish, and what the user can make of it.

use super::row::{Absence, ReviewRow};
use crate::change::approval::Proposal;
use crate::change::origin::Preselected;
use crate::change::plan::Step;
use crate::change::privilege::Privilege;
use crate::identity::ManagedIdentity;
use crate::ids::{ServicePrincipalId, TenantId, UserId};
use crate::sorted_set::SortedSet;

/// What would happen, wish by wish. Each wish has exactly one row, and each permission at most one row that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub(super) tenant: TenantId,
    pub(super) person: UserId,
    /// The identity whose page the change was opened from.
    pub(super) page: ServicePrincipalId,
    pub(super) identities: Vec<ManagedIdentity>,
    pub(super) absent: Vec<Absent>,
    pub(super) rows: Vec<ReviewRow>,
}

/// An identity of a change that can't be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The id that was to be a managed identity's.
    pub id: ServicePrincipalId,
    /// What the tenant calls whatever has the id, where it has a name.
    pub name: Option<String>,
    /// Why it cannot be changed.
    pub why: Absence,
}

impl Review {
    /// The rows, in the order of the wishes.
    pub fn rows(&self) -> &[ReviewRow] {
        &self.rows
    }

    /// The identities that were reviewed.
    pub fn identities(&self) -> &[ManagedIdentity] {
        &self.identities
    }

    /// Identities of the wishes that don't exist. Their rows are not possible.
    pub fn absent(&self) -> &[Absent] {
        &self.absent
    }

    /// How many rows would change something.
    pub fn changes(&self) -> usize {
        self.rows.iter().filter(|row| row.verdict.step().is_some()).count()
    }

    /// One review of several identities, for the same user in the same tenant; nothing, where that is not so.
    pub fn of_all(reviews: Vec<Self>) -> Option<Self> {
        let mut reviews = reviews.into_iter();
        let mut all = reviews.next()?;
        for review in reviews {
            if (review.tenant, review.person) != (all.tenant, all.person) {
                return None;
            }
            all.identities.extend(review.identities);
            all.absent.extend(review.absent);
            all.rows.extend(review.rows);
        }
        Some(all)
    }

    /// The same review, opened from the page of this identity. A change of others is shown as such and confirmed.
    #[must_use]
    pub fn opened_from(self, page: ServicePrincipalId) -> Self {
        Self { page, ..self }
    }

    /// Notes for each row what filled it in, where the user did not choose it.
    pub fn note_preselected(&mut self, of: impl Fn(&ReviewRow) -> Option<Preselected>) {
        for row in &mut self.rows {
            row.preselected = of(row);
        }
    }

    /// Notes that the user has ticked a row, or cleared it.
    pub fn note_ticked(&mut self, row: usize, ticked: bool) {
        if let Some(preselected) = self.rows.get_mut(row).and_then(|row| row.preselected.as_mut()) {
            preselected.ticked = ticked;
        }
    }

    /// The places of the rows that wait for the user's own tick.
    pub fn waiting_rows(&self) -> SortedSet<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.needs_users_selection(self.page)).map(|(at, _)| at).collect()
    }

    /// What would be sent of the rows that the user has left chosen; nothing, where none of them changes anything, or
    /// where two of them change the same assignment.
    pub fn proposal(&self, is_chosen: impl Fn(usize) -> bool) -> Option<Proposal> {
        let chosen = self.rows.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, row)| row);
        let chosen: Vec<&ReviewRow> = chosen.filter(|row| row.verdict.step().is_some()).collect();
        let steps: Vec<Step> = chosen.iter().filter_map(|row| row.verdict.step().cloned()).collect();
        let is_repeated = |(at, step): (usize, &Step)| steps[..at].iter().any(|it| it.is_of_same_assignment(step));
        if steps.iter().enumerate().any(is_repeated) {
            return None;
        }
        let changed = |identity: &&ManagedIdentity| steps.iter().any(|step| step.principal() == identity.id);
        let identities: Vec<ManagedIdentity> = self.identities.iter().filter(changed).cloned().collect();
        let guarded = chosen.iter().filter(|row| row.is_guarded());
        let guarded = guarded.map(|row| (row.identity, row.privilege == Some(Privilege::TierZero))).collect();
        let proposal = Proposal {
            tenant: self.tenant,
            person: self.person,
            page: self.page,
            identities,
            steps,
            guarded,
            questions: self.rows.iter().filter(|row| row.is_question()).count(),
            unique: SortedSet::new(),
        };
        (!proposal.steps.is_empty()).then_some(proposal)
    }
}
