//! New identities from the review to the directory, with faults: whatever happens on the way, only what was reviewed is
//! sent, once, nothing that was attached is detached, and what the page says in the end is true.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::change::approval::Assurance;
use domain::guid::Guid;
use domain::host_change::{
    AttachRisk, HostAction, HostExecution, HostJournal, HostObstacle, HostOutcome, HostPause, HostRefusal, HostWarning,
    HostWish, NotSentReason,
};
use domain::ids::ServicePrincipalId;
use domain::problem::Problem;
use domain::tiers::TierGap;
use graph::closable::ClosableTransport;
use graph::transport::{Surroundings, TransportError};
use simulator::faults::{Fault, FaultyTransport, Rule, Wait, When, Which};
use simulator::tenant::{AzureLock, AzurePolicy, AzureRole, LockLevel};
use simulator::transport::SimulatorTransport;
use simulator::{Caller, sample};

use crate::histories::chance::Chance;
use crate::office::{ACCOUNT, APP, ATTACHED, CONTAINER, EMPTY_ACCOUNT, FUNCTION, MACHINE, Office, TIER_0, typed};
use crate::tab::{Closing, Tab};

/// The service principal with which a change ended well.
fn principal(execution: &HostExecution) -> ServicePrincipalId {
    match execution.outcome() {
        Some(HostOutcome::Done(result)) => {
            assert!(result.comparison.is_as_asked() && !result.comparison.lost_anything(), "{result:?}");
            result.principal.unwrap()
        }
        other => panic!("{other:?} {execution:?}"),
    }
}

#[test]
fn system_assigned_identity_is_enabled_and_what_is_attached_stays() {
    // The administrator may change the account, and not assign the identity that is attached to it.
    let office = Office::open();
    let account = office.resource(ACCOUNT);
    assert_eq!(office.identities_of(&account), (false, vec![ATTACHED.to_owned()]));
    let execution = office.carry_out(HostWish::Enable(account.clone()));
    let id = principal(&execution);
    assert_eq!(office.identities_of(&account), (true, vec![ATTACHED.to_owned()]));
    let found = office.run(office.directory().find(id.0)).unwrap();
    assert!(matches!(found, graph::operations::lookup::FoundObject::ManagedIdentity(it) if it.id == id));
    let again = office.review(HostWish::Enable(account));
    assert_eq!(again.obstacles(), [HostObstacle::AlreadyEnabled(Some(id))]);
    assert_eq!(office.changes(), (1, Vec::new()));
}

#[test]
fn right_to_assign_an_attached_identity_is_asked_for_where_it_has_to_be_named() {
    let office = Office::open();
    let function = office.resource(FUNCTION);
    office.give(&function, &[ATTACHED]);
    let review = office.review(HostWish::Enable(function));
    let warned = |it: &HostWarning| matches!(it, HostWarning::NamesAttached(ids) if ids[0].name() == ATTACHED);
    assert!(review.warnings().iter().any(warned), "{review:?}");
    let account = office.resource(EMPTY_ACCOUNT);
    let identities = vec![office.identity(ATTACHED)];
    let review = office.review(HostWish::Attach { host: account, identities });
    let [HostObstacle::NoRight { action, .. }] = review.obstacles() else { panic!("{review:?}") };
    assert_eq!(action, "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action");
}

