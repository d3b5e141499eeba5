//! A receipt: who changed what, when, and what came of it, for the ticket that asked for it.
//!
//! It is made of what an execution tells when it has ended, and is the same whether all went well or not. Names are
//! beside ids, as they were when the change was reviewed.
//!
//! Deliberately absent: tokens, and any claim that a change is in effect. When that is, [`effect`](super::effect) says.

mod id;
mod json;
mod markdown;
pub mod retention;
mod stored;
mod stored_host;

pub use id::ReceiptId;
pub use stored::{StoredReceipt, StoredReceiptError, activity_file};
pub use stored_host::{StoredHostChange, StoredHostOutcome, StoredHostWork};

use super::azure_assignment::AzureRoleGrant;
use super::azure_role::AzureScope;
use super::change::execution::{StepState, WhyNot};
use super::change::plan::{Addition, Removal, Step};
use super::cloud::Cloud;
use super::effect::{AZURE_ROLE_DELAY, TOKEN_KEPT};
use super::export::EvidenceSource;
use super::ids::{ServicePrincipalId, TenantId, UserId};
use super::problem::ServiceMessage;
use super::script::Names;
use super::time::Timestamp;

/// The version of the JSON form. It grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// What was changed, by whom, where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Whether it was a real tenant.
    pub source: EvidenceSource,
    /// The cloud that the tenant is in.
    pub cloud: Cloud,
    /// The tenant's id.
    pub tenant: TenantId,
    /// The tenant's name.
    pub tenant_name: String,
    /// Who made the change.
    pub person: UserId,
    /// The name that user signs in with.
    pub user_principal_name: String,
    /// Why, in the user's own words, where they had to give a reason.
    pub reason: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub ended: Timestamp,
    /// Each change, in the order of the plan.
    pub changes: Vec<ReceiptEntry>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptEntry {
    /// What was to be done.
    pub deed: ReceiptAction,
    /// The identity, by its object id.
    pub identity: ServicePrincipalId,
    /// The identity's name when the change was reviewed.
    pub identity_name: String,
    /// The value or name of the role, or the name of the group.
    pub role: String,
    /// The role's ID, or the group's.
    pub role_id: String,
    /// The API's name; none for a directory role.
    pub api: Option<String>,
    /// The API's id: its application id, or its object id where that is all that is known.
    pub api_id: Option<String>,
    /// Whether it is about an Azure role.
    pub is_azure: bool,
    /// The scope of an Entra role or an Azure role.
    pub scope: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// The id under which the service logged the request, where it told one.
    pub request_id: Option<String>,
}

/// What was to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceiptAction {
    /// An app role was to be granted.
    Grant,
    /// An app role was to be revoked.
    Revoke,
    /// An Entra role or an Azure role was to be assigned.
    Assign,
    /// An Entra role or an Azure role was to be removed.
    Remove,
    /// The identity was to be added to a group.
    AddMember,
    /// The identity was to be removed from a group.
    RemoveMember,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, at this time.
    Done(Timestamp),
    /// It was so already, without this change.
    WasSo,
    /// The assignment to be removed was deleted, and someone assigned the same permission again: then, where the
    /// service says so.
    AssignedAgain(Option<Timestamp>),
    /// The service refused it.
    Refused(ServiceMessage),
    /// It was sent, and what came of it cannot be told.
    Unknown,
    /// It was never sent.
    NotSent(WhyNot),
}

/// How many changes came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReceiptCounts {
    /// Changes that were done.
    pub done: usize,
    /// Changes that were so already.
    pub was_so: usize,
    /// Removals of what someone assigned again.
    pub assigned_again: usize,
    /// Changes that were refused.
    pub refused: usize,
    /// Changes of which it cannot be told.
    pub unknown: usize,
    /// Changes that were not sent.
    pub not_sent: usize,
}

/// A form that a receipt can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceiptFormat {
    /// For a ticket.
    Markdown,
    /// For a program: described by `docs/receipt.schema.json`.
    Json,
}

impl ReceiptFormat {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Markdown, Self::Json];

    /// The media type of a file in this form.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

impl Receipt {
    /// The receipt in this form.
    pub fn write(&self, form: ReceiptFormat) -> String {
        match form {
            ReceiptFormat::Markdown => self.markdown(),
            ReceiptFormat::Json => self.json(),
        }
    }

    /// A name for the file, made of the time at which the change began.
    pub fn file_name(&self, form: ReceiptFormat) -> String {
        let time: String = self.started.to_string().chars().take(19).filter(|c| *c != ':').collect();
        let ending = match form {
            ReceiptFormat::Markdown => "md",
            ReceiptFormat::Json => "json",
        };
        format!("bestow-receipt-{time}Z.{ending}")
    }

    /// The receipt as Markdown, for a ticket.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// The receipt as JSON, for a program.
    pub fn json(&self) -> String {
        json::write(self)
    }

    /// How many changes came to what.
    pub fn counts(&self) -> ReceiptCounts {
        let mut tally = ReceiptCounts::default();
        for change in &self.changes {
            *match change.outcome {
                Outcome::Done(_) => &mut tally.done,
                Outcome::WasSo => &mut tally.was_so,
                Outcome::AssignedAgain(_) => &mut tally.assigned_again,
                Outcome::Refused(_) => &mut tally.refused,
                Outcome::Unknown => &mut tally.unknown,
                Outcome::NotSent(_) => &mut tally.not_sent,
            } += 1;
        }
        tally
    }

