//! Random histories of faults, and a crash at every point: whatever happens on the way, only what was reviewed is
//! written, nothing twice, and what the page says in the end is true.
//!
//! `BESTOW_HISTORIES` says how many histories are played and `BESTOW_SEED` with which the first one begins; a history
//! that breaks an invariant names its seed, with which it can be played again.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use bestow::domain::access::{Held, Holding};
use bestow::domain::change::execution::{Execution, StepState};
use bestow::domain::change::journal::Journal;
use bestow::domain::change::plan::Step;
use bestow::domain::change::review::{Review, Situation, review};
use bestow::domain::change::wish::{Lasting, RoleKey, Wish};
use bestow::domain::directory_role::DirectoryScope;
use bestow::domain::identity::ManagedIdentity;
use bestow::domain::ids::{AppId, RoleDefinitionId};
use bestow::domain::scope::Scope;
use bestow::domain::time::Timestamp;
use bestow::domain::well_known::{
    COMMON_APIS, EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE,
};
use bestow::graph::transport::{Response, Surroundings, Transport, TransportError};
use bestow::operations::directory::Directory;
use bestow::simulator::faults::{Fault, FaultyTransport, ItemFault, Rule, Wait, When, Which};
use bestow::simulator::ledger::Change;
use bestow::simulator::recording::Recording;
use bestow::simulator::surroundings::VirtualTime;
use bestow::simulator::transport::SimulatorTransport;
use bestow::simulator::{Caller, Lag, Simulator, Tenant, sample};

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

/// Chance that repeats.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }
}

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
        let rules = (0..chance.below(5)).map(|_| rule(&mut chance)).collect();
        let network = Rc::new(FaultyTransport::new(sent, time.clone(), seed, rules));
        let door = Recording::new(Rc::clone(&network), time.clone());
        Self { time, simulator, network, door, chance }
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

