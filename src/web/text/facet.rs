//! The further facets of an identity: groups, owners, what it owns, consents, trust, and what happened.

use crate::domain::activity::{AuditEntry, AuditEvent, Initiator, Limit, SignIn};
use crate::domain::apis::KnownApis;
use crate::domain::delegated_grant::{Consent, DelegatedGrant};
use crate::domain::directory_entry::{DirectoryEntry, EntryKind};
use crate::domain::directory_role::DirectoryScope;
use crate::domain::federated_credential::FederatedCredential;
use crate::domain::held_role::{RoleAccess, RolePart, ScopeName, Term, WayIn};
use crate::domain::ids::ObjectId;

/// What a facet says beside its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetWords {
    /// The heading.
    pub heading: &'static str,
    /// What is read again, in the middle of a sentence.
    pub what: &'static str,
    /// Said while it is read.
    pub reading: &'static str,
    /// Where there is nothing.
    pub none: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// The columns.
    pub columns: &'static [&'static str],
}

/// Said while directory roles are read.
pub const READING_ROLES: &str = "Reading its directory roles, and those of its groups";

/// Groups and administrative units.
pub const GROUPS: FacetWords = FacetWords {
    heading: "Groups",
    what: "groups",
    reading: "Reading its groups",
    none: "It is a member of no group and no administrative unit.",
    why: "Also those that it belongs to through other groups. Whatever they may do, it may do.",
    columns: &["Name", "Type", "Object id"],
};

/// Owners.
pub const OWNERS: FacetWords = FacetWords {
    heading: "Owners",
    what: "owners",
    reading: "Reading its owners",
    none: "Nobody owns it, as is usual for a managed identity.",
    why: "Owners can change it in the directory.",
    columns: &["Name", "Type", "Object id"],
};

/// What it owns.
pub const OWNED: FacetWords = FacetWords {
    heading: "What it owns",
    what: "what it owns",
    reading: "Reading what it owns",
    none: "It owns nothing in the directory.",
    why: "Who owns an application can give it credentials and sign in as it.",
    columns: &["Name", "Type", "Object id"],
};

/// Delegated grants.
pub const DELEGATED: FacetWords = FacetWords {
    heading: "Delegated permissions",
    what: "delegated permissions",
    reading: "Reading its delegated permissions",
    none: "Nobody consented to anything in their name, as is usual for a managed identity.",
    why: "A managed identity has no person in front of it and cannot use these. Somebody made them by mistake, or \
          prepares something.",
    columns: &["API", "In the name of", "Permissions"],
};

/// Federated credentials.
pub const CREDENTIALS: FacetWords = FacetWords {
    heading: "Federated credentials",
    what: "federated credentials",
    reading: "Reading whom it trusts",
    none: "The directory lists no other issuer that it trusts: only Azure hands out its tokens.",
    why: "Whoever can get such a token from the issuer is this identity.",
    columns: &["Name", "Issuer", "Subject", "Audience"],
};

/// The audit log.
pub const AUDITS: FacetWords = FacetWords {
    heading: "What was changed, by whom",
    what: "the audit log",
    reading: "Reading the audit log",
    none: "The audit log says nothing about it.",
    why: "From the directory's audit log, newest first.",
    columns: &["When", "What", "By whom", "Outcome"],
};

/// The sign-ins.
pub const SIGN_INS: FacetWords = FacetWords {
    heading: "Last sign-ins",
    what: "sign-ins",
    reading: "Reading its sign-ins",
    none: "No sign-in was found. That alone does not prove that it is not used.",
    why: "From the sign-in log of managed identities, newest first.",
    columns: &["When", "To which API", "Outcome"],
};

/// The button that reads both logs.
pub const READ_LOGS: &str = "Read the logs";

/// Where the names of groups are missing.
pub const NAMES_MISSING: &str = "The names of groups are not shown, because the sign-in does not cover them.";
/// Something whose name may not be read.
pub const NO_NAME: &str = "Name not readable";
/// Where a log does not say something.
pub const NOT_SAID: &str = "Not noted";
/// It succeeded.
pub const SUCCEEDED: &str = "Succeeded";
/// It failed.
pub const FAILED: &str = "Failed";