    /// By when everything that was done is certainly in effect; nothing, where nothing was done.
    pub fn effective_by(&self) -> Option<Timestamp> {
        let done = self.changes.iter().filter_map(|change| {
            let at = match change.outcome {
                Outcome::Done(at) => at,
                // It may have been done as late as the end.
                Outcome::Unknown => self.ended,
                _ => return None,
            };
            Some(at + if change.is_azure { AZURE_ROLE_DELAY } else { TOKEN_KEPT })
        });
        done.max()
    }

    /// Whether something was done, or may have been, that counts once a token is renewed.
    pub fn shows_in_tokens(&self) -> bool {
        let may_be_done = |change: &&ReceiptEntry| matches!(change.outcome, Outcome::Done(_) | Outcome::Unknown);
        self.changes.iter().filter(may_be_done).any(|change| !change.is_azure)
    }
}

impl ReceiptEntry {
    /// A step of an execution with its state, and the names to show with it. One that is not settled counts as unknown
    /// where it may have been sent, and as stopped where not.
    pub fn of(step: &Step, state: &StepState, names: Names) -> Self {
        let (deed, role_id, api_id, scope) = match step {
            Step::Add(Addition::AppRole(missing)) => {
                (ReceiptAction::Grant, missing.grant().app_role.to_string(), Some(missing.api().to_string()), None)
            }
            Step::Remove(Removal::AppRole(held)) => {
                let (grant, api) = (held.grant(), held.api());
                let api = api.map_or_else(|| grant.resource.to_string(), |api| api.to_string());
                (ReceiptAction::Revoke, grant.app_role.to_string(), Some(api), None)
            }
            Step::Add(Addition::EntraRole(missing)) => {
                let grant = missing.grant();
                (ReceiptAction::Assign, grant.role.to_string(), None, Some(grant.scope.to_string()))
            }
            Step::Remove(Removal::EntraRole(held)) => {
                (ReceiptAction::Remove, held.grant().role.to_string(), None, Some(held.grant().scope.to_string()))
            }
            Step::Add(Addition::AzureRole(missing)) => {
                (ReceiptAction::Assign, missing.grant().role.to_string(), None, Some(azure_scope(missing.grant())))
            }
            Step::Remove(Removal::AzureRole(held)) => {
                (ReceiptAction::Remove, held.grant().role.to_string(), None, Some(azure_scope(held.grant())))
            }
            Step::Add(Addition::GroupMembership(missing)) => {
                (ReceiptAction::AddMember, missing.membership().group.to_string(), None, None)
            }
            Step::Remove(Removal::GroupMembership(held)) => {
                (ReceiptAction::RemoveMember, held.membership().group.to_string(), None, None)
            }
        };
        let (outcome, said) = match state {
            StepState::Done { at, .. } => (Outcome::Done(*at), None),
            StepState::AlreadySo => (Outcome::WasSo, None),
            StepState::AssignedAgain { at } => (Outcome::AssignedAgain(*at), None),
            StepState::Refused(said) => (Outcome::Refused(said.clone()), Some(said)),
            StepState::Unknown(said) => (Outcome::Unknown, said.as_ref()),
            StepState::Sending => (Outcome::Unknown, None),
            StepState::NotSent(why) => (Outcome::NotSent(*why), None),
            StepState::Unread | StepState::Ready => (Outcome::NotSent(WhyNot::Stopped), None),
        };
        Self {
            deed,
            identity: step.principal(),
            identity_name: names.identity,
            role: names.role,
            role_id,
            api: names.api,
            api_id,
            is_azure: step.is_azure(),
            scope,
            outcome,
            request_id: match state {
                StepState::Done { request_id, .. } => request_id.clone(),
                _ => said.and_then(|said| said.request_id.clone()),
            },
        }
    }
}

/// The scope as Azure writes it. The topmost one would else be written like that of the directory.
fn azure_scope(grant: &AzureRoleGrant) -> String {
    match &grant.scope {
        AzureScope::Root => ROOT_OF_AZURE.to_owned(),
        scope => scope.to_string(),
    }
}

/// How a receipt says that a role counts in all of Azure.
const ROOT_OF_AZURE: &str = "/providers/Microsoft.Authorization";

impl ReceiptAction {
    /// The word for it in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Revoke => "revoke",
            Self::Assign => "assign",
            Self::Remove => "remove",
            Self::AddMember => "add-member",
            Self::RemoveMember => "remove-member",
        }
    }
}

impl Outcome {
    /// The word for it in JSON. Markdown uses most of these words as well.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::WasSo => "was so already",
            Self::AssignedAgain(_) => "assigned again",
            Self::Refused(_) => "refused",
            Self::Unknown => "unknown",
            Self::NotSent(_) => "not sent",
        }
    }
}

/// The word in JSON for why a change was never sent.
const fn not_sent_word(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Stopped => "stopped",
        WhyNot::OtherIdentity => "other-identity",
        WhyNot::ReplacementMissing => "replacement-missing",
        WhyNot::OtherCondition => "other-condition",
    }
}

#[cfg(test)]
mod tests;
