//! Changes of a resource's identity whose result isn't known, written down so that a later visit can look for it.
//!
//! They are under keys of their own beside the journals of other changes. Taking one up only reads, so that no lock keeps
//! other tabs away and no proof is needed.

use super::storage;
use super::stored::host_key;
use crate::web::clock;
use crate::web::open_tenant::TenantKey;
use domain::host_change::{HostExecution, HostJournal};
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
