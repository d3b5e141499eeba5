//! What is written for spreadsheets, documents and programs.

use bestow::domain::export::{Entry, Evidence, Form, Reader, Reading, Section, SectionKind, Source, Tenant};
use bestow::domain::guid::Guid;
use bestow::domain::identity::{IdentityKind, ManagedIdentity};
use bestow::domain::ids::{AppId, ServicePrincipalId, TenantId, UserId};
use bestow::domain::time::Timestamp;
use bestow::domain::visible_text::{is_hidden, visible};
use proptest::collection::vec;
use proptest::prelude::*;

use super::cases;
use super::edits::morsel;

/// A name as a tenant may have it.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![vec(morsel(), 0..6).prop_map(|morsels| morsels.concat()), any::<String>()]
}

/// Evidence in which the texts are these, one after the other.
fn evidence(names: &[String]) -> Evidence {
    let name = |at: usize| names[at % names.len()].clone();
    let entry = Entry { what: name(2), what_id: name(3), of: Some(name(4)), remark: Some(name(5)), ..Entry::default() };
    Evidence {
        source: Source::Tenant,
        tenant: Tenant { id: TenantId(Guid::ZERO), name: name(0) },
        read_at: Timestamp::from_millis(1_790_000_000_123),
        read_by: Reader { id: UserId(Guid::ZERO), user_principal_name: name(1) },
        identity: ManagedIdentity {
            id: ServicePrincipalId(Guid::ZERO),
            app_id: AppId(Guid::ZERO),
            display_name: name(6),
            kind: IdentityKind::Unknown,
            resource: None,
            enabled: true,
            created: None,
        },
        sections: vec![Section {
            kind: SectionKind::Groups,
            reading: Reading::Complete,
            entries: vec![entry],
            limits: Vec::new(),
        }],
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_strict_reader_reads_the_csv_and_a_spreadsheet_calculates_nothing(names in vec(name(), 1..8)) {
        let text = evidence(&names).write(Form::Csv);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(records.len(), 2);
        for cell in records.iter().flat_map(csv::StringRecord::iter) {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
        }
        prop_assert!(records.iter().all(|record| record.len() == 20));
    }

    #[test]
    fn json_is_json_and_says_the_names_as_they_are(names in vec(name(), 1..8)) {
        let text = evidence(&names).write(Form::Json);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&value["tenant"]["name"], &serde_json::Value::from(names[0].clone()));
    }

    #[test]
    fn no_name_makes_markup_of_a_document(names in vec(name(), 1..8)) {
        use pulldown_cmark::{Event, Options, Parser, Tag};
        let text = evidence(&names).write(Form::Markdown);
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
}