#[test]
fn tier_0_identity_is_attached_with_its_typed_name_alone_and_one_that_is_less_by_a_click() {
    let office = Office::open_with_rights().with_right_to_assign(TIER_0);
    let attach = |name: &str| {
        let identities = vec![office.identity(name)];
        HostWish::Attach { host: office.resource(EMPTY_ACCOUNT), identities }
    };
    let review = office.review(attach(ATTACHED));
    assert_eq!((review.obstacles(), review.risky()), (&[][..], None), "guests are invited and nothing else");
    let review = office.review(attach(TIER_0));
    let risky = review.risky().unwrap();
    assert_eq!((risky.risk, risky.identity.display_name.as_str()), (AttachRisk::TierZero, TIER_0));
    let person = office.run(office.directory().signed_in_user()).unwrap();
    let approve = |assurance: &Assurance| review.clone().approve(person.tenant.id, person.id, assurance);
    assert_eq!(approve(&Assurance::default()), None);
    assert_eq!(approve(&Assurance { name: ATTACHED.to_owned(), ..typed(&review) }), None);
    assert!(approve(&typed(&review)).is_some());
    // Through an Azure role that leads to a tier 0 identity, too.
    let mut simulator = office.simulator.borrow_mut();
    let contributor = simulator.tenant.azure_roles.iter().find(|it| it.role_name == "Contributor").cloned().unwrap();
    let id = simulator.tenant.service_principals.values().find(|it| it.display_name == ATTACHED).unwrap().id;
    let scope = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-security".to_owned();
    let name = Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b644");
    simulator.tenant.azure_roles.push(AzureRole { principal: id.0, scope, name, ..contributor });
    drop(simulator);
    assert_eq!(office.review(attach(ATTACHED)).risky().map(|it| it.risk), Some(AttachRisk::TierZero));
}

#[test]
fn identity_of_which_not_everything_could_be_read_is_attached_as_a_tier_0_identity_is() {
    let office = Office::open_with_rights();
    let wish = HostWish::Attach { host: office.resource(EMPTY_ACCOUNT), identities: vec![office.identity(ATTACHED)] };
    // What may be read of the directory is read with other scopes.
    let scopes = ["User.Read", "user_impersonation"];
    let caller = Caller::new(sample::ADMINISTRATOR, APP, &scopes.join(" "));
    let transport = SimulatorTransport::new(Rc::clone(&office.simulator), office.time.clone(), caller);
    let review = office.run(office.over(transport).review_host_change(wish)).unwrap();
    let Some(AttachRisk::NotRead(gaps)) = review.risky().map(|it| it.risk) else { panic!("{review:?}") };
    assert!(gaps.has(TierGap::AppRoles) && gaps.has(TierGap::DirectoryRoles), "{gaps:?}");
    assert!(review.guard().is_some_and(|guard| !guard.is_tier_zero()));
}

#[test]
fn every_type_of_the_sample_keeps_its_identities_whether_its_service_merges_or_replaces() {
    for undocumented_is_merge in [false, true] {
        for name in [ACCOUNT, MACHINE, FUNCTION, CONTAINER] {
            let office = Office::open_with_rights();
            office.simulator.borrow_mut().tenant.azure.undocumented_is_merge = undocumented_is_merge;
            let resource = office.resource(name);
            if name != ACCOUNT {
                office.give(&resource, &[ATTACHED]);
            }
            principal(&office.carry_out(HostWish::Enable(resource.clone())));
            assert_eq!(office.identities_of(&resource), (true, vec![ATTACHED.to_owned()]), "{name}");
            let new = office.carry_out(HostWish::Create(office.new_identity("id-second")));
            principal(&new);
            let second = office.identity("id-second");
            principal(&office.carry_out(HostWish::Attach { host: resource.clone(), identities: vec![second] }));
            let both = vec![ATTACHED.to_owned(), "id-second".to_owned()];
            assert_eq!(office.identities_of(&resource), (true, both), "{name}");
            assert_eq!(office.changes(), (3, Vec::new()), "{name}");
        }
    }
}

#[test]
fn identity_that_exists_is_not_changed() {
    let office = Office::open_with_rights();
    let new = office.new_identity("id-runbooks");
    let id = principal(&office.carry_out(HostWish::Create(new.clone())));
    let review = office.review(HostWish::Create(new.clone()));
    assert!(matches!(review.obstacles(), [HostObstacle::Exists(it)] if it.principal == id));
    // Someone creates one of the same name after the review.
    let other = office.new_identity("id-late");
    let plan = office.approve(HostWish::Create(other.clone()));
    office.carry_out(HostWish::Create(other));
    let mut execution = HostExecution::new(plan, office.time.now());
    office.apply(&office.directory(), &mut execution);
    assert_eq!(execution.outcome(), Some(&HostOutcome::NotSent(NotSentReason::Exists)));
    assert_eq!(office.changes(), (2, Vec::new()));
}

