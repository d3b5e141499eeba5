//! Permission sets: those that come with the page, and people's own.

use super::count;
use super::problem::Explanation;
use crate::domain::change::permission_set::PermissionSet;
use crate::domain::sets::{Ends, NotInFile, SetError};

/// The heading of the page.
pub const HEADING: &str = "Permission sets";
/// What a set is.
pub const LEAD: &str =
    "A set is what a usual job needs and no more. Give it to an identity, or check an identity against it.";
/// The label of the search.
pub const SEARCH: &str = "Find a set";
/// What is searched.
pub const SEARCH_HINT: &str = "By name, job or permission";
/// Where no set fits the search.
pub const NO_MATCH: &str = "No set fits this search.";
/// The heading of the person's own sets.
pub const OWN: &str = "Your own";
/// Where they lie.
pub const OWN_WHERE: &str = "Kept in this browser only. Save them as files to share or to keep them.";
/// The link to a new one.
pub const NEW: &str = "New set, or open a file";
/// The groups of those that come with the page, by job.
pub const GROUPS: [(&str, &[PermissionSet]); 5] = [
    ("Microsoft 365", &[PermissionSet::Microsoft365Automation, PermissionSet::AccountClosing]),
    ("Mail and Exchange", &[PermissionSet::MailSending, PermissionSet::ExchangeRecipients]),
    ("Teams and SharePoint", &[PermissionSet::TeamsAutomation, PermissionSet::SharePointSites]),
    (
        "Reports",
        &[
            PermissionSet::DirectoryReports,
            PermissionSet::IdentityGovernanceReports,
            PermissionSet::IntuneReports,
            PermissionSet::CredentialExpiry,
        ],
    ),
    ("Logs and security", &[PermissionSet::LogReading, PermissionSet::AuditFeed, PermissionSet::SecurityMonitoring]),
];
/// The columns of the lists.
pub const NAME: &str = "Set";
/// What it holds, counted.
pub const HOLDS: &str = "Holds";
/// Its most powerful part.
pub const TIER: &str = "Highest tier";
/// What the region is, for its refresh button.
pub const REGION: &str = "the permissions of the sets";
/// Said while their permissions are read.
pub const READING: &str = "Reading what your tenant's APIs say about these permissions";

/// The heading of what one set holds.
pub const CONTENTS: &str = "What it holds";
/// The columns of it.
pub const WHAT: &str = "Permission";
/// How powerful it is.
pub const OWN_TIER: &str = "Tier";
/// What it lets its holder do.
pub const LETS: &str = "What it allows";
/// Beside a permission that the tenant's API does not have.
pub const NOT_HERE: &str = "Not in this tenant: the API is missing, or has no such permission.";
/// Where the set is not in this browser.
pub const GONE: &str = "This set is not in this browser.";
/// What to do then.
pub const GONE_NEXT: &str = "It was deleted, or kept in another browser. Open it from its file.";
/// The link back to all sets.
pub const ALL: &str = "All permission sets";
/// The heading of the part that uses the set.
pub const USE: &str = "Use it";
/// The label of its search.
pub const USE_FOR: &str = "For which identity?";
/// The button that chooses the set for an identity.
pub const ADD: &str = "Add";
/// The link that checks an identity.
pub const CHECK: &str = "Check";
/// The heading of the part that saves the set.
pub const SAVE: &str = "Save as a file";
/// What the forms are for.
pub const SAVE_WHAT: &str =
    "The first form keeps everything. The others are those that scripts and tools of others read.";
/// The button that saves this project's own form.
pub const SAVE_OWN: &str = "As a set";
/// The button that saves the list of app roles.
pub const SAVE_ASSIGNMENTS: &str = "App roles as Id, Name, AppRoleAssignments";
/// The button that saves the names of directory roles.
pub const SAVE_ROLES: &str = "Names of directory roles";
/// The file was handed to the browser.
pub const SAVED: &str = "The file is saved.";
/// Above what a file does not hold.
pub const NOT_IN_FILE: &str = "Not in the file:";
/// The link to an own set with the same content.
pub const COPY: &str = "Make one of your own from it";
/// The disclosure that renames.
pub const RENAME: &str = "Rename";
/// The button that keeps the new name.
pub const KEEP: &str = "Keep";
/// The button that deletes.
pub const DELETE: &str = "Delete…";
/// The question before it.
pub const DELETE_SURE: &str = "Delete this set from this browser?";
/// The button that answers it.
pub const DELETE_YES: &str = "Delete";
/// The button that does not.
pub const DELETE_NO: &str = "Keep it";
/// The button that takes a permission out of an own set.
pub const TAKE_OUT: &str = "Take out";

