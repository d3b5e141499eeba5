//! The receipts that can be shown in this tab: those of changes that it made itself, and those that the browser keeps.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database;
use super::owner::ReceiptOwner;
use crate::web::browser::clock;
use crate::web::tenant::open_tenant::TenantKey;
use domain::apis::KnownApis;
use domain::change::execution::{Execution, StepState};
use domain::host_change::HostExecution;
use domain::ids::ServicePrincipalId;
use domain::receipt::retention::{Retention, retention};
use domain::receipt::{ReceiptId, StoredReceipt};
use domain::sorted_map::SortedMap;

/// The receipts of the user in the tenant that is open.
#[derive(Clone, Copy)]
pub struct Receipts {
    /// Nothing for the sample tenant, whose receipts are not kept.
    whose: Option<ReceiptOwner>,
    entries: RwSignal<SortedMap<ReceiptId, Entry>>,
    shelf: RwSignal<ShelfState>,
    /// What is to be written, the latest of each receipt. One task writes, so that nothing older comes last.
    to_write: StoredValue<SortedMap<ReceiptId, StoredReceipt>>,
    is_writing: StoredValue<bool>,
}

/// How far the reading of the browser's database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfState {
    /// It is being read.
    Reading,
    /// It was read.
    Read {
        /// How many receipts there are that a later version of this program wrote.
        newer: usize,
    },
    /// The browser keeps no database for this page.
    Unavailable,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is kept of it.
    pub receipt: StoredReceipt,
    /// Where it comes from.
    pub origin: Origin,
}

impl Entry {
    /// Whether it is of a change that this tab made.
    pub fn is_of_this_tab(&self) -> bool {
        matches!(self.origin, Origin::ThisTab { .. })
    }

    /// The change of permissions and roles that the receipt is of, with names where this tab made it.
    pub fn execution(&self) -> Option<Execution> {
        match &self.origin {
            Origin::ThisTab { change: TabChange::Permissions { execution, .. }, .. } => {
                Some(execution.as_ref().clone())
            }
            _ => self.receipt.execution(&[]),
        }
    }

    /// Whether the browser keeps it.
    pub fn is_kept(&self) -> bool {
        match self.origin {
            Origin::ThisTab { kept, .. } => kept == ReceiptKeeping::Yes,
            Origin::Proven | Origin::Unproven => true,
        }
    }
}

/// Where a receipt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A change that this tab made. It knows names, the reason and the service's words as well.
    ThisTab {
        /// The change, as the tab knows it.
        change: TabChange,
        /// Whether the browser keeps the receipt.
        kept: ReceiptKeeping,
    },
    /// The browser's database, with a proof that this browser wrote it.
    Proven,
    /// The browser's database, without one.
    Unproven,
}

/// What a tab knows of a change that it made, beside its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabChange {
    /// A change of permissions and roles.
    Permissions {
        /// The change.
        execution: Box<Execution>,
        /// The identity whose page the change was made on. The change may be about others only.
        page: ServicePrincipalId,
    },
    /// A change of a resource's identity. Its receipt has everything.
    Identity,
}

/// Whether the browser keeps a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKeeping {
    /// It is being written.
    NotYet,
    /// It is kept.
    Yes,
    /// The browser did not take it.
    Failed,
    /// The setting says that none are kept.
    Off,
    /// It is one of the sample tenant.
    Sample,
}

impl Receipts {
    /// Those of the user who has this tenant open. What the browser keeps has to be read, by a part of the program that
    /// is loaded for that.
    pub fn open(key: TenantKey) -> Self {
        let whose = match key {
            TenantKey::Live(tenant, user) => Some(ReceiptOwner { tenant, user }),
            TenantKey::Sample(_) | TenantKey::Nothing => None,
        };
        let shelf = if whose.is_some() { ShelfState::Reading } else { ShelfState::Read { newer: 0 } };
        Self {
            whose,
            entries: RwSignal::new(SortedMap::new()),
            shelf: RwSignal::new(shelf),
            to_write: StoredValue::new(SortedMap::new()),
            is_writing: StoredValue::new(false),
        }
    }

    /// Whether the browser keeps receipts that could be of this user.
    pub async fn may_be_kept(self) -> bool {
        self.whose.is_some() && database::count().await > 0
    }

    /// Reads what the browser keeps, unless it was read already.
    pub fn read_once(self) {
        if self.shelf.get_untracked() == ShelfState::Reading {
            self.read();
        }
    }

