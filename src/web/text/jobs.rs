//! Choosing by a job: the cards, and what is behind them.

use super::count;
use domain::second_half::Purpose;

/// The heading of the cards.
pub const HEADING: &str = "Add by task";
/// The button that moves the focus to the search.
pub const TO_SEARCH: &str = "Search all permissions";
/// The heading of the cards of permission sets.
pub const SETS: &str = "Permission sets";
/// What *From your code* does.
pub const CODE: &str = "Finds the permissions that the calls in a script or program need.";
/// What *Paste a list or script* does.
pub const PASTE: &str = "Finds the names and IDs of permissions and roles in any text.";
/// What *Copy from another identity or application* does.
pub const COPY: &str = "Finds what another identity or application has and this identity doesn't.";
/// What *Add an Azure role* does.
pub const AZURE_ROLE: &str = "Access to subscriptions, resource groups and resources, such as Key Vault.";
/// What *Add to a group* does.
pub const GROUP: &str = "Access that the members of a group have, such as Entra roles and Azure roles.";
/// Over the permissions of a set.
pub const CONTENTS: &str = "Contents";
/// The link to the page of a set.
pub const SET_PAGE: &str = "Open the set";
/// Over what has to be set up after the permissions are granted.
pub const ADDITIONAL: &str = "Additional setup";

/// What has to be set up after the permissions of a set are granted, in a few words.
pub fn setup(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ExchangePowerShell => "Exchange Online",
        Purpose::Mailboxes => "mailbox access",
        Purpose::SelectedSites => "site access",
    }
}

/// What has to be set up, on the card of a set.
pub fn setups(purposes: &[Purpose]) -> Option<String> {
    let names: Vec<&str> = purposes.iter().map(|&purpose| setup(purpose)).collect();
    (!names.is_empty()).then(|| format!("{ADDITIONAL}: {}", names.join(", ")))
}

/// How many of a set were new in the selection.
pub fn added(number: usize) -> String {
    match number {
        0 => "Everything in this set is already selected.".to_owned(),
        number => format!("{} added to the selection.", count::grouped(number)),
    }
}

/// The name of the region with the bar at the bottom of the window.
pub const BAR: &str = "Selection";
/// The button that leads to the details of the selection.
pub const DETAILS: &str = "Details";
/// Beside the highest tier.
pub const HIGHEST_TIER: &str = "Highest tier";
/// The button that passes over the search results.
pub const TO_BAR: &str = "Go to the selection";
/// In the bar, where something is still to be picked.
pub const OPEN_CHOICES: &str = "Not complete. See Details.";

/// How many of the selection have no tier.
pub fn unrated(number: usize) -> String {
    format!("{} not rated", count::grouped(number))
}

/// The permissions that a cmdlet needs.
pub fn cmdlet_needs(cmdlet: &str, permissions: &[String]) -> String {
    format!("{cmdlet} needs {}.", permissions.join(" and "))
}
/// Said while the table of cmdlets is loaded.
pub const CMDLET_READING: &str = "Looking up the cmdlet";
/// Where the facts have no cmdlet of this name.
pub fn cmdlet_unknown(cmdlet: &str) -> String {
    format!("Unknown which permission {cmdlet} needs.")
}
/// What to do then.
pub const CMDLET_UNKNOWN_NEXT: &str = "Check the spelling, or search for what the cmdlet does.";
/// Where an application can't run a cmdlet.
pub fn cmdlet_delegated(cmdlet: &str) -> String {
    format!("{cmdlet} requires a signed-in user. A managed identity can't run it.")
}
/// Where a cmdlet needs no permission of its own.
pub fn cmdlet_needs_nothing(cmdlet: &str) -> String {
    format!("{cmdlet} needs no application permission.")
}
/// Over other permissions with which a cmdlet works.
pub const CMDLET_INSTEAD: &str = "Other permissions that this cmdlet accepts";
/// Where the tenant's APIs don't offer what a cmdlet needs.
pub const CMDLET_NOT_HERE: &str = "This permission isn't available in this tenant.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setup_is_named_once_for_each_service() {
        assert_eq!(setups(&[]), None);
        assert_eq!(
            setups(&[Purpose::Mailboxes, Purpose::SelectedSites]).as_deref(),
            Some("Additional setup: mailbox access, site access")
        );
    }

    #[test]
    fn permissions_of_a_cmdlet_are_a_sentence() {
        assert_eq!(
            cmdlet_needs("Get-MgUser", &["User.ReadBasic.All".to_owned()]),
            "Get-MgUser needs User.ReadBasic.All."
        );
    }
}
