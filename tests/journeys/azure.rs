//! Azure roles from the review to the undo, and random histories of faults: whatever happens on the way, only what was
//! reviewed is written, nothing twice, and what the page says in the end is true.
//!
//! `BESTOW_HISTORIES` and `BESTOW_SEED` are those of [`crate::histories`].

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use domain::azure_assignment::{AzureAssignmentName, NewAzureAssignment};
use domain::azure_role::AzureScope;
use domain::change::approval::MOST_CHANGES;
use domain::change::execution::{Execution, StepState, WhyNot};
use domain::change::permission::{AppRoleName, AzureRoleAt, Permission, RoleKey};
use domain::change::plan::{Addition, Removal, ReviewedPlan, Step};
use domain::change::review::{Obstacle, Verdict, Warning};
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::guid::Guid;
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Problem;
use domain::scope::Scope;
use domain::time::Timestamp;
use domain::well_known::{COMMON_APIS, MICROSOFT_GRAPH};
use graph::operations::directory::Directory;
use graph::transport::{Surroundings, Transport, TransportError};
use simulator::faults::{Fault, FaultyTransport, Rule, Wait, When, Which};
use simulator::ledger::Change;
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, Tenant, sample};

use crate::histories::chance::Chance;
use crate::start::approved;

const START: &str = "2026-11-23T09:00:00Z";
const IDENTITY: &str = "LazyAutomationAccount";
const APP: AppId = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
const READER: Guid = Guid::known("acdd72a7-3385-48ef-bd42-f606fba81ae7");
const SECRETS_USER: Guid = Guid::known("4633458b-17de-408a-b874-0445c86b69e6");
/// The subscription in which the administrator may assign roles, and scopes in it.
const SCOPES: [&str; 3] = [
    "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b",
    "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-automation",
    "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-onboarding",
];
/// One in which they may not.
const FOREIGN: &str = "/subscriptions/2d9c6b10-54f7-4c3e-9b1a-70c1e85a4d21";

/// The sample tenant with its administrator at work.
struct Desk {
    time: VirtualTime,
    simulator: Rc<RefCell<Simulator>>,
    identity: ServicePrincipalId,
}

type Quiet = SimulatorTransport<VirtualTime>;

impl Desk {
    fn new(tenant: &Tenant, seed: u64) -> Self {
        let time = VirtualTime::new(START.parse().unwrap(), seed);
        let simulator = Rc::new(RefCell::new(Simulator::new(tenant.clone())));
        let identity = tenant.service_principals.values().find(|it| it.display_name == IDENTITY).unwrap().id;
        Self { time, simulator, identity }
    }

    fn transport(&self) -> Quiet {
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
        let caller = Caller::new(sample::ADMINISTRATOR, APP, &scopes.join(" "));
        SimulatorTransport::new(Rc::clone(&self.simulator), self.time.clone(), caller)
    }

    fn directory(&self) -> Directory<Quiet, VirtualTime> {
        over(self.transport(), self.time.clone())
    }

    fn run<F: Future>(&self, work: F) -> F::Output {
        self.time.run(work).unwrap()
    }

    /// What would happen, for the identity.
    fn review(&self, wishes: Vec<Wish>) -> domain::change::review::Review {
        let wanted = wishes.into_iter().map(|wish| Wanted { identity: self.identity, wish }).collect();
        self.run(self.directory().review(self.identity, wanted)).unwrap()
    }

    fn apply(&self, plan: ReviewedPlan) -> Execution {
        let mut execution = Execution::new(plan, self.time.now());
        self.run(self.directory().apply(&mut execution, |_| ()));
        execution
    }

    /// What was written to Azure so far: role, scope, and whether it was assigned.
    fn written(&self) -> Vec<(Guid, String, bool)> {
        let of = |change: &Change| match change {
            Change::AzureRoleAssigned(it) => Some((it.role, it.scope.to_lowercase(), true)),
            Change::AzureRoleRemoved(it) => Some((it.role, it.scope.to_lowercase(), false)),
            _ => None,
        };
        self.simulator.borrow().ledger().iter().filter_map(|entry| of(&entry.change)).collect()
    }

    /// The names of the assignments of a role at a scope to the identity.
    fn present(&self, at: &AzureRoleAt) -> Vec<Guid> {
        let simulator = self.simulator.borrow();
        let scope = at.scope.to_string().to_lowercase();
        let is_it = |it: &&simulator::tenant::AzureRole| {
            (it.principal, it.role) == (self.identity.0, at.role) && it.scope.to_lowercase() == scope
        };
        simulator.tenant.azure_roles.iter().filter(is_it).map(|it| it.name).collect()
    }

