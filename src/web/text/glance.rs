//! The parts of the page of one identity at a glance.

use crate::web::identity_view::Part;

/// The name of the list, for screen readers.
pub const HEADING: &str = "Sections of this page";
/// While a part is being read.
pub const READING: &str = "…";
/// The same, for screen readers.
pub const READING_ALOUD: &str = "loading";
/// A part that could not be read.
pub const NOT_READ: &str = "Couldn't load";
/// A part that needs consent.
pub const NOT_ALLOWED: &str = "Consent required";
/// Azure before it is connected.
pub const NOT_CONNECTED: &str = "Not connected";
/// No sign-in was found.
pub const NO_SIGN_IN: &str = "None found";
/// A log that no one looked for.
pub const LOOK_UP: &str = "Load";
/// Nothing is to be done elsewhere.
pub const NOTHING: &str = "No action required";
/// Something is.
pub const LOOK: &str = "To do";
/// Whether something is to be done is not known: a step cannot be seen from here, or not everything was read.
pub const UNKNOWN: &str = "Unknown";
/// Azure shows none, of those that the signed-in user may read.
pub const NONE_VISIBLE: &str = "None visible";

/// What a part is called.
pub fn name(part: Part) -> &'static str {
    match part {
        Part::DirectoryRoles => "Entra roles",
        Part::AzureRoles => "Azure roles",
        Part::Groups => "Groups",
        Part::Owned => "Owned objects",
        Part::Delegated => "Delegated permissions",
        Part::Elsewhere => "Exchange and SharePoint",
        Part::Control => "Who can use this identity",
        Part::Credentials => "Federated credentials",
        Part::Owners => "Owners",
        Part::SignIns => "Last sign-in",
        Part::Changes => "Audit log",
        Part::Evidence => "Export",
    }
}

/// How many there are; more, where not all could be read.
pub fn count(number: usize, complete: bool) -> String {
    let number = super::count::grouped(number);
    if complete { number } else { format!("{number}+") }
}
