//! Permission sets: those that come with the page, and people's own.

use super::count;
use super::problem::Explanation;
use domain::change::permission_set::PermissionSet;
use domain::sets::{OmissionReason, SetError, SourceRoleEnd};

/// The heading of the page.
pub const HEADING: &str = "Permission sets";
/// What a set is.
pub const LEAD: &str = "Reusable least-privilege bundles. Apply a set to an identity or compare an identity with it.";
/// The label of the search.
pub const SEARCH: &str = "Find a set";
/// What is searched.
pub const SEARCH_HINT: &str = "Name, purpose or permission";
/// Where no set fits the search.
pub const NO_MATCH: &str = "No sets match your search.";
/// The heading of the user's own sets.
pub const OWN: &str = "Your sets";
/// Where they are stored.
pub const OWN_WHERE: &str = "Stored in this browser only. Save them as files to share or keep them.";
/// The link to a new one.
pub const NEW: &str = "New set or import";
/// The groups of those that come with the page, by job.
pub const GROUPS: [(&str, &[PermissionSet]); 6] = [
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
    (
        "Logs and security",
        &[
            PermissionSet::LogReading,
            PermissionSet::AuditFeed,
            PermissionSet::SecurityMonitoring,
            PermissionSet::MaesterTests,
        ],
    ),
    ("Databases", &[PermissionSet::AzureSqlServer, PermissionSet::ArcSqlServer]),
];
/// The columns of the lists.
pub const NAME: &str = "Set";
/// The number of its permissions.
pub const HOLDS: &str = "Contents";
/// Its most powerful part.
pub const TIER: &str = "Highest tier";
/// What the region is, for its refresh button.
pub const REGION: &str = "the permissions of the sets";
/// Said while their permissions are read.
pub const READING: &str = "Loading permission details from your tenant's APIs";

/// The heading of what one set contains.
pub const CONTENTS: &str = "Contents";
/// The columns of it.
pub const WHAT: &str = "Permission";
/// How powerful it is.
pub const OWN_TIER: &str = "Tier";
/// The column of the description.
pub const DESCRIPTION: &str = "Description";
/// Beside a permission that the tenant's API does not have.
pub const NOT_HERE: &str = "Not in this tenant: the API is missing, or has no such permission.";
/// Where the set is not in this browser.
pub const GONE: &str = "This set isn't in this browser.";
/// What to do then.
pub const GONE_NEXT: &str = "The set was deleted, or is stored in another browser. Open the set from a file.";
/// The link back to all sets.
pub const ALL: &str = "All permission sets";
/// The heading of the part that uses the set.
pub const USE: &str = "Use this set";
/// The label of its search.
pub const USE_FOR: &str = "Select an identity";
/// The button that chooses the set for an identity.
pub const ADD: &str = "Add";
/// The link that checks an identity.
pub const CHECK: &str = "Compare";
/// The heading of the part that saves the set.
pub const SAVE: &str = "Save as a file";
/// What the forms are for.
pub const SAVE_WHAT: &str = "Bestow format keeps everything. The other formats work with third-party scripts.";
/// The button that saves this project's own form.
pub const SAVE_OWN: &str = "Bestow set";
/// The button that saves the list of app roles.
pub const SAVE_ASSIGNMENTS: &str = "App roles (JSON)";
/// The button that saves the names of directory roles.
pub const SAVE_ROLES: &str = "Entra role names";
/// The file was handed to the browser.
pub const SAVED: &str = "File saved.";
/// Above what a file does not contain.
pub const NOT_IN_FILE: &str = "Not in the file:";
/// The link to an own set with the same content.
pub const COPY: &str = "Duplicate";
/// The disclosure that renames.
pub const RENAME: &str = "Rename";
/// The button that keeps the new name.
pub const KEEP: &str = "Save";
/// The button that deletes.
pub const DELETE: &str = "Delete…";
/// The question before it.
pub const DELETE_CONFIRM: &str = "Delete this set from this browser?";
/// The button that answers it.
pub const DELETE_YES: &str = "Delete";
/// The button that does not.
pub const DELETE_NO: &str = "Cancel";
/// The button that takes a permission out of an own set.
pub const TAKE_OUT: &str = "Remove";

/// The heading of a set in the making.
pub const NEW_HEADING: &str = "New permission set";
/// What it can be made of.
pub const NEW_LEAD: &str = "Open a file, or start from a selection for an identity or from an identity's permissions.";
/// The label of the file field.
pub const FILE: &str = "Set file";
/// What can be opened.
pub const FILE_HINT: &str =
    "A set that Bestow saved, a list of Id, Name and AppRoleAssignments, or a list of Entra role names.";
