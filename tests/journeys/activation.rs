//! The user activates a role that they are eligible for, uses it and ends it; and each thing that can be in the way.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use domain::activation::{
    ActivationFailure, ActivationForm, EligibleRole, RequiredFields, RoleDuration, RoleExecution, RoleOutcome,
    RolePerson, review_activation, review_deactivation,
};
use domain::change::execution::StepState;
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::review::Warning;
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::DirectoryScope;
use domain::ids::UserId;
use domain::problem::Problem;
use domain::scope::Scope;
use domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};
use graph::operations::directory::Directory;
use graph::transport::{Surroundings, TransportError};
use simulator::faults::{Fault, FaultyTransport, Rule, When, Which};
use simulator::sample;
use simulator::tenant::RoleSettings;

use crate::start::Start;

fn person(start: &Start) -> RolePerson {
    let person = start.run(start.directory.signed_in_user()).unwrap();
    RolePerson { user: person.id, tenant: person.tenant.id }
}

fn eligible(start: &Start) -> EligibleRole {
    start.run(start.directory.eligible_roles()).unwrap().items.remove(0)
}

fn form(minutes: u32, justification: &str, ticket: &str) -> ActivationForm {
    ActivationForm {
        duration: RoleDuration::of_minutes(minutes).unwrap(),
        justification: justification.to_owned(),
        ticket_number: ticket.to_owned(),
        ticket_system: String::new(),
    }
}

/// Requests the user's first eligible role.
fn activated(start: &Start, form: &ActivationForm) -> RoleExecution {
    let own = eligible(start).own;
    let request = review_activation(person(start), &own, &RequiredFields::default(), form).unwrap();
    carried_out(start, RoleExecution::new(request, start.time.now()))
}

fn carried_out(start: &Start, mut execution: RoleExecution) -> RoleExecution {
    start.run(start.directory.request_own_role(&mut execution, || false, |_| ()));
    execution
}

fn deactivated(start: &Start) -> RoleExecution {
    let active = start.run(start.directory.own_active_roles()).unwrap().items;
    let active = active.into_iter().find(|it| it.activated).unwrap();
    let request = review_deactivation(person(start), &active).unwrap();
    carried_out(start, RoleExecution::new(request, start.time.now()))
}

fn failure(execution: &RoleExecution) -> ActivationFailure {
    match execution.outcome() {
        Some(RoleOutcome::Failed(failed)) => failed.failure.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn role_that_a_review_lacks_is_activated_used_and_deactivated() {
    let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
    let role = AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("User.Read.All".to_owned()) };
    let wishes = [("LazyAutomationAccount", vec![Wish::Add(Permission::AppRole(role), Lasting::Permanent)])];
    let lacks = |start: &Start| {
        let review = start.review(&wishes);
        review.rows()[0].warnings.iter().any(|it| matches!(it, Warning::RoleProbablyMissing(_)))
    };
    assert!(lacks(&start));
    let began = start.time.now();
    let execution = activated(&start, &form(60, "Payroll", ""));
    let Some(RoleOutcome::Active(Some(until))) = execution.outcome() else { panic!("{execution:?}") };
    assert!(until.since(began) >= Duration::from_secs(3_600) && until.since(began) < Duration::from_secs(3_700));

    assert!(!lacks(&start), "the review reads the roles again");
    let change = start.apply(&start.review(&wishes));
    assert!(change.steps().all(|(_, state)| matches!(state, StepState::Done { .. })), "{change:?}");

    assert_eq!(failure(&deactivated(&start)), ActivationFailure::TooSoon);
    start.time.advance(Duration::from_secs(300));
    assert_eq!(deactivated(&start).outcome(), Some(&RoleOutcome::Inactive));
    assert_eq!(start.run(start.directory.signed_in_user()).unwrap().roles, Ok(Vec::new()));
}

#[test]
fn settings_are_read_where_the_user_may_and_otherwise_the_service_says_what_is_missing() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.role_settings =
        RoleSettings { ticket: true, longest_activation: Some(Duration::from_secs(7_200)), ..RoleSettings::default() };
    let rules = start.run(start.directory.activation_rules(EXCHANGE_ADMINISTRATOR)).unwrap();
    assert_eq!((rules.justification, rules.ticket, rules.multi_factor), (true, true, false));
    assert_eq!(rules.longest, RoleDuration::of_minutes(120));

    let other = start.again(sample::ELIGIBLE_ADMINISTRATOR);
    let rules = other.run(other.directory.activation_rules(PRIVILEGED_ROLE_ADMINISTRATOR));
    assert!(matches!(rules, Err(Problem::Forbidden(_))), "{rules:?}");
    let refused = activated(&other, &form(60, "", ""));
    let Some(RoleOutcome::Failed(failed)) = refused.outcome() else { panic!("{refused:?}") };
    let required = RequiredFields::of(&eligible(&other), &rules, Some(failed), other.time.now());
    assert!(required.justification && required.ticket);
    let active = activated(&other, &form(60, "Payroll", "INC42"));
    assert!(matches!(active.outcome(), Some(RoleOutcome::Active(Some(_)))), "{active:?}");
    assert_eq!(failure(&activated(&other, &form(60, "Payroll", "INC42"))), ActivationFailure::AlreadyActive);
}

