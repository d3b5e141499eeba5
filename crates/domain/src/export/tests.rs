//! What is exported is read back: by a strict reader of CSV, a validator of JSON and a reader of Markdown.

use super::*;
use crate::access::Held;
use crate::change::example::Example;
use crate::held_role::{RoleAccess, RoleSource};
use crate::hostile_names::HOSTILE_NAMES;
use crate::listing::Listing;
use crate::problem::{Problem, ServiceMessage};
use crate::scope::Scope;
use crate::time::Timestamp;
use crate::visible_text::visible;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH};

/// Evidence in which every text is this name.
fn evidence(name: &str) -> IdentityEvidence {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.Read.All");
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    example.identity.display_name = name.to_owned();
    let said = ServiceMessage { status: 403, code: name.to_owned(), message: name.to_owned(), request_id: None };
    let named = SectionLine {
        what: name.to_owned(),
        what_id: name.to_owned(),
        of: Some(name.to_owned()),
        scope: Some(name.to_owned()),
        way: Some(name.to_owned()),
        since: Some(Timestamp::from_millis(1_700_000_000_000)),
        remark: Some(name.to_owned()),
        ..SectionLine::default()
    };
    IdentityEvidence {
        source: EvidenceSource::Tenant,
        tenant: EvidenceTenant { id: example.person.tenant.id, name: name.to_owned() },
        read_at: Timestamp::from_millis(1_790_000_000_123),
        read_by: EvidenceReader { id: example.person.id, user_principal_name: name.to_owned() },
        identity: example.identity.clone(),
        sections: vec![
            EvidenceSection::app_roles(&example.held.app_roles, &example.apis),
            EvidenceSection::directory_roles(&access(&example.held)),
            EvidenceSection::not_asked(SectionKind::AzureRoles),
            EvidenceSection {
                kind: SectionKind::Groups,
                reading: SectionReading::Partial(Gap::from(&Problem::Forbidden(said))),
                entries: vec![named],
                limits: vec![CoverageLimit::ThirtyDays],
            },
        ],
    }
}

/// The roles that are assigned, none of them through a group.
fn access(held: &Held) -> RoleAccess {
    let mut access = RoleAccess::pending(Example::new().identity.id);
    access.direct = held.directory_roles.clone().into();
    access.scheduled = RoleSource::Read(Listing::complete(Vec::new()));
    access.through_groups = RoleSource::Read(Listing::complete(Vec::new()));
    access
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_strict_parser_reads_the_csv_back() {
    for name in HOSTILE_NAMES {
        let text = evidence(name).write(EvidenceFormat::Csv);
        let records = records(&text);
        // The columns, an app role, an Entra role, a part that no one asked for, and a gap with one entry.
        assert_eq!(records.len(), 6, "{name:?}");
        let group = &records[5];
        for column in [2, 4, 6, 10, 11, 12, 15, 16, 19] {
            let shown = group[column].strip_prefix('\'').filter(|_| !name.starts_with('\'')).unwrap_or(&group[column]);
            assert_eq!(shown, visible(name), "column {column} of {name:?}");
        }
        assert!(records.iter().all(|record| record.len() == 20));
    }
}

#[test]
fn no_field_of_the_csv_is_calculated() {
    for name in HOSTILE_NAMES {
        for field in records(&evidence(name).write(EvidenceFormat::Csv)).iter().flatten() {
            let first = field.trim_start().chars().next().unwrap_or('x');
            assert!(!"=+-@＝＋－＠\t\r\n\0".contains(first), "{field:?} of {name:?}");
        }
    }
}

#[test]
fn every_record_of_the_csv_ends_with_a_carriage_return_and_a_line_feed() {
    let text = evidence("lazy").write(EvidenceFormat::Csv);
    assert!(text.ends_with("\"\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\"\r\n").count());
    assert!(text.starts_with("\u{feff}\"source\",\"tenant id\","));
}

#[test]
fn a_validator_accepts_the_json_and_finds_the_names_unchanged() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../../../docs/export.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE_NAMES {
        let document: serde_json::Value = serde_json::from_str(&evidence(name).write(EvidenceFormat::Json)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name:?}: {errors:?}");
        assert_eq!(document["identity"]["name"], **name);
        assert_eq!(document["sections"][3]["entries"][0]["what"], **name);
    }
}