/// The heading of a set in the making.
pub const NEW_HEADING: &str = "A new permission set";
/// What it can be made of.
pub const NEW_LEAD: &str =
    "Open a file, or come here from what you have chosen for an identity, or from what an identity holds.";
/// The label of the file field.
pub const FILE: &str = "Set file";
/// What can be opened.
pub const FILE_HINT: &str =
    "A set saved here, a list of Id, Name and AppRoleAssignments, or a list of names of directory roles.";
/// The label of the name.
pub const SET_NAME: &str = "Name";
/// The label of the purpose.
pub const SET_PURPOSE: &str = "What it is for";
/// The button that keeps it.
pub const CREATE: &str = "Keep this set";
/// Where a name is missing.
pub const NO_NAME: &str = "Give the set a name of at most 200 characters.";
/// Where nothing is ticked.
pub const NO_CONTENTS: &str = "There is nothing in the set yet.";
/// Where the browser keeps nothing.
pub const NOT_KEPT: &str = "This browser keeps nothing for this page, or its storage is full.";
/// What to do then.
pub const NOT_KEPT_NEXT: &str = "Free some space or allow the page to keep data, then try again.";
/// Above what cannot stand in a set.
pub const LEFT_OUT: &str = "Not in the set, because it means nothing in another tenant or by itself:";
/// Above the directory roles that end on the identity that the set is made of.
pub const ENDS: &str = "These directory roles end by themselves on the identity, or may do so.";
/// What becomes of that, above the choices.
pub const ENDS_NEXT: &str = "A set holds no dates. Choose for how long each is held by whoever is given the set.";
/// The choice before one is made.
pub const CHOOSE_TERM: &str = "Choose for how long";
/// Where it was not made.
pub const NO_TERM: &str = "It is not said for how long a directory role is to be held.";
/// What to do then.
pub const NO_TERM_NEXT: &str = "Choose it above, or take the role out.";

/// When a directory role ends on the identity that the set is made of.
pub fn ends(role: &str, ends: Ends) -> String {
    match ends {
        Ends::At { end, .. } => format!("{role}: until {}", end.minute()),
        Ends::NotKnown => format!("{role}: whether it ends could not be read"),
    }
}

/// The choice of the time for which a role was given to the identity.
pub fn as_given(hours: u16) -> String {
    format!("for {}, as on the identity", count::of(usize::from(hours), "hour", "hours"))
}

/// The link from what is chosen.
pub const FROM_CHOSEN: &str = "Save as a set";
/// The link from an identity.
pub const FROM_IDENTITY: &str = "Save as a set";

/// The label of the list of sets.
pub const SET: &str = "A permission set";
/// The entry of the list before one is chosen.
pub const NONE_YET: &str = "Choose a set";
/// The button that takes a set.
pub const TAKE_SET: &str = "Choose this set";
/// The link to the set that is selected.
pub const LOOK: &str = "What it holds";

/// How many sets are listed.
pub fn number(sets: usize) -> String {
    count::of(sets, "set", "sets")
}

/// How much a set holds.
pub fn holds(app_roles: usize, directory_roles: usize) -> String {
    let app_roles = (app_roles > 0).then(|| count::of(app_roles, "permission", "permissions"));
    let directory_roles =
        (directory_roles > 0).then(|| count::of(directory_roles, "directory role", "directory roles"));
    app_roles.into_iter().chain(directory_roles).collect::<Vec<_>>().join(", ")
}

/// The name of a file with the set, without what browsers and systems do not allow in one.
pub fn file_name(set: &str, form: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_".contains(c) { c } else { '-' };
    let name: String = set.trim().chars().take(60).map(plain).collect();
    format!("{name}{form}.json")
}

/// The name of the button that gives an identity what is in the set.
pub fn add_to(identity: &str) -> String {
    format!("Add to {identity}")
}

/// The name of the link that checks an identity.
pub fn check_it(identity: &str) -> String {
    format!("Check {identity}")
}

/// The name of the button that takes a permission out.
pub fn take_out(what: &str) -> String {
    format!("{TAKE_OUT} {what}")
}

/// Why a file of this form cannot hold something.
pub fn not_in_file(why: NotInFile) -> &'static str {
    match why {
        NotInFile::NoValue => "its value is not known here",
        NotInFile::NoName => "its name is not known here",
        NotInFile::ScopeOrTime => "the form has no place for a scope or a limited time",
        NotInFile::OtherKind => "the form holds things of another kind",
    }
}