    /// Someone else assigns a role under a name of their own.
    fn assign_under(&self, at: &AzureRoleAt, name: Guid) {
        let grant = at.granted_to(self.identity);
        let new = NewAzureAssignment { name: AzureAssignmentName(name), ..NewAzureAssignment::of_identity(grant) };
        self.run(self.directory().assign_azure_role(&new)).unwrap();
    }
}

fn over<T: Transport>(transport: T, time: VirtualTime) -> Directory<T, VirtualTime> {
    Directory::new(transport, time, "graph.microsoft.com", Scope::ALL.iter().copied().collect())
}

/// The sample tenant without everyone who plays no part.
fn small_tenant() -> Tenant {
    let mut tenant = sample::tenant(START.parse::<Timestamp>().unwrap());
    tenant.service_principals.retain(|_, it| it.display_name == IDENTITY || COMMON_APIS.contains(&it.app_id));
    tenant
}

fn at(role: Guid, scope: &str) -> AzureRoleAt {
    AzureRoleAt::new(role, AzureScope::parse(scope))
}

fn add(at: &AzureRoleAt) -> Wish {
    Wish::Add(Permission::AzureRole(Box::new(at.clone())), Lasting::Permanent)
}

fn remove(at: &AzureRoleAt) -> Wish {
    Wish::Remove(Permission::AzureRole(Box::new(at.clone())))
}

#[test]
fn azure_role_is_reviewed_assigned_undone_and_assigned_again() {
    let desk = Desk::new(&small_tenant(), 7);
    let role = at(SECRETS_USER, SCOPES[1]);
    let mail = AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("Mail.Send".to_owned()) };
    let wishes = vec![add(&role), Wish::Add(Permission::AppRole(mail), Lasting::Permanent)];
    let review = desk.review(wishes.clone());
    assert!(review.rows().iter().all(|row| row.warnings.is_empty()), "{review:?}");
    assert!(review.rows().iter().all(|row| matches!(row.verdict, Verdict::Add(_))), "{review:?}");
    let execution = desk.apply(approved(&review).unwrap());
    let done = |execution: &Execution| execution.steps().all(|(_, state)| matches!(state, StepState::Done { .. }));
    assert!(done(&execution), "{execution:?}");
    assert_eq!(desk.present(&role).len(), 1);
    let again = desk.review(wishes);
    assert!(again.rows().iter().all(|row| matches!(row.verdict, Verdict::AlreadyHeld { .. })), "{again:?}");

    let undo: Vec<Wish> = execution.reverse(desk.time.now()).into_iter().map(|wanted| wanted.wish).collect();
    let undone = desk.apply(approved(&desk.review(undo)).unwrap());
    assert!(done(&undone) && desk.present(&role).is_empty(), "{undone:?}");
    assert_eq!(desk.written().iter().map(|(.., assigned)| *assigned).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn removal_keeps_name_condition_and_note_for_its_undo() {
    let desk = Desk::new(&small_tenant(), 7);
    let condition =
        domain::azure_assignment::AzureCondition::new("@Resource[Microsoft.Storage/x:name] StringEquals 'y'");
    let role = AzureRoleAt { condition: Some(condition), ..at(READER, SCOPES[2]) };
    let name = Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640");
    let new = NewAzureAssignment {
        name: AzureAssignmentName(name),
        description: Some("for the onboarding".to_owned()),
        ..NewAzureAssignment::of_identity(role.granted_to(desk.identity))
    };
    let before = desk.run(desk.directory().assign_azure_role(&new)).unwrap();
    let removal = desk.apply(approved(&desk.review(vec![remove(&role)])).unwrap());
    assert_eq!(desk.present(&role), Vec::<Guid>::new());
    let undo: Vec<Wish> = removal.reverse(desk.time.now()).into_iter().map(|wanted| wanted.wish).collect();
    desk.apply(approved(&desk.review(undo)).unwrap());
    let after = desk.run(desk.directory().read_azure_assignment(&before.id)).unwrap().unwrap();
    assert_eq!((&after.id, &after.grant, &after.description), (&before.id, &before.grant, &before.description));
}

#[test]
fn inherited_role_and_missing_right_are_said_in_the_review() {
    let desk = Desk::new(&small_tenant(), 7);
    desk.assign_under(&at(READER, SCOPES[0]), Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b641"));
    let review = desk.review(vec![remove(&at(READER, SCOPES[1])), add(&at(SECRETS_USER, FOREIGN))]);
    let [inherited, foreign] = review.rows() else { panic!("{review:?}") };
    let Verdict::NotPossible(Obstacle::MadeAbove { scope, .. }) = &inherited.verdict else { panic!("{inherited:?}") };
    assert_eq!(*scope, AzureScope::parse(SCOPES[0]));
    assert!(foreign.warnings.contains(&Warning::AzureRightMissing), "{foreign:?}");
    let refused = desk.apply(approved(&review).unwrap());
    assert!(refused.steps().all(|(_, state)| matches!(state, StepState::Refused(said) if said.status == 403)));
}

#[test]
fn role_that_someone_else_assigned_after_the_review_is_already_there_and_undo_leaves_it() {
    let desk = Desk::new(&small_tenant(), 7);
    let role = at(READER, SCOPES[1]);
    let plan = approved(&desk.review(vec![add(&role)])).unwrap();
    let theirs = Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b642");
    desk.assign_under(&role, theirs);
    let execution = desk.apply(plan);
    assert!(execution.steps().all(|(_, state)| *state == StepState::AlreadySo), "{execution:?}");
    assert_eq!(execution.reverse(desk.time.now()), []);
    assert_eq!(desk.present(&role), [theirs]);
}

#[test]
fn condition_that_someone_else_set_after_the_review_is_not_replaced() {
    let desk = Desk::new(&small_tenant(), 7);
    let name = Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b643");
    let role = AzureRoleAt { name: Some(AzureAssignmentName(name)), ..at(READER, SCOPES[1]) };
    let plan = approved(&desk.review(vec![add(&role)])).unwrap();
    let condition =
        domain::azure_assignment::AzureCondition::new("@Resource[Microsoft.Storage/x:name] StringEquals 'y'");
    let limited = AzureRoleAt { condition: Some(condition.clone()), ..role.clone() };
    desk.assign_under(&limited, name);
    let execution = desk.apply(plan);
    assert!(execution.steps().all(|(_, state)| *state == StepState::NotSent(WhyNot::OtherCondition)), "{execution:?}");
    let id = limited.assignment_of(desk.identity).unwrap();
    let now = desk.run(desk.directory().read_azure_assignment(&id)).unwrap().unwrap();
    assert_eq!(now.grant.condition, Some(condition));
}

#[test]
fn scopes_that_a_change_has_no_room_for_are_not_asked_for() {
    let desk = Desk::new(&small_tenant(), 7);
    let scope = |number: usize| format!("{}-{number:03}", SCOPES[1]);
    let removals = (0..4 * MOST_CHANGES).map(|number| remove(&at(READER, &scope(number)))).collect();
    let review = desk.review(removals);
    let is_read =
        |verdict: &Verdict| !matches!(verdict, Verdict::NotPossible(Obstacle::HeldUnread(Problem::Unreadable(_))));
    let read = review.rows().iter().filter(|row| is_read(&row.verdict)).count();
    assert_eq!((read, review.rows().len()), (MOST_CHANGES, 4 * MOST_CHANGES));
}

#[test]
fn random_histories_of_faults_in_azure_break_no_invariant() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (count, first) = (number("BESTOW_HISTORIES", 200), number("BESTOW_SEED", 1));
    let tenant = small_tenant();
    let mut steps = 0;
    for seed in first..first + count {
        let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(&tenant, seed)));
        steps += played.unwrap_or_else(|_| panic!("the history with BESTOW_SEED={seed} broke an invariant"));
    }
    println!("{count} histories from seed {first}, {steps} steps: no invariant broken");
    assert!(steps as u64 > count, "the histories are not empty");
}

