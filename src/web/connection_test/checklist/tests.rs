//! Each thing that can be wrong with a connection has its line, and nothing is called right that was not looked at.

use super::*;
use crate::web::config::Storage;
use domain::ids::{AppId, RoleDefinitionId, UserId};
use domain::problem::ServiceMessage;

const READER: AppId = AppId::known("00000000-0000-0000-0000-00000000000a");
const OPERATOR: AppId = AppId::known("00000000-0000-0000-0000-00000000000b");
const REDIRECT: &str = "https://bestow.example/redirect.html";
const READS: &[&str] = &[
    "User.Read",
    "Application.Read.All",
    "RoleManagement.Read.Directory",
    "Directory.Read.All",
    "GroupMember.Read.All",
    "AuditLog.Read.All",
];

fn tenant_id() -> TenantId {
    TenantId::known("84841066-274d-4ec0-a5c1-276be684bdd3")
}

fn user() -> UserInTenant {
    UserInTenant { user: UserId::known("11111111-1111-4111-8111-111111111111"), tenant: tenant_id() }
}

fn config(mode: Mode) -> Config {
    Config { tenant: "contoso.example".parse().unwrap(), mode }
}

fn two() -> Config {
    config(Mode::ReaderOperator { reader: READER, operator: OPERATOR })
}

