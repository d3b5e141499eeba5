//! Receipts that this browser keeps, and the list of them.

use super::count;
use domain::receipt::retention::{LIFETIME, MOST};

/// The list, in the navigation and as its heading.
pub const ACTIVITY: &str = "Activity";
/// The heading of the table.
pub const RECEIPTS: &str = "Receipts";
/// What the list has, in a tenant.
pub const LEAD: &str = "Changes that you made to this tenant in this browser. Each has a receipt, which you can save \
    as a file, and from which you can undo the change. Changes of other users, browsers and tools are in the audit \
    log.";
/// What the list has, in the sample tenant.
pub const LEAD_SAMPLE: &str =
    "Changes that you made to the sample tenant. Their receipts are deleted when this page is reloaded or closed.";
/// Nothing is there.
pub const NONE: &str = "No changes yet.";
/// Shown while the browser's database is read.
pub const READING: &str = "Reading the receipts of this browser";
/// Shown while names are looked up.
pub const LOOKING_UP: &str = "Looking up names";
/// What is looked up, for its refresh button.
pub const NAMES: &str = "the names";
/// The browser keeps no database for this page.
pub const UNAVAILABLE: &str = "This browser doesn't keep receipts.";
/// What to do about it.
pub const UNAVAILABLE_NEXT: &str = "Save the receipts of this tab as files: they're shown until you close the tab. The \
    browser blocks storage for this site, or this is a private window without storage.";
/// The setting says that receipts are not kept.
pub const OFF: &str = "Receipts aren't kept in this browser.";
/// What to do about it.
pub const OFF_NEXT: &str = "Save the receipts of this tab as files, or turn on the setting that keeps receipts. \
    Receipts of this tab are shown until you close the tab.";
/// The link to the setting.
pub const TO_SETTING: &str = "Open settings";
/// Receipts of a later version.
pub fn newer(number: usize) -> String {
    format!(
        "A later version of Bestow wrote {}. Open that version to see {}.",
        count::of(number, "receipt in this browser", "receipts in this browser"),
        if number == 1 { "it" } else { "them" }
    )
}

/// Receipts that are removed soon.
pub fn soon(number: usize) -> String {
    format!("{} removed soon.", count::of(number, "receipt is", "receipts are"))
}
/// Why, and what to do.
pub fn soon_next(oldest: &str) -> String {
    format!("{} The oldest is from {oldest}. Save what you need as a file.", limits())
}
/// How long receipts are kept.
pub fn limits() -> String {
    format!("Receipts are kept for {} days, but not more than {MOST} receipts.", LIFETIME.as_secs() / 86_400)
}
/// The button that saves all receipts.
pub const SAVE_ALL: &str = "Save all as JSON";
/// The columns of the list.
pub const COLUMNS: [&str; 4] = ["Started", "Identities", "Result", "Kept until"];
/// The column of the end, where nothing is kept.
pub const NOT_KEPT: &str = "Not kept";
/// Removal has been announced.
pub fn removed_soon(until: &str) -> String {
    format!("{until}, removed soon")
}
/// The mark of a receipt without a proof.
pub const UNPROVEN_BADGE: &str = "Not proven";
/// The mark of a change that did not come to its end.
pub const UNFINISHED_BADGE: &str = "Interrupted";
/// The mark of a change that continues in this tab.
pub const APPLYING_BADGE: &str = "In progress";

/// The heading of a receipt, while nothing is known of it.
pub const RECEIPT: &str = "Receipt";
/// The heading of a receipt.
pub fn heading(first: &str, others: usize) -> String {
    match others {
        0 => format!("Receipt for {first}"),
        others => format!("Receipt for {first} and {}", count::of(others, "other identity", "other identities")),
    }
}
/// There is no such receipt.
pub const NOT_FOUND: &str = "Receipt not found in this browser.";
/// Why that may be.
pub const NOT_FOUND_NEXT: &str = "The receipt may have expired, or was created in another browser, by another user \
    or in another tenant. The audit log of the identity shows the change.";
