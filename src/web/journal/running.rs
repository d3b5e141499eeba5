//! The changes that this tab carries out, written down as they go on, and taken up where another tab left them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use futures_util::future::join_all;
use leptos::prelude::*;

use super::lock::Lock;
use super::{expired, key, storage, unfinished};
use crate::domain::change::execution::Execution;
use crate::domain::change::journal::Journal;
use crate::domain::change::plan::Step;
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{ServicePrincipalId, TenantId, UserId};
use crate::domain::problem::Problem;
use crate::operations::lookup::Found;
use crate::web::clock;
use crate::web::open_tenant::{OpenDirectory, TenantKey};
use crate::web::session::{Session, SessionControl};

/// The journals of the changes on the desk. Each belongs to one tab at a time, which holds its lock from the first
/// send to the last, pauses included.
#[derive(Clone, Copy)]
pub struct Journals {
    control: SessionControl,
    locks: StoredValue<BTreeMap<ServicePrincipalId, Rc<Lock>>, LocalStorage>,
    waiting: RwSignal<BTreeSet<ServicePrincipalId>>,
}

/// Keeps other tabs away from a change for as long as it is held.
pub struct Held(#[expect(dead_code, reason = "the lock is let go when it is dropped")] Option<Rc<Lock>>);

/// What came of reopening an interrupted change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reopened {
    /// It stands as it did, and waits for the person.
    Ready(Execution),
    /// Another tab carries it out.
    Elsewhere,
    /// It was interrupted too long ago.
    Expired,
    /// The identity is gone, or another one has its id. It can only be forgotten.
    IdentityGone,
    /// The identity could not be read.
    NotRead(Problem),
}

impl Journals {
    /// No change is under way.
    pub fn new(control: SessionControl) -> Self {
        Self { control, locks: StoredValue::new_local(BTreeMap::new()), waiting: RwSignal::new(BTreeSet::new()) }
    }

    /// Whether anything is written down that may have to be offered in this tenant, or thrown away.
    pub fn are_kept(self, tenant: TenantKey) -> bool {
        matches!(tenant, TenantKey::Live(..)) && !storage::all().is_empty()
    }

    /// Makes sure that this tab alone carries out the change to this identity.
    pub async fn hold(self, id: ServicePrincipalId, execution: &Execution) -> Held {
        self.waiting.update(|waiting| {
            waiting.remove(&id);
        });
        if !self.is_live() {
            return Held(None);
        }
        if let Some(lock) = self.locks.with_value(|locks| locks.get(&id).cloned()) {
            return Held(Some(lock));
        }
        let lock = Lock::take(&key(&Journal::of(execution))).await.map(Rc::new);
        if let Some(lock) = lock.clone() {
            self.locks.update_value(|locks| {
                locks.insert(id, lock);
            });
        }
        Held(lock)
    }

    /// Writes down how far a change is. Has to be called before each send; a finished one is removed.
    pub fn note(self, execution: &Execution) {
        if !self.is_live() {
            return;
        }
        let journal = Journal::of(execution);
        if execution.is_finished() {
            storage::remove(&key(&journal));
        } else {
            storage::keep(&key(&journal), &journal.to_json());
        }
    }

    /// Lets other tabs have what this one had.
    pub fn let_go(self, id: ServicePrincipalId) {
        self.locks.update_value(|locks| {
            locks.remove(&id);
        });
        self.waiting.update(|waiting| {
            waiting.remove(&id);
        });
    }

    /// Lets go of everything, as when another tenant is opened.
    pub fn let_all_go(self) {
        self.locks.set_value(BTreeMap::new());
        self.waiting.set(BTreeSet::new());
    }

    /// The interrupted changes of this person in this tenant that no tab carries out. What nobody can take up any more
    /// is thrown away.
    pub async fn interrupted(self, tenant: TenantId, person: UserId) -> Vec<Journal> {
        let now = clock::now();
        for key in expired(storage::all().into_iter(), now) {
            // A tab that still carries it out may go on with what it knows.
            if Lock::take(&key).await.is_some() {
                storage::remove(&key);
            }
        }
        let mut free = Vec::new();
        for journal in unfinished(storage::all().into_iter(), tenant, person, now) {
            if Lock::take(&key(&journal)).await.is_some() {
                free.push(journal);
            }
        }
        free
    }

    /// Reads the identities of an interrupted change again and gives the change back as it stood. From then on it is
    /// this tab's.
    pub async fn reopen(self, journal: &Journal, directory: &OpenDirectory) -> Reopened {
        let Some(id) = journal.identities().next() else { return Reopened::IdentityGone };
        if journal.has_expired(clock::now()) {
            return Reopened::Expired;
        }
        let Some(lock) = Lock::take(&key(journal)).await else { return Reopened::Elsewhere };
        // Another tab may have gone on with it or ended it since it was offered.
        let kept = unfinished(storage::all().into_iter(), journal.tenant(), journal.person(), clock::now());
        let Some(journal) = kept.into_iter().find(|kept| key(kept) == key(journal)) else { return Reopened::Elsewhere };
        let found = join_all(journal.identities().map(|id| directory.find(id.0))).await;
        let found: Result<Vec<Found>, Problem> = found.into_iter().collect();
        let identities: Vec<ManagedIdentity> = match found {
            Ok(found) => found.into_iter().filter_map(managed_identity).collect(),
            Err(problem) => return Reopened::NotRead(problem),
        };
        let Some(execution) = journal.resume(&identities) else { return Reopened::IdentityGone };
        // The journal holds ids only. An API that cannot be read is shown by its id.
        let apis = execution.plan().steps().iter().filter_map(Step::resource);
        let _ = directory.load_resources(apis).await;
        self.locks.update_value(|locks| {
            locks.insert(id, Rc::new(lock));
        });
        self.waiting.update(|waiting| {
            waiting.insert(id);
        });
        Reopened::Ready(execution)
    }

    /// Whether the change to this identity was reopened and waits for the person.
    pub fn is_waiting(self, id: ServicePrincipalId) -> bool {
        self.waiting.read().contains(&id)
    }

    /// Removes a journal that the person does not want to go on with.
    pub fn forget(self, journal: &Journal) {
        storage::remove(&key(journal));
    }

    fn is_live(self) -> bool {
        self.control.session().with_untracked(|session| matches!(session, Session::SignedIn(_)))
    }
}

fn managed_identity(found: Found) -> Option<ManagedIdentity> {
    match found {
        Found::ManagedIdentity(identity) => Some(identity),
        _ => None,
    }
}
