//! The frame around every page: header, navigation, the notice of an unsent change, pages that do not exist.

use domain::change::wish::Wish;

/// The first element that the keyboard reaches.
pub const SKIP: &str = "Skip to main content";
/// The name of the navigation.
pub const NAVIGATION: &str = "Main navigation";
/// The name of the header's account part.
pub const ACCOUNT: &str = "Account";
/// The link to the list.
pub const IDENTITIES: &str = "Identities";
/// The review of the whole tenant, in the navigation.
pub const REVIEW: &str = "Tenant review";
/// The link to change requests.
pub const DRAFTS: &str = "Change requests";
/// The link to the settings.
pub const SETTINGS: &str = "Settings";
/// The link to the welcome.
pub const START: &str = "Start";
/// The button that begins a sign-in.
pub const SIGN_IN: &str = "Sign in";
/// The button that ends a session.
pub const SIGN_OUT: &str = "Sign out";
/// The button that leaves the sample tenant.
pub const LEAVE_SAMPLE: &str = "Exit sample";
/// Says that nothing here is real.
pub const SAMPLE: &str = "Sample tenant";
/// What the badge means, as a tooltip and for screen readers.
pub const SAMPLE_HINT: &str = "Everything here is made up and stays in this browser. No requests are sent.";
/// Said while a session is being restored.
pub const RESTORING: &str = "Restoring your session";
/// The names above a page, for screen readers.
pub const CRUMBS: &str = "Breadcrumb";

/// The heading of a page that does not exist.
pub const NOT_FOUND: &str = "Page not found";
/// What to do about it.
pub const NOT_FOUND_NEXT: &str = "The address may be incomplete. Search for the identity in the list instead.";
/// The link that continues from there.
pub const TO_IDENTITIES: &str = "Go to Identities";

/// The heading of a page that needs a tenant, while no one is signed in.
pub const SIGNED_OUT: &str = "Sign in to open this page";
/// What happens after that.
pub const SIGNED_OUT_NEXT: &str = "After you sign in, you'll return to this page.";

/// The button that goes back to an unsent change.
pub const DRAFT_CONTINUE: &str = "Continue";
/// The button that throws an unsent change away.
pub const DRAFT_DISCARD: &str = "Discard";
/// The name of the notice, of which there may be several.
pub fn draft_of(identity: &str) -> String {
    format!("Unapplied changes to {identity}")
}

/// Says that a change was begun and not sent.
pub fn draft<'a>(identity: &str, chosen: impl IntoIterator<Item = &'a Wish>) -> String {
    let what = super::change::chosen_summary(chosen);
    format!("Unapplied changes to {identity}: {what}.")
}

/// Says that a change is being applied or is paused.
pub fn draft_applying(identity: &str) -> String {
    format!("The change to {identity} isn't finished.")
}

/// The title of the browser's tab.
pub fn title(page: &str) -> String {
    format!("{page} - {}", super::PRODUCT)
}

/// The address that leads nowhere.
pub fn not_found(address: &str) -> String {
    format!("Bestow has no page with the address “{address}”.")
}
