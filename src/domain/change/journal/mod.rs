//! The journal of an execution: enough to go on after the tab was closed, and nothing else.
//!
//! It is written before each send. It holds ids, states and times, and the reason that the person gave, which the
//! receipt has to say; deliberately absent are names, messages and tokens, for it lies in the browser's storage until
//! the execution has ended or [`LIFETIME`] has passed.

mod state;
mod what;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::approval::{Reason, is_justified};
use super::execution::Execution;
use super::plan::{ReviewedPlan, Step};
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{AppId, ServicePrincipalId, TenantId, UserId};
use crate::domain::json::compact;
use crate::domain::time::Timestamp;
use state::State;
use what::What;

/// The largest journal that is read, in bytes; a plan of five hundred steps needs a quarter of it.
const LARGEST: usize = 1 << 20;

/// How long a change can be taken up again after it began: as long as a draft can be used. What was approved longer
/// ago was approved for a tenant that may be another one by now.
pub const LIFETIME: Duration = Duration::from_secs(7 * 24 * 3600);

const VERSION: u8 = 1;

/// An execution on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Journal {
    version: u8,
    tenant: TenantId,
    person: UserId,
    started: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    identities: Vec<JournalIdentity>,
    steps: Vec<JournalStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalIdentity {
    id: ServicePrincipalId,
    app_id: AppId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalStep {
    what: What,
    state: State,
    sends: u8,
}

impl Journal {
    /// What is known of an execution now.
    pub fn of(execution: &Execution) -> Self {
        let plan = execution.plan();
        let steps = execution.steps().zip(execution.sends());
        Self {
            version: VERSION,
            tenant: plan.tenant(),
            person: plan.person(),
            started: execution.started().millis(),
            reason: plan.reason().map(|reason| reason.as_str().to_owned()),
            identities: plan.identities().iter().map(|it| JournalIdentity { id: it.id, app_id: it.app_id }).collect(),
            steps: steps
                .map(|((step, state), sends)| JournalStep { what: What::of(step), state: State::of(state), sends })
                .collect(),
        }
    }

    /// The journal as text, for the browser's storage.
    pub fn to_json(&self) -> String {
        compact(self)
    }

    /// Reads a journal. One that is damaged, too large or of another version is none.
    pub fn from_json(text: &str) -> Option<Self> {
        let journal: Self = (text.len() <= LARGEST).then(|| serde_json::from_str(text).ok())??;
        let known = |step: &JournalStep| journal.identities.iter().any(|it| it.id == step.what.principal());
        (journal.version == VERSION && journal.steps.iter().all(known)).then_some(journal)
    }

    /// The tenant that it belongs to.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The person who was carrying it out.
    pub fn person(&self) -> UserId {
        self.person
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        Timestamp::from_millis(self.started)
    }

    /// Until when it can be taken up again.
    pub fn expires(&self) -> Timestamp {
        self.started() + LIFETIME
    }

    /// Whether it can no longer be taken up. One that began so much later than now was not written by a right clock and
    /// would never end.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now >= self.expires() || self.started() > now + LIFETIME
    }

    /// The identities that it changes. They have to be read again before it can go on, for their names are not here.
    pub fn identities(&self) -> impl Iterator<Item = ServicePrincipalId> {
        self.identities.iter().map(|identity| identity.id)
    }

    /// How many steps have come to an end, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.steps.iter().filter(|step| step.state != State::Open).count(), self.steps.len())
    }

    /// The execution as it stood, everything open to be read first; nothing, where one of the identities is missing
    /// or is another one now, or where the journal cannot have come from an approved plan.
    pub fn resume(&self, read: &[ManagedIdentity]) -> Option<Execution> {
        let identities: Vec<ManagedIdentity> = self
            .identities
            .iter()
            .map(|wanted| read.iter().find(|it| it.id == wanted.id && it.app_id == wanted.app_id).cloned())
            .collect::<Option<_>>()?;
        let steps = self.steps.iter().map(|step| step.what.step()).collect::<Option<Vec<Step>>>()?;
        // The order was fixed when the plan was made, and making it again does not change it.
        let reason = self.reason.as_deref().and_then(Reason::new);
        if !is_justified(&steps, reason.as_ref()) {
            return None;
        }
        let plan = ReviewedPlan::new(self.tenant, self.person, identities, steps, reason);
        let states = self.steps.iter().map(|step| (step.state.state(), step.sends)).collect();
        Some(Execution::resumed(plan, self.started(), states))
    }
}

#[cfg(test)]
mod tests;
