//! What is saved is read back, and held to its schema.

use super::*;
use crate::export::{EvidenceReader, EvidenceSource, EvidenceTenant};
use crate::hostile_names::HOSTILE_NAMES;
use crate::problem::{Problem, ServiceMessage};
use crate::tenant_review::TenantReview;
use crate::tenant_review::{TenantReading, example};

const TENANT: TenantId = TenantId::known("66666666-0000-4000-8000-0000000000f1");

pub fn stamp(name: &str) -> ReviewOrigin {
    ReviewOrigin {
        source: EvidenceSource::Tenant,
        tenant: EvidenceTenant { id: TENANT, name: name.to_owned() },
        read_by: EvidenceReader {
            id: "55555555-0000-4000-8000-0000000000e1".parse().unwrap(),
            user_principal_name: name.to_owned(),
        },
    }
}

fn text(review: &TenantReview) -> String {
    write(review, &stamp("Halden")).concat()
}

fn with_gaps() -> TenantReview {
    let said = ServiceMessage { status: 503, code: "x".to_owned(), message: "busy".to_owned(), request_id: None };
    let mut reading: TenantReading = example::reading();
    reading.note_grants(example::ARCHIVE, Err(Problem::Unavailable(said)));
    reading.note_roles(Err(Problem::Offline));
    TenantReview::of(&reading, &example::apis(), example::NOW)
}

#[test]
fn a_review_is_read_as_it_was_written() {
    let review = example::review();
    let saved = SavedReview::read(&text(&review)).unwrap();
    assert_eq!((saved.tenant, saved.at, saved.complete, saved.directory_roles), (TENANT, example::NOW, true, true));
    assert_eq!(saved.identities.len(), review.len());
    for (row, it) in saved.identities.iter().enumerate() {
        let held: Vec<_> = review
            .assignments(row)
            .iter()
            .map(|held| (held.thing as usize, review.assigning_group(*held).map(|(id, _)| *id)))
            .collect();
        assert_eq!((it.id, &it.held), (review.rows()[row].identity.id, &held));
    }
    let keys: Vec<&PermissionKey> = review.permissions().iter().map(|it| &it.key).collect();
    assert_eq!(saved.things.iter().map(|it| &it.key).collect::<Vec<_>>(), keys);
}

#[test]
fn a_gap_stands_in_the_file() {
    let saved = SavedReview::read(&text(&with_gaps())).unwrap();
    assert_eq!((saved.complete, saved.directory_roles), (false, false));
    let archive = saved.identities.iter().find(|it| it.id == example::ARCHIVE).unwrap();
    assert!(!archive.read && archive.held.is_empty());
    assert_eq!(gap_words(&with_gaps()), "1 app-roles unavailable; directory-roles offline");
}

#[test]
fn the_schema_describes_what_is_written_and_refuses_the_rest() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../docs/review.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE_NAMES {
        for review in [example::review(), with_gaps()] {
            let written = write(&review, &stamp(name)).concat();
            let document: serde_json::Value = serde_json::from_str(&written).unwrap();
            let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name:?}: {errors:?}");
            assert_eq!(document["tenant"]["name"], **name);
        }
    }
    let sound: serde_json::Value = serde_json::from_str(&text(&with_gaps())).unwrap();
    for (pointer, value) in [
        ("/version", serde_json::json!(2)),
        ("/identities/0/id", serde_json::json!("lazy")),
        ("/missing/0/what", serde_json::json!("something")),
        ("/permissions/0/tier", serde_json::json!(7)),
        ("/permissions/0/state", serde_json::json!("fine")),
        ("/complete", serde_json::json!("yes")),
    ] {
        let mut broken = sound.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn what_is_no_review_is_refused() {
    let sound = text(&example::review());
    let check = |text: &str, wanted: FileError| assert_eq!(SavedReview::read(text), Err(wanted), "{:.80}", text);
    check("", FileError::Damaged);
    check("{}", FileError::Damaged);
    check(&sound[..sound.len() / 2], FileError::Damaged);
    check(&sound.replace("\"version\":1", "\"version\":2"), FileError::NewerVersion);
    check(&sound.replace("bestow.review", "bestow.evidence"), FileError::Damaged);
    check(&sound.replace("\"permission\":0", "\"permission\":999"), FileError::Damaged);
    check(&sound.replace("\"kind\":\"app-role\"", "\"kind\":\"wish\""), FileError::Damaged);
    let saved = SavedReview::read(&sound).unwrap();
    let other = TenantId::known("66666666-0000-4000-8000-0000000000f2");
    assert_eq!(saved.check_tenant(other), Err(FileError::OtherTenant));
}