    /// Reads what the browser keeps, as another tab may have added to it.
    pub fn read(self) {
        let Some(whose) = self.whose else { return self.shelf.set(ShelfState::Read { newer: 0 }) };
        spawn_local(async move {
            let Ok(found) = database::read(whose, clock::now()).await else {
                self.shelf.try_set(ShelfState::Unavailable);
                return;
            };
            self.entries.try_update(|entries| {
                // What this tab knows itself it knows better.
                entries.retain(|_, entry| matches!(entry.origin, Origin::ThisTab { .. }));
                for (receipt, is_proven) in found.receipts {
                    let origin = if is_proven { Origin::Proven } else { Origin::Unproven };
                    entries.entry(receipt.id()).or_insert(Entry { receipt, origin });
                }
            });
            self.shelf.try_set(ShelfState::Read { newer: found.newer });
        });
    }

    /// How far the reading is.
    pub fn shelf(self) -> ShelfState {
        self.shelf.get()
    }

    /// All of them, the newest first.
    pub fn all(self) -> Vec<Entry> {
        self.entries.with(|entries| entries.values().rev().cloned().collect())
    }

    /// Those that are about an identity, the newest first.
    pub fn of_identity(self, identity: ServicePrincipalId) -> Vec<Entry> {
        let is_about = |entry: &&Entry| entry.receipt.identities().any(|id| id == identity);
        self.entries.with(|entries| entries.values().rev().filter(is_about).cloned().collect())
    }

    /// One of them.
    pub fn get(self, id: ReceiptId) -> Option<Entry> {
        self.entries.with(|entries| entries.get(&id).cloned())
    }

    /// What becomes of them.
    pub fn retention(self) -> Retention {
        if self.whose.is_none() {
            return Retention::default();
        }
        self.entries.with(|entries| retention(entries.keys().copied(), clock::now()))
    }

    /// The identity on whose page the change of a receipt was made, where this tab made it.
    pub fn page_of(self, id: ReceiptId) -> Option<ServicePrincipalId> {
        self.entries.with_untracked(|entries| match entries.get(&id)?.origin {
            Origin::ThisTab { change: TabChange::Permissions { page, .. }, .. } => Some(page),
            Origin::ThisTab { change: TabChange::Identity, .. } | Origin::Proven | Origin::Unproven => None,
        })
    }

    /// Saves the progress of a change that is made on the page of an identity, in a form that is true even if nothing more is saved.
    pub fn note(self, page: ServicePrincipalId, execution: &Execution, apis: &KnownApis) {
        let has_begun = execution.is_finished()
            || execution.steps().any(|(_, state)| state.is_settled() || *state == StepState::Sending);
        if !has_begun {
            return;
        }
        let value_of = |resource, role| apis.by_id(resource)?.role(role)?.value.clone();
        let receipt = StoredReceipt::of(execution, value_of);
        self.keep(receipt, TabChange::Permissions { execution: Box::new(execution.clone()), page });
    }

    /// Saves the receipt of a change of a resource's identity that has ended.
    pub fn note_host(self, execution: &HostExecution) {
        if let Some(receipt) = StoredReceipt::of_host(execution, clock::now()) {
            self.keep(receipt, TabChange::Identity);
        }
    }

    fn keep(self, receipt: StoredReceipt, change: TabChange) {
        let id = receipt.id();
        let kept = match self.whose {
            None => ReceiptKeeping::Sample,
            Some(_) if !database::is_enabled() => ReceiptKeeping::Off,
            Some(_) => ReceiptKeeping::NotYet,
        };
        let origin = Origin::ThisTab { change, kept };
        self.entries.try_update(|entries| entries.insert(id, Entry { receipt: receipt.clone(), origin }));
        if kept == ReceiptKeeping::NotYet {
            self.to_write.update_value(|to_write| {
                to_write.insert(id, receipt);
            });
            self.write();
        }
    }

    /// Forgets what this tab knows of receipts, when the browser was told to keep nothing.
    pub fn forget(self) {
        self.to_write.update_value(SortedMap::clear);
        self.entries.try_update(SortedMap::clear);
    }

    fn write(self) {
        let Some(whose) = self.whose else { return };
        if self.is_writing.try_update_value(|it| std::mem::replace(it, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            while let Some((id, receipt)) = self.to_write.try_update_value(SortedMap::pop_first).flatten() {
                let kept = if database::keep(whose, &receipt).await.is_ok() {
                    ReceiptKeeping::Yes
                } else {
                    ReceiptKeeping::Failed
                };
                self.entries.try_update(|entries| {
                    if let Some(Entry { origin: Origin::ThisTab { kept: known, .. }, .. }) = entries.get_mut(&id) {
                        *known = kept;
                    }
                });
            }
            self.is_writing.try_update_value(|it| *it = false);
        });
    }
}
