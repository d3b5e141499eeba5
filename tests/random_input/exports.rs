//! What is written for spreadsheets, documents and programs.

use domain::apis::KnownApis;
use domain::cloud::Cloud;
use domain::directory_role::DirectoryScope;
use domain::export::{
    EvidenceFormat, EvidenceReader, EvidenceSection, EvidenceSource, EvidenceTenant, IdentityEvidence, SectionKind,
    SectionLine, SectionReading,
};
use domain::guid::Guid;
use domain::identity::{IdentityKind, ManagedIdentity};
use domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use domain::listing::Listing;
use domain::problem::ServiceMessage;
use domain::receipt::{self, Outcome, Receipt, ReceiptEntry};
use domain::script::{Language, Names, Script, ScriptAction, ScriptApi, ScriptStep};
use domain::tenant_review::saved::{self, ReviewOrigin, SavedReview};
use domain::tenant_review::{self, AssignedRole, GrantedAppRole, RolePrincipalKind, TenantReview, table};
use domain::time::Timestamp;
use domain::visible_text::{is_hidden, visible};
use proptest::collection::vec;
use proptest::prelude::*;

use super::cases;
use super::edits::morsel;

/// A name as a tenant may have it.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![vec(morsel(), 0..6).prop_map(|morsels| morsels.concat()), any::<String>()]
}

/// Evidence in which the texts are these, one after the other.
fn evidence(names: &[String]) -> IdentityEvidence {
    let name = |at: usize| names[at % names.len()].clone();
    let entry = SectionLine {
        what: name(2),
        what_id: name(3),
        of: Some(name(4)),
        remark: Some(name(5)),
        ..SectionLine::default()
    };
    IdentityEvidence {
        source: EvidenceSource::Tenant,
        tenant: EvidenceTenant { id: TenantId(Guid::ZERO), name: name(0) },
        read_at: Timestamp::from_millis(1_790_000_000_123),
        read_by: EvidenceReader { id: UserId(Guid::ZERO), user_principal_name: name(1) },
        identity: ManagedIdentity {
            id: ServicePrincipalId(Guid::ZERO),
            app_id: AppId(Guid::ZERO),
            display_name: name(6),
            kind: IdentityKind::Unknown,
            resource: None,
            enabled: true,
            created: None,
        },
        sections: vec![EvidenceSection {
            kind: SectionKind::Groups,
            reading: SectionReading::Complete,
            entries: vec![entry],
            limits: Vec::new(),
        }],
    }
}