#[test]
fn the_schema_refuses_what_it_does_not_describe() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../../../docs/export.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let sound: serde_json::Value = serde_json::from_str(&evidence("lazy").write(EvidenceFormat::Json)).unwrap();
    assert!(validator.is_valid(&sound));
    for (pointer, value) in [
        ("/version", serde_json::json!(2)),
        ("/readAt", serde_json::json!("yesterday")),
        ("/identity/id", serde_json::json!("lazy")),
        ("/sections/3/gap", serde_json::Value::Null),
        ("/sections/0/section", serde_json::json!("secrets")),
        ("/sections/0/entries/0", serde_json::json!({})),
    ] {
        let mut broken = sound.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn the_schema_knows_every_section_and_every_reason() {
    let schema = include_str!("../../../../docs/export.schema.json");
    for kind in SectionKind::ALL {
        assert!(schema.contains(&format!("\"{}\"", kind.word())), "{kind:?}");
    }
    let said = ServiceMessage { status: 400, code: String::new(), message: String::new(), request_id: None };
    for problem in [
        Problem::ScopeMissing(vec![Scope::AuditLogReadAll]),
        Problem::Forbidden(said.clone()),
        Problem::LicenseMissing(said.clone()),
        Problem::NotFound(said.clone()),
        Problem::SignInNeeded,
        Problem::Offline,
        Problem::Unreachable,
        Problem::Throttled(std::time::Duration::from_secs(7)),
        Problem::Unavailable(said.clone()),
        Problem::Refused(said),
        Problem::Stopped,
        Problem::Unreadable("a page"),
    ] {
        let gap = Gap::from(&problem);
        assert!(schema.contains(&format!("\"{}\"", gap.reason)), "{problem}");
    }
}

#[test]
fn the_markdown_has_the_same_shape_whatever_the_names_are() {
    let shape = |text: &str| {
        use pulldown_cmark::{Event, Options, Parser};
        let events = Parser::new_ext(text, Options::all());
        let kept = events.filter(|event| !matches!(event, Event::Text(_)));
        kept.map(|event| format!("{event:?}").chars().take(24).collect::<String>()).collect::<Vec<_>>()
    };
    // The one id that is a name is code, or text where it cannot be code; the test looks at everything else.
    let write = |name: &str| {
        let mut evidence = evidence(name);
        evidence.sections[3].entries[0].what_id = String::new();
        evidence.write(EvidenceFormat::Markdown)
    };
    let ordinary = shape(&write("lazy"));
    for name in HOSTILE_NAMES {
        assert_eq!(shape(&write(name)), ordinary, "{name:?}");
    }
}

#[test]
fn what_could_not_be_read_is_in_every_form() {
    let mut evidence = evidence("lazy");
    let held = Held {
        app_roles: Err(Problem::ScopeMissing(vec![Scope::ApplicationReadAll])),
        directory_roles: Err(Problem::Offline),
        azure_roles: crate::access::AzureReadings::default(),
        memberships: Err(Held::MEMBERSHIPS_NOT_READ),
    };
    evidence.sections = vec![
        EvidenceSection::app_roles(&held.app_roles, &Default::default()),
        EvidenceSection::directory_roles(&access(&held)),
    ];
    for &form in EvidenceFormat::ALL {
        let text = evidence.write(form);
        assert!(text.contains("scope-missing") && text.contains("Application.Read.All"), "{form:?}: {text}");
        assert!(text.contains("offline"), "{form:?}: {text}");
    }
}

#[test]
fn the_sample_tenant_says_so_in_every_form() {
    let mut evidence = evidence("lazy");
    evidence.source = EvidenceSource::Sample;
    for &form in EvidenceFormat::ALL {
        assert!(evidence.write(form).to_lowercase().contains("sample"), "{form:?}");
    }
}
