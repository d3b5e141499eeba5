//! What is demanded beyond choosing an account.
//!
//! <https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies>

use serde_json::json;

use super::claims::{AskedClaims, asking_for};
use super::tokens::Access;
use domain::ids::UserId;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;

/// The name under which multi-factor authentication is remembered among the proofs of a session.
pub(super) const MULTI_FACTOR: &str = "mfa";

/// The policies of the tenant. None is switched on at first.
#[derive(Clone, Debug, Default)]
pub struct ConditionalAccess {
    /// Every sign-in and every token needs multi-factor authentication.
    pub multi_factor: bool,
    /// Every token has to be bound to the device, which no page in a browser can do.
    ///
    /// <https://learn.microsoft.com/entra/identity/conditional-access/concept-token-protection>
    pub token_protection: bool,
    /// What a resource demands of the token that a request comes with.
    pub demand: Option<Demand>,
    revoked: SortedMap<UserId, Timestamp>,
}

/// An authentication context that requests have to come with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Its name: `c1` to `c99`.
    pub context: String,
    /// Whether only requests that change something need it.
    pub writes_only: bool,
}

impl ConditionalAccess {
    /// What a user has to prove before they get a code or a token.
    pub(super) fn proofs(&self, asked: &AskedClaims) -> SortedSet<String> {
        let multi_factor = self.multi_factor.then(|| MULTI_FACTOR.to_owned());
        asked.contexts.iter().cloned().chain(multi_factor).collect()
    }

    /// The claims that a client is told to ask for where a proof is missing.
    pub(super) fn claims_for(&self, missing: &SortedSet<String>) -> String {
        let contexts: Vec<&String> = missing.iter().filter(|proof| *proof != MULTI_FACTOR).collect();
        if contexts.is_empty() && !self.multi_factor {
            return json!({ "access_token": { "amr": { "values": [MULTI_FACTOR] } } }).to_string();
        }
        if contexts.is_empty() {
            return json!({ "access_token": { "capolids": { "essential": true, "values": [POLICY] } } }).to_string();
        }
        asking_for(contexts)
    }

    pub(super) fn revoke(&mut self, now: Timestamp, user: UserId) {
        self.revoked.insert(user, now);
    }

    /// Whether what was given to the user at this time was revoked since.
    pub(super) fn is_revoked(&self, user: UserId, given: Timestamp) -> bool {
        self.revoked.get(&user).is_some_and(|revoked| given <= *revoked)
    }

    /// The claims of the challenge that a token meets, if it meets one.
    pub(super) fn challenge(&self, access: &Access, writes: bool) -> Option<String> {
        if self.is_revoked(access.user, access.issued) {
            let seconds = self.revoked.get(&access.user)?.millis() / 1000;
            let newer = json!({ "essential": true, "value": seconds.to_string() });
            return Some(json!({ "access_token": { "nbf": newer } }).to_string());
        }
        let demand = self.demand.as_ref().filter(|demand| writes || !demand.writes_only)?;
        (!access.contexts.contains(&demand.context)).then(|| asking_for([&demand.context]))
    }
}

/// The id of the policy that demands multi-factor authentication.
const POLICY: &str = "8b8dc4e0-5b3c-4c4a-9f0e-5c3e5f3a7a10";