/// A review in which the texts are these, one after the other.
pub fn review(names: &[String]) -> TenantReview {
    let name = |at: usize| names[at % names.len()].clone();
    let id = ServicePrincipalId("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
    let identity = |id, at| ManagedIdentity {
        id,
        app_id: AppId(Guid::ZERO),
        display_name: name(at),
        kind: IdentityKind::SystemAssigned,
        resource: None,
        enabled: true,
        created: None,
    };
    let mut reading = tenant_review::TenantReading::default();
    reading.note_identities(Ok(Listing::complete(vec![identity(id, 0), identity(ServicePrincipalId(Guid::ZERO), 1)])));
    let granted =
        GrantedAppRole { resource: ServicePrincipalId(Guid::ZERO), app_role: AppRoleId(Guid::ZERO), created: None };
    reading.note_grants(id, Ok(Listing::complete(vec![(granted, name(2))])));
    reading.note_grants(ServicePrincipalId(Guid::ZERO), Ok(Listing::complete(Vec::new())));
    let role = |scope| AssignedRole {
        principal: id.0,
        kind: RolePrincipalKind::Other,
        name: Some(name(3)),
        role: RoleDefinitionId(Guid::ZERO),
        scope,
    };
    reading.note_roles(Ok(Listing::complete(vec![role(DirectoryScope::Tenant), role(DirectoryScope::Other(name(4)))])));
    reading.note_definitions(Ok(Listing::complete(Vec::new())));
    TenantReview::of(&reading, &KnownApis::default(), Timestamp::from_millis(1_790_000_000_000))
}

/// Who saves a review, called so.
pub fn stamp(name: &str) -> ReviewOrigin {
    ReviewOrigin {
        source: EvidenceSource::Tenant,
        tenant: EvidenceTenant { id: "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap(), name: name.to_owned() },
        read_by: EvidenceReader { id: UserId(Guid::ZERO), user_principal_name: name.to_owned() },
    }
}

/// What a strict reader finds in a file for spreadsheets.
fn records(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().collect::<Result<_, _>>().unwrap()
}

fn is_calculated(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A receipt in which every text is this name.
fn receipt(name: &str) -> Receipt {
    let at = Timestamp::from_millis(1_790_000_000_000);
    let said = ServiceMessage { status: 403, code: name.to_owned(), message: name.to_owned(), request_id: None };
    let change = |outcome| ReceiptEntry {
        is_azure: false,
        deed: receipt::ReceiptAction::Grant,
        identity: ServicePrincipalId(Guid::ZERO),
        identity_name: name.to_owned(),
        role: name.to_owned(),
        role_id: Guid::ZERO.to_string(),
        api: Some(name.to_owned()),
        api_id: None,
        scope: Some(name.to_owned()),
        outcome,
        request_id: Some(name.to_owned()),
    };
    Receipt {
        source: EvidenceSource::Tenant,
        cloud: Cloud::Public,
        tenant: TenantId(Guid::ZERO),
        tenant_name: name.to_owned(),
        person: UserId(Guid::ZERO),
        user_principal_name: name.to_owned(),
        reason: Some(name.to_owned()),
        started: at,
        ended: at,
        changes: vec![change(Outcome::Done(at)), change(Outcome::Refused(said))],
    }
}

/// A change as a script, in which everything is called so.
fn script(name: &str) -> Script {
    let names = Names { identity: name.to_owned(), role: name.to_owned(), api: Some(name.to_owned()) };
    let deeds = [
        ScriptAction::Grant { api: ScriptApi::InTenant(ServicePrincipalId(Guid::ZERO)), role: AppRoleId(Guid::ZERO) },
        ScriptAction::Assign { role: RoleDefinitionId(Guid::ZERO), scope: DirectoryScope::Tenant, hours: None },
    ];
    Script {
        tenant: TenantId(Guid::ZERO),
        cloud: Cloud::Public,
        steps: deeds
            .map(|deed| ScriptStep { principal: ServicePrincipalId(Guid::ZERO), deed, names: names.clone() })
            .into(),
    }
}

/// The lines of a script that aren't comments, for a reader that accepts every kind of line end.
fn code(text: &str, language: Language) -> Vec<&str> {
    let comment = if language == Language::Bicep { "//" } else { "#" };
    let line_ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(line_ends).filter(|line| !line.trim_start().starts_with(comment)).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_strict_reader_reads_the_csv_and_a_spreadsheet_calculates_nothing(names in vec(name(), 1..8)) {
        let text = evidence(&names).write(EvidenceFormat::Csv);
        let records = records(&text);
        prop_assert_eq!(records.len(), 2);
        for cell in records.iter().flat_map(csv::StringRecord::iter) {
            prop_assert!(!is_calculated(cell), "{:?}", cell);
        }
        prop_assert!(records.iter().all(|record| record.len() == 20));
    }

    #[test]
    fn json_is_json_and_says_the_names_as_they_are(names in vec(name(), 1..8)) {
        let text = evidence(&names).write(EvidenceFormat::Json);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&value["tenant"]["name"], &serde_json::Value::from(names[0].clone()));
    }

    #[test]
    fn no_name_makes_markup_of_a_document(names in vec(name(), 1..8)) {
        use pulldown_cmark::{Event, Options, Parser, Tag};
        let text = evidence(&names).write(EvidenceFormat::Markdown);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            prop_assert!(!matches!(event, Event::Html(_) | Event::InlineHtml(_)), "{:?}", event);
            let leads = matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
            prop_assert!(!leads, "{:?}", event);
        }
    }

    #[test]
    fn hidden_characters_are_shown(text in name()) {
        let shown = visible(&text);
        prop_assert!(!shown.chars().any(is_hidden), "{:?}", shown);
    }

    #[test]
    fn a_review_for_spreadsheets_is_read_back_and_calculates_nothing(names in vec(name(), 1..8)) {
        let text = table::write(&review(&names), &stamp(&names[0])).concat();
        let records = records(&text);
        prop_assert_eq!(records.len(), 5, "a heading, three things and an identity that holds nothing");
        prop_assert!(records.iter().all(|record| record.len() == records[0].len()));
        let calculated = records.iter().flat_map(csv::StringRecord::iter).find(|cell| is_calculated(cell));
        prop_assert_eq!(calculated, None);
    }

    #[test]
    fn a_saved_review_says_the_names_as_they_are_and_is_read_back(names in vec(name(), 1..8)) {
        let review = review(&names);
        let text = saved::write(&review, &stamp(&names[0])).concat();
        let saved = SavedReview::read(&text).unwrap();
        prop_assert!(saved.identities.iter().any(|it| it.name == names[0]));
        prop_assert_eq!(saved.identities.len(), review.len());
    }

    #[test]
    fn a_receipt_is_json_and_no_name_makes_markup_of_it(name in name()) {
        use pulldown_cmark::{Event, Options, Parser, Tag};
        let receipt = receipt(&name);
        let value: serde_json::Value = serde_json::from_str(&receipt.json()).unwrap();
        prop_assert_eq!(&value["changes"][1]["refusal"]["message"], &serde_json::Value::from(name.clone()));
        let text = receipt.markdown();
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            let leads = matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
            prop_assert!(!leads && !matches!(event, Event::Html(_) | Event::InlineHtml(_)), "{:?}", event);
        }
    }

    #[test]
    fn nothing_of_a_name_becomes_code(name in name()) {
        for &language in Language::ALL {
            let (hostile, harmless) = (script(&name).write(language), script("x").write(language));
            prop_assert_eq!(code(&hostile.text, language), code(&harmless.text, language), "{:?}", language);
        }
    }
}
