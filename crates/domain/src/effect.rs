//! When a change takes effect.
//!
//! What an identity may do is in its tokens, and Azure keeps a token of each API for about a day. A grant can therefore
//! seem to do nothing, and a revoke to have been in vain, until the next token; no one can hurry it.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations>

use std::time::Duration;

use super::time::Timestamp;

/// How long Azure keeps a token of a managed identity, about.
pub const TOKEN_KEPT: Duration = Duration::from_secs(24 * 3600);

/// How long a change of an Azure role can take until it counts.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected>
pub const AZURE_ROLE_DELAY: Duration = Duration::from_secs(10 * 60);

/// Whether a change that was made counts by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A token from before the change may still be in use.
    PerhapsNotYet {
        /// By when every token from before the change has ended, about.
        by: Timestamp,
        /// How long that is from now.
        left: Duration,
    },
    /// No token from before the change is in use any more.
    Certain,
}

/// Whether a change made at this time counts now. It is the same after a grant and after a revoke.
pub fn effect(changed: Timestamp, now: Timestamp) -> Effect {
    let by = changed + TOKEN_KEPT;
    if now >= by { Effect::Certain } else { Effect::PerhapsNotYet { by, left: by.since(now) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_certain_a_day_later() {
        let changed = Timestamp::from_millis(1_790_000_000_000);
        let hour = Duration::from_secs(3600);
        let by = changed + 24 * hour;
        assert_eq!(effect(changed, changed), Effect::PerhapsNotYet { by, left: 24 * hour });
        assert_eq!(effect(changed, changed + 23 * hour), Effect::PerhapsNotYet { by, left: hour });
        assert_eq!(effect(changed, by), Effect::Certain);
    }
}
