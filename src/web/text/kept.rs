//! What this page keeps in the browser.

use super::count;
use crate::web::kept::Kept;

/// The heading.
pub const HEADING: &str = "What this browser keeps";
/// Nothing is kept.
pub const NOTHING: &str = "Nothing beyond the sign-in itself, which ends with it.";
/// What it consists of.
pub const WHAT: &str = "Ids, settings and words of your own, no tokens and no names from a tenant. An interrupted change is kept for seven days.";
/// The button that takes it away.
pub const DELETE: &str = "Delete everything this page keeps";
/// Asked before it is taken away.
pub const SURE: &str = "Delete everything this page keeps in this browser?";
/// What is lost.
pub const LOST: &str =
    "Interrupted changes can then not be taken up again. What they did to the tenant stays as it is.";
/// The button that does it.
pub const YES: &str = "Delete it";
/// The button that does not.
pub const NO: &str = "Keep it";
/// It is done.
pub const DONE: &str = "Deleted. This browser keeps nothing of this page any more.";

/// How much of each sort there is.
pub fn counts(kept: Kept) -> String {
    let of = |number: usize, one: &str, many: &str| (number > 0).then(|| count::of(number, one, many));
    let parts = [
        of(kept.journals, "interrupted change", "interrupted changes"),
        of(kept.sets, "permission set", "permission sets"),
        of(kept.selections, "selection", "selections"),
        of(kept.settings, "setting", "settings"),
    ];
    format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_is_counted() {
        assert_eq!(counts(Kept { journals: 2, settings: 1, ..Kept::default() }), "2 interrupted changes, 1 setting.");
    }
}