#[test]
fn lock_policy_and_busy_resource_are_refused_with_the_services_reason() {
    let group = "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-runbooks".to_owned();
    let refused = |disturb: &dyn Fn(&Office)| {
        let office = Office::open_with_rights();
        let plan = office.approve(HostWish::Enable(office.resource(EMPTY_ACCOUNT)));
        disturb(&office);
        let mut execution = HostExecution::new(plan, office.time.now());
        office.apply(&office.directory(), &mut execution);
        assert_eq!(office.changes(), (0, Vec::new()));
        match execution.outcome() {
            Some(HostOutcome::Refused(refusal)) => refusal.clone(),
            other => panic!("{other:?}"),
        }
    };
    let lock = AzureLock { scope: group.clone(), name: "keep".to_owned(), level: LockLevel::ReadOnly };
    let locked = refused(&|office| office.simulator.borrow_mut().tenant.azure.locks.push(lock.clone()));
    assert!(matches!(locked, HostRefusal::Locked { .. }), "{locked:?}");
    let policy = AzurePolicy { scope: group, definition: "Tags".to_owned(), assignment: "Needs a tag".to_owned() };
    let disallowed = refused(&|office| office.simulator.borrow_mut().tenant.azure.policies.push(policy.clone()));
    assert!(matches!(&disallowed, HostRefusal::Policy { policy: Some(_), .. }), "{disallowed:?}");
    let full = refused(&|office| office.simulator.borrow_mut().tenant.azure.is_directory_full = true);
    assert!(matches!(full, HostRefusal::IdentityService(_)), "{full:?}");
    // The review says a lock before anything is sent.
    let office = Office::open_with_rights();
    office.simulator.borrow_mut().tenant.azure.locks.push(lock);
    let review = office.review(HostWish::Enable(office.resource(EMPTY_ACCOUNT)));
    assert!(matches!(review.obstacles(), [HostObstacle::ReadOnly(_)]), "{review:?}");
}

#[test]
fn failed_operation_says_why_and_leaves_everything_attached() {
    let office = Office::open_with_rights();
    let machine = office.resource(MACHINE);
    office.give(&machine, &[ATTACHED]);
    let failure = ("FailedIdentityOperation".to_owned(), "Identity operation failed.".to_owned());
    office.simulator.borrow_mut().tenant.azure.operation_settings.failure = Some(failure);
    let execution = office.carry_out(HostWish::Enable(machine.clone()));
    let Some(HostOutcome::Failed { refusal: Some(HostRefusal::IdentityService(said)), result }) = execution.outcome()
    else {
        panic!("{execution:?}")
    };
    assert_eq!(said.message, "Identity operation failed.");
    assert!(!result.comparison.lost_anything() && result.comparison.system_missing);
    assert_eq!(office.identities_of(&machine), (false, vec![ATTACHED.to_owned()]));
}

#[test]
fn resource_that_someone_else_changes_is_not_changed() {
    let office = Office::open_with_rights();
    let account = office.resource(ACCOUNT);
    let plan = office.approve(HostWish::Enable(account.clone()));
    principal(&office.carry_out(HostWish::Create(office.new_identity("id-theirs"))));
    let theirs = office.identity("id-theirs");
    office.carry_out(HostWish::Attach { host: account.clone(), identities: vec![theirs] });
    let mut execution = HostExecution::new(plan, office.time.now());
    office.apply(&office.directory(), &mut execution);
    assert_eq!(execution.outcome(), Some(&HostOutcome::NotSent(NotSentReason::ChangedSinceReview)));
    assert!(!office.identities_of(&account).0);
}

#[test]
fn demanded_sign_in_pauses_and_continues() {
    let office = Office::open_with_rights();
    let plan = office.approve(HostWish::Enable(office.resource(ACCOUNT)));
    let rules = vec![
        Rule::new(Fault::Challenged, Which::Writes, When::First(2)),
        Rule::new(Fault::Throttled(Wait::Seconds(3)), Which::Writes, When::Nth(3)),
    ];
    let directory = office.over(FaultyTransport::new(office.transport(), office.time.clone(), 7, rules));
    let mut execution = HostExecution::new(plan, office.time.now());
    office.apply(&directory, &mut execution);
    assert!(matches!(execution.pause(), Some(HostPause::Problem(Problem::StepUp(_)))), "{execution:?}");
    assert_eq!(HostJournal::of(&execution), None, "nothing was sent");
    let mut execution = execution.resume(office.time.now());
    office.apply(&directory, &mut execution);
    principal(&execution);
    assert_eq!(office.changes(), (1, Vec::new()));
}

