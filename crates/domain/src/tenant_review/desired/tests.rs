//! What a baseline asks for, and what of a file is refused.

use super::*;
use crate::change::permission::{AppRoleIds, AppRoleName, Permission};
use crate::problem::Problem;
use crate::tenant_review::example::{self, ADMIN, ARCHIVE, IDLE};
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH};

const TENANT: TenantId = TenantId::known("66666666-0000-4000-8000-0000000000f1");

fn file(identities: &str) -> String {
    format!(r#"{{"format":"bestow.desired-state","version":1,"tenant":"{TENANT}","identities":[{identities}]}}"#)
}

#[test]
fn what_is_missing_becomes_wishes_and_what_is_extra_is_listed() {
    let text = file(&format!(
        r#"{{"id":"{ADMIN}","appRoles":[{{"api":"{MICROSOFT_GRAPH}","role":"User.ReadWrite.All"}},{{"api":"{MICROSOFT_GRAPH}","role":"Mail.Send"}}],
            "directoryRoles":[{{"role":"{EXCHANGE_ADMINISTRATOR}"}}]}},
           {{"id":"{IDLE}","name":"idle"}},
           {{"id":"99999999-0000-4000-8000-000000000001"}}"#
    ));
    let review = example::review();
    let difference = Baseline::read(&text).unwrap().check_tenant(TENANT).unwrap().compare_with(&review);
    let mail = Wish::Add(
        Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("Mail.Send".to_owned()) }),
        Lasting::Permanent,
    );
    assert_eq!(difference.missing, [Wanted { identity: ADMIN, wish: mail }]);
    let extra: Vec<&str> = difference.extra.iter().map(|(_, place)| review.permission(*place).label.as_str()).collect();
    assert_eq!(extra, ["RoleManagement.ReadWrite.Directory"]);
    assert_eq!((difference.as_desired, difference.unknown.len()), (1, 1));
    assert_eq!(removal(&review.permission(difference.extra[0].1).key), {
        let PermissionKey::AppRole(resource, role) =
            example::permission_key(MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory")
        else {
            unreachable!()
        };
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role }))
    });
}

#[test]
fn what_is_written_is_as_desired() {
    let review = example::review();
    let rows: Vec<u32> = (0..6).collect();
    let text = write(&review, &rows, TENANT);
    let difference = Baseline::read(&text).unwrap().compare_with(&review);
    let left_over = difference.extra.iter().all(|(row, _)| review.rows()[*row].identity.display_name == "payroll");
    assert!(left_over && difference.missing.is_empty(), "roles of an API that is gone cannot be desired");
    assert_eq!(difference.as_desired, 5);
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../docs/desired-state.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(&text).unwrap()));
    assert!(!validator.is_valid(&serde_json::json!({"format": "bestow.desired-state", "version": 1})));
}

#[test]
fn nothing_is_said_of_what_could_not_be_read() {
    let mut reading = example::reading();
    reading.note_grants(ARCHIVE, Err(Problem::Offline));
    let review = TenantReview::of(&reading, &example::apis(), example::NOW);
    let text = file(&format!(r#"{{"id":"{ARCHIVE}","appRoles":[{{"api":"{MICROSOFT_GRAPH}","role":"Mail.Send"}}]}}"#));
    let difference = Baseline::read(&text).unwrap().compare_with(&review);
    assert_eq!((difference.not_read.len(), difference.missing.len(), difference.extra.len()), (1, 0, 0));
}

#[test]
fn what_is_no_desired_state_is_refused() {
    let check = |text: &str, wanted| assert_eq!(Baseline::read(text), Err(wanted), "{text}");
    check("", FileError::Damaged);
    check(&file("").replace("\"version\":1", "\"version\":2"), FileError::NewerVersion);
    check(&file(r#"{"id":"x"}"#), FileError::Damaged);
    check(&file(&format!(r#"{{"id":"{ADMIN}","remove":[]}}"#)), FileError::Damaged);
    let other = TenantId::known("66666666-0000-4000-8000-0000000000f2");
    assert_eq!(Baseline::read(&file("")).unwrap().check_tenant(other), Err(FileError::OtherTenant));
}
