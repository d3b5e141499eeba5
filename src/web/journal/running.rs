//! The changes that this tab applies, written down as they continue, and what other tabs left of theirs.

use std::rc::Rc;

use leptos::prelude::*;

use super::lock::Lock;
use super::storage;
use super::stored::{expired, key, longest, unfinished};
use crate::web::browser::clock;
use crate::web::storage::proof;
use crate::web::tenant::open_tenant::TenantKey;
use domain::change::execution::Execution;
use domain::change::journal::Journal;
use domain::ids::{ServicePrincipalId, TenantId, UserId};
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// The journals of the changes of this tab. Each change belongs to one tab at a time, which owns its lock from the
/// first request to the last, pauses included.
#[derive(Clone, Copy)]
pub struct Journals {
    /// Whether the tenant is a real one. Changes of the sample tenant are not written down.
    is_live: bool,
    locks: StoredValue<SortedMap<ServicePrincipalId, Rc<Lock>>, LocalStorage>,
    /// The proof of each change that was approved in this tab, by the key of its journal.
    proofs: StoredValue<SortedMap<String, Option<String>>>,
    /// The keys of the journals whose rest was taken up, by the identities of the change.
    taken_up: StoredValue<SortedMap<ServicePrincipalId, SortedSet<String>>>,
    /// Whether the last attempt to write a journal failed.
    is_lost: RwSignal<bool>,
}

/// Keeps other tabs away from a change until it is released.
pub struct ChangeLock(#[expect(dead_code, reason = "the lock is let go when it is dropped")] Option<Rc<Lock>>);

/// A change that was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interrupted {
    /// What was written down of it.
    pub journal: Journal,
    /// Whether this browser can prove that it was approved here.
    pub is_proven: bool,
}

/// What came of taking up the rest of an interrupted change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumeOutcome {
    /// It can be reviewed.
    Ready,
    /// Another tab applies it, or has ended it.
    Elsewhere,
    /// It was interrupted too long ago.
    Expired,
}

impl Journals {
    /// Those of the changes in this tenant; none is under way.
    pub fn new(tenant: TenantKey) -> Self {
        Self {
            is_live: matches!(tenant, TenantKey::Live(..)),
            locks: StoredValue::new_local(SortedMap::new()),
            proofs: StoredValue::new(SortedMap::new()),
            taken_up: StoredValue::new(SortedMap::new()),
            is_lost: RwSignal::new(false),
        }
    }

    /// Whether anything is written down that may have to be offered in this tenant, or thrown away.
    pub fn exist_for(self, tenant: TenantKey) -> bool {
        matches!(tenant, TenantKey::Live(..)) && !storage::all().is_empty()
    }

    /// Whether the browser would keep the journal of a change with this many steps. The sample tenant needs none.
    pub fn can_keep(self, steps: usize) -> bool {
        !self.is_live || storage::has_room(longest(steps))
    }

    /// Whether the progress of a change that continues is not kept, so that nothing of it could be offered again.
    pub fn is_lost(self) -> bool {
        self.is_lost.get()
    }

    /// Makes sure that this tab alone applies the change to this identity, and proves that it was approved here. What
    /// it was the rest of is not offered again.
    pub async fn begin(self, id: ServicePrincipalId, execution: &Execution) -> ChangeLock {
        if !self.is_live {
            return ChangeLock(None);
        }
        if let Some(lock) = self.locks.with_value(|locks| locks.get(&id).cloned()) {
            return ChangeLock(Some(lock));
        }
        let journal = Journal::of(execution);
        let lock = Lock::take(&key(&journal)).await.map(Rc::new);
        if let Some(lock) = lock.clone() {
            self.locks.update_value(|locks| {
                locks.insert(id, lock);
            });
        }
        let proof = proof::prove(&journal.approved_text()).await;
        self.proofs.update_value(|proofs| {
            proofs.insert(key(&journal), proof);
        });
        for identity in journal.identities() {
            let rest = self.taken_up.try_update_value(|taken_up| taken_up.remove(&identity)).flatten();
            rest.unwrap_or_default().iter().for_each(|key| storage::remove(key));
        }
        ChangeLock(lock)
    }

    /// Writes down how far a change is. Has to be called before each send; the journal of a finished one is removed.
    pub fn note(self, execution: &Execution) {
        if !self.is_live {
            return;
        }
        let journal = Journal::of(execution);
        let key = key(&journal);
        if execution.is_finished() {
            storage::remove(&key);
            self.is_lost.try_set(false);
            return;
        }
        let proof = self.proofs.with_value(|proofs| proofs.get(&key).cloned().flatten());
        let is_kept = storage::keep(&key, &journal.with_proof(proof).to_json());
        self.is_lost.try_set(!is_kept);
    }

    /// Lets other tabs have what this one had.
    pub fn release(self, id: ServicePrincipalId) {
        self.locks.update_value(|locks| {
            locks.remove(&id);
        });
    }

    /// Lets go of everything, as when another tenant is opened.
    pub fn release_all(self) {
        self.locks.set_value(SortedMap::new());
    }

    /// The interrupted changes of this user in this tenant that no tab applies. What is too old is thrown away.
    pub async fn interrupted(self, tenant: TenantId, person: UserId) -> Vec<Interrupted> {
        let now = clock::now();
        for key in expired(storage::all().into_iter(), now) {
            // A tab that still applies it may continue with what it knows.
            if Lock::take(&key).await.is_some() {
                storage::remove(&key);
            }
        }
        let mut free = Vec::new();
        for journal in unfinished(storage::all().into_iter(), tenant, person, now) {
            if Lock::take(&key(&journal)).await.is_some() {
                let is_proven = match journal.proof() {
                    Some(proof) => proof::is_proven(&journal.approved_text(), proof).await,
                    None => false,
                };
                free.push(Interrupted { journal, is_proven });
            }
        }
        free
    }

    /// Takes up what is left of an interrupted change. Its journal stays until a change to one of its identities begins.
    pub async fn resume(self, journal: &Journal) -> ResumeOutcome {
        if journal.has_expired(clock::now()) {
            return ResumeOutcome::Expired;
        }
        let key = key(journal);
        let is_free = Lock::take(&key).await.is_some();
        // Another tab may have gone on with it or ended it since it was offered.
        let kept = unfinished(storage::all().into_iter(), journal.tenant(), journal.person(), clock::now());
        if !is_free || !kept.contains(journal) {
            return ResumeOutcome::Elsewhere;
        }
        self.taken_up.update_value(|taken_up| {
            for identity in journal.identities() {
                taken_up.entry(identity).or_default().insert(key.clone());
            }
        });
        ResumeOutcome::Ready
    }

    /// Removes a journal that the user does not want to continue with.
    pub fn forget(self, journal: &Journal) {
        storage::remove(&key(journal));
    }
}