/// The link to the list.
pub const TO_ACTIVITY: &str = "Show activity";

/// A receipt without a proof.
pub const UNPROVEN: &str = "This receipt isn't proven.";
/// What that means.
pub const UNPROVEN_NEXT: &str = "This browser can't prove that it wrote the receipt, so its contents may be false. \
    The audit log of the identity shows what was really changed. Undo opens a change request.";
/// Where such a change request says that it comes from.
pub const UNPROVEN_CLAIM: &str = "Created from a receipt in this browser's storage that isn't proven.";
/// A change that did not come to its end.
pub const UNFINISHED: &str = "This change was interrupted before it ended.";
/// What to do about it.
pub const UNFINISHED_NEXT: &str =
    "Open the identity to see its current permissions. Requests without a response are shown as unknown.";
/// A change that continues in this tab.
pub const APPLYING: &str = "This change is still being applied.";
/// The link to its progress.
pub const TO_PROGRESS: &str = "Show progress";
/// The identities of a stored receipt could not be looked up.
pub const FINISH_FIRST: &str = "A change to the same identity is being applied. Finish that change first.";

/// Until when a receipt is kept.
pub fn kept_until(until: &str) -> String {
    format!(
        "This browser keeps the receipt until {until}, without names and without the justification. The receipt is \
         listed under Activity."
    )
}
/// The receipt is being written.
pub const KEEPING: &str = "Saving the receipt in this browser";
/// The receipt is not kept by the setting.
pub const NOT_KEPT_BY_SETTING: &str =
    "Keeping receipts is turned off: this receipt is deleted when you close this tab. Save it as a file.";
/// The browser did not take the receipt.
pub const KEEP_FAILED: &str = "This browser couldn't save the receipt.";
/// What to do about it.
pub const KEEP_FAILED_NEXT: &str = "Save the receipt as a file now: it's deleted when you close this tab. The \
    browser's storage for this site is full or blocked.";
/// A receipt of the sample tenant.
pub const KEPT_SAMPLE: &str = "Receipts of the sample tenant are deleted when this page is reloaded.";

/// The heading on the page of an identity.
pub const OF_IDENTITY: &str = "Activity in this browser";
/// No change to this identity was made here.
pub const NONE_OF_IDENTITY: &str = "You made no changes to this identity in this browser.";

/// The setting.
pub const SETTING: &str = "Keep receipts in this browser";
/// What the setting is about.
pub fn setting_means() -> String {
    format!(
        "{} A receipt has IDs, permission values, outcomes, times and request IDs, but no names, and is shown only \
         to you.",
        limits()
    )
}
/// Asked before receipts are removed by the setting.
pub fn turn_off(number: usize) -> String {
    format!("Stop keeping receipts and delete {}?", count::of(number, "receipt", "receipts"))
}
/// What is lost.
pub const TURN_OFF_NEXT: &str =
    "Receipts are deleted for every user and tenant of this browser. Changes that you applied stay in the tenants.";
/// The button that does it.
pub const YES: &str = "Stop and delete";
/// The button that does not.
pub const NO: &str = "Keep receipts";
/// The browser did not remember the setting.
pub const SETTING_FAILED: &str = "The browser didn't save this setting: its storage for this site is full or blocked.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_whose_receipt_it_is() {
        assert_eq!(heading("lazy", 0), "Receipt for lazy");
        assert_eq!(heading("lazy", 1), "Receipt for lazy and 1 other identity");
        assert_eq!(heading("lazy", 2), "Receipt for lazy and 2 other identities");
    }

    #[test]
    fn the_limits_are_those_by_which_receipts_are_removed() {
        assert_eq!(limits(), "Receipts are kept for 90 days, but not more than 200 receipts.");
        assert_eq!(soon(1), "1 receipt is removed soon.");
    }
}
