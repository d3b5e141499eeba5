//! When a change takes effect.

use std::time::Duration;

use domain::effect::Place;

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
/// Where no one knows whether anything was changed.
pub const IF_AT_ALL: &str = "This counts from the time of sending, if the change was made at all.";
/// Once it is over.
pub const CERTAIN: &str = "In effect. All earlier tokens have expired.";
/// Where a token can be looked at.
pub const PLACES: &[(Place, &str)] = &[
    (Place::PowerShell, "In a runbook, function or shell with the Az modules, on the Azure resource:"),
    (Place::VirtualMachine, "In a shell on a virtual machine:"),
];

/// Until when a token from before the change may still be in use.
pub fn perhaps_not_yet(by: &str, left: Duration) -> String {
    let seconds = left.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("Takes effect by {by} at the latest ({hours}:{minutes:02}:{seconds:02} left), often sooner.")
}

/// The name of the part that tells how to look at a token, of this identity where there are several.
pub fn test(api: &str, identity: Option<&str>) -> String {
    match identity {
        Some(identity) => format!("Check the roles in the current {api} token of {identity}"),
        None => format!("Check the roles in the identity's current {api} token"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_reads_like_a_clock() {
        let said = perhaps_not_yet("2026-11-27 09:00 UTC", Duration::from_secs(23 * 3600 + 4 * 60 + 5));
        assert!(said.contains("(23:04:05 left)"), "{said}");
    }
}
