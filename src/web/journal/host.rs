//! Changes of a resource's identity whose result isn't known, written down so that a later visit can look for it.
//!
//! They are under keys of their own beside the journals of other changes. Taking one up only reads, so that it takes no
//! lock and no proof.

use super::lock::Lock;
use super::storage;
use super::stored::host_key;
use crate::web::browser::clock;
use crate::web::tenant::open_tenant::TenantKey;
use domain::host_change::{HostExecution, HostJournal, HostWish};
use domain::sort;

/// Writes down how far a change is. Has to be called before each request; what needs no remembering is removed. Says
/// whether the browser kept it. Changes of the sample tenant are not written down.
pub fn note(tenant: TenantKey, execution: &HostExecution) -> bool {
    if !matches!(tenant, TenantKey::Live(..)) {
        return true;
    }
    match HostJournal::of(execution) {
        Some(journal) => storage::keep(&host_key(&journal), &journal.to_json()),
        None => {
            let plan = execution.plan();
            storage::remove(&super::stored::host_key_of(plan.tenant(), plan.person(), execution.started()));
            true
        }
    }
}

/// Keeps other tabs from changing a resource until it is dropped.
pub struct HostLock(#[expect(dead_code, reason = "the lock is let go when it is dropped")] Option<Lock>);

/// Keeps other tabs from changing the resource of a change; nothing, where another tab is changing it. Each tab has a
/// sample tenant of its own.
pub async fn lock(tenant: TenantKey, execution: &HostExecution) -> Option<HostLock> {
    let name = match execution.plan().wish() {
        HostWish::Create(new) => new.resource().map(|it| it.id().to_lowercase()),
        wish => wish.host().map(|it| it.id().to_lowercase()),
    };
    match tenant {
        TenantKey::Live(..) => Some(HostLock(Some(Lock::take(&format!("bestow.host.{}", name?)).await?))),
        TenantKey::Sample(_) | TenantKey::Nothing => Some(HostLock(None)),
    }
}

/// The changes of the user in the open tenant whose result isn't known, the oldest first.
pub fn pending(tenant: TenantKey) -> Vec<HostJournal> {
    let TenantKey::Live(of, person) = tenant else { return Vec::new() };
    let now = clock::now();
    let stored = storage::all().into_iter();
    let read = stored.filter_map(|(key, text)| HostJournal::from_json(&text).filter(|it| host_key(it) == key));
    let (old, mut open): (Vec<_>, Vec<_>) = read.partition(|it: &HostJournal| it.has_expired(now));
    old.iter().for_each(forget);
    open.retain(|it| it.belongs_to(of, person));
    sort::sort_by_key(&mut open, HostJournal::started);
    open
}

/// Removes one that the user does not want to look for.
pub fn forget(journal: &HostJournal) {
    storage::remove(&host_key(journal));
}
