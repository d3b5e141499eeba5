//! What happened to an identity and what it did, and how far that can be known.

use super::ids::{AppRoleId, RoleDefinitionId, ServicePrincipalId};
use super::listing::Listing;
use super::problem::Problem;
use super::scope::Scope;
use super::time::Timestamp;

/// An entry of the directory's audit log that concerns an identity.
///
/// <https://learn.microsoft.com/graph/api/resources/directoryaudit>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The id of the entry.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub event: AuditEvent,
    /// Who did it.
    pub by: Initiator,
    /// Whether it succeeded.
    pub succeeded: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditEvent {
    /// An app role was granted.
    AppRoleGranted(AppRoleNote),
    /// An app role was revoked.
    AppRoleRevoked(AppRoleNote),
    /// A directory role was assigned.
    DirectoryRoleAssigned(DirectoryRoleNote),
    /// A directory role was removed.
    DirectoryRoleRemoved(DirectoryRoleNote),
    /// Something else, in the service's words.
    Other(String),
}

/// What the log notes about an app role. Each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppRoleNote {
    /// The API.
    pub resource: Option<ServicePrincipalId>,
    /// The API's name at the time.
    pub resource_name: Option<String>,
    /// The role.
    pub role: Option<AppRoleId>,
    /// The role's value, such as `User.Read.All`.
    pub value: Option<String>,
}

/// What the log notes about a directory role. Each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryRoleNote {
    /// The role, by its template.
    pub role: Option<RoleDefinitionId>,
    /// Its name at the time.
    pub name: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initiator {
    /// A user, by the name they sign in with or the one they go by.
    Person(String),
    /// An application, by its name.
    Application(String),
    /// The log does not say.
    NotSaid,
}

/// A sign-in of an identity.
///
/// <https://learn.microsoft.com/graph/api/resources/signin>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// When.
    pub at: Timestamp,
    /// To which API, by its name at the time.
    pub resource_name: Option<String>,
    /// The error with which it ended; `None` where it succeeded.
    pub error: Option<u32>,
}

/// What was read of a log, and what limits the knowledge of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntries<T> {
    /// The entries, newest first.
    pub entries: Result<Listing<T>, Problem>,
    /// Why the absence of an entry proves nothing.
    pub limits: Vec<ActivityLimit>,
}

/// What limits the knowledge of what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityLimit {
    /// The service keeps entries for 7 days where the tenant has no premium license, and for 30 days with one. Which
    /// it is does not show in the answer.
    ///
    /// <https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>
    SevenOrThirtyDays,
    /// The service keeps entries for 30 days.
    ThirtyDays,
    /// Only so many of the newest entries were asked for.
    NewestOnly(u16),
    /// The tenant lacks the license: nothing can be known.
    LicenseMissing,
    /// The sign-in does not cover it: nothing is known before these scopes are there.
    ScopeMissing(Vec<Scope>),
    /// The user's roles do not allow it.
    RoleMissing,
    /// The answer comes from an interface that Microsoft may change at any time.
    BetaInterface,
    /// Not all could be read.
    Incomplete,
}

/// The number of days for which every tenant can look back.
const SHORT_RETENTION: std::time::Duration = std::time::Duration::from_secs(8 * 86_400);

impl LogEntries<AuditEntry> {
    /// What the audit log says. An entry that is older than a week shows that the tenant's log goes back for a month.
    pub fn audits(entries: Result<Listing<AuditEntry>, Problem>, now: Timestamp) -> Self {
        let mut limits = limits_of(&entries);
        if let Ok(listing) = &entries {
            let goes_far = listing.items.iter().any(|entry| now.since(entry.at) > SHORT_RETENTION);
            limits.push(if goes_far { ActivityLimit::ThirtyDays } else { ActivityLimit::SevenOrThirtyDays });
        }
        Self { entries, limits }
    }
}

impl LogEntries<SignIn> {
    /// What the sign-in log says of its newest `asked` entries. Only a tenant with a premium license has one, so that
    /// it goes back for 30 days.
    pub fn sign_ins(entries: Result<Listing<SignIn>, Problem>, asked: u16) -> Self {
        let mut limits = limits_of(&entries);
        if let Ok(listing) = &entries {
            limits.push(ActivityLimit::ThirtyDays);
            if listing.items.len() + listing.unreadable >= usize::from(asked) {
                limits.push(ActivityLimit::NewestOnly(asked));
            }
        }
        limits.push(ActivityLimit::BetaInterface);
        Self { entries, limits }
    }
}

fn limits_of<T>(entries: &Result<Listing<T>, Problem>) -> Vec<ActivityLimit> {
    match entries {
        Ok(listing) if listing.is_complete() => Vec::new(),
        Ok(_) => vec![ActivityLimit::Incomplete],
        Err(Problem::LicenseMissing(_)) => vec![ActivityLimit::LicenseMissing],
        Err(Problem::ScopeMissing(scopes)) => vec![ActivityLimit::ScopeMissing(scopes.clone())],
        Err(Problem::Forbidden(_)) => vec![ActivityLimit::RoleMissing],
        Err(_) => vec![ActivityLimit::Incomplete],
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn entry(days: u64) -> AuditEntry {
        AuditEntry {
            id: days.to_string(),
            at: NOW - Duration::from_secs(days * 86_400),
            event: AuditEvent::Other("Update service principal".to_owned()),
            by: Initiator::NotSaid,
            succeeded: true,
        }
    }

    #[test]
    fn an_old_entry_shows_how_far_the_log_goes_back() {
        let limits = |days: u64| LogEntries::audits(Ok(Listing::complete(vec![entry(1), entry(days)])), NOW).limits;
        assert_eq!(limits(6), [ActivityLimit::SevenOrThirtyDays]);
        assert_eq!(limits(20), [ActivityLimit::ThirtyDays]);
    }

    #[test]
    fn what_could_not_be_read_says_why_nothing_is_known() {
        let scopes = vec![Scope::AuditLogReadAll];
        let limits = |problem| LogEntries::audits(Err(problem), NOW).limits;
        assert_eq!(limits(Problem::ScopeMissing(scopes.clone())), [ActivityLimit::ScopeMissing(scopes)]);
        assert_eq!(limits(Problem::Offline), [ActivityLimit::Incomplete]);
    }

    #[test]
    fn sign_ins_beyond_those_asked_for_may_exist() {
        let one = SignIn { at: NOW, resource_name: None, error: None };
        let limits = |asked| LogEntries::sign_ins(Ok(Listing::complete(vec![one.clone()])), asked).limits;
        assert_eq!(limits(2), [ActivityLimit::ThirtyDays, ActivityLimit::BetaInterface]);
        assert_eq!(limits(1), [ActivityLimit::ThirtyDays, ActivityLimit::NewestOnly(1), ActivityLimit::BetaInterface]);
    }
}
