//! Short messages at the edge of the screen.

use super::count;

/// The name of the button that closes a message.
pub const CLOSE: &str = "Dismiss";
/// The sign on that button.
pub const CLOSE_SIGN: &str = "✕";
/// The button that opens the review of what would reverse a change.
pub const UNDO: &str = "Undo…";

/// Said when a change has ended, of its first identity and the number of the others. `outcome` is a sentence that counts
/// what became of its steps.
pub fn change_ended(first: &str, others: usize, outcome: &str) -> String {
    match others {
        0 => format!("{first}: {outcome}"),
        others => format!("{first} and {}: {outcome}", count::of(others, "other identity", "other identities")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn change_that_ended_is_named_by_its_identities() {
        assert_eq!(change_ended("shop", 0, "1 added."), "shop: 1 added.");
        assert_eq!(change_ended("shop", 2, "3 added."), "shop and 2 other identities: 3 added.");
    }
}
