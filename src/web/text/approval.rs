//! What stands between a review and its being applied: the reason, the typed name, and what is too much for one plan.

use super::count;
use crate::domain::change::approval::{LONGEST_REASON, MOST_CHANGES, NotApproved};

/// The heading of the part.
pub const HEADING: &str = "Approve";
/// The label of the reason.
pub const REASON: &str = "Reason";
/// What becomes of a reason that nobody has to give.
pub const REASON_HINT: &str = "A ticket number, or a sentence. It stands in the receipt.";
/// What becomes of a reason that has to be given.
pub const REASON_NEEDED: &str = "Needed for this change. A ticket number, or a sentence. It stands in the receipt.";
/// The heading of the guard.
pub const GUARD: &str = "This change gives away control of your tenant";
/// Why the name has to be typed.
pub const GUARD_MEANS: &str = "Whoever controls this identity, its Azure resource or the code that runs there could afterwards come to rule the tenant.";
/// The label of the typed name.
pub const NAME: &str = "Name of the identity";
/// A click or a key that the person may not have meant.
pub const TOO_SOON: &str = "Nothing was sent: that click came with the window, or as one of two.";
/// What to do about it.
pub const TOO_SOON_NEXT: &str = "Look once more at what it would do, then press the button again.";

/// What has to be typed.
pub fn type_name(name: &str) -> String {
    format!("Type {name} to approve.")
}

/// What is missing or too much, and what to do about it.
pub fn not_approved(why: NotApproved) -> (String, String) {
    match why {
        NotApproved::TooManyChanges(number) => (
            format!("These are {}, and one plan holds at most {MOST_CHANGES}.", count::of(number, "change", "changes")),
            "Take rows out until it fits, apply that, and do the rest in another change.".to_owned(),
        ),
        NotApproved::TierZeroOfSeveral(number) => (
            format!("This gives control of the tenant to {} at once.", count::of(number, "identity", "identities")),
            "Take the rows of all but one of them out, and change the others one after the other.".to_owned(),
        ),
        NotApproved::NameMissing => (
            "The name of the identity has not been typed as it is written.".to_owned(),
            "Type it with the same capitals, then apply.".to_owned(),
        ),
        NotApproved::ReasonMissing => {
            ("A reason is missing.".to_owned(), format!("Give one of up to {LONGEST_REASON} characters, then apply."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_not_being_approved_has_a_next_step() {
        let all = [
            NotApproved::TooManyChanges(51),
            NotApproved::TierZeroOfSeveral(2),
            NotApproved::NameMissing,
            NotApproved::ReasonMissing,
        ];
        let mut seen = std::collections::BTreeSet::new();
        for why in all {
            let (what, next) = not_approved(why);
            assert!(what.ends_with('.') && next.ends_with('.'), "{what} {next}");
            assert!(seen.insert(what));
        }
    }
}
