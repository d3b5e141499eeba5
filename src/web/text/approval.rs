//! What is between a review and its being applied: the reason, the typed name, and what is too much for one plan.

use super::count;
use domain::change::approval::{MOST_CHANGES, NotApproved};
use domain::change::reason::LONGEST_REASON;

/// The heading of the part.
pub const HEADING: &str = "Approve";
/// The label of the reason.
pub const REASON: &str = "Justification";
/// Below the justification, where it is optional.
pub const REASON_HINT: &str = "For example, a ticket number. Included in the receipt.";
/// Below the justification, where it is required.
pub const REASON_NEEDED: &str = "Required. Enter a ticket number or a justification. Included in the receipt.";
/// The heading of the guard.
pub const GUARD: &str = "This change can lead to full control of your tenant (tier 0)";
/// Why the name has to be typed.
pub const GUARD_MEANS: &str = "Anyone who controls this identity, its Azure resource or the code that runs there could then take over the \
     tenant.";
/// The heading of the guard where nothing is rated tier 0, but something is not rated at all.
pub const GUARD_UNRATED: &str = "This change grants a permission without a rating";
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
pub const AFFECTED_IDENTITIES: &str = "Identities that this change affects";
/// Where the sign-in cannot change anything.
pub const READ_ONLY: &str = "This deployment is read-only. You can't apply changes here.";
/// What to do then.
pub const READ_ONLY_NEXT: &str =
    "Share the selection as a change request, or run the script below with an account that can make the change.";
/// The label of the typed name.
pub const NAME: &str = "Name of the identity";
/// A click or a key that the user may not have meant.
pub const TOO_SOON: &str =
    "Nothing was sent. The click came too quickly after the window appeared, or was part of a double-click.";
/// What to do about it.
pub const TOO_SOON_NEXT: &str = "Check the change, then select the button again.";

/// What has to be typed.
pub fn type_name(name: &str) -> String {
    format!("Enter {name} to approve.")
}

/// What to type beside the name.
pub fn type_ending(name: &str) -> String {
    format!("The object ID distinguishes {name} from other identities with the same name.")
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
            format!(
                "{} selected. The maximum is {MOST_CHANGES} per operation.",
                count::of(number, "change", "changes")
            ),
            "Clear the check boxes of rows until 50 or fewer are selected. Apply these, then make another change for \
             the rest."
                .to_owned(),
        ),
        NotApproved::TierZeroOfSeveral(number) => (
            format!(
                "This change grants tier 0 or unrated permissions to {} at once.",
                count::of(number, "identity", "identities")
            ),
            "Clear the check boxes of all identities but one. Apply the change, then change the other identities one \
             at a time."
                .to_owned(),
        ),
        NotApproved::Unsettled(number) => (
            format!("{} several possible meanings.", count::of(number, "row has", "rows have")),
            "In each of these rows, select a meaning, or select Leave out.".to_owned(),
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
            "The name doesn't match.".to_owned(),
            "Enter the name exactly as shown (case-sensitive), then apply.".to_owned(),
        ),
        NotApproved::ReasonMissing => {
            ("Justification required.".to_owned(), format!("Enter up to {LONGEST_REASON} characters, then apply."))
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
