//! How a change gets from one stage to the next: review, approval, execution, end.

use super::OpenChange;
use super::event::ChangeEffect;
use domain::change::approval::Assurance;
use domain::change::lifecycle::Change;
use domain::change::request_details::RequestDetails;
use domain::change::review::{Review, ReviewRow};
use domain::change::wish::Wanted;
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

impl OpenChange {
    /// Begins anew after a change that has ended.
    pub(super) fn close_ended(&mut self) {
        if matches!(self.change, Change::Done(_)) {
            self.close();
        }
    }

    pub(super) fn close(&mut self) {
        *self = Self { name: std::mem::take(&mut self.name), ..Self::new(self.id) };
    }

    /// Moves the change on, as the user wants it: what is new in it they have chosen. What is noted of choices that are
    /// no longer there is forgotten.
    pub(super) fn update(&mut self, step: impl FnOnce(Change) -> Change) {
        self.change = step(std::mem::take(&mut self.change));
        if !self.preselected.is_empty() || !self.cleared.is_empty() {
            let left = self.wishes();
            self.preselected.retain(|wanted, _| left.contains(wanted));
            self.cleared.retain(|wanted| left.contains(wanted));
        }
    }

    /// Shows what would happen, unless something is still to be picked. What waits for the user's own tick is left out,
    /// and what they have cleared.
    pub(super) fn show_review(&mut self, mut review: Review) {
        if self.is_incomplete() {
            return;
        }
        review.note_preselected(|row| self.preselected(&wanted(row)));
        let mut left_out = review.waiting_rows();
        let rows = review.rows().iter().enumerate();
        left_out.extend(rows.filter(|(_, row)| self.cleared.contains(&wanted(row))).map(|(at, _)| at));
        self.update(|change| change.reviewed(review, left_out));
    }

    /// Takes a row of the review out, or in again. What the user takes in is ticked, and what they take out is cleared,
    /// whatever filled it in: it stays out when the review is read again.
    pub(super) fn toggle(&mut self, row: usize) {
        let Change::Reviewing { review, left_out, .. } = &self.change else { return };
        let Some(wanted) = review.rows().get(row).map(wanted) else { return };
        let takes_in = left_out.contains(&row);
        if takes_in {
            self.tick(&[wanted]);
        } else {
            if let Some(preselected) = self.preselected.get_mut(&wanted) {
                preselected.ticked = false;
            }
            self.cleared.insert(wanted);
        }
        self.update(|change| change.note_ticked(row, takes_in).toggle(row));
    }

    pub(super) fn approve(
        &mut self,
        unique: SortedSet<ServicePrincipalId>,
        assurance: &Assurance,
    ) -> Option<ChangeEffect> {
        let proposal = self.proposal()?.with_unique(unique);
        Some(match proposal.clone().approve(assurance) {
            Ok(plan) => {
                let sign_in = ChangeEffect::SignIn { scopes: plan.scopes(), azure: plan.changes_azure() };
                self.approved = Some((proposal, plan));
                sign_in
            }
            Err(why) => ChangeEffect::Refuse(why),
        })
    }

    /// Begins what was approved, if it is still what is on screen: the page can be used while the sign-in window is open.
    pub(super) fn begin(&mut self, at: Timestamp) -> ChangeEffect {
        let (Some((approved, plan)), Some(now)) = (self.approved.take(), self.proposal()) else {
            return ChangeEffect::SayChanged;
        };
        if !now.changes_the_same_as(&approved) {
            return ChangeEffect::SayChanged;
        }
        self.update(|change| change.begin(plan, at));
        self.execution().cloned().map_or(ChangeEffect::SayChanged, ChangeEffect::Apply)
    }

    /// Continues after a pause, once: a change that was resumed is being applied already.
    pub(super) fn resume(&mut self, details: Option<RequestDetails>) -> Option<ChangeEffect> {
        let Change::Applying(execution) = &mut self.change else { return None };
        execution.pause()?;
        if let Some(details) = details {
            execution.set_details(details);
        }
        execution.resume();
        Some(ChangeEffect::Apply(execution.clone()))
    }

    pub(super) fn stop(&mut self) -> Option<ChangeEffect> {
        let Change::Applying(execution) = &self.change else { return None };
        let mut stopped = execution.clone();
        stopped.stop();
        self.update(|change| change.advanced(stopped.clone()));
        Some(ChangeEffect::End(stopped))
    }
}

/// The wish of a row, and which identity it is for.
fn wanted(row: &ReviewRow) -> Wanted {
    Wanted { identity: row.identity, wish: row.wish.clone() }
}
