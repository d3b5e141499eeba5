//! The journal of an execution: what a user approved and how far it came, so that a later visit can offer the rest.
//!
//! It is written before each send. It contains IDs, states and times; deliberately absent are names, messages, reasons
//! and tokens, for it is in the browser's storage until the execution has ended or [`LIFETIME`] has passed.
//!
//! Nothing that is read from a journal is applied. [`Journal::left`] gives what is left of it as wishes, which are
//! reviewed and approved like any other change. Whether the plan was approved in this browser is for the caller to
//! prove: [`Journal::approved_text`] is the text that the proof is about. How far each step came is not part of that
//! text: a state that was made up can only hide a wish, and the review shows what is there and what is not.

mod recorded_step;
mod state;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::execution::Execution;
use super::wish::Wanted;
use crate::cloud::Cloud;
use crate::ids::{AppId, ServicePrincipalId, TenantId, UserId};
use crate::json::compact;
use crate::time::Timestamp;
pub(crate) use recorded_step::RecordedStep;
pub(crate) use state::State;

/// The largest journal that is read, in bytes; a plan of five hundred steps needs a quarter of it.
const LARGEST: usize = 1 << 20;

/// How long what is left of a change is offered after the change began: as long as a change request can be used.
pub const LIFETIME: Duration = Duration::from_secs(7 * 24 * 3600);

/// The version that is written. Version 1 had a reason, and neither a cloud nor a proof; it is still read.
const VERSION: u8 = 2;

/// The longest proof that is read, in characters: 32 bytes in base64 have 44.
const LONGEST_PROOF: usize = 100;

/// An execution on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Journal {
    version: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cloud: Option<String>,
    tenant: TenantId,
    person: UserId,
    started: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    identities: Vec<JournalIdentity>,
    steps: Vec<JournalStep>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalIdentity {
    id: ServicePrincipalId,
    app_id: AppId,
}

/// Other fields are ignored: older versions wrote how often and when a step was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct JournalStep {
    what: RecordedStep,
    state: State,
}

/// What a user approved, without how far it came. The order of the fields is part of every proof: a change of it needs
/// another version.
#[derive(Serialize)]
struct Approved<'a> {
    purpose: &'static str,
    version: u8,
    cloud: Option<&'a str>,
    tenant: TenantId,
    person: UserId,
    started: i64,
    identities: &'a [JournalIdentity],
    steps: Vec<&'a RecordedStep>,
}

impl Journal {
    /// What is known of an execution now, without a proof.
    pub fn of(execution: &Execution) -> Self {
        let plan = execution.plan();
        Self {
            version: VERSION,
            cloud: Some(Cloud::OF_THIS_BUILD.name().to_owned()),
            tenant: plan.tenant(),
            person: plan.person(),
            started: execution.started().millis(),
            reason: None,
            identities: plan.identities().iter().map(|it| JournalIdentity { id: it.id, app_id: it.app_id }).collect(),
            steps: execution
                .steps()
                .map(|(step, state)| JournalStep { what: RecordedStep::of(step), state: State::of(state) })
                .collect(),
            proof: None,
        }
    }

    /// The same journal with the proof that this browser approved it, where it has one.
    #[must_use]
    pub fn with_proof(self, proof: Option<String>) -> Self {
        Self { proof, ..self }
    }

    /// The proof that came with the journal. Whether it proves anything is not known here.
    pub fn proof(&self) -> Option<&str> {
        self.proof.as_deref()
    }

    /// The text that the proof is about: cloud, tenant, user, time, identities and what was approved for them.
    pub fn approved_text(&self) -> String {
        compact(&Approved {
            purpose: "bestow.journal",
            version: self.version,
            cloud: self.cloud.as_deref(),
            tenant: self.tenant,
            person: self.person,
            started: self.started,
            identities: &self.identities,
            steps: self.steps.iter().map(|step| &step.what).collect(),
        })
    }

    /// What is left of the change, as wishes: every step that had not come to an end.
    pub fn left(&self) -> Vec<Wanted> {
        let open = self.steps.iter().filter(|step| step.state == State::Open);
        open.filter_map(|step| step.what.wanted()).collect()
    }

    /// The journal as text, for the browser's storage.
    pub fn to_json(&self) -> String {
        compact(self)
    }

    /// Reads a journal. One that is damaged, too large, of another cloud or of a later version is none.
    pub fn from_json(text: &str) -> Option<Self> {
        let journal: Self = (text.len() <= LARGEST).then(|| serde_json::from_str(text).ok())??;
        let known = |step: &JournalStep| journal.identities.iter().any(|it| it.id == step.what.principal());
        let is_known_version = match journal.version {
            1 => journal.cloud.is_none() && journal.proof.is_none(),
            VERSION => {
                let here = journal.cloud.as_deref() == Some(Cloud::OF_THIS_BUILD.name());
                here && journal.reason.is_none() && journal.proof.as_ref().is_none_or(|it| it.len() <= LONGEST_PROOF)
            }
            _ => false,
        };
        let can_be_read = |step: &JournalStep| step.what.is_whole();
        (is_known_version && journal.steps.iter().all(|step| known(step) && can_be_read(step))).then_some(journal)
    }

    /// The tenant that it belongs to.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The user who was carrying it out.
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

    /// The identities that it changes.
    pub fn identities(&self) -> impl Iterator<Item = ServicePrincipalId> {
        self.identities.iter().map(|identity| identity.id)
    }

    /// How many steps have come to an end, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.steps.iter().filter(|step| step.state != State::Open).count(), self.steps.len())
    }
}

#[cfg(test)]
mod tests;