/// Why a file is not read as a set, and what to do.
pub fn error(error: &SetError) -> Explanation {
    let (what, next) = match error {
        SetError::TooLarge => ("This file is larger than any set.".to_owned(), "Choose another file."),
        SetError::TooMany => ("This file asks for more than a set holds.".to_owned(), "Divide it into several sets."),
        SetError::NotASet { line, column, found } => (
            format!("This is no permission set: {found}"),
            if *line > 0 && *column > 0 {
                "Correct the file there, or choose another."
            } else {
                "Choose another file."
            },
        ),
        SetError::NewerVersion => (
            "This set was saved by a newer version of this page.".to_owned(),
            "Reload the page. If that does not help, ask whoever hosts it to update it.",
        ),
        SetError::Twice(name) => (format!("“{name}” stands in it twice."), "Remove one of them."),
        SetError::BadName(name) => (
            format!("“{name}” is no name: it is empty, too long, or has characters that cannot be seen."),
            "Correct it in the file.",
        ),
        SetError::ScopeOfATenant(scope) => {
            (format!("“{scope}” exists in one tenant only."), "A set fits every tenant: leave it out.")
        }
        SetError::Empty => ("There is nothing in it.".to_owned(), "Choose another file."),
    };
    Explanation::new(what, next)
}

/// The name of a set.
pub fn name(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::Microsoft365Automation => "Microsoft 365 automation",
        PermissionSet::MailSending => "Sending mail",
        PermissionSet::TeamsAutomation => "Teams automation",
        PermissionSet::SharePointSites => "Chosen SharePoint sites",
        PermissionSet::IntuneReports => "Intune reports",
        PermissionSet::ExchangeRecipients => "Exchange recipients",
        PermissionSet::IdentityGovernanceReports => "Identity governance reports",
        PermissionSet::LogReading => "Reading logs",
        PermissionSet::AuditFeed => "Microsoft 365 audit feed",
        PermissionSet::SecurityMonitoring => "Security monitoring",
        PermissionSet::DirectoryReports => "Directory reports",
        PermissionSet::CredentialExpiry => "Expiry of application credentials",
        PermissionSet::AccountClosing => "Closing accounts",
    }
}

/// What a set is for.
pub fn purpose(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::Microsoft365Automation => {
            "For a runbook that manages users, groups, sites and mailboxes: eight application permissions of Microsoft \
             Graph, SharePoint Online and Exchange Online, and the Exchange Administrator role. It is a powerful set: \
             whoever controls the runbook can act on every user, group and site."
        }
        PermissionSet::MailSending => {
            "For a runbook that sends mail. It may send as anyone in the tenant until its mailboxes are limited in \
             Exchange; the receipt says how."
        }
        PermissionSet::TeamsAutomation => {
            "For creating teams and channels and adding members. It cannot read messages."
        }
        PermissionSet::SharePointSites => {
            "For work in sites that are opened to the identity one by one. Until a site is opened, it reaches none; \
             the receipt says how. It holds for Microsoft Graph and for SharePoint's own interfaces, as PnP uses them."
        }
        PermissionSet::IntuneReports => "For exporting reports of devices, apps and settings. It changes nothing.",
        PermissionSet::ExchangeRecipients => {
            "For managing mailboxes, groups and contacts with Exchange Online PowerShell: an application permission \
             and the Exchange Recipient Administrator role, which is less than Exchange Administrator."
        }
        PermissionSet::IdentityGovernanceReports => {
            "For reading access packages, access reviews, lifecycle workflows and who holds directory roles. It \
             changes nothing."
        }
        PermissionSet::LogReading => "For reading audit logs, sign-ins and usage reports. It changes nothing.",
        PermissionSet::AuditFeed => {
            "For bringing the audit records of Exchange, SharePoint, Entra and Teams into a log store. It changes \
             nothing."
        }
        PermissionSet::SecurityMonitoring => "For reading alerts, incidents and risky users. It changes nothing.",
        PermissionSet::DirectoryReports => {
            "For lists of users, groups and members. Less than reading the whole directory, and often enough."
        }
        PermissionSet::CredentialExpiry => {
            "For warning before secrets and certificates of applications expire. It reads every application and no \
             secret."
        }
        PermissionSet::AccountClosing => {
            "For those who leave: disables accounts, ends sessions, takes groups and licences. It cannot reset a \
             password or delete anyone."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_stands_in_one_group() {
        let grouped: Vec<PermissionSet> = GROUPS.iter().flat_map(|(_, sets)| sets.iter().copied()).collect();
        assert_eq!(grouped.len(), PermissionSet::ALL.len());
        assert!(PermissionSet::ALL.iter().all(|set| grouped.contains(set)));
    }

    #[test]
    fn what_a_set_holds_is_counted() {
        assert_eq!(holds(1, 0), "1 permission");
        assert_eq!(holds(8, 1), "8 permissions, 1 directory role");
    }

    #[test]
    fn a_file_is_named_after_its_set_whatever_that_is_called() {
        assert_eq!(file_name(" Mail & more/..\\x ", ""), "Mail---more----x.json");
        assert_eq!(file_name("", "-roles"), "-roles.json");
    }
}
