//! What this page keeps in the browser.

use super::count;
use crate::web::storage::kept::StoredDataCounts;

/// The heading.
pub const HEADING: &str = "Data stored in this browser";
/// Nothing is kept.
pub const NOTHING: &str = "Nothing except the sign-in, which is removed when you sign out.";
/// What it consists of.
pub const WHAT: &str = "IDs, permission values, outcomes, times, settings and text that you entered. No tokens, and \
    no names from a tenant. An interrupted change is kept for seven days. The sign-in is separate from this data and is \
    removed when you sign out.";
/// Shown while it is counted.
pub const COUNTING: &str = "Counting the stored data";
/// The browser did not delete everything.
pub const NOT_DELETED: &str = "The browser didn't delete everything.";
/// What to do about it.
pub const NOT_DELETED_NEXT: &str =
    "Close the other tabs of this site and try again, or delete this site's data in the browser's settings.";
/// The button that takes it away.
pub const DELETE: &str = "Delete all data stored by Bestow";
/// Asked before it is removed.
pub const DELETE_CONFIRM: &str = "Delete all data that Bestow stored in this browser?";
/// What is lost.
pub const LOST: &str = "Receipts, interrupted changes and permission sets of every user and tenant in this browser \
    are deleted. Changes that you applied stay in the tenants.";
/// The button that does it.
pub const YES: &str = "Delete";
/// The button that does not.
pub const NO: &str = "Cancel";
/// It is done.
pub const DONE: &str =
    "Deleted. Bestow now stores nothing in this browser except the sign-in, which is removed when you sign out.";

/// The browser has no room for the progress of a change.
pub const CANNOT_KEEP_PROGRESS: &str = "Progress can't be saved in this browser.";
/// What that means.
pub const CANNOT_KEEP_PROGRESS_NEXT: &str = "To save progress, free some storage or allow this site to store data, \
    then check again: the browser's storage for this site is full or blocked. Without saved progress, if this tab is \
    closed before the change ends, Bestow can't offer the rest of the change, and you have to check the identity \
    yourself.";
/// The check box to apply without saved progress.
pub const APPLY_ALL_THE_SAME: &str = "Apply without saved progress";
/// The button that looks again.
pub const CHECK_AGAIN: &str = "Check again";
/// The progress of a change that continues is not kept.
pub const PROGRESS_LOST: &str = "The progress of this change isn't saved.";
/// What to do.
pub const PROGRESS_LOST_NEXT: &str = "Keep this tab open until the receipt is shown.";

/// How much of each sort there is.
pub fn counts(kept: StoredDataCounts) -> String {
    let of = |number: usize, one: &str, many: &str| (number > 0).then(|| count::of(number, one, many));
    let parts = [
        of(kept.journals, "interrupted change", "interrupted changes"),
        of(kept.receipts, "receipt", "receipts"),
        of(kept.sets, "permission set", "permission sets"),
        of(kept.selections, "selection", "selections"),
        of(kept.recent, "list of recent identities", "lists of recent identities"),
        of(kept.settings, "setting", "settings"),
    ];
    format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_is_counted() {
        assert_eq!(
            counts(StoredDataCounts { journals: 2, settings: 1, ..StoredDataCounts::default() }),
            "2 interrupted changes, 1 setting."
        );
    }
}
