//! Ends operations when their time has come.

use super::super::ledger::{Change, LedgerEntry};
use super::super::tenant::Tenant;
use super::resource_identity::{apply, is_change};
use domain::time::Timestamp;

/// Ends the operations whose time has come, and says what that changed.
pub(in super::super) fn settle(tenant: &mut Tenant, now: Timestamp) -> Vec<LedgerEntry> {
    let mut entries = Vec::new();
    while let Some(operation) = tenant.azure.operations.iter_mut().find(|it| !it.is_done && it.due <= now) {
        operation.is_done = true;
        let operation = operation.clone();
        if operation.failure.is_some() {
            tenant.azure.resource_states.entry(operation.resource.to_lowercase()).or_default().has_failed = true;
            continue;
        }
        let change = apply(tenant, &operation.resource, &operation.wanted, operation.due);
        if is_change(&change) {
            let (at, by, app) = (operation.due, operation.by, operation.app);
            entries.push(LedgerEntry { at, by, app, change: Change::ResourceIdentities(change) });
        }
    }
    entries
}

/// When the next operation ends, if its time has come.
pub(in super::super) fn next_due(tenant: &Tenant, now: Timestamp) -> Option<Timestamp> {
    tenant.azure.operations.iter().filter(|it| !it.is_done && it.due <= now).map(|it| it.due).min()
}