#[test]
fn demanded_sign_in_pauses_before_anything_is_active() {
    for (settings, claim) in [
        (RoleSettings { multi_factor: true, ..RoleSettings::default() }, "amr"),
        (RoleSettings { context: Some("c1".to_owned()), ..RoleSettings::default() }, "acrs"),
    ] {
        let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
        start.simulator.borrow_mut().tenant.role_settings = settings;
        let paused = activated(&start, &form(60, "Payroll", ""));
        let Some(Problem::StepUp(claims)) = paused.pause() else { panic!("{paused:?}") };
        assert!(claims.json().contains(claim) && paused.is_paused_before_sending());
        assert!(start.simulator.borrow().ledger().is_empty());
    }
}

#[test]
fn request_that_waits_for_approval_is_found_again_and_not_made_twice() {
    let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.role_settings.approval = true;
    for _ in 0..2 {
        let execution = activated(&start, &form(60, "Payroll", ""));
        assert_eq!(execution.outcome(), Some(&RoleOutcome::WaitingForApproval));
    }
    let requests = start.run(start.directory.own_role_requests()).unwrap().items;
    assert_eq!(requests.iter().filter(|it| it.is_open()).count(), 1);
    let now = start.time.now();
    start.simulator.borrow_mut().tenant.decide_role_requests(true, now);
    let active = start.run(start.directory.own_active_roles()).unwrap().items;
    assert!(active.iter().any(|it| it.activated && it.own == eligible(&start).own));
}

#[test]
fn request_that_another_user_reviewed_is_never_sent() {
    let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
    let own = eligible(&start).own;
    let another = RolePerson { user: UserId::known("40000000-0000-4000-8000-000000000001"), ..person(&start) };
    let form = form(60, "Payroll", "");
    let request = review_activation(another, &own, &RequiredFields::default(), &form).unwrap();
    let execution = carried_out(&start, RoleExecution::new(request, start.time.now()));
    assert_eq!(execution.outcome(), Some(&RoleOutcome::Stopped));
    assert!(start.simulator.borrow().ledger().is_empty());
}

#[test]
fn request_that_was_sent_is_not_sent_again_when_the_user_cannot_be_read_afterwards() {
    let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
    start.simulator.borrow_mut().tenant.role_settings.approval = false;
    let request =
        review_activation(person(&start), &eligible(&start).own, &RequiredFields::default(), &form(60, "Payroll", ""));
    let mut execution = RoleExecution::new(request.unwrap(), start.time.now());
    // The answer is lost, and the user has to sign in before it is settled.
    let closed = Cell::new(false);
    let note = |now: &RoleExecution| closed.set(!now.may_send());
    start.run(start.directory.request_own_role(&mut execution, || closed.get(), note));
    assert!(!execution.may_send(), "{execution:?}");
    let sent = start.simulator.borrow().ledger().len();
    let rules = vec![Rule::new(Fault::Fails(TransportError::Offline), Which::Any, When::Always)];
    let network = FaultyTransport::new(Rc::clone(&start.transport), start.time.clone(), 7, rules);
    let offline =
        Directory::new(network, start.time.clone(), "graph.microsoft.com", Scope::ALL.iter().copied().collect());
    start.run(offline.request_own_role(&mut execution, || false, |_| ()));
    assert!(execution.pause().is_some() && !execution.may_send(), "{execution:?}");
    let execution = carried_out(&start, execution.resume(start.time.now()));
    assert!(matches!(execution.outcome(), Some(RoleOutcome::Active(_))), "{execution:?}");
    assert_eq!(start.simulator.borrow().ledger().len(), sent, "nothing was sent again");
}

#[test]
fn role_is_requested_at_the_scope_of_the_eligibility() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    assert_eq!(eligible(&start).own.scope, DirectoryScope::Tenant);
    let elsewhere = domain::activation::OwnRole {
        scope: DirectoryScope::parse("/1a89e663-efcc-4911-8df7-e954714005de"),
        ..eligible(&start).own
    };
    let form = form(60, "Payroll", "");
    let request = review_activation(person(&start), &elsewhere, &RequiredFields::default(), &form).unwrap();
    let refused = carried_out(&start, RoleExecution::new(request, start.time.now()));
    assert!(matches!(refused.outcome(), Some(RoleOutcome::Failed(_))), "{refused:?}");
    assert!(start.simulator.borrow().ledger().is_empty());
}