/// The label of the name.
pub const SET_NAME: &str = "Name";
/// The label of the purpose.
pub const SET_PURPOSE: &str = "Description";
/// The button that keeps it.
pub const CREATE: &str = "Save";
/// Where a name is missing.
pub const NO_NAME: &str = "Enter a name of up to 200 characters.";
/// Where nothing is ticked.
pub const NO_CONTENTS: &str = "The set is empty.";
/// Where the browser keeps nothing.
pub const NOT_KEPT: &str = "This browser blocks storage for this site, or its storage is full.";
/// What to do then.
pub const NOT_KEPT_NEXT: &str = "Free some space or allow storage for this site, then try again.";
/// The heading of what can't be part of a set.
pub const LEFT_OUT: &str = "Not in the set, because it doesn't apply to other tenants or identities:";
/// Above the directory roles that end on the identity that the set is made of.
pub const ENDS: &str = "These Entra roles are, or may be, time-bound on the identity.";
/// What to do about it, above the choices.
pub const ENDS_NEXT: &str = "A set has no dates. Select how long each role is assigned when the set is applied.";
/// The choice before one is made.
pub const CHOOSE_TERM: &str = "Select a duration";
/// Where no duration was selected.
pub const NO_TERM: &str = "An Entra role has no duration.";
/// What to do then.
pub const NO_TERM_NEXT: &str = "Select one above, or remove the role.";

/// When a directory role ends on the identity that the set is made of.
pub fn ends(role: &str, ends: SourceRoleEnd) -> String {
    match ends {
        SourceRoleEnd::At { end, .. } => format!("{role}: ends {}", end.minute()),
        SourceRoleEnd::NotKnown => format!("{role}: end time couldn't be loaded"),
    }
}

/// The choice of the time for which a role was given to the identity.
pub fn same_as_identity(hours: u16) -> String {
    format!("{}, as on the identity", count::of(usize::from(hours), "hour", "hours"))
}

/// The link from what is chosen.
pub const FROM_CHOSEN: &str = "Save as a set";
/// The link from an identity.
pub const FROM_IDENTITY: &str = "Save as a set";

/// The label of the list of sets.
pub const SET: &str = "A permission set";
/// The entry of the list before one is chosen.
pub const NONE_YET: &str = "Select a set";
/// The button that takes a set.
pub const ADD_SET: &str = "Add set";

/// How many sets are listed.
pub fn number(sets: usize) -> String {
    count::of(sets, "set", "sets")
}

/// How much a set contains.
pub fn contents(app_roles: usize, directory_roles: usize) -> String {
    let app_roles = (app_roles > 0).then(|| count::of(app_roles, "permission", "permissions"));
    let directory_roles = (directory_roles > 0).then(|| count::of(directory_roles, "Entra role", "Entra roles"));
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
    format!("Compare with {identity}")
}

/// The name of the button that takes a permission out.
pub fn remove_permission(what: &str) -> String {
    format!("{TAKE_OUT} {what}")
}

/// Why a file of this form cannot contain something.
pub fn not_in_file(why: OmissionReason) -> &'static str {
    match why {
        OmissionReason::NoValue => "value unknown",
        OmissionReason::NoName => "name unknown",
        OmissionReason::ScopeOrTime => "the format doesn't support scopes or time-bound roles",
        OmissionReason::OtherKind => "the format doesn't support this kind of permission",
    }
}

/// Why a file is not read as a set, and what to do.
pub fn error(error: &SetError) -> Explanation {
    let (what, next) = match error {
        SetError::TooLarge => ("This file is too large for a permission set.".to_owned(), "Select another file."),
        SetError::TooMany => {
            ("This file contains more items than a set can have.".to_owned(), "Divide it into several sets.")
        }
        SetError::NotASet { line, column, found } => (
            format!("This isn't a permission set: {found}"),
            if *line > 0 && *column > 0 { "Correct the file, or select another." } else { "Select another file." },
        ),
        SetError::NewerVersion => (
            "This set was saved by a newer version of Bestow.".to_owned(),
            "Reload the page. If that doesn't help, ask the site owner to update Bestow.",
        ),
        SetError::Twice(name) => (format!("“{name}” appears twice."), "Remove one of them."),
        SetError::BadName(name) => (
            format!("“{name}” isn't a valid name: it's empty, too long, or has invisible characters."),
            "Correct it in the file.",
        ),
        SetError::ScopeOfATenant(scope) => (
            format!("“{scope}” exists in one tenant only."),
            "Sets work in every tenant. Remove this scope from the file.",
        ),
        SetError::Empty => ("The set is empty.".to_owned(), "Select another file."),
    };
    Explanation::new(what, next)
}

