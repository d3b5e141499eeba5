//! What happened to an identity, and what it did: the audit log and the sign-ins.

use domain::activity::{ActivityLimit, AppRoleNote, AuditEntry, AuditEvent, DirectoryRoleNote, Initiator, SignIn};

use super::facet::FacetWords;

/// The audit log.
pub const AUDITS: FacetWords = FacetWords {
    heading: "Audit log",
    what: "the audit log",
    reading: "Loading the audit log",
    none: "No audit log entries for this identity.",
    why: "From the Microsoft Entra audit log, newest first.",
    columns: &["Date", "Activity", "Initiated by (actor)", "Status"],
};

/// The sign-ins.
pub const SIGN_INS: FacetWords = FacetWords {
    heading: "Sign-ins",
    what: "sign-ins",
    reading: "Loading sign-ins",
    none: "No sign-ins in the retention period. The identity may still be in use.",
    why: "From the sign-in log of managed identities, newest first.",
    columns: &["Date", "Resource", "Status"],
};

/// Before the logs were read.
pub const NOT_LOADED: &str = "Unknown: not loaded. To load the logs, open the Activity tab.";

/// Where a log does not say something.
pub const NOT_SAID: &str = "Unknown";
/// It succeeded.
pub const SUCCEEDED: &str = "Succeeded";
/// It failed.
pub const FAILED: &str = "Failed";

/// An entry of the audit log, as a row.
pub fn audit(entry: &AuditEntry) -> Vec<String> {
    let by = match &entry.by {
        Initiator::Person(name) => name.clone(),
        Initiator::Application(name) => format!("{name} (application)"),
        Initiator::NotSaid => NOT_SAID.to_owned(),
    };
    vec![entry.at.minute(), event(&entry.event), by, outcome(entry.succeeded)]
}

/// A sign-in, as a row.
pub fn sign_in(sign_in: &SignIn) -> Vec<String> {
    let to = sign_in.resource_name.clone().unwrap_or_else(|| NOT_SAID.to_owned());
    let outcome = sign_in.error.map_or_else(|| outcome(true), |code| format!("{FAILED} (AADSTS{code})"));
    vec![sign_in.at.minute(), to, outcome]
}

/// What limits the knowledge; nothing where the problem itself is shown.
pub fn limit(limit: &ActivityLimit) -> Option<String> {
    let said = match limit {
        ActivityLimit::SevenOrThirtyDays => {
            "Logs are kept for 7 days, or for 30 days with Microsoft Entra ID P1 or P2."
        }
        ActivityLimit::ThirtyDays => "Logs are kept for 30 days.",
        ActivityLimit::NewestOnly(number) => return Some(format!("Only the newest {number} entries were loaded.")),
        ActivityLimit::LicenseMissing => {
            "This log requires Microsoft Entra ID P1 or P2. The tenant has no such license."
        }
        ActivityLimit::BetaInterface => "Uses a Microsoft Graph beta API that can change without notice.",
        ActivityLimit::Incomplete => "The log couldn't be loaded completely.",
        ActivityLimit::RoleMissing | ActivityLimit::ScopeMissing(_) => return None,
    };
    Some(said.to_owned())
}

fn event(event: &AuditEvent) -> String {
    let app_role = |verb: &str, note: &AppRoleNote| {
        let role = note.value.clone().or_else(|| note.role.map(|id| id.to_string()));
        let role = role.unwrap_or_else(|| "an application permission".to_owned());
        match note.resource_name.clone().or_else(|| note.resource.map(|id| id.to_string())) {
            Some(api) => format!("{verb} {role} of {api}"),
            None => format!("{verb} {role}"),
        }
    };
    let directory_role = |verb: &str, note: &DirectoryRoleNote| {
        let role = note.name.clone().or_else(|| note.role.map(|id| id.to_string()));
        format!("{verb} {}", role.unwrap_or_else(|| "an Entra role".to_owned()))
    };
    match event {
        AuditEvent::AppRoleGranted(note) => app_role("Granted", note),
        AuditEvent::AppRoleRevoked(note) => app_role("Revoked", note),
        AuditEvent::DirectoryRoleAssigned(note) => directory_role("Assigned", note),
        AuditEvent::DirectoryRoleRemoved(note) => directory_role("Removed", note),
        AuditEvent::Other(words) => words.clone(),
    }
}

fn outcome(succeeded: bool) -> String {
    if succeeded { SUCCEEDED } else { FAILED }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_granted_is_named_as_far_as_the_log_notes_it() {
        let named = |value: Option<&str>, api: Option<&str>| {
            let (value, resource_name) = (value.map(str::to_owned), api.map(str::to_owned));
            event(&AuditEvent::AppRoleGranted(AppRoleNote { value, resource_name, ..AppRoleNote::default() }))
        };
        assert_eq!(named(Some("User.Read.All"), Some("Graph")), "Granted User.Read.All of Graph");
        assert_eq!(named(Some("User.Read.All"), None), "Granted User.Read.All");
        assert_eq!(named(None, None), "Granted an application permission");
        let removed = AuditEvent::DirectoryRoleRemoved(DirectoryRoleNote::default());
        assert_eq!(event(&removed), "Removed an Entra role");
    }

    #[test]
    fn a_limit_that_is_a_problem_of_its_own_is_not_said_twice() {
        assert_eq!(limit(&ActivityLimit::RoleMissing), None);
        assert_eq!(limit(&ActivityLimit::ScopeMissing(Vec::new())), None);
        assert!(limit(&ActivityLimit::NewestOnly(20)).is_some_and(|said| said.contains("20")));
    }
}
