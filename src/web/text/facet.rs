//! What each facet of an identity says beside its rows.

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

#[cfg(test)]
mod tests {
    use crate::web::text::activity::{AUDITS, SIGN_INS, audit, sign_in};
    use crate::web::text::relations::{CREDENTIALS, DELEGATED, GROUPS, OWNED, OWNERS, credential, delegated, entry};
    use domain::activity::{AuditEntry, AuditEvent, Initiator, SignIn};
    use domain::apis::KnownApis;
    use domain::delegated_grant::{Consent, DelegatedGrant};
    use domain::directory_entry::{DirectoryEntry, EntryKind};
    use domain::federated_credential::FederatedCredential;
    use domain::time::Timestamp;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn every_row_fills_the_columns_of_its_facet() {
        let thing = DirectoryEntry { id: ID.parse().unwrap(), kind: EntryKind::User, name: None };
        let consent = Consent::Everybody;
        let grant = DelegatedGrant { resource: ID.parse().unwrap(), consent, scopes: Vec::new() };
        let (name, issuer, subject) = ("a".to_owned(), "b".to_owned(), "c".to_owned());
        let trust = FederatedCredential { name, issuer, subject, expression: None, audiences: vec!["d".to_owned()] };
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
}
