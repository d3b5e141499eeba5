//! Random histories of faults, and a crash at every point: whatever happens on the way, only what was reviewed is
//! written, nothing twice, and what the page says in the end is true.
//!
//! `BESTOW_HISTORIES` says how many histories are played and `BESTOW_SEED` with which the first one begins; a history
//! that breaks an invariant names its seed, with which it can be played again.

mod chance;
mod invariants;

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use bestow::domain::access::Held;
use bestow::domain::change::execution::Execution;
use bestow::domain::change::journal::Journal;
use bestow::domain::change::plan::ReviewedPlan;
use bestow::domain::change::review::{Review, Situation, review};
use bestow::domain::change::wish::{Lasting, RoleKey, Wish};
use bestow::domain::directory_role::DirectoryScope;
use bestow::domain::held_role::Source;
use bestow::domain::identity::ManagedIdentity;
use bestow::domain::ids::{AppId, RoleDefinitionId};
use bestow::domain::scope::Scope;
use bestow::domain::time::Timestamp;
use bestow::domain::well_known::{
    COMMON_APIS, EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE,
};
use bestow::graph::transport::{Surroundings, Transport};
use bestow::operations::directory::Directory;
use bestow::simulator::faults::{FaultyTransport, Rule};
use bestow::simulator::recording::Recording;
use bestow::simulator::surroundings::VirtualTime;
use bestow::simulator::transport::SimulatorTransport;
use bestow::simulator::{Caller, Lag, Simulator, Tenant, sample};

use chance::{Chance, rule};
use invariants::check;

use crate::start::approved;

use crate::tab::{Closing, Tab};

type Network = Rc<FaultyTransport<SimulatorTransport<VirtualTime>, VirtualTime>>;
type Door = Recording<Network, VirtualTime>;

const START: &str = "2026-11-23T09:00:00Z";
const IDENTITY: &str = "LazyAutomationAccount";

const APP_ROLES: [(AppId, &str); 8] = [
    (MICROSOFT_GRAPH, "User.ReadWrite.All"),
    (SHAREPOINT_ONLINE, "User.ReadWrite.All"),
    (MICROSOFT_GRAPH, "Group.ReadWrite.All"),
    (MICROSOFT_GRAPH, "Directory.Read.All"),
    (MICROSOFT_GRAPH, "Mail.Send"),
    (SHAREPOINT_ONLINE, "Sites.FullControl.All"),
    (SHAREPOINT_ONLINE, "TermStore.ReadWrite.All"),
    (EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
];
const DIRECTORY_ROLES: [RoleDefinitionId; 2] =
    [EXCHANGE_ADMINISTRATOR, RoleDefinitionId::known("88d8e3e3-8f55-4a1e-953a-9b9898b8876b")];

/// The sample tenant without everybody who plays no part, so that thousands of histories take seconds.
fn small_tenant() -> Tenant {
    let mut tenant = sample::tenant(START.parse().unwrap());
    tenant.service_principals.retain(|_, it| it.display_name == IDENTITY || COMMON_APIS.contains(&it.app_id));
    for principal in tenant.service_principals.values_mut() {
        principal.app_roles.retain(|role| APP_ROLES.iter().any(|(_, value)| role.value.as_deref() == Some(*value)));
    }
    tenant
}

/// One history: a tenant, a plan, and what goes wrong.
struct History {
    time: VirtualTime,
    simulator: Rc<RefCell<Simulator>>,
    network: Network,
    door: Door,
    chance: Chance,
    /// How many faults there are at most.
    faults: u32,
}

impl History {
    fn new(tenant: &Tenant, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let time = VirtualTime::new(START.parse::<Timestamp>().unwrap(), seed);
        let mut simulator = Simulator::new(tenant.clone());
        if chance.one_in(2) {
            let span = Duration::from_secs(1 + chance.below(60));
            simulator.set_lag(Some(Lag { span, flapping: chance.one_in(2) }));
        }
        let simulator = Rc::new(RefCell::new(simulator));
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
        let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
        let caller = Caller::new(sample::ADMINISTRATOR, app, &scopes.join(" "));
        let sent = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), caller);
        let rules: Vec<Rule> = (0..chance.below(5)).map(|_| rule(&mut chance)).collect();
        let faults = rules.iter().map(|rule| rule.most).sum();
        let network = Rc::new(FaultyTransport::new(sent, time.clone(), seed, rules));
        let door = Recording::new(Rc::clone(&network), time.clone());
        Self { time, simulator, network, door, chance, faults }
    }

    fn run<F: Future>(&self, future: F) -> F::Output {
        self.time.run(future).expect("nobody waits for ever")
    }

    /// Another visit: a page that was just opened.
    fn directory(&self) -> Directory<Door, VirtualTime> {
        over(self.door.clone(), self.time.clone())
    }

    /// What the tenant really holds, whatever its copies say.
    fn truth(&self) -> Held {
        self.simulator.borrow_mut().set_lag(None);
        let caller = Caller::new(
            sample::ADMINISTRATOR,
            MICROSOFT_GRAPH,
            "Application.Read.All RoleManagement.Read.Directory User.Read",
        );
        let direct = SimulatorTransport::new(Rc::clone(&self.simulator), self.time.clone(), caller);
        let directory = Directory::new(
            direct,
            self.time.clone(),
            "graph.microsoft.com",
            Scope::AT_SIGN_IN.iter().copied().collect(),
        );
        let identity = self.run(directory.identities(|_| ())).unwrap().items.remove(0);
        self.run(directory.held(identity.id))
    }
}

