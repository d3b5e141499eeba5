//! What prevents a write whatever it is about: a token without multi-factor authentication, locks, disabled
//! subscriptions, policies.

use super::super::caller::Caller;
use super::super::tenant::{LockLevel, Tenant};
use super::refusal::{ArmRefusal, MULTI_FACTOR_CONTEXT};
use super::scope::{is_within, subscription};

/// Refuses a write whose token has no claim of multifactor authentication, where it is required.
pub(super) fn need_multi_factor(tenant: &Tenant, caller: &Caller) -> Result<(), ArmRefusal> {
    let proofs = &caller.proofs;
    let proven = ["mfa", MULTI_FACTOR_CONTEXT].iter().any(|proof| proofs.contains(*proof));
    if tenant.azure.requires_multi_factor && !proven { Err(ArmRefusal::no_multi_factor()) } else { Ok(()) }
}

/// Refuses where a lock or the state of the subscription prevents the change.
pub(super) fn need_changeable(
    tenant: &Tenant,
    scope: &str,
    operation: &str,
    prevents: impl Fn(LockLevel) -> bool,
) -> Result<(), ArmRefusal> {
    let disabled = subscription(scope).filter(|id| tenant.azure.disabled_subscriptions.contains(id));
    if let Some(id) = disabled {
        return Err(ArmRefusal::read_only(id));
    }
    let lock = tenant.azure.locks.iter().find(|it| prevents(it.level) && is_within(tenant, scope, &it.scope));
    match lock {
        Some(lock) => Err(ArmRefusal::locked(operation, scope, &lock.scope)),
        None => Ok(()),
    }
}

/// Refuses where a policy at the scope or above it disallows changes. `name` is what is changed.
pub(super) fn need_no_policy(tenant: &Tenant, scope: &str, name: &str) -> Result<(), ArmRefusal> {
    match tenant.azure.policies.iter().find(|it| is_within(tenant, scope, &it.scope)) {
        Some(policy) => Err(ArmRefusal::disallowed(policy, name)),
        None => Ok(()),
    }
}
