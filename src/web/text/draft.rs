//! A change that was shared: composing the change request, and looking at one.

use super::count;
use super::problem::Explanation;
use domain::draft::DraftError;

/// The disclosure that offers to share.
pub const SHARE: &str = "Share as a change request";
/// What sharing is for.
pub const SHARE_WHAT: &str = "Send this request to an administrator with the required role, who reviews it against the \
    current permissions and applies it. Contains IDs and your note, but no tokens or secrets.";
/// The label of the note.
pub const CLAIM: &str = "Requester and reason";
/// What is done with the note.
pub const CLAIM_HINT: &str = "For example, your name and a ticket number. Shown to the approver as unverified text.";
/// The button that copies the link.
pub const COPY_LINK: &str = "Copy link";
/// The button that saves the file.
pub const SAVE: &str = "Save as a file";
/// Where the link is too long.
pub const TOO_LONG: &str = "This change request is too long for a link. Save it as a file and send the file.";
/// The link is on the clipboard.
pub const COPIED: &str = "Link copied.";
/// The browser refused the clipboard.
pub const NOT_COPIED: &str = "The browser didn't allow copying. Save the change request as a file instead.";
/// The file was handed to the browser.
pub const SAVED: &str = "File saved.";
/// The tenant is not known yet, which a change request has to name.
pub const NO_TENANT: &str = "A change request names its tenant, and the tenant couldn't be loaded. Try again.";

/// The heading of the page.
pub const HEADING: &str = "Change request";
/// The heading of the part that opens a file.
pub const OPEN: &str = "Open a change request";
/// What can be opened.
pub const OPEN_LEAD: &str = "Open the file or link that you received. You see what it would change now, and decide. Opening it changes \
     nothing.";
/// The label of the file field.
pub const FILE: &str = "Change request file";
/// Said while the tenant is read.
pub const READING: &str = "Loading the tenant";
/// What the page is for, above a change request.
pub const LEAD: &str = "You've been asked to approve this change. Nothing is applied until you review and apply it.";
/// The heading of what the change request says about itself.
pub const CLAIMS: &str = "Request details";
/// Beside the claim.
pub const CLAIMS_NOT_CHECKED: &str = "Unverified. Confirm with the sender before you apply.";
/// Who made it.
pub const FROM: &str = "Requested by (unverified)";
/// Where nothing is claimed.
pub const NO_REQUESTER: &str = "Not specified";
/// When it was made.
pub const MADE: &str = "Created (sender's clock)";
/// Until when it can be used.
pub const EXPIRES: &str = "Expires";
/// The tenant.
pub const TENANT: &str = "Tenant";
/// The heading of what it would do.
pub const WOULD_DO: &str = "Changes";
/// What the region is, for its refresh button.
pub const REGION: &str = "the changes of this request";
/// Why some rows are not ticked.
pub const NOT_TICKED: &str = "Tier 0 permissions, unrated permissions and removals aren't selected. Select one only if \
    you know why it's needed.";
/// Where nothing is left to do.
pub const NOTHING: &str = "No changes left to apply.";
/// What the button leads to.
pub const REVIEW_NEXT: &str = "Opens the change with the selected items. Nothing is applied until you review it.";
/// The link to open another.
pub const ANOTHER: &str = "Open another change request";

/// Until when the change request that is being shared can be used.
pub fn lasts(until: &str) -> String {
    format!("Expires {until}. Valid in this tenant only.")
}

/// The button that continues with what is ticked.
pub fn take(number: usize) -> String {
    format!("Review {}", count::of(number, "change", "changes"))
}

/// The name of a saved change request.
pub fn file_name(date: &str) -> String {
    format!("bestow-change-request-{date}.json")
}

/// Why a change request is not opened.
pub fn refused(error: &DraftError) -> Explanation {
    match error {
        DraftError::Damaged => Explanation::new(
            "This isn't a change request, or it's damaged.",
            "Ask for the change request again, ideally as a file: links are often cut off when they're copied.",
        ),
        DraftError::NewerVersion => Explanation::new(
            "This change request was created by a newer version of Bestow.",
            "Reload the page. If that doesn't help, ask the site owner to update Bestow.",
        ),
        DraftError::TooLarge => Explanation::new(
            "This is larger than any change request that Bestow creates.",
            "Ask for several smaller change requests.",
        ),
        DraftError::OtherTenant(tenant) => Explanation::new(
            format!("This change request is for another tenant, {tenant}."),
            "Sign in to that tenant and open the change request there.",
        ),
        DraftError::Expired(at) => Explanation::new(
            format!("This change request expired on {}.", at.minute()),
            "Ask for a new change request.",
        ),
        DraftError::FromTheFuture(at) => Explanation::new(
            format!("The creation time of this change request ({}) is in the future.", at.minute()),
            "Check the clock on both devices, then create the change request again.",
        ),
        DraftError::Empty => Explanation::new("This change request is empty.", "Ask for the change request again."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::TenantId;
    use domain::time::Timestamp;

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
