//! A change that was shared: composing the draft, and looking at one.

use super::count;
use super::problem::Explanation;
use crate::domain::draft::DraftError;

/// The disclosure that offers to share.
pub const SHARE: &str = "Share as a draft";
/// What sharing is for.
pub const SHARE_WHAT: &str = "Whoever holds the needed role opens it, sees what it would do by then, and applies it. A draft \
    holds ids and your note, no token and no secret, and writes nothing by itself.";
/// The label of the note.
pub const CLAIM: &str = "From whom, and what for";
/// What is done with the note.
pub const CLAIM_HINT: &str = "A name and a ticket, for example. It is shown as your own words; nothing checks it.";
/// The button that copies the link.
pub const COPY_LINK: &str = "Copy the link";
/// The button that saves the file.
pub const SAVE: &str = "Save as a file";
/// Where the link is too long.
pub const TOO_LONG: &str =
    "This draft is too long for a link, which mail and chats would break. Save it as a file and send that.";
/// The link is on the clipboard.
pub const COPIED: &str = "The link is on the clipboard.";
/// The browser refused the clipboard.
pub const NOT_COPIED: &str = "The browser did not allow copying. Save the draft as a file instead.";
/// The file was handed to the browser.
pub const SAVED: &str = "The file is saved.";
/// The tenant is not known yet, which a draft has to name.
pub const NO_TENANT: &str = "A draft names its tenant, and the tenant could not be read. Try again.";

/// The heading of the page.
pub const HEADING: &str = "A shared draft";
/// The heading of the part that opens a file.
pub const OPEN: &str = "Open a draft";
/// What can be opened.
pub const OPEN_LEAD: &str = "Open the file that somebody sent you, or follow their link. You see what it would change here and \
    now, and decide; opening it changes nothing.";
/// The label of the file field.
pub const FILE: &str = "Draft file";
/// Said while the tenant is read.
pub const READING: &str = "Reading which tenant this is";
/// What the page is for, above a draft.
pub const LEAD: &str = "Somebody proposes this change. Nothing has been done, and nothing will be before you have chosen and \
    reviewed it yourself.";
/// The heading of what the draft says about itself.
pub const CLAIMS: &str = "What the draft says about itself";
/// Beside the claim.
pub const CLAIMS_NOT_CHECKED: &str =
    "These are its maker's words. Anyone can write anything here: ask them before you rely on it.";
/// Who made it.
pub const FROM: &str = "Says it comes from";
/// Where nothing is claimed.
pub const FROM_NOBODY: &str = "It does not say.";
/// When it was made.
pub const MADE: &str = "Made, by its maker's clock";
/// Until when it can be used.
pub const EXPIRES: &str = "Can be used until";
/// The tenant.
pub const TENANT: &str = "For the tenant";
/// The heading of what it would do.
pub const WOULD_DO: &str = "What it would do here and now";
/// What the region is, for its refresh button.
pub const REGION: &str = "what the draft would do";
/// Why some rows are not ticked.
pub const NOT_TICKED: &str =
    "Tier 0 and unrated permissions and removals are not selected. Select one only if you know why it is needed.";
/// Where nothing is left to do.
pub const NOTHING: &str = "Nothing of this is left to change.";
/// What the button leads to.
pub const TAKE_NEXT: &str = "Opens the change with these chosen. Nothing is written before you have reviewed it.";
/// The link to open another.
pub const ANOTHER: &str = "Open another draft";

/// Until when the draft that is being shared can be used.
pub fn lasts(until: &str) -> String {
    format!("It can be used until {until}, in this tenant only.")
}

/// The button that goes on with what is ticked.
pub fn take(number: usize) -> String {
    format!("Go on with {}", count::of(number, "change", "changes"))
}

/// The name of a saved draft.
pub fn file_name(date: &str) -> String {
    format!("bestow-draft-{date}.json")
}

/// Why a draft is not opened.
pub fn refused(error: &DraftError) -> Explanation {
    match error {
        DraftError::Damaged => Explanation::new(
            "This is not a draft, or it was damaged on the way.",
            "Nothing of it is used. Links are often cut off when they are copied: ask for it again, best as a file.",
        ),
        DraftError::NewerVersion => Explanation::new(
            "This draft was made by a newer version of this page.",
            "Reload the page. If that does not help, ask whoever hosts it to update it.",
        ),
        DraftError::TooLarge => Explanation::new(
            "This is larger than any draft that this page makes.",
            "Nothing of it is used. Ask for the change in several drafts.",
        ),
        DraftError::OtherTenant(tenant) => Explanation::new(
            format!("This draft is for another tenant, {tenant}."),
            "Nothing of it is used here. Sign in to that tenant and open it there.",
        ),
        DraftError::Expired(at) => Explanation::new(
            format!("This draft could be used until {}.", at.minute()),
            "Nothing of it is used. Ask for a new one.",
        ),
        DraftError::FromTheFuture(at) => Explanation::new(
            format!("This draft says that it was made at {}, which is still to come.", at.minute()),
            "Nothing of it is used. Set your clock right, or ask its maker to, and make it again.",
        ),
        DraftError::Empty => Explanation::new("This draft asks for nothing.", "Ask for it again."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TenantId;
    use crate::domain::time::Timestamp;

    #[test]
    fn every_refusal_has_its_own_sentence_and_a_next_step() {
        let at = Timestamp::from_millis(0);
        let errors = [
            DraftError::Damaged,
            DraftError::NewerVersion,
            DraftError::TooLarge,
            DraftError::OtherTenant(TenantId::known("66666666-0000-4000-8000-0000000000f1")),
            DraftError::Expired(at),
            DraftError::FromTheFuture(at),
            DraftError::Empty,
        ];
        let said: std::collections::BTreeSet<String> = errors.iter().map(|error| refused(error).what).collect();
        assert_eq!(said.len(), errors.len());
        assert!(errors.iter().all(|error| refused(error).next.ends_with('.')));
    }
}
