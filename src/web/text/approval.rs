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
/// The heading of the guard where nothing is rated tier 0, but something is not rated at all.
pub const GUARD_UNRATED: &str = "This change gives a permission that nobody has rated";
/// Why the name has to be typed then.
pub const GUARD_UNRATED_MEANS: &str = "An unrated permission is treated as tier 0 until you know what it allows.";
/// Where another identity has the same name.
pub const NAMESAKES: &str = "Another identity has this name or one that looks like it";
/// Where it is not known whether another identity has the name.
pub const NAMESAKES_UNKNOWN: &str = "Bestow couldn't check whether another identity has this name";
/// What to do about either.
pub const NAMESAKES_NEXT: &str = "Compare the object ID, the resource group and the subscription before you approve.";
/// The label of the end of the object ID.
pub const ID_ENDING: &str = "Last 4 characters of the object ID";
/// The heading of what a link or a text filled in.
pub const FILLED_IN: &str = "You didn't select all of these changes yourself";
/// The heading of the confirmation of identities.
pub const WHOSE: &str = "Identities that this change affects";
/// Where the sign-in cannot change anything.
pub const READ_ONLY: &str = "This deployment is read-only. You can't apply changes here.";
/// What to do then.
pub const READ_ONLY_NEXT: &str =
    "Share the selection as a change request, or run the script below with an account that can make the change.";
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

/// What to type beside the name.
pub fn type_ending(name: &str) -> String {
    format!("The object ID of {name} tells it from others of the same name.")
}

/// How many of the changes something else than the user filled in, and what did.
pub fn filled_in(number: usize, by: &[&str]) -> String {
    format!("{}: {}.", count::of(number, "change", "changes"), by.join(", "))
}

/// The box that confirms which identities are meant, where they are not that of the page.
pub fn confirm(names: &[String], page: &str) -> String {
    match names {
        [only] => format!("Yes, change the permissions of {only}, not of {page}"),
        several => format!("Yes, change the permissions of these {} identities", several.len()),
    }
}

/// What is missing or too much, and what to do about it.
pub fn not_approved(why: NotApproved) -> (String, String) {
    match why {
        NotApproved::TooManyChanges(number) => (
            format!("These are {}, and one plan holds at most {MOST_CHANGES}.", count::of(number, "change", "changes")),
            "Take rows out until it fits, apply that, and do the rest in another change.".to_owned(),
        ),
        NotApproved::TierZeroOfSeveral(number) => (
            format!(
                "This gives tier 0 or unrated permissions to {} at once.",
                count::of(number, "identity", "identities")
            ),
            "Take the rows of all but one of them out, and change the others one after the other.".to_owned(),
        ),
        NotApproved::Unsettled(number) => (
            format!("{} you to select what is meant.", count::of(number, "row asks", "rows ask")),
            "Select one of the meanings in the row, or leave the row out.".to_owned(),
        ),
        NotApproved::IdentitiesNotConfirmed(_) => (
            "You haven't confirmed which identities this change affects.".to_owned(),
            "Check the names and object IDs, select the box, then apply.".to_owned(),
        ),
        NotApproved::IdEndingMissing => (
            "The last 4 characters of the object ID don't match.".to_owned(),
            "Compare them with the object ID shown above, then apply.".to_owned(),
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
            NotApproved::Unsettled(1),
            NotApproved::IdentitiesNotConfirmed(2),
            NotApproved::NameMissing,
            NotApproved::IdEndingMissing,
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
