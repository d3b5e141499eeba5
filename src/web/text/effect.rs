//! When a change takes effect.

use std::time::Duration;

use crate::domain::effect::Place;

/// The heading.
pub const HEADING: &str = "When it takes effect";
/// After a grant.
pub const AFTER_GRANT: &str =
    "What was added may seem to be missing until then, to a program that already has a token.";
/// After a revoke.
pub const AFTER_REVOKE: &str = "What was removed may still work until then, for a program that already has a token. If \
                                that is too long, stop the program: nobody can call a token back, not even by deleting \
                                the identity.";
/// Why it takes so long.
pub const WHY: &str = "Azure keeps the tokens of a managed identity for up to 24 hours, one for each API, and there is no \
                       way to renew them earlier. Restarting the program or its resource does not renew them.";
/// Where nobody knows whether anything was changed.
pub const IF_AT_ALL: &str = "This counts from what was sent, if it was carried out at all.";
/// Once it is over.
pub const CERTAIN: &str = "It is in effect. No token from before the change is in use any more.";
/// Where a token can be looked at.
pub const PLACES: &[(Place, &str)] = &[
    (Place::PowerShell, "In a runbook, a function or a shell with the Az modules, on the Azure resource:"),
    (Place::VirtualMachine, "In a shell on a virtual machine:"),
];

/// Until when a token from before the change may still be in use.
pub fn perhaps_not_yet(by: &str, left: Duration) -> String {
    let seconds = left.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("It is certainly in effect by {by}, in {hours}:{minutes:02}:{seconds:02}. Often it is sooner.")
}

/// The name of the part that tells how to look at a token, of this identity where there are several.
pub fn test(api: &str, identity: Option<&str>) -> String {
    match identity {
        Some(identity) => format!("See which permissions of {api} are in the token of {identity} now"),
        None => format!("See which permissions of {api} are in the identity's token now"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_reads_like_a_clock() {
        let said = perhaps_not_yet("2026-11-27 09:00 UTC", Duration::from_secs(23 * 3600 + 4 * 60 + 5));
        assert!(said.contains("in 23:04:05."), "{said}");
    }
}
