//! When a change takes effect.

use std::time::Duration;

/// The heading.
pub const HEADING: &str = "When it takes effect";
/// After a grant.
pub const AFTER_GRANT: &str = "Code that already has a token doesn't see new permissions until the token is renewed.";
/// After a revoke.
pub const AFTER_REVOKE: &str = "Issued tokens can't be revoked: code that has one can use the removed permissions until the token expires. \
     To cut access now, stop the workload. Deleting the identity doesn't help.";
/// Why it takes so long.
pub const WHY: &str = "Azure caches managed identity tokens for up to 24 hours per API. The cache can't be cleared; restarting \
     doesn't help.";
/// After a change of Azure roles.
pub const IN_AZURE: &str = "Azure roles take effect within 10 minutes, without a new token. At a management group, access to \
     data can take hours.";
/// Where it is unknown whether anything was changed.
pub const IF_CHANGED: &str = "If the change was made, this time started when the request was sent.";
/// Once no earlier token is valid.
pub const CERTAIN: &str = "In effect. All earlier tokens have expired.";

/// Until when a token from before the change may still be in use.
pub fn old_token_until(by: &str, left: Duration) -> String {
    let seconds = left.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("Takes effect by {by} at the latest ({hours}:{minutes:02}:{seconds:02} left), often sooner.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remaining_time_is_written_like_a_clock() {
        let said = old_token_until("2026-11-27 09:00 UTC", Duration::from_secs(23 * 3600 + 4 * 60 + 5));
        assert!(said.contains("(23:04:05 left)"), "{said}");
    }
}