/// How often one step is sent before the page says that it cannot tell.
const SENDS_OF_A_STEP: u32 = 6;

/// Plays one history, and says how many steps it had.
fn play(tenant: &Tenant, seed: u64) -> usize {
    let mut chance = Chance(seed);
    let desk = Desk::new(tenant, seed);
    let all: Vec<AzureRoleAt> =
        [READER, SECRETS_USER].iter().flat_map(|role| SCOPES.map(|scope| at(*role, scope))).collect();
    let mut names = (1..).map(|number: u8| Guid::from_bytes([number; 16]));
    let mut wishes = Vec::new();
    for role in &all {
        if chance.one_in(2) {
            let own = domain::azure_assignment::AzureAssignmentName::of(&role.granted_to(desk.identity)).0;
            let name = if chance.one_in(2) { own } else { names.next().unwrap() };
            desk.assign_under(role, name);
        }
        match chance.below(3) {
            0 => wishes.push(add(role)),
            1 => wishes.push(remove(role)),
            _ => {}
        }
    }
    if wishes.is_empty() {
        return 0;
    }
    let Some(plan) = approved(&desk.review(wishes)) else { return 0 };
    // What others do between the review and the apply.
    let mut others = Vec::new();
    for role in &all {
        if chance.one_in(6) {
            match desk.present(role).first() {
                Some(_) => {
                    desk.simulator.borrow_mut().tenant.azure_roles.retain(|it| {
                        let scope = role.scope.to_string().to_lowercase();
                        (it.principal, it.role) != (desk.identity.0, role.role) || it.scope.to_lowercase() != scope
                    });
                }
                None => desk.assign_under(role, names.next().unwrap()),
            }
            others.push(role.clone());
        }
    }
    let before = desk.written().len();
    let rules: Vec<Rule> = (0..chance.below(5)).map(|_| rule(&mut chance)).collect();
    let faults = rules.iter().map(|rule| rule.most).fold(0, u32::saturating_add);
    let throttled_after = rules.iter().any(|rule| matches!(rule.fault, Fault::ThrottledAfter(_)));
    let network = FaultyTransport::new(desk.transport(), desk.time.clone(), seed, rules);
    let directory = over(network, desk.time.clone());
    let steps = plan.steps().len();
    let mut execution = Execution::new(plan, desk.time.now());
    for _ in 0..200 {
        desk.run(directory.apply(&mut execution, |_| ()));
        if execution.is_finished() {
            break;
        }
        desk.time.advance(Duration::from_secs(20));
        execution.resume();
    }
    assert!(execution.is_finished(), "faults that end keep the plan from ending: {execution:?}");
    check(&desk, &execution, &desk.written()[before..], &others, faults, throttled_after);
    steps
}