#[test]
fn change_that_waits_sends_nothing_once_its_tenant_is_closed_although_the_same_user_is_signed_in_again() {
    let office = Office::open_with_rights();
    let plan = office.approve(HostWish::Enable(office.resource(ACCOUNT)));
    // The service asked for a wait. The tenant is closed meanwhile, and the network has a token again.
    let rules = vec![Rule::new(Fault::Throttled(Wait::Seconds(60)), Which::Writes, When::First(1))];
    let network = ClosableTransport::new(FaultyTransport::new(office.transport(), office.time.clone(), 7, rules));
    let closing = network.closing();
    let directory = office.over(network);
    let mut execution = HostExecution::new(plan, office.time.now());
    let has_waited = Cell::new(false);
    let note = |now: &HostExecution| {
        if matches!(now.action(office.time.now()), HostAction::Wait(_)) {
            has_waited.set(true);
            closing.close();
        }
    };
    office.run(directory.apply_host_change(&mut execution, || false, note));
    assert!(has_waited.get() && execution.pause().is_some(), "{execution:?}");
    assert_eq!((HostJournal::of(&execution), office.changes()), (None, (0, Vec::new())));
}

/// Carries out a change in a tab that is closed there, and continues in another one with what was written down. Says
/// whether the tab was closed at all.
fn close_and_come_back(wish_of: impl Fn(&Office) -> HostWish, closing: Closing) -> bool {
    let office = Office::open_with_rights();
    let plan = office.approve(wish_of(&office));
    let closed = Rc::new(Cell::new(false));
    let directory = office.over(Tab::new(office.transport(), Some(closing), Rc::clone(&closed)));
    let written = RefCell::new(None::<String>);
    let execution = RefCell::new(HostExecution::new(plan, office.time.now()));
    let note = |now: &HostExecution| {
        if !closed.get() {
            written.replace(HostJournal::of(now).map(|journal| journal.to_json()));
        }
    };
    // The future that is dropped here is the tab.
    let ended = office.time.run(directory.apply_host_change(&mut execution.borrow_mut(), || false, note)).is_ok();
    assert_eq!(ended, !closed.get(), "{closing:?}");
    office.time.advance(Duration::from_secs(60));
    let was_sent = office.changes().0 > 0 || !office.simulator.borrow().tenant.azure.operations.is_empty();
    match written.into_inner() {
        None => assert_eq!(was_sent, ended, "what was sent is remembered until its result is known: {closing:?}"),
        Some(text) => {
            assert!(closed.get());
            let mut resumed = HostJournal::from_json(&text).unwrap().resume(office.time.now()).unwrap();
            office.apply(&office.directory(), &mut resumed);
            match was_sent {
                true => drop(principal(&resumed)),
                false => assert_eq!(resumed.outcome(), Some(&HostOutcome::Unclear(None)), "{closing:?}"),
            }
            assert_eq!(HostJournal::of(&resumed), None);
        }
    }
    let (number, lost) = office.changes();
    assert!(number <= 1 && lost.is_empty(), "{closing:?}: {number} changes, lost {lost:?}");
    closed.get()
}

#[test]
fn tab_that_is_closed_anywhere_sends_nothing_twice_and_finds_the_result() {
    let wishes: [fn(&Office) -> HostWish; 4] = [
        |office| HostWish::Enable(office.resource(ACCOUNT)),
        |office| HostWish::Enable(office.resource(MACHINE)),
        |office| {
            let identities = vec![office.identity(ATTACHED)];
            HostWish::Attach { host: office.resource(FUNCTION), identities }
        },
        |office| HostWish::Create(office.new_identity("id-runbooks")),
    ];
    for wish in wishes {
        let mut closings = 0;
        for number in 0.. {
            let before = close_and_come_back(wish, Closing::Before(number));
            let after = close_and_come_back(wish, Closing::After(number));
            closings += u32::from(before) + u32::from(after);
            if !before && !after {
                break;
            }
        }
        assert!(closings >= 8, "a change takes at least four requests: {closings}");
    }
}

