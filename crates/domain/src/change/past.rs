//! Executions that have ended, made again of what was stored of them. None of them can send anything.

use super::execution::{Execution, StepState};
use super::plan::{ReviewedPlan, Step};
use crate::identity::ManagedIdentity;
use crate::ids::{TenantId, UserId};
use crate::sort;
use crate::time::Timestamp;

impl Execution {
    /// An execution that has ended, for its receipt to be shown and undone; nothing, where a step is still open, for
    /// that could be sent.
    pub(crate) fn past(
        (tenant, person): (TenantId, UserId),
        identities: Vec<ManagedIdentity>,
        steps: Vec<(Step, StepState)>,
        (started, ended): (Timestamp, Timestamp),
    ) -> Option<Self> {
        if !steps.iter().all(|(_, state)| state.is_settled()) {
            return None;
        }
        let (mut steps, mut states): (Vec<Step>, Vec<StepState>) = steps.into_iter().unzip();
        // Stored steps are in the order of a plan already; where they are not, states follow.
        if !steps.is_sorted_by_key(Step::place) {
            let mut pairs: Vec<(Step, StepState)> = steps.into_iter().zip(states).collect();
            sort::sort_by_key(&mut pairs, |(step, _)| step.place());
            (steps, states) = pairs.into_iter().unzip();
        }
        let plan = ReviewedPlan::new(tenant, person, identities, steps, None);
        Some(Self::ended(plan, started, ended, states))
    }
}