fn over<T: Transport>(transport: T, time: VirtualTime) -> Directory<T, VirtualTime> {
    Directory::new(transport, time, "graph.microsoft.com", Scope::ALL.iter().copied().collect())
}

/// Tries until it works, as a person would who presses "try again".
fn patiently<A, E>(history: &History, attempt: impl AsyncFn() -> Result<A, E>) -> A {
    for _ in 0..60 {
        if let Ok(answer) = history.run(attempt()) {
            return answer;
        }
        history.time.advance(Duration::from_secs(20));
    }
    panic!("faults that end keep the page from reading for ever");
}

/// Looks everything up and reviews a random choice of gifts and takings.
fn reviewed(history: &mut History) -> Option<Review> {
    let directory = history.directory();
    let listing = patiently(history, async || {
        directory.load_apis(COMMON_APIS).await;
        let loaded = COMMON_APIS.iter().all(|app_id| directory.apis().by_app_id(*app_id).is_some());
        let listing = directory.identities(|_| ()).await;
        if loaded { listing.map_err(|_| ()) } else { Err(()) }
    });
    let identity: ManagedIdentity = listing.items.into_iter().next()?;
    let person = patiently(history, async || directory.person().await);
    let roles = Ok(patiently(history, async || directory.directory_roles().await));
    let held = patiently(history, async || {
        let held = directory.held(identity.id).await;
        match (&held.app_roles, &held.directory_roles) {
            (Ok(_), Ok(_)) => Ok(held),
            _ => Err(()),
        }
    });
    let apis = directory.apis();
    let mut wishes = Vec::new();
    for (api, value) in APP_ROLES {
        let key = RoleKey::Value(value.to_owned());
        match history.chance.below(3) {
            0 => wishes.push(Wish::AppRole { api, role: key }),
            1 => {
                let api = apis.by_app_id(api)?;
                let role = api.roles_by_value(value).next()?.id;
                wishes.push(Wish::NoAppRole { resource: api.id, role });
            }
            _ => {}
        }
    }
    for role in DIRECTORY_ROLES {
        let scope = DirectoryScope::Tenant;
        match history.chance.below(3) {
            0 => wishes.push(Wish::DirectoryRole { role, scope, lasting: Lasting::Permanent }),
            1 => wishes.push(Wish::NoDirectoryRole { role, scope }),
            _ => {}
        }
    }
    let situation = Situation {
        person: &person,
        identity: &identity,
        held: &held,
        apis: &apis,
        directory_roles: &roles,
        scheduled: &Source::Pending,
    };
    Some(review(situation, &wishes))
}

/// Carries a plan out over closed tabs and pauses until it ends. The next visit knows the journal and nothing else.
fn carried_out(history: &History, plan: Execution, mut closing: impl FnMut() -> Option<Closing>) -> Execution {
    let mut execution = plan;
    for _ in 0..5 {
        let journal = RefCell::new(Journal::of(&execution).to_json());
        let closed = Rc::new(Cell::new(false));
        let tab = Tab::new(history.door.clone(), closing(), Rc::clone(&closed));
        let directory = over(tab, history.time.clone());
        for _ in 0..100 {
            let note = |execution: &Execution| drop(journal.replace(Journal::of(execution).to_json()));
            {
                let mut apply = pin!(directory.apply(&mut execution, note));
                history.run(poll_fn(|context| match apply.as_mut().poll(context) {
                    Poll::Pending if !closed.get() => Poll::Pending,
                    _ => Poll::Ready(()),
                }));
            }
            if closed.get() {
                break;
            }
            if execution.is_finished() {
                return execution;
            }
            history.time.advance(Duration::from_secs(5));
            execution.resume();
        }
        let identities = execution.plan().identities().to_vec();
        execution = Journal::from_json(&journal.borrow()).unwrap().resume(&identities).unwrap();
    }
    panic!("faults that end keep the plan from ending");
}