#[test]
fn random_faults_detach_nothing_send_nothing_twice_and_report_the_real_result() {
    let mut done = 0;
    for seed in 1..=100 {
        let mut chance = Chance(seed);
        let office = Office::open_with_rights();
        office.simulator.borrow_mut().tenant.azure.undocumented_is_merge = chance.one_in(2);
        let name = [ACCOUNT, EMPTY_ACCOUNT, MACHINE, FUNCTION, CONTAINER][chance.below(5) as usize];
        let resource = office.resource(name);
        if name != ACCOUNT && chance.one_in(2) {
            office.give(&resource, &[ATTACHED]);
        }
        let before = office.identities_of(&resource);
        let wish = match chance.one_in(2) || before.1.contains(&ATTACHED.to_owned()) {
            true => HostWish::Enable(resource.clone()),
            false => HostWish::Attach { host: resource.clone(), identities: vec![office.identity(ATTACHED)] },
        };
        let plan = office.approve(wish.clone());
        let rules: Vec<Rule> = (0..1 + chance.below(3)).map(|_| fault(&mut chance)).collect();
        let network = FaultyTransport::new(office.transport(), office.time.clone(), seed, rules);
        let directory = office.over(network);
        let mut execution = HostExecution::new(plan, office.time.now());
        for _ in 0..60 {
            office.apply(&directory, &mut execution);
            if execution.outcome().is_some() {
                break;
            }
            office.time.advance(Duration::from_secs(20));
            execution = execution.resume(office.time.now());
        }
        let after = office.identities_of(&resource);
        let (number, lost) = office.changes();
        assert!(number <= 1 && lost.is_empty(), "seed {seed}: {number} changes, lost {lost:?}");
        assert!(before.1.iter().all(|it| after.1.contains(it)), "seed {seed}: {before:?} {after:?}");
        let is_there = if wish.wants_system() { after.0 } else { after.1.contains(&ATTACHED.to_owned()) };
        match execution.outcome() {
            Some(HostOutcome::Done(_) | HostOutcome::AlreadyThere(_)) => {
                assert!(is_there, "seed {seed}: {execution:?}");
                done += 1;
            }
            Some(HostOutcome::Unclear(_)) => {}
            Some(HostOutcome::Refused(_) | HostOutcome::NotSent(_) | HostOutcome::Failed { .. }) => {
                assert!(!is_there, "seed {seed}: {execution:?}");
            }
            None => panic!("seed {seed} doesn't end: {execution:?}"),
        }
    }
    assert!(done >= 50, "faults that pass leave most changes done: {done}");
}

/// A fault that ends some time.
fn fault(chance: &mut Chance) -> Rule {
    let wait = if chance.one_in(2) { Wait::Unsaid } else { Wait::Seconds(1 + chance.below(20) as u32) };
    let status = [500, 502, 503, 504][chance.below(4) as usize];
    let applied = chance.one_in(2);
    let fault = match chance.below(11) {
        0 => Fault::Fails(TransportError::Lost),
        1 => Fault::Fails(TransportError::Offline),
        2 => Fault::Fails(TransportError::SignInNeeded),
        3 => Fault::Throttled(wait),
        4 => Fault::Status(status),
        5 => Fault::Challenged,
        6 => Fault::LostAfter,
        7 => Fault::StatusAfter(status),
        8 => Fault::Truncated,
        9 => Fault::Html,
        _ => Fault::Hangs { span: Duration::from_secs(100), applied },
    };
    let which = [Which::Any, Which::Reads, Which::Writes][chance.below(3) as usize];
    let when = match chance.below(2) {
        0 => When::First(1 + chance.below(3) as u32),
        _ => When::Nth(1 + chance.below(5) as u32),
    };
    Rule::new(fault, which, when).at_most(1 + chance.below(3) as u32)
}