/// The name of a set.
pub fn name(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::Microsoft365Automation => "Microsoft 365 automation",
        PermissionSet::MailSending => "Send mail",
        PermissionSet::TeamsAutomation => "Teams automation",
        PermissionSet::SharePointSites => "SharePoint: selected sites",
        PermissionSet::IntuneReports => "Intune reports",
        PermissionSet::ExchangeRecipients => "Exchange recipients",
        PermissionSet::IdentityGovernanceReports => "Identity governance reports",
        PermissionSet::LogReading => "Read logs",
        PermissionSet::AuditFeed => "Microsoft 365 audit feed",
        PermissionSet::SecurityMonitoring => "Security monitoring",
        PermissionSet::DirectoryReports => "Directory reports",
        PermissionSet::CredentialExpiry => "App credential expiry report",
        PermissionSet::AccountClosing => "User offboarding",
        PermissionSet::AzureSqlServer => "Azure SQL server identity",
        PermissionSet::ArcSqlServer => "Arc-enabled SQL Server",
        PermissionSet::MaesterTests => "Maester tests",
    }
}

/// What a set is for.
pub fn purpose(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::Microsoft365Automation => {
            "For runbooks that manage users, groups, sites and mailboxes: eight application permissions of \
             Microsoft Graph, SharePoint Online and Exchange Online, and the Exchange Administrator role. Highly \
             privileged: anyone who controls the runbook can act on every user, group and site."
        }
        PermissionSet::MailSending => {
            "For runbooks that send mail. Can send as any user until mailbox access is limited in Exchange; the \
             receipt shows how."
        }
        PermissionSet::TeamsAutomation => "Create teams and channels, and add members. Can't read messages.",
        PermissionSet::SharePointSites => {
            "Access only to sites you grant individually (Sites.Selected), through Microsoft Graph and SharePoint \
             (PnP). The receipt shows how to grant sites."
        }
        PermissionSet::IntuneReports => "Export reports about devices, apps and settings. Read-only.",
        PermissionSet::ExchangeRecipients => {
            "Manage mailboxes, groups and contacts with Exchange Online PowerShell: one application permission \
             and the Exchange Recipient Administrator role, which is less privileged than Exchange Administrator."
        }
        PermissionSet::IdentityGovernanceReports => {
            "Read access packages, access reviews, lifecycle workflows and Entra role assignments. Read-only."
        }
        PermissionSet::LogReading => "Read audit logs, sign-ins and usage reports. Read-only.",
        PermissionSet::AuditFeed => {
            "Collect audit records of Exchange, SharePoint, Entra and Teams for a log store. Read-only."
        }
        PermissionSet::SecurityMonitoring => "Read alerts, incidents and risky users. Read-only.",
        PermissionSet::DirectoryReports => {
            "List users, groups and members. Narrower than reading the whole directory, and often sufficient."
        }
        PermissionSet::CredentialExpiry => {
            "Warn before secrets and certificates of applications expire. Reads all applications, but no secret \
             values."
        }
        PermissionSet::AccountClosing => {
            "Disable accounts, revoke sessions, and remove group memberships and licenses. Can't reset passwords or \
             delete users."
        }
        PermissionSet::AzureSqlServer => {
            "For the server identity of Azure SQL Database, SQL Managed Instance or Azure Synapse: reads users, groups \
             and applications to create logins for them. Use it instead of the Directory Readers role. Read-only."
        }
        PermissionSet::ArcSqlServer => {
            "For the identity of a machine with SQL Server enabled by Azure Arc: reads users, groups and \
             applications to create logins for them. Read-only."
        }
        PermissionSet::MaesterTests => {
            "For a runbook or pipeline that runs the Maester tests for Entra, Intune and Microsoft 365. Read-only. Mail \
             and Teams messages about results need more permissions."
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
        assert_eq!(contents(1, 0), "1 permission");
        assert_eq!(contents(8, 1), "8 permissions, 1 Entra role");
    }

    #[test]
    fn a_file_is_named_after_its_set_whatever_that_is_called() {
        assert_eq!(file_name(" Mail & more/..\\x ", ""), "Mail---more----x.json");
        assert_eq!(file_name("", "-roles"), "-roles.json");
    }
}
