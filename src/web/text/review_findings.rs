//! What a review finds.

use super::count;
use super::tenant_review::NOT_SAID;
use domain::activity::{AuditEntry, AuditEvent, Initiator};
use domain::tenant_review::findings::{FindingKind, RECENT_DAYS, UNUSED_DAYS};

/// Findings.
pub const NOTHING_FOUND: &str = "None.";
/// Where none was found while Azure is not connected.
pub const NOTHING_FOUND_WITHOUT_AZURE: &str =
    "None in application permissions and Entra roles. Azure isn't connected, so Azure roles aren't included.";
/// Where none was found in a review that lacks something that the finding depends on.
pub const NOTHING_FOUND_INCOMPLETE: &str = "None in the data that was loaded. The data is incomplete: see the list \
    at the top of the page.";
/// The column of what a finding is about.
pub const ABOUT: &str = "Permissions";
/// The column of what to do.
pub const TO_DO: &str = "Recommendation";
/// Removes permissions, after a review.
pub const REVIEW_REMOVAL: &str = "Remove…";
/// Removes the permissions of a finding from all of its identities, after a review.
pub const REVIEW_ALL: &str = "Remove from all…";
/// Opens the identity.
pub const OPEN: &str = "Open";
/// Compares two of one name.
pub const COMPARE: &str = "Compare with the other identity";
/// The heading of the findings that need more than the review.
pub const NEEDS_MORE: &str = "More checks (need additional access)";
/// Reads the sign-ins.
pub const READ_SIGN_INS: &str = "Load sign-ins";
/// Reads the log.
pub const READ_LOG: &str = "Load the audit log";
/// Said meanwhile.
pub const READING_LOG: &str = "Loading recent grants from the audit log";
/// What limits the knowledge of grants.
pub const LOG_LIMIT: &str = "Logs are kept for 30 days with Microsoft Entra ID P1 or P2, otherwise for 7 days. The log also shows Entra \
     role assignments, whose dates the directory doesn't store.";
/// Reads Azure.
pub const READ_AZURE: &str = "Load Azure resources";
/// Said meanwhile.
pub const READING_SIGN_INS: &str = "Loading last sign-ins";
/// Said meanwhile.
pub const READING_AZURE: &str = "Loading Azure resources";
/// What limits the knowledge of sign-ins.
pub const SIGN_INS_LIMIT: &str = "Uses a beta API that can change and may not include every managed identity. Where it has no data, the result \
     is unknown.";
/// What limits the knowledge of Azure.
pub const AZURE_LIMIT: &str = "The resource wasn't found in a subscription you can read. If you can read only part of a subscription, \
     confirm before you remove anything.";
/// Where the same can be seen without connecting Azure here.
pub const AZURE_INSTEAD: &str = "The Azure portal lists all managed identities with their resources.";
/// Shows more rows of a finding.
pub const SHOW_ALL: &str = "Show all in the list";

/// What a finding is called.
pub fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::TierZero => "Tier 0: can take over the tenant",
        FindingKind::WritesAndGivesRoles => "Can grant permissions and modify data",
        FindingKind::GrantedLately => "Granted in the last 30 days",
        FindingKind::BroadBesideScoped => "Scoped permission overridden by a broader one",
        FindingKind::LeftOver => "Orphaned permissions",
        FindingKind::Twins => "Duplicate names",
        FindingKind::Logged => "Recent grants (audit log)",
        FindingKind::Orphans => "Azure resource deleted",
        FindingKind::Unused => "Unused",
    }
}

/// What a finding means and what to do.
pub fn finding_means(kind: FindingKind) -> String {
    match kind {
        FindingKind::TierZero => "Anyone who controls the Azure resource of one of these identities can take over \
                                  the tenant. Remove what isn't needed, and protect the resource like an \
                                  administrator account."
            .to_owned(),
        FindingKind::WritesAndGivesRoles => "Workloads that modify data rarely need to grant permissions. Use a \
                                             separate identity for that."
            .to_owned(),
        FindingKind::GrantedLately => {
            format!(
                "Application permissions granted in the last {RECENT_DAYS} days. Confirm that each was requested; \
                 the identity's page shows who granted it. Entra role assignments have no date."
            )
        }
        FindingKind::BroadBesideScoped => "The broad permission overrides the scoped one. Remove it after you \
                                           grant the required sites, mailboxes or files."
            .to_owned(),
        FindingKind::LeftOver => "These assignments have no effect. Remove them, so that they don't become active \
                                  if the API is registered again."
            .to_owned(),
        FindingKind::Twins => {
            "Scripts that look up the identity by name can pick the wrong one. Use the object ID.".to_owned()
        }
        FindingKind::Logged => {
            "Application permissions and Entra roles granted according to the log, and who granted them. Confirm \
             unexpected grants with the person who made them."
                .to_owned()
        }
        FindingKind::Orphans => "The identity may be orphaned. Remove its permissions, then delete it where it \
                                 was created."
            .to_owned(),
        FindingKind::Unused => {
            format!("These identities have permissions and last signed in more than {UNUSED_DAYS} days ago.")
        }
    }
}

/// How many were found, and of how many it cannot be told.
pub fn found(number: usize, not_known: usize, incomplete: bool) -> String {
    let mut found = count::of(number, "identity", "identities");
    if incomplete {
        found.push_str(", incomplete");
    }
    if not_known == 0 { found } else { format!("{found}; unknown for {}", count::grouped(not_known)) }
}

/// What was granted, when and by which user, from the log.
pub fn logged(entry: &AuditEntry) -> String {
    let what = match &entry.event {
        AuditEvent::AppRoleGranted(note) | AuditEvent::AppRoleRevoked(note) => {
            let role = note.value.clone().or_else(|| note.role.map(|id| id.to_string())).unwrap_or_default();
            format!("{role} {}", note.resource_name.as_deref().unwrap_or_default())
        }
        AuditEvent::DirectoryRoleAssigned(note) | AuditEvent::DirectoryRoleRemoved(note) => {
            note.name.clone().or_else(|| note.role.map(|id| id.to_string())).unwrap_or_default()
        }
        AuditEvent::Other(words) => words.clone(),
    };
    let by = match &entry.by {
        Initiator::Person(name) | Initiator::Application(name) => name.as_str(),
        Initiator::NotSaid => NOT_SAID,
    };
    format!("{} · {by} · {}", what.trim(), entry.at.date())
}

/// The last sign-in of an identity.
pub fn last_sign_in(day: &str) -> String {
    format!("Last sign-in {day}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_is_not_complete_says_so() {
        assert_eq!(found(0, 0, false), "0 identities");
        assert_eq!(found(0, 0, true), "0 identities, incomplete");
        assert_eq!(found(2, 1_000, true), "2 identities, incomplete; unknown for 1,000");
    }

    #[test]
    fn every_finding_has_a_name_and_a_meaning() {
        let names: std::collections::BTreeSet<&str> = FindingKind::ALL.into_iter().map(finding).collect();
        assert_eq!(names.len(), FindingKind::ALL.len());
        assert!(FindingKind::ALL.into_iter().all(|kind| finding_means(kind).ends_with('.')));
    }
}