/// A fault of any kind, that ends some time.
fn rule(chance: &mut Chance) -> Rule {
    let wait = match chance.below(4) {
        0 => Wait::Unsaid,
        1 => Wait::Seconds(1 + chance.below(20) as u32),
        2 => Wait::Decimal(chance.below(3000) as u32),
        _ => Wait::Date(1 + chance.below(20) as u32),
    };
    let status = [500, 502, 503, 504][chance.below(4) as usize];
    let item = match chance.below(3) {
        0 => ItemFault::Throttled(wait),
        1 => ItemFault::Status(status),
        _ => ItemFault::Challenged,
    };
    let fault = match chance.below(17) {
        0 => Fault::Latency(Duration::from_millis(chance.below(5000))),
        1 => Fault::Fails(TransportError::Lost),
        2 => Fault::Fails(TransportError::Offline),
        3 => Fault::Fails(TransportError::SignInNeeded),
        4 => Fault::Throttled(wait),
        5 => Fault::Status(status),
        6 => Fault::Challenged,
        7 | 8 => Fault::LostAfter,
        9 => Fault::StatusAfter(status),
        10 => Fault::ThrottledAfter(wait),
        11 => Fault::Truncated,
        12 => Fault::Html,
        13 => Fault::ItemsShuffled,
        14 => Fault::ItemMissing,
        15 => Fault::RenewalFails(TransportError::SignInNeeded),
        _ => Fault::Item { fault: item, applied: chance.one_in(2) },
    };
    let which = [Which::Any, Which::Reads, Which::Writes][chance.below(3) as usize];
    let when = match chance.below(3) {
        0 => When::First(1 + chance.below(3) as u32),
        1 => When::Nth(1 + chance.below(5) as u32),
        _ => When::OneIn(2 + chance.below(3) as u32),
    };
    Rule::new(fault, which, when).at_most(1 + chance.below(4) as u32)
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
    let situation =
        Situation { person: &person, identity: &identity, held: &held, apis: &apis, directory_roles: &roles };
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

/// Holds a history that has ended to the invariants.
fn check(history: &History, execution: &Execution, before: &Held) {
    let (simulator, after) = (&history.simulator, history.truth());
    let ledger = simulator.borrow().ledger().to_vec();
    let mut effects: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &ledger {
        let effect = match &entry.change {
            Change::Granted(grant) => format!("grant {} {}", grant.resource, grant.app_role),
            Change::Revoked(grant) => format!("revoke {}", grant.id),
            Change::Assigned(assignment) => format!("assign {}", assignment.role),
            Change::Removed(assignment) => format!("remove {}", assignment.id),
            other => panic!("{other:?} was never reviewed"),
        };
        *effects.entry(effect).or_default() += 1;
    }
    for (step, state) in execution.steps() {
        let (effect, was, is) = match step {
            Step::Grant(it) => (
                format!("grant {} {}", it.grant().resource, it.grant().app_role),
                is_held(before.app_role(&it.grant())),
                is_held(after.app_role(&it.grant())),
            ),
            Step::Assign(it) => (
                format!("assign {}", it.grant().role),
                is_held(before.directory_role(it.grant())),
                is_held(after.directory_role(it.grant())),
            ),
            Step::Revoke(it) => (
                format!("revoke {}", it.assignment()),
                !is_held(before.app_role(&it.grant())),
                !is_held(after.app_role(&it.grant())),
            ),
            Step::Remove(it) => (
                format!("remove {}", it.assignment()),
                !is_held(before.directory_role(it.grant())),
                !is_held(after.directory_role(it.grant())),
            ),
        };
        let times = effects.remove(&effect).unwrap_or_default();
        assert!(times <= 1, "{effect} took effect {times} times");
        assert!(!was, "{effect} was planned although it was so before");
        match state {
            StepState::Done(_) => assert!(is && times == 1, "{effect} is said to be done, and is not"),
            StepState::AlreadySo => assert!(is, "{effect} is said to be so already, and is not"),
            other => panic!("{effect} ended as {other:?} although every fault ended"),
        }
    }
    assert!(effects.is_empty(), "written without having been reviewed: {effects:?}");
    never_blind(history);
}

fn is_held<A>(holding: Holding<'_, A>) -> bool {
    matches!(holding, Holding::Held(_))
}

/// After an answer that leaves open whether a write was carried out, what is held is read before it is sent again; after
/// a clear one it is not sent again at all.
fn never_blind(history: &History) {
    let mut open: BTreeMap<String, Option<u64>> = BTreeMap::new();
    for exchange in history.door.exchanges() {
        let body: serde_json::Value = serde_json::from_slice(exchange.request.body()).unwrap();
        for item in body["requests"].as_array().unwrap() {
            if item["method"] == "GET" {
                if item["url"].as_str().unwrap().contains("ssignments") {
                    open.clear();
                }
                continue;
            }
            let key = format!("{} {} {}", item["method"], item["url"], item["body"]);
            assert!(!open.contains_key(&key), "{key} was sent blind after {:?}", open[&key]);
            match exchange.outcome.as_ref().map(|response| seen_status(response, &item["id"])) {
                // These say clearly that nothing was carried out.
                Ok(Some(400..=428)) | Err(TransportError::Offline | TransportError::SignInNeeded) => {}
                status => drop(open.insert(key, status.unwrap_or_default())),
            }
        }
    }
}

/// What the client saw of one part of a batch, where it saw anything.
fn seen_status(response: &Response, id: &serde_json::Value) -> Option<u64> {
    if !response.status().is_success() {
        return Some(response.status().as_u16().into());
    }
    let body: serde_json::Value = serde_json::from_slice(response.body()).ok()?;
    let mut answers = body["responses"].as_array()?.iter().filter(|answer| answer["id"] == *id);
    let status = answers.next()?["status"].as_u64();
    if answers.next().is_some() { None } else { status }
}

fn play(tenant: &Tenant, seed: u64) -> usize {
    let mut history = History::new(tenant, seed);
    // Something to take away, and time for every copy to know of it.
    let before_plan = history.chance.below(1 << APP_ROLES.len());
    give_beforehand(&history, before_plan);
    history.time.advance(Duration::from_secs(120));
    let before = history.truth();
    let Some(plan) = reviewed(&mut history).and_then(|review| review.approve(|_| true)) else { return 0 };
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

fn fifty_changes(history: &History) -> bestow::domain::change::plan::ReviewedPlan {
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
    let situation =
        Situation { person: &person, identity: &identity, held: &held, apis: &apis, directory_roles: &roles };
    review(situation, &wishes).approve(|_| true).unwrap()
}
