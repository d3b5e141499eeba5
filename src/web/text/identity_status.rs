//! The tabs of the page of one identity, and the status lines of its overview.

use crate::web::navigation::identity_view::Tab;

/// The name of the tabs, for screen readers.
pub const TABS: &str = "Sections of this identity";

/// The name of a tab.
pub const fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Overview => "Overview",
        Tab::Permissions => "Permissions",
        Tab::Azure => "Azure",
        Tab::Users => "Who can use it",
        Tab::Activity => "Activity",
    }
}

/// The heading of the status lines.
pub const HEADING: &str = "Status";
/// Whether the identity gets tokens.
pub const SIGN_IN: &str = "Sign-in";
/// It does.
pub const ENABLED: &str = "Enabled";
/// It doesn't.
pub const DISABLED: &str = "Disabled: gets no tokens";
/// Whether permissions are in tokens by now.
pub const LATEST_GRANT: &str = "Latest permission";
/// No permission was granted.
pub const NO_GRANT: &str = "None granted";
/// When permissions were granted is not known.
pub const GRANT_UNKNOWN: &str = "Unknown: not all grants and their times could be loaded";
/// Whether something is to be done in Exchange and SharePoint.
pub const SETUP: &str = "Additional setup";
/// Something is.
pub const TO_DO: &str = "To do in Exchange or SharePoint";
/// Nothing is.
pub const NOTHING_TO_DO: &str = "No action required";
/// Whether something is can't be seen from here, or not everything was read.
pub const SETUP_UNKNOWN: &str = "Unknown: check Exchange and SharePoint";
/// Whether Azure is connected.
pub const AZURE: &str = "Azure";
/// It is not.
pub const AZURE_NOT_CONNECTED: &str = "Not connected: Azure roles are unknown";
/// It couldn't be read.
pub const AZURE_NOT_READ: &str = "Couldn't load: Azure roles are unknown";
/// It was read.
pub const AZURE_READ: &str = "Connected: shows the Azure roles that you can read";
/// The last sign-in.
pub const LAST_SIGN_IN: &str = "Last sign-in";
/// No sign-in was found.
pub const NO_SIGN_IN: &str = "None found in the retention period";
/// The logs were not loaded.
pub const LOGS_NOT_LOADED: &str = "Not loaded: open Activity to load the logs";
/// The logs couldn't be loaded.
pub const LOGS_NOT_READ: &str = "Couldn't load";
/// Something is being read.
pub const LOADING: &str = "Loading";

/// A grant whose effect is certain.
pub fn in_effect(granted: &str) -> String {
    format!("Granted {granted}, in effect")
}

/// A grant that tokens may lack.
pub fn perhaps_not_yet(granted: &str, by: &str) -> String {
    format!("Granted {granted}. Code can have an older token until {by}")
}