fn token(scopes: &[&'static str]) -> SignInOutcome {
    SignInOutcome::Token { user: user(), granted: GrantedScopes::new(scopes.iter().copied()) }
}

fn refused(number: &str) -> Option<SignInOutcome> {
    Some(SignInOutcome::Refused(SignInFailure::from_code(number).unwrap()))
}

fn reads_well() -> TestReads {
    TestReads {
        user: Ok(user().user),
        tenant: Ok(tenant_id()),
        roles: Ok(vec![RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10")]),
        service_principal: Ok(()),
        role_definitions: Ok(()),
    }
}

/// Everything as it should be.
fn right() -> TestOutcomes {
    let all: Vec<&'static str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
    TestOutcomes {
        tenant: Some(TenantAnswer::Found(tenant_id())),
        sign_in: Some(token(READS)),
        changes: Some(token(&all)),
        azure: Some(token(&[])),
        reads: Some(reads_well()),
        subscriptions: Some(Ok(3)),
    }
}

fn states(config: &Config, outcomes: &TestOutcomes) -> Vec<(TestItem, ItemState)> {
    checklist(config, REDIRECT, outcomes).into_iter().map(|line| (line.item, line.state)).collect()
}

fn line_of(config: &Config, outcomes: &TestOutcomes, item: TestItem) -> TestLine {
    checklist(config, REDIRECT, outcomes).into_iter().find(|line| line.item == item).unwrap()
}

#[test]
fn right_connection_is_right_in_every_item() {
    let states = states(&two(), &right());
    assert_eq!(states.len(), 18);
    assert!(states.iter().all(|(_, state)| *state == ItemState::Ok), "{states:?}");
}

#[test]
fn optional_scopes_are_not_missed() {
    let default: Vec<&'static str> =
        Scope::ALL.iter().filter(|scope| !scope.is_optional()).map(|scope| scope.value()).collect();
    let outcomes = TestOutcomes { changes: Some(token(&default)), ..right() };
    assert_eq!(line_of(&two(), &outcomes, TestItem::Consent(TestedApp::Changes)).state, ItemState::Ok);
}

#[test]
fn nothing_is_right_before_it_was_looked_at() {
    let states = states(&two(), &TestOutcomes::default());
    let known =
        |(item, state): &&(TestItem, ItemState)| *state != ItemState::NotRun && *item != TestItem::TwoRegistrations;
    assert_eq!(states.iter().filter(known).count(), 0, "{states:?}");
}

#[test]
fn failure_is_at_its_item_and_only_what_is_checked_before_it_is_right() {
    use ItemState::{Failed, NotRun, Ok};
    let sign_in = TestedApp::SignIn;
    for (number, expected) in [
        ("90002", [Failed, NotRun, NotRun, NotRun, NotRun]),
        ("700016", [Ok, Failed, NotRun, NotRun, NotRun]),
        ("50011", [Ok, Ok, Failed, NotRun, NotRun]),
        ("50020", [Ok, Ok, Ok, Failed, NotRun]),
        ("50105", [Ok, Ok, Ok, Failed, NotRun]),
        ("65001", [Ok, Ok, Ok, Ok, Failed]),
        ("90094", [Ok, Ok, Ok, Ok, Failed]),
        ("9002326", [Ok, Ok, Failed, Ok, Ok]),
    ] {
        let outcomes = TestOutcomes {
            tenant: Some(TenantAnswer::Found(tenant_id())),
            sign_in: refused(number),
            ..TestOutcomes::default()
        };
        let states = states(&config(Mode::ReadOnly { client: READER }), &outcomes);
        let items = [
            TestItem::Tenant,
            TestItem::Registration(sign_in),
            TestItem::RedirectUri(sign_in),
            TestItem::Account(sign_in),
            TestItem::Consent(sign_in),
        ];
        let found = items.map(|item| states.iter().find(|(it, _)| *it == item).unwrap().1);
        assert_eq!(found, expected, "{number}");
        assert!(states[5..].iter().all(|(_, state)| *state == NotRun), "{states:?}");
    }
}

#[test]
fn window_without_an_answer_leaves_everything_open() {
    let failure = SignInFailure { error: crate::web::session::SignInError::TimedOut, number: String::new() };
    let outcomes = TestOutcomes { sign_in: Some(SignInOutcome::Refused(failure)), ..TestOutcomes::default() };
    let states = states(&config(Mode::ReadOnly { client: READER }), &outcomes);
    for (item, state) in states {
        let expected =
            if item == TestItem::Account(TestedApp::SignIn) { ItemState::Unknown } else { ItemState::NotRun };
        assert_eq!(state, expected, "{item:?}");
    }
}

#[test]
fn unknown_tenant_is_found_without_a_sign_in() {
    let outcomes = TestOutcomes { tenant: Some(TenantAnswer::Refused("90002".to_owned())), ..TestOutcomes::default() };
    let line = line_of(&two(), &outcomes, TestItem::Tenant);
    assert_eq!((line.state, line.code.as_str()), (ItemState::Failed, "AADSTS90002"));
}

#[test]
fn account_of_another_tenant_fails() {
    let other = TenantId::known("94841066-274d-4ec0-a5c1-276be684bdd3");
    let outcomes = TestOutcomes { tenant: Some(TenantAnswer::Found(other)), ..right() };
    let line = line_of(&two(), &outcomes, TestItem::Account(TestedApp::SignIn));
    assert_eq!(line.state, ItemState::Failed);
    assert!(line.sentence.contains(&tenant_id().to_string()));
}

#[test]
fn reader_that_can_write_fails_where_it_must_only_read() {
    let writes = TestOutcomes { sign_in: Some(token(&["User.Read", "AppRoleAssignment.ReadWrite.All"])), ..right() };
    for config in [two(), config(Mode::ReadOnly { client: READER })] {
        let line = line_of(&config, &writes, TestItem::ReadsOnly);
        assert_eq!(line.state, ItemState::Failed);
        assert!(line.sentence.contains("AppRoleAssignment.ReadWrite.All"));
    }
    let single = config(Mode::Single { client: READER, storage: Storage::Memory });
    assert!(states(&single, &writes).iter().all(|(item, _)| *item != TestItem::ReadsOnly));
}

#[test]
fn missing_consent_is_told_by_what_it_keeps_from_working() {
    let consent = |outcomes: TestOutcomes, app| line_of(&two(), &outcomes, TestItem::Consent(app));
    let at_sign_in = consent(TestOutcomes { sign_in: Some(token(&["User.Read"])), ..right() }, TestedApp::SignIn);
    assert_eq!(at_sign_in.state, ItemState::Failed);
    assert!(at_sign_in.sentence.contains("Application.Read.All") && !at_sign_in.sentence.contains("AuditLog"));
    let later = consent(TestOutcomes { sign_in: Some(token(&READS[..3])), ..right() }, TestedApp::SignIn);
    assert_eq!(later.state, ItemState::Warning);
    assert!(later.sentence.contains("AuditLog.Read.All"));
    let change = consent(TestOutcomes { changes: Some(token(READS)), ..right() }, TestedApp::Changes);
    assert_eq!(change.state, ItemState::Warning);
    assert!(change.sentence.contains("AppRoleAssignment.ReadWrite.All"));
}

#[test]
fn refused_read_says_the_services_code_and_request_id() {
    let said = ServiceMessage {
        status: 403,
        code: "Authorization_RequestDenied".to_owned(),
        message: "adele@contoso.example may not".to_owned(),
        request_id: Some("b2d5".to_owned()),
    };
    let reads = TestReads { role_definitions: Err(Problem::Forbidden(said)), ..reads_well() };
    let outcomes = TestOutcomes { reads: Some(reads), ..right() };
    let line = line_of(&two(), &outcomes, TestItem::Read(Scope::RoleManagementReadDirectory));
    assert_eq!((line.state, line.code.as_str()), (ItemState::Failed, "403 Authorization_RequestDenied b2d5"));
    let report = crate::web::connection_test::report(
        &two(),
        REDIRECT,
        &checklist(&two(), REDIRECT, &outcomes),
        domain::time::Timestamp::from_millis(1_790_000_000_000),
    );
    assert!(report.contains("[Failed] Read with RoleManagement.Read.Directory: "), "{report}");
    assert!(report.contains("403 Authorization_RequestDenied b2d5") && !report.contains("adele"), "{report}");
    assert!(
        report.contains(&READER.to_string()) && report.contains(&OPERATOR.to_string()) && report.contains(REDIRECT)
    );
}

#[test]
fn azure_is_tested_where_the_mode_has_it() {
    let read_only = config(Mode::ReadOnly { client: READER });
    assert_eq!(line_of(&read_only, &right(), TestItem::AzureConsent).state, ItemState::NotRun);
    for number in ["65001", "650057"] {
        let outcomes = TestOutcomes { azure: refused(number), subscriptions: None, ..right() };
        let line = line_of(&two(), &outcomes, TestItem::AzureConsent);
        assert_eq!(line.state, ItemState::Failed);
        assert!(line.next.contains("user_impersonation"));
        assert_eq!(line_of(&two(), &outcomes, TestItem::AzureApi).state, ItemState::NotRun);
    }
    let nothing_seen = TestOutcomes { subscriptions: Some(Ok(0)), ..right() };
    assert_eq!(line_of(&two(), &nothing_seen, TestItem::AzureApi).state, ItemState::Warning);
}