fn play(tenant: &Tenant, seed: u64) -> usize {
    let mut history = History::new(tenant, seed);
    // Something to take away, and time for every copy to know of it.
    let before_plan = history.chance.below(1 << APP_ROLES.len());
    give_beforehand(&history, before_plan);
    history.time.advance(Duration::from_secs(120));
    let before = history.truth();
    let Some(plan) = reviewed(&mut history).and_then(|review| approved(&review)) else { return 0 };
    let (begun, steps) = (Execution::new(plan, history.time.now()), before_plan.count_ones() as usize);
    let mut chance = Chance(seed ^ 0xc4a5);
    let mut visits = 0;
    let closes = chance.one_in(2);
    let execution = carried_out(&history, begun, || {
        visits += 1;
        let number = chance.below(4) as u32;
        let closing = if chance.one_in(2) { Closing::Before(number) } else { Closing::After(number) };
        (closes && visits <= 3).then_some(closing)
    });
    history.time.advance(Duration::from_secs(120));
    check(&history, &execution, &before);
    // A page that was opened anew cannot know that the one before was asked to wait.
    assert!(closes || history.network.impatience() == 0, "a service that asked to wait was not left alone");
    steps + execution.plan().steps().len()
}

/// Lets the identity hold some of the app roles already, without a trace in the ledger.
fn give_beforehand(history: &History, which: u64) {
    let mut simulator = history.simulator.borrow_mut();
    let tenant = &mut simulator.tenant;
    let identity = tenant.service_principals.values().find(|it| it.display_name == IDENTITY).unwrap().id;
    for (at, (app_id, value)) in APP_ROLES.iter().enumerate().filter(|(at, _)| which >> at & 1 == 1) {
        let api = tenant.service_principal_of(*app_id).unwrap();
        let role = api.app_roles.iter().find(|role| role.value.as_deref() == Some(*value)).unwrap().id;
        let (resource, when) = (api.id, START.parse().unwrap());
        tenant.grant(identity.0, resource, role, when);
        if at % 3 == 0 {
            let scope = bestow::simulator::tenant::RoleScope::Tenant;
            tenant.assign(identity.0, DIRECTORY_ROLES[at / 3 % 2], scope);
        }
    }
}

#[test]
fn random_histories_of_faults_break_no_invariant() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (count, first) = (number("BESTOW_HISTORIES", 300), number("BESTOW_SEED", 1));
    let tenant = small_tenant();
    let mut steps = 0;
    for seed in first..first + count {
        let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(&tenant, seed)));
        steps += played.unwrap_or_else(|_| panic!("the history with BESTOW_SEED={seed} broke an invariant"));
    }
    println!("{count} histories from seed {first}, {steps} steps: no invariant broken");
    assert!(steps as u64 > count, "the histories are not empty");
}

#[test]
fn a_crash_at_any_point_of_a_long_plan_leaves_nothing_done_twice() {
    let mut tenant = sample::tenant(START.parse().unwrap());
    tenant.service_principals.retain(|_, it| it.display_name == IDENTITY || COMMON_APIS.contains(&it.app_id));
    let mut points = 0;
    for number in 0.. {
        let mut reached = true;
        for closing in [Closing::Before(number), Closing::After(number)] {
            let history = History::new(&tenant, 0);
            let plan = fifty_changes(&history);
            assert_eq!(plan.steps().len(), 50);
            let before = history.truth();
            let mut visits = 0;
            let execution = carried_out(&history, Execution::new(plan, history.time.now()), || {
                visits += 1;
                (visits == 1).then_some(closing)
            });
            check(&history, &execution, &before);
            reached = visits == 2;
            points += usize::from(reached);
        }
        if !reached {
            break;
        }
    }
    println!("a plan of 50 changes was closed at each of {points} points and finished by the next visit");
    assert!(points >= 8, "only {points} points");
}

fn fifty_changes(history: &History) -> ReviewedPlan {
    let directory = history.directory();
    history.run(directory.load_apis(COMMON_APIS));
    let identity = history.run(directory.identities(|_| ())).unwrap().items.remove(0);
    let person = history.run(directory.person()).unwrap();
    let roles = history.run(directory.directory_roles());
    let held = history.run(directory.held(identity.id));
    let apis = directory.apis();
    let graph = apis.by_app_id(MICROSOFT_GRAPH).unwrap();
    let roles_of_graph = graph.app_roles.iter().filter(|role| role.grantable()).take(50);
    let wishes: Vec<Wish> =
        roles_of_graph.map(|role| Wish::AppRole { api: MICROSOFT_GRAPH, role: RoleKey::Id(role.id) }).collect();
    let situation = Situation {
        person: &person,
        identity: &identity,
        held: &held,
        apis: &apis,
        directory_roles: &roles,
        scheduled: &Source::Pending,
    };
    approved(&review(situation, &wishes)).unwrap()
}