/// A fault that ends some time.
fn rule(chance: &mut Chance) -> Rule {
    let wait = if chance.one_in(2) { Wait::Unsaid } else { Wait::Seconds(1 + chance.below(20) as u32) };
    let status = [500, 502, 503, 504][chance.below(4) as usize];
    let applied = chance.one_in(2);
    let fault = match chance.below(15) {
        0 => Fault::Fails(TransportError::Lost),
        1 => Fault::Fails(TransportError::Offline),
        2 => Fault::Fails(TransportError::SignInNeeded),
        3 => Fault::Throttled(wait),
        4 => Fault::Status(status),
        5 => Fault::Challenged,
        6 | 7 => Fault::LostAfter,
        8 => Fault::StatusAfter(status),
        9 => Fault::ThrottledAfter(wait),
        10 => Fault::Truncated,
        11 => Fault::Html,
        12 => Fault::Hangs { span: Duration::from_secs(100), applied },
        13 => Fault::Twice,
        _ => Fault::DeleteNotFound,
    };
    let which = [Which::Any, Which::Reads, Which::Writes][chance.below(3) as usize];
    let when = match chance.below(3) {
        0 => When::First(1 + chance.below(3) as u32),
        1 => When::Nth(1 + chance.below(5) as u32),
        _ => When::OneIn(2 + chance.below(3) as u32),
    };
    Rule::new(fault, which, when).at_most(1 + chance.below(4) as u32)
}

fn check(
    desk: &Desk,
    execution: &Execution,
    written: &[(Guid, String, bool)],
    others: &[AzureRoleAt],
    faults: u32,
    throttled_after: bool,
) {
    let mut planned = Vec::new();
    for (step, state) in execution.steps() {
        let (role, own, assigns) = match step {
            Step::Add(Addition::AzureRole(it)) => (it.role(), it.assignment().name().0, true),
            Step::Remove(Removal::AzureRole(it)) => (it.role(), it.assignment().name().0, false),
            other => panic!("{other:?} was not asked for"),
        };
        let effect = (role.role, role.scope.to_string().to_lowercase(), assigns);
        let times = written.iter().filter(|it| **it == effect).count();
        assert!(times <= 1, "{step:?} took effect {times} times");
        let present = desk.present(&role);
        let is_so = present.contains(&own) == assigns;
        let touched = others.iter().any(|it| it.clone().without_name() == role.clone().without_name());
        match state {
            StepState::Done { .. } => {
                assert!(is_so, "{step:?} is said to be done, and is not so");
                assert!(times == 1 || touched, "{step:?} is said to be done by this change, which did not do it");
            }
            StepState::AlreadySo => {
                assert!(times == 0 || throttled_after, "{step:?} was done by this change, and is said to be so before");
                assert!(present.is_empty() != assigns || touched, "{step:?} is said to be so, and is not");
            }
            StepState::Unknown(_) => assert!(faults >= SENDS_OF_A_STEP, "{step:?} is unknown after {faults} faults"),
            // Held back, because an addition came to no good end.
            StepState::NotSent(_) => assert!(!assigns && times == 0, "{step:?} was not sent"),
            StepState::Refused(said) => {
                assert!(times == 0, "{step:?} was done, and is said to be refused: {said:?}");
                assert!(faults > 0 || touched, "{step:?} was refused although nothing was in its way: {said:?}");
            }
            other => panic!("{step:?} ended as {other:?}"),
        }
        planned.push(effect);
    }
    for effect in written {
        assert!(planned.contains(effect), "{effect:?} was written without having been reviewed");
    }
    let done = execution.steps().filter(|(_, state)| matches!(state, StepState::Done { .. })).count();
    let now = desk.time.now();
    assert_eq!(execution.reverse(now).len() + execution.cannot_be_undone(now), done);
}