/// How a directory role arrives.
pub fn way(way: WayIn, access: &RoleAccess) -> String {
    let group = |id: ObjectId| {
        let entry = access.groups.iter().find(|group| group.id == id);
        entry.and_then(|group| group.name.clone()).unwrap_or_else(|| id.to_string())
    };
    match way {
        WayIn::Direct => "Assigned to it".to_owned(),
        WayIn::Group(id) => format!("Through the group {}", group(id)),
        WayIn::SomeGroup => "Through a group".to_owned(),
    }
}

/// For how long a directory role is assigned.
pub fn term(term: Term) -> String {
    match term {
        Term::Permanent => "Until somebody removes it".to_owned(),
        Term::Until { start: Some(start), end } => format!("From {} until {}", start.date(), end.minute()),
        Term::Until { start: None, end } => format!("Until {}", end.minute()),
        Term::NotKnown => "Not known".to_owned(),
    }
}

/// Which part of the directory roles is missing.
pub fn missing_roles(part: RolePart) -> &'static str {
    match part {
        RolePart::Direct => "Roles that are assigned to it could not be read, or not all.",
        RolePart::TimeBound => "Whether roles end by themselves could not be read, or not for all.",
        RolePart::ThroughGroups => "Roles that come through groups could not be read, or not all.",
    }
}

/// Where a directory role counts, with its name where that was read.
pub fn place(scope: &DirectoryScope, access: &RoleAccess) -> String {
    let written = super::identity::place(scope);
    match access.scope_names.get(scope) {
        Some(ScopeName::Named(name)) => format!("{name} ({written})"),
        Some(ScopeName::Gone) => format!("{written}, which does not exist any more"),
        Some(ScopeName::Unread(_)) | None => written,
    }
}

/// An object of the directory, as a row.
pub fn entry(entry: &DirectoryEntry) -> Vec<String> {
    let name = entry.name.clone().unwrap_or_else(|| NO_NAME.to_owned());
    vec![name, kind(&entry.kind), entry.id.to_string()]
}

/// A consent, as a row.
pub fn delegated(grant: &DelegatedGrant, apis: &KnownApis) -> Vec<String> {
    let api = apis.by_id(grant.resource).map_or_else(|| grant.resource.to_string(), |api| api.display_name.clone());
    let whom = match grant.consent {
        Consent::Everybody => "Everybody in the tenant".to_owned(),
        Consent::Person(id) => format!("One person, {id}"),
    };
    vec![api, whom, grant.scopes.join(" ")]
}

/// A trust, as a row.
pub fn credential(credential: &FederatedCredential) -> Vec<String> {
    let FederatedCredential { name, issuer, subject, audiences } = credential.clone();
    vec![name, issuer, subject, audiences.join(" ")]
}

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
pub fn limit(limit: &Limit) -> Option<String> {
    let said = match limit {
        Limit::SevenOrThirtyDays => {
            "Microsoft keeps this log for 7 days, or for 30 days with a premium licence. Older entries are gone."
        }
        Limit::ThirtyDays => "Microsoft keeps this log for 30 days. Older entries are gone.",
        Limit::NewestOnly(number) => return Some(format!("Only the newest {number} entries were read.")),
        Limit::LicenceMissing => "The tenant lacks the licence for this log, so nothing can be known from it.",
        Limit::BetaInterface => "This comes from a beta interface, which Microsoft may change at any time.",
        Limit::Incomplete => "Not all of the log could be read.",
        Limit::RoleMissing | Limit::ScopeMissing(_) => return None,
    };
    Some(said.to_owned())
}

fn kind(kind: &EntryKind) -> String {
    let word = match kind {
        EntryKind::User => "Person",
        EntryKind::Group { role_assignable: Some(true) } => "Group that can carry directory roles",
        EntryKind::Group { .. } => "Group",
        EntryKind::Application => "App registration",
        EntryKind::ServicePrincipal => "Application",
        EntryKind::AdministrativeUnit => "Administrative unit",
        EntryKind::DirectoryRole => "Directory role",
        EntryKind::Other(name) => return name.clone(),
    };
    word.to_owned()
}

