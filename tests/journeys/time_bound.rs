//! A time-bound Entra role for one administrative unit: assigned, shown with its end, removed, and assigned again for
//! the time left. And a tenant without the license, which refuses.

use domain::change::permission::Permission;
use std::num::NonZeroU16;
use std::time::Duration;

use domain::change::execution::{Execution, StepState};
use domain::change::request_details::RequestDetails;
use domain::change::review::{Review, Verdict, Warning};
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::DirectoryScope;
use domain::ids::RoleDefinitionId;
use domain::problem::Problem;
use graph::transport::Surroundings;
use simulator::sample;
use simulator::tenant::RoleSettings;

use crate::start::Start;

const IDENTITY: &str = "LazyAutomationAccount";
const GROUPS_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c");

fn reviewed(start: &Start, wishes: &[Wish]) -> Review {
    start.review(&[(IDENTITY, wishes.to_vec())])
}

fn applied(start: &Start, wishes: &[Wish]) -> Execution {
    start.apply(&reviewed(start, wishes))
}

fn in_oslo(start: &Start, lasting: Lasting) -> Wish {
    let units = start.run(start.directory.administrative_units()).unwrap();
    let oslo = units.items.into_iter().find(|unit| unit.name == "Oslo depot").unwrap();
    Wish::Add(Permission::EntraRole { role: GROUPS_ADMINISTRATOR, scope: oslo.scope }, lasting)
}

fn hours(hours: u16) -> Lasting {
    Lasting::Hours(NonZeroU16::new(hours).unwrap())
}

#[test]
fn a_role_for_eight_hours_in_one_unit_is_taken_away_and_given_back_for_what_is_left() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let given = applied(&start, &[in_oslo(&start, hours(8))]);
    assert!(given.steps().all(|(_, state)| matches!(state, StepState::Done { request_id: Some(_), .. })), "{given:?}");

    let too_soon = applied(&start, &given.reverse(start.time.now()).into_iter().map(|it| it.wish).collect::<Vec<_>>());
    let refused = too_soon.steps().next().unwrap().1;
    assert!(matches!(refused, StepState::Refused(said) if said.code == "ActiveDurationTooShort"), "{refused:?}");

    start.time.advance(Duration::from_secs(3600));
    let again = reviewed(&start, &[in_oslo(&start, Lasting::Permanent)]);
    let Verdict::AlreadyHeld { until: Some(until), .. } = again.rows()[0].verdict else { panic!("{again:?}") };
    assert!(until.since(start.time.now()) <= Duration::from_secs(7 * 3600));

    let reverse: Vec<Wish> = given.reverse(start.time.now()).into_iter().map(|it| it.wish).collect();
    let taken = applied(&start, &reverse);
    assert!(taken.steps().all(|(_, state)| matches!(state, StepState::Done { .. })), "{taken:?}");
    let back: Vec<Wish> = taken.reverse(start.time.now()).into_iter().map(|it| it.wish).collect();
    let [Wish::Add(Permission::EntraRole { scope: DirectoryScope::AdministrativeUnit(_), .. }, Lasting::Hours(left))] =
        &back[..]
    else {
        panic!("{back:?}")
    };
    assert!((6..=7).contains(&left.get()), "{left} hours");
    assert_eq!(start.simulator.borrow().ledger().len(), 2);
}

#[test]
fn a_tenant_without_the_license_warns_before_and_refuses_after() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.premium = false;
    let wishes = [in_oslo(&start, hours(8))];
    assert_eq!(reviewed(&start, &wishes).rows()[0].warnings, [Warning::LicenseProbablyMissing]);
    let execution = applied(&start, &wishes);
    let state = execution.steps().next().unwrap().1;
    assert!(matches!(state, StepState::Refused(said) if said.code == "AadPremiumLicenseRequired"), "{state:?}");
    let without_end = applied(&start, &[in_oslo(&start, Lasting::Permanent)]);
    assert!(without_end.steps().all(|(_, state)| matches!(state, StepState::Done { .. })), "{without_end:?}");
}

#[test]
fn a_role_that_requires_a_ticket_pauses_for_it_and_is_then_assigned_with_it() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.role_settings.ticket = true;
    let mut execution = applied(&start, &[in_oslo(&start, hours(8))]);
    assert!(matches!(execution.pause(), Some(Problem::DetailsRequired(_))), "{execution:?}");
    assert!(start.simulator.borrow().ledger().is_empty());

    execution.set_details(RequestDetails::new("Payroll", "INC42", "ServiceNow"));
    execution.resume();
    start.run(start.directory.apply(&mut execution, |_| ()));
    assert!(execution.steps().all(|(_, state)| matches!(state, StepState::Done { .. })), "{execution:?}");
    assert_eq!(start.simulator.borrow().ledger().len(), 1);
}

#[test]
fn a_role_that_requires_multi_factor_authentication_or_a_context_asks_for_a_sign_in() {
    for (settings, claim) in [
        (RoleSettings { multi_factor: true, ..RoleSettings::default() }, "amr"),
        (RoleSettings { context: Some("c1".to_owned()), ..RoleSettings::default() }, "acrs"),
    ] {
        let start = Start::as_person(sample::ADMINISTRATOR);
        start.simulator.borrow_mut().tenant.role_settings = settings;
        let execution = applied(&start, &[in_oslo(&start, hours(8))]);
        let Some(Problem::StepUp(claims)) = execution.pause() else { panic!("{execution:?}") };
        assert!(claims.json().contains(claim), "{claims:?}");
    }
}

#[test]
fn a_request_that_waits_for_an_approver_is_not_called_done() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.role_settings.approval = true;
    let execution = applied(&start, &[in_oslo(&start, hours(8))]);
    let state = execution.steps().next().unwrap().1;
    assert!(matches!(state, StepState::Refused(said) if said.code == "PendingApproval"), "{state:?}");
}
