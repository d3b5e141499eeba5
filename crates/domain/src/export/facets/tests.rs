//! The parts beside the permissions, with hostile names in every text, read back by a strict parser and a validator.

use super::*;
use crate::azure_role::AzureScope;
use crate::change::example::Example;
use crate::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment};
use crate::export::{EvidenceFormat, EvidenceReader, EvidenceSource, EvidenceTenant, IdentityEvidence};
use crate::held_role::{GroupRole, RoleSource as Read};
use crate::hostile_names::HOSTILE_NAMES;
use crate::ids::ObjectId;
use crate::time::Timestamp;

const GROUP: ObjectId = ObjectId::known("88888888-0000-4000-8000-000000000001");

fn sections(name: &str) -> Vec<EvidenceSection> {
    let example = Example::new();
    let text = || name.to_owned();
    let group = DirectoryEntry { id: GROUP, kind: EntryKind::Other(text()), name: Some(text()) };
    let role = crate::well_known::EXCHANGE_ADMINISTRATOR;
    let mut access = RoleAccess::pending(example.identity.id);
    let grant = DirectoryRoleGrant { principal: example.identity.id, role, scope: DirectoryScope::Other(text()) };
    let direct = RoleAssignment { id: "a1".parse().unwrap(), grant, definition: None };
    access.direct = Read::Read(Listing::complete(vec![direct]));
    access.scheduled = Read::Read(Listing::complete(Vec::new()));
    let scope = DirectoryScope::Tenant;
    let through = GroupRole { group: GROUP, id: "a2".parse().unwrap(), role, definition: None, scope };
    access.through_groups = Read::Read(Listing::complete(vec![through]));
    access.groups = vec![group.clone()];
    let azure = AzureRole {
        id: text(),
        principal: GROUP.0,
        role: Guid::ZERO,
        role_name: Some(text()),
        custom: true,
        scope: AzureScope::Other(text()),
        subscription_name: Some(text()),
        created: None,
        conditional: true,
        standing: None,
    };
    let trust = FederatedCredential {
        name: text(),
        issuer: text(),
        subject: text(),
        expression: Some(text()),
        audiences: vec![text(), text()],
    };
    let consent = Consent::Everybody;
    let grant = DelegatedGrant { resource: example.identity.id, consent, scopes: vec![text()] };
    let at = Timestamp::from_millis(1_790_000_000_000);
    let sign_in = SignIn { at, resource_name: Some(text()), error: Some(70_021) };
    let event = AuditEvent::Other(text());
    let changed = AuditEntry { id: text(), at, event, by: Initiator::Person(text()), succeeded: false };
    let limits = [ActivityLimit::ThirtyDays, ActivityLimit::BetaInterface];
    vec![
        EvidenceSection::directory_roles(&access),
        EvidenceSection::azure_roles(&Ok(Listing::complete(vec![azure])), std::slice::from_ref(&group), &[]),
        EvidenceSection::entries(SectionKind::Groups, &Ok(Listing::complete(vec![group]))),
        EvidenceSection::federated_credentials(&Ok(Listing::complete(vec![trust]))),
        EvidenceSection::delegated_grants(&Ok(Listing::complete(vec![grant])), &KnownApis::default()),
        EvidenceSection::sign_ins(&Ok(Listing::complete(vec![sign_in])), &limits),
        EvidenceSection::changes(&Ok(Listing::complete(vec![changed])), &limits),
        EvidenceSection::hosts(&Err(Problem::SignInNeeded)),
    ]
}

fn evidence(name: &str) -> IdentityEvidence {
    let example = Example::new();
    IdentityEvidence {
        source: EvidenceSource::Tenant,
        tenant: EvidenceTenant { id: example.person.tenant.id, name: name.to_owned() },
        read_at: Timestamp::from_millis(1_790_000_000_123),
        read_by: EvidenceReader { id: example.person.id, user_principal_name: name.to_owned() },
        identity: example.identity,
        sections: sections(name),
    }
}

#[test]
fn a_strict_parser_and_a_validator_read_every_part_back() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../docs/export.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE_NAMES {
        let evidence = evidence(name);
        let csv = evidence.write(EvidenceFormat::Csv);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        // The columns; eight entries; and a record of their own for what was not read and for what has limits.
        assert_eq!(records.len(), 1 + 8 + 1 + 3, "{name:?}");
        assert!(records.iter().all(|record| record.len() == 20), "{name:?}");
        let calculated = |field: &str| field.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(!records.iter().any(|record| record.iter().any(calculated)), "{name:?}");
        let document: serde_json::Value = serde_json::from_str(&evidence.write(EvidenceFormat::Json)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name:?}: {errors:?}");
        assert_eq!(document["sections"][3]["entries"][0]["of"], **name);
    }
}

#[test]
fn ways_in_limits_and_what_was_not_read_are_written_down() {
    let document: serde_json::Value = serde_json::from_str(&evidence("lazy").write(EvidenceFormat::Json)).unwrap();
    let part = |at: usize| &document["sections"][at];
    let ways: Vec<_> = part(0)["entries"].as_array().unwrap().iter().map(|it| it["way"].clone()).collect();
    assert!(ways.contains(&serde_json::Value::Null) && ways.contains(&"group lazy".into()), "{ways:?}");
    assert_eq!(part(1)["limits"][0], "as-far-as-the-reader-sees");
    assert_eq!(part(5)["limits"], serde_json::json!(["30-days", "beta-interface"]));
    assert_eq!((&part(7)["reading"], &part(7)["gap"]["reason"]), (&"not-read".into(), &"sign-in-needed".into()));
}
