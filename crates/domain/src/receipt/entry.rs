//! One change of a receipt, and what came of it.

use crate::azure_assignment::AzureRoleGrant;
use crate::azure_role::AzureScope;
use crate::change::execution::{StepState, WhyNot};
use crate::change::plan::{Addition, Removal, Step};
use crate::ids::ServicePrincipalId;
use crate::problem::ServiceMessage;
use crate::script::Names;
use crate::time::Timestamp;

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
pub(super) const fn not_sent_word(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Stopped => "stopped",
        WhyNot::OtherIdentity => "other-identity",
        WhyNot::ReplacementMissing => "replacement-missing",
        WhyNot::OtherCondition => "other-condition",
    }
}
