//! What the browser keeps of a change of a resource's identity: IDs, states and times.
//!
//! It is all that an undo is made of: nothing else in the program makes a [`HostUndo`].

use serde::{Deserialize, Serialize};

use crate::azure_resource::AzureResource;
use crate::host_change::{
    AttachedIdentity, HostExecution, HostOutcome, HostRefusal, HostResult, HostUndo, HostWish, KnownUses, NotSentReason,
};
use crate::ids::ServicePrincipalId;

/// A change of a resource's identity, or of a user-assigned identity, as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StoredHostChange {
    work: StoredWork,
    outcome: StoredOutcome,
    /// The service principal that the change is about, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    principal: Option<ServicePrincipalId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum StoredWork {
    Enable { host: String },
    Create { identity: String },
    Attach { host: String, identities: Vec<StoredAttached> },
    Disable { host: String },
    Delete { identity: String },
    Detach { host: String, identities: Vec<StoredAttached> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredAttached {
    identity: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    principal: Option<ServicePrincipalId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum StoredOutcome {
    /// It was done. `own` says whether it is known that nobody else did it.
    Done {
        own: bool,
    },
    AlreadySo,
    Failed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    Refused {
        code: String,
    },
    NotSent,
    Unknown,
}

/// What a stored change was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredHostWork {
    /// The system-assigned identity of this resource was to be enabled.
    Enable(AzureResource),
    /// This user-assigned identity was to be created.
    Create(AzureResource),
    /// These were to be attached to the resource.
    Attach(AzureResource, Vec<AttachedIdentity>),
    /// The system-assigned identity of this resource was to be disabled.
    Disable(AzureResource),
    /// This user-assigned identity was to be deleted.
    Delete(AzureResource),
    /// These were to be detached from the resource.
    Detach(AzureResource, Vec<AttachedIdentity>),
}

/// How a stored change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredHostOutcome {
    /// It was done.
    Done {
        /// Whether it is known that this change did it. An undo needs that.
        own: bool,
    },
    /// It was so already.
    AlreadySo,
    /// The service's operation failed, with its code where there was one.
    Failed(Option<String>),
    /// The service refused it, with this code.
    Refused(String),
    /// Nothing was sent.
    NotSent,
    /// It was sent, and its result isn't known.
    Unknown,
}

/// The longest code of an error that is stored, in characters.
const LONGEST_CODE: usize = 120;

impl StoredHostChange {
    /// What is kept of a change that has ended; nothing while it goes on, and where the user stopped it before anything
    /// was sent.
    pub fn of(execution: &HostExecution) -> Option<Self> {
        let outcome = execution.outcome()?;
        if *outcome == HostOutcome::NotSent(NotSentReason::Stopped) {
            return None;
        }
        let result = match outcome {
            HostOutcome::Done(result) | HostOutcome::AlreadyThere(result) | HostOutcome::Failed { result, .. } => {
                Some(result)
            }
            HostOutcome::Refused(_) | HostOutcome::NotSent(_) | HostOutcome::Unclear(_) => None,
        };
        let wish = execution.plan().wish();
        let principal = result.and_then(|result| result.principal).or(wish.undo().and_then(HostUndo::principal));
        Some(Self { work: work(wish, result)?, outcome: stored(execution, outcome), principal })
    }

    /// What it was about; nothing where a resource in it can't be read.
    pub fn work(&self) -> Option<StoredHostWork> {
        let identity = |id: &str| resource(id).filter(AzureResource::is_user_assigned_identity);
        let attached = |all: &[StoredAttached]| {
            let of = |it: &StoredAttached| {
                Some(AttachedIdentity { resource: identity(&it.identity)?, principal: it.principal })
            };
            all.iter().map(of).collect::<Option<Vec<_>>>()
        };
        Some(match &self.work {
            StoredWork::Enable { host } => StoredHostWork::Enable(resource(host)?),
            StoredWork::Create { identity: id } => StoredHostWork::Create(identity(id)?),
            StoredWork::Attach { host, identities } => StoredHostWork::Attach(resource(host)?, attached(identities)?),
            StoredWork::Disable { host } => StoredHostWork::Disable(resource(host)?),
            StoredWork::Delete { identity: id } => StoredHostWork::Delete(identity(id)?),
            StoredWork::Detach { host, identities } => StoredHostWork::Detach(resource(host)?, attached(identities)?),
        })
    }

