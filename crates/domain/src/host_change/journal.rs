//! What is remembered of a change whose result isn't known, so that a later visit can look for it.
//!
//! It is written before the request is sent and contains IDs and a time; no name of a person, no token and no address of
//! an operation. A change that is taken up from it only reads: nothing that is written here can lead to a request.

use serde::{Deserialize, Serialize};

use super::execution::HostExecution;
use super::host::{AttachedIdentity, HostIdentity, SystemAssigned};
use super::review::ReviewedHostChange;
use super::undo::{HostUndo, KnownUses};
use super::wish::{AzureRegion, HostWish, IdentityName, NewIdentity};
use crate::azure_resource::AzureResource;
use crate::change::journal::LIFETIME;
use crate::cloud::Cloud;
use crate::guid::Guid;
use crate::ids::{ServicePrincipalId, TenantId, UserId};
use crate::json::compact;
use crate::time::Timestamp;

/// The largest text that is read, in bytes. A resource has some ten identities.
const LARGEST: usize = 65_536;

const VERSION: u8 = 1;

/// A change of a resource on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HostJournal {
    version: u8,
    cloud: String,
    tenant: TenantId,
    person: UserId,
    started: i64,
    work: JournalWork,
    system_before: JournalSystem,
    attached_before: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum JournalWork {
    Enable(String),
    Attach { host: String, identities: Vec<String> },
    Create { subscription: Guid, group: String, region: String, name: String },
    Disable { host: String, principal: ServicePrincipalId },
    Detach { host: String, identities: Vec<JournalAttached> },
    Delete { identity: String, principal: ServicePrincipalId },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JournalAttached {
    identity: String,
    principal: Option<ServicePrincipalId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum JournalSystem {
    Off,
    WithoutPrincipal,
    On(ServicePrincipalId),
}

impl HostJournal {
    /// What has to be remembered of a change; nothing where nothing was sent, or its result is known.
    pub fn of(execution: &HostExecution) -> Option<Self> {
        let plan = execution.plan();
        let text = |resource: &AzureResource| resource.id().to_owned();
        let work = match plan.wish() {
            HostWish::Enable(host) => JournalWork::Enable(text(host)),
            HostWish::Attach { host, identities } => {
                JournalWork::Attach { host: text(host), identities: identities.iter().map(text).collect() }
            }
            HostWish::Create(new) => JournalWork::Create {
                subscription: new.subscription,
                group: new.group.clone(),
                region: new.region.to_string(),
                name: new.name.to_string(),
            },
            HostWish::Undo(HostUndo::Disable { host, principal, .. }) => {
                JournalWork::Disable { host: text(host), principal: *principal }
            }
            HostWish::Undo(HostUndo::Detach { host, identities }) => JournalWork::Detach {
                host: text(host),
                identities: identities
                    .iter()
                    .map(|it| JournalAttached { identity: text(&it.resource), principal: it.principal })
                    .collect(),
            },
            HostWish::Undo(HostUndo::Delete { identity, principal, .. }) => {
                JournalWork::Delete { identity: text(identity), principal: *principal }
            }
        };
        let system_before = match plan.before().system {
            SystemAssigned::Off => JournalSystem::Off,
            SystemAssigned::WithoutPrincipal => JournalSystem::WithoutPrincipal,
            SystemAssigned::On(id) => JournalSystem::On(id),
        };
        execution.is_pending().then(|| Self {
            version: VERSION,
            cloud: Cloud::OF_THIS_BUILD.name().to_owned(),
            tenant: plan.tenant(),
            person: plan.person(),
            started: execution.started().millis(),
            work,
            system_before,
            attached_before: plan.before().attached.iter().map(|it| text(&it.resource)).collect(),
        })
    }

    /// The journal as text, for the browser's storage.
    pub fn to_json(&self) -> String {
        compact(self)
    }

    /// Reads a journal. One that is damaged, too large, of another cloud or of a later version is none.
    pub fn from_json(text: &str) -> Option<Self> {
        let journal: Self = (text.len() <= LARGEST).then(|| serde_json::from_str(text).ok())??;
        let is_known = journal.version == VERSION && journal.cloud == Cloud::OF_THIS_BUILD.name();
        (is_known && journal.plan().is_some()).then_some(journal)
    }

    /// Whose change it is.
    pub fn belongs_to(&self, tenant: TenantId, person: UserId) -> bool {
        (self.tenant, self.person) == (tenant, person)
    }

    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The user.
    pub fn person(&self) -> UserId {
        self.person
    }

    /// When the change began.
    pub fn started(&self) -> Timestamp {
        Timestamp::from_millis(self.started)
    }

    /// Whether it is too old to be offered. One of a time that is yet to come is as well: it would never go.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now >= self.started() + LIFETIME || self.started() > now + LIFETIME
    }

    /// The change, to look for its result. It sends nothing.
    pub fn resume(&self, now: Timestamp) -> Option<HostExecution> {
        Some(HostExecution::resumed(self.plan()?, self.started(), now))
    }

    fn plan(&self) -> Option<ReviewedHostChange> {
        let resource = |text: &String| AzureResource::parse(text).filter(|it| it.subscription().is_some());
        let resources = |texts: &[String]| texts.iter().map(resource).collect::<Option<Vec<_>>>();
        let wish = match &self.work {
            JournalWork::Enable(host) => HostWish::Enable(resource(host)?),
            JournalWork::Attach { host, identities } => {
                HostWish::Attach { host: resource(host)?, identities: resources(identities)? }
            }
            JournalWork::Create { subscription, group, region, name } => HostWish::Create(NewIdentity {
                subscription: *subscription,
                group: group.clone(),
                region: AzureRegion::named(region)?,
                name: IdentityName::parse(name).ok()?,
            }),
            JournalWork::Disable { host, principal } => {
                // Nothing of it is sent any more.
                let known = KnownUses::default();
                HostWish::Undo(HostUndo::Disable { host: resource(host)?, principal: *principal, known })
            }
            JournalWork::Detach { host, identities } => {
                let of = |it: &JournalAttached| {
                    Some(AttachedIdentity { resource: resource(&it.identity)?, principal: it.principal })
                };
                let identities = identities.iter().map(of).collect::<Option<Vec<_>>>()?;
                HostWish::Undo(HostUndo::Detach { host: resource(host)?, identities })
            }
            JournalWork::Delete { identity, principal } => {
                let known = KnownUses::default();
                HostWish::Undo(HostUndo::Delete { identity: resource(identity)?, principal: *principal, known })
            }
        };
        match &wish {
            HostWish::Create(new) => drop(new.resource()?),
            HostWish::Attach { identities, .. } => drop(identities.first()?),
            HostWish::Undo(HostUndo::Detach { identities, .. }) => drop(identities.first()?),
            HostWish::Enable(_) | HostWish::Undo(_) => {}
        }
        let attached = resources(&self.attached_before)?;
        let attached = attached.into_iter().map(|resource| AttachedIdentity { resource, principal: None });
        let system = match self.system_before {
            JournalSystem::Off => SystemAssigned::Off,
            JournalSystem::WithoutPrincipal => SystemAssigned::WithoutPrincipal,
            JournalSystem::On(id) => SystemAssigned::On(id),
        };
        let before = HostIdentity { system, attached: attached.collect() };
        Some(ReviewedHostChange { wish, before, request: None, tenant: self.tenant, person: self.person })
    }
}