fn event(event: &AuditEvent) -> String {
    let app_role = |verb: &str, note: &crate::domain::activity::AppRoleNote| {
        let role = note.value.clone().or_else(|| note.role.map(|id| id.to_string()));
        let role = role.unwrap_or_else(|| "an application permission".to_owned());
        match note.resource_name.clone().or_else(|| note.resource.map(|id| id.to_string())) {
            Some(api) => format!("{verb} {role} of {api}"),
            None => format!("{verb} {role}"),
        }
    };
    let directory_role = |verb: &str, note: &crate::domain::activity::DirectoryRoleNote| {
        let role = note.name.clone().or_else(|| note.role.map(|id| id.to_string()));
        format!("{verb} {}", role.unwrap_or_else(|| "a directory role".to_owned()))
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
    use crate::domain::activity::{AppRoleNote, DirectoryRoleNote};
    use crate::domain::time::Timestamp;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn every_row_fills_the_columns_of_its_facet() {
        let thing = DirectoryEntry { id: ID.parse().unwrap(), kind: EntryKind::User, name: None };
        let consent = Consent::Everybody;
        let grant = DelegatedGrant { resource: ID.parse().unwrap(), consent, scopes: Vec::new() };
        let (name, issuer, subject) = ("a".to_owned(), "b".to_owned(), "c".to_owned());
        let trust = FederatedCredential { name, issuer, subject, audiences: vec!["d".to_owned()] };
        let at = Timestamp::from_millis(0);
        let event = AuditEvent::Other("Update".to_owned());
        let log = AuditEntry { id: String::new(), at, event, by: Initiator::NotSaid, succeeded: false };
        let login = SignIn { at, resource_name: None, error: Some(70021) };
        let rows = [
            (GROUPS, entry(&thing)),
            (OWNERS, entry(&thing)),
            (OWNED, entry(&thing)),
            (DELEGATED, delegated(&grant, &KnownApis::default())),
            (CREDENTIALS, credential(&trust)),
            (AUDITS, audit(&log)),
            (SIGN_INS, sign_in(&login)),
        ];
        for (words, row) in rows {
            assert_eq!(words.columns.len(), row.len(), "{}", words.heading);
        }
    }

    #[test]
    fn the_ways_in_and_the_terms_of_roles_are_told_apart() {
        let group: ObjectId = ID.parse().unwrap();
        let mut access = RoleAccess::pending(ID.parse().unwrap());
        let entry = DirectoryEntry { id: group, kind: EntryKind::Group { role_assignable: Some(true) }, name: None };
        access.groups.push(DirectoryEntry { name: Some("Operators".to_owned()), ..entry });
        let unit = DirectoryScope::AdministrativeUnit(group);
        access.scope_names.insert(unit.clone(), ScopeName::Named("Branch".to_owned()));
        let at = Timestamp::from_millis(0);
        assert_eq!(way(WayIn::Direct, &access), "Assigned to it");
        assert_eq!(way(WayIn::Group(group), &access), "Through the group Operators");
        assert_eq!(way(WayIn::SomeGroup, &access), "Through a group");
        assert_eq!(place(&DirectoryScope::Tenant, &access), "The whole tenant");
        assert_eq!(place(&unit, &access), format!("Branch (Administrative unit {ID})"));
        assert_eq!(term(Term::Permanent), "Until somebody removes it");
        assert_eq!(term(Term::Until { start: None, end: at }), "Until 1970-01-01 00:00 UTC");
        assert_eq!(term(Term::NotKnown), "Not known");
    }

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
        assert_eq!(event(&removed), "Removed a directory role");
    }

    #[test]
    fn a_limit_that_is_a_problem_of_its_own_is_not_said_twice() {
        assert_eq!(limit(&Limit::RoleMissing), None);
        assert_eq!(limit(&Limit::ScopeMissing(Vec::new())), None);
        assert!(limit(&Limit::NewestOnly(20)).is_some_and(|said| said.contains("20")));
    }
}