    /// How it ended.
    pub fn outcome(&self) -> StoredHostOutcome {
        match &self.outcome {
            StoredOutcome::Done { own } => StoredHostOutcome::Done { own: *own },
            StoredOutcome::AlreadySo => StoredHostOutcome::AlreadySo,
            StoredOutcome::Failed { code } => StoredHostOutcome::Failed(code.clone()),
            StoredOutcome::Refused { code } => StoredHostOutcome::Refused(code.clone()),
            StoredOutcome::NotSent => StoredHostOutcome::NotSent,
            StoredOutcome::Unknown => StoredHostOutcome::Unknown,
        }
    }

    /// The service principals that it is about.
    pub fn principals(&self) -> Vec<ServicePrincipalId> {
        let mut all: Vec<ServicePrincipalId> = self.principal.into_iter().collect();
        if let StoredWork::Attach { identities, .. } | StoredWork::Detach { identities, .. } = &self.work {
            for id in identities.iter().filter_map(|it| it.principal) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        all
    }

    /// What undoes it; nothing where it did nothing, where it isn't known that this change did it, and for an undo.
    pub fn undo(&self, known: KnownUses) -> Option<HostUndo> {
        if self.outcome() != (StoredHostOutcome::Done { own: true }) {
            return None;
        }
        match self.work()? {
            StoredHostWork::Enable(host) => Some(HostUndo::Disable { host, principal: self.principal?, known }),
            StoredHostWork::Create(identity) => Some(HostUndo::Delete { identity, principal: self.principal?, known }),
            StoredHostWork::Attach(host, identities) if !identities.is_empty() => {
                Some(HostUndo::Detach { host, identities })
            }
            StoredHostWork::Attach(..)
            | StoredHostWork::Disable(_)
            | StoredHostWork::Delete(_)
            | StoredHostWork::Detach(..) => None,
        }
    }

    /// The resource to which this change attached a service principal.
    pub fn attached_to(&self, principal: ServicePrincipalId) -> Option<AzureResource> {
        match (&self.outcome, self.work()?) {
            (StoredOutcome::Done { .. }, StoredHostWork::Attach(host, identities)) => {
                identities.iter().any(|it| it.principal == Some(principal)).then_some(host)
            }
            _ => None,
        }
    }
}

fn resource(id: &str) -> Option<AzureResource> {
    AzureResource::parse(id).filter(|it| it.subscription().is_some())
}

fn work(wish: &HostWish, result: Option<&HostResult>) -> Option<StoredWork> {
    let text = |resource: &AzureResource| resource.id().to_owned();
    let stored = |all: &[AttachedIdentity]| {
        all.iter().map(|it| StoredAttached { identity: text(&it.resource), principal: it.principal }).collect()
    };
    Some(match wish {
        HostWish::Enable(host) => StoredWork::Enable { host: text(host) },
        HostWish::Create(new) => StoredWork::Create { identity: text(&new.resource()?) },
        HostWish::Attach { host, identities } => StoredWork::Attach {
            host: text(host),
            identities: match result {
                // Only what this change attached can be detached again.
                Some(result) => stored(&result.attached),
                None => identities.iter().map(|it| StoredAttached { identity: text(it), principal: None }).collect(),
            },
        },
        HostWish::Undo(HostUndo::Disable { host, .. }) => StoredWork::Disable { host: text(host) },
        HostWish::Undo(HostUndo::Delete { identity, .. }) => StoredWork::Delete { identity: text(identity) },
        HostWish::Undo(HostUndo::Detach { host, identities }) => {
            StoredWork::Detach { host: text(host), identities: stored(identities) }
        }
    })
}

fn stored(execution: &HostExecution, outcome: &HostOutcome) -> StoredOutcome {
    let creates = matches!(execution.plan().wish(), HostWish::Create(_));
    let code = |refusal: &HostRefusal| refusal.said().code.chars().take(LONGEST_CODE).collect::<String>();
    match outcome {
        // Someone else may have created an identity of this name at the same moment.
        HostOutcome::Done(result) if creates => StoredOutcome::Done { own: result.created == Some(true) },
        HostOutcome::Done(_) => StoredOutcome::Done { own: !execution.is_resumed() },
        HostOutcome::AlreadyThere(_) => StoredOutcome::AlreadySo,
        HostOutcome::Failed { refusal, .. } => StoredOutcome::Failed { code: refusal.as_ref().map(code) },
        HostOutcome::Refused(refusal) => StoredOutcome::Refused { code: code(refusal) },
        HostOutcome::NotSent(_) => StoredOutcome::NotSent,
        HostOutcome::Unclear(_) => StoredOutcome::Unknown,
    }
}
