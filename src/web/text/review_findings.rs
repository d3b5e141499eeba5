//! What a review finds.

use super::count;
use super::tenant_review::NOT_SAID;
use crate::domain::activity::{AuditEntry, AuditEvent, Initiator};
use crate::domain::tenant_review::findings::{FindingKind, RECENT_DAYS, UNUSED_DAYS};

/// Findings.
pub const NOTHING_FOUND: &str = "None.";
/// Where none was found while Azure is not connected.
pub const NOTHING_FOUND_WITHOUT_AZURE: &str =
    "None by permissions and directory roles. Azure isn't connected, so Azure roles aren't included.";
/// Where none was found in a review that lacks something that the finding depends on.
pub const NOTHING_FOUND_INCOMPLETE: &str = "Incomplete: none in what was read. What is missing is listed at the top.";
/// The column of what a finding is about.
pub const ABOUT: &str = "What it is about";
/// The column of what to do.
pub const TO_DO: &str = "What to do";
/// Takes things away, after a review.
pub const REVIEW_REMOVAL: &str = "Review the removal";
/// Takes what a finding is about away from all of its identities, after a review.
pub const REVIEW_ALL: &str = "Review the removal from all of them";
/// Opens the identity.
pub const OPEN: &str = "Open";
/// Compares two of one name.
pub const COMPARE: &str = "Compare with its namesake";
/// The heading of the findings that need more than the review.
pub const NEEDS_MORE: &str = "Findings that need more to be read";
/// Reads the sign-ins.
pub const READ_SIGN_INS: &str = "Read the sign-ins";
/// Reads the log.
pub const READ_LOG: &str = "Read the audit log";
/// Said meanwhile.
pub const READING_LOG: &str = "Reading who was given what lately, and by whom";
/// What limits the knowledge of grants.
pub const LOG_LIMIT: &str = "The log goes back for 30 days with a premium licence and for 7 days without one. It tells \
                             directory roles as well, of which the directory does not say since when they are held.";
/// Reads Azure.
pub const READ_AZURE: &str = "Read the Azure resources";
/// Said meanwhile.
pub const READING_SIGN_INS: &str = "Reading when identities signed in last";
/// Said meanwhile.
pub const READING_AZURE: &str = "Reading which Azure resources there are";
/// What limits the knowledge of sign-ins.
pub const SIGN_INS_LIMIT: &str = "From an interface that Microsoft may change at any time, and that may not know every \
                                  managed identity. Where it knows nothing, nothing is claimed.";
/// What limits the knowledge of Azure.
pub const AZURE_LIMIT: &str = "A resource counts as gone where you can see its subscription and Azure lists other \
                               resources of its type, but not this one. Where you may see only a part of a \
                               subscription, what is in the rest of it looks gone as well: make sure before you take \
                               anything away.";
/// Where the same can be seen without connecting Azure here.
pub const AZURE_INSTEAD: &str = "The Azure portal lists all managed identities, each with its resource.";
/// Shows more rows of a finding.
pub const SHOW_ALL: &str = "Show all of them in the list";

/// What a finding is called.
pub fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::TierZero => "Tier 0: can come to rule the tenant",
        FindingKind::WritesAndGivesRoles => "Can give roles, and changes data as well",
        FindingKind::GrantedLately => "Given a permission in the last 30 days",
        FindingKind::BroadBesideScoped => "Limited to selected things in vain",
        FindingKind::LeftOver => "Left over from an API or a role that is gone",
        FindingKind::Twins => "Several identities of one name",
        FindingKind::Logged => "Given something lately, by whom",
        FindingKind::Orphans => "The Azure resource is gone",
        FindingKind::Unused => "Not used any more",
    }
}

/// What a finding means and what to do.
pub fn finding_means(kind: FindingKind) -> String {
    match kind {
        FindingKind::TierZero => "Whoever controls the Azure resource of one of these can take over the tenant. Take \
                                  away what is not needed, and guard the resource like an administrator's account."
            .to_owned(),
        FindingKind::WritesAndGivesRoles => "A program that changes data seldom needs to decide who may do what. \
                                             Give that to an identity of its own."
            .to_owned(),
        FindingKind::GrantedLately => {
            format!(
                "Application permissions of the last {RECENT_DAYS} days. Make sure that somebody asked for each; the identity's page tells who granted it. Directory roles do not say since when they are held."
            )
        }
        FindingKind::BroadBesideScoped => "A permission for everything makes one for selected things pointless. Take \
                                           the broad one away, once what is needed has been opened."
            .to_owned(),
        FindingKind::LeftOver => "These grants do nothing. Take them away, so that they do not come to life with an \
                                  API that is registered again."
            .to_owned(),
        FindingKind::Twins => "A script that looks for the name may meet the wrong one. Tell them apart by id and \
                               resource group."
            .to_owned(),
        FindingKind::Logged => {
            "Application permissions and directory roles that the log says were given, with who gave \
                                them. Ask whoever it was where nobody knows why."
                .to_owned()
        }
        FindingKind::Orphans => "The identity may be left over. Take away what it holds, then delete it where it was \
                                 made."
            .to_owned(),
        FindingKind::Unused => {
            format!("These hold something, and their last sign-in was more than {UNUSED_DAYS} days ago.")
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

/// What was given, when and by whom, as the log says.
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
    format!("Last sign-in on {day}")
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
