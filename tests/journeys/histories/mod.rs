//! Random histories of faults, and a crash at every point: whatever happens on the way, only what was reviewed is
//! written, nothing twice, and what the page says in the end is true.
//!
//! `BESTOW_HISTORIES` says how many histories are played and `BESTOW_SEED` with which the first one begins; a history
//! that breaks an invariant names its seed, with which it can be played again.
//!
//! In reading order: a [`History`] is a tenant behind a network that fails by [`chance`], where others change things
//! [`meanwhile`]; [`visits`] apply a plan over closed tabs; [`invariants`] are true of every history; [`random`] plays
//! them, [`crash`] closes the tab at every point of a long plan, [`parallel`] lets two tabs work at once, and
//! [`deliveries`] counts what is sent when the network delivers twice.

pub mod chance;
mod crash;
mod deliveries;
mod identity;
mod invariants;
mod meanwhile;
mod parallel;
mod random;
mod visits;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use domain::access::Held;
use domain::change::plan::ReviewedPlan;
use domain::change::review::{AzureSituation, Situation, review};
use domain::change::wish::Wish;
use domain::group::{GroupAccess, GroupReading};
use domain::held_role::RoleSource;
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use domain::listing::Listing;
use domain::scope::Scope;
use domain::time::Timestamp;
use domain::well_known::{COMMON_APIS, EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};
use futures_util::future::join_all;
use graph::operations::directory::Directory;
use graph::transport::{Surroundings, Transport};
use simulator::faults::{Fault, FaultyTransport, ItemFault, Rule};
use simulator::recording::Recording;
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Lag, Simulator, Tenant, sample};

use chance::{Chance, rule};
use meanwhile::{Happening, Meanwhile};

use crate::start::approved;

/// The service, and what others do to it.
type Service = Rc<Meanwhile<SimulatorTransport<Skewed>>>;
/// The network to it, which has faults.
type Network = Rc<FaultyTransport<Service, Skewed>>;
/// What a tab of the page sends over, and by which the test sees it.
type Door = Recording<Network, VirtualTime>;

/// How long a request and its answer travel in histories in which that takes time, so that what others do falls between
/// what this change does.
const TRAVEL: Duration = Duration::from_millis(1500);

const START: &str = "2026-11-23T09:00:00Z";
const IDENTITY: &str = "LazyAutomationAccount";
const APP: AppId = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");

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

/// Groups that the identity is added to and removed from: an ordinary one, and one that Entra roles can be assigned to.
const GROUPS: [&str; 2] = ["sg-integration-team", "sg-role-report-writers"];

/// The sample tenant without everyone who plays no part, so that thousands of histories take seconds.
fn small_tenant() -> Tenant {
    let mut tenant = sample::tenant(start());
    tenant.service_principals.retain(|_, it| it.display_name == IDENTITY || COMMON_APIS.contains(&it.app_id));
    for principal in tenant.service_principals.values_mut() {
        principal.app_roles.retain(|role| APP_ROLES.iter().any(|(_, value)| role.value.as_deref() == Some(*value)));
    }
    tenant
}

/// A group, by its name.
fn group(tenant: &Tenant, name: &str) -> ObjectId {
    tenant.groups.values().find(|it| it.display_name == name).unwrap().id
}

fn start() -> Timestamp {
    START.parse().unwrap()
}

/// The service's clock, which need not be the device's.
#[derive(Clone)]
struct Skewed {
    time: VirtualTime,
    /// By how many seconds it is ahead.
    ahead: i64,
}

impl Surroundings for Skewed {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.time.now().millis() + self.ahead * 1000)
    }

    async fn sleep(&self, span: Duration) {
        self.time.sleep(span).await;
    }

    fn random(&self) -> u64 {
        self.time.random()
    }
}

/// One history: a tenant, a plan, and what goes wrong.
struct History {
    time: VirtualTime,
    simulator: Rc<RefCell<Simulator>>,
    service: Service,
    network: Network,
    door: Door,
    chance: Chance,
    identity: ServicePrincipalId,
    /// How many faults there are at most.
    faults: u32,
    /// Whether the tab's storage sometimes keeps nothing.
    forgetful: bool,
    /// How late the copies of the directory are.
    lag: Option<Lag>,
    /// By how many seconds the service's clock is ahead.
    ahead: i64,
    /// Whether the service sometimes says that it can't find what it is to delete.
    denies: bool,
    /// Whether something is sometimes applied and answered with 429, which Microsoft Graph doesn't do.
    applies_throttled: bool,
    /// Whether the network sometimes delivers a request twice.
    delivers_twice: bool,
}

impl History {
    /// A history in which nothing goes wrong.
    fn quiet(tenant: &Tenant) -> Self {
        Self::with(tenant, Chance(0), Vec::new(), None, 0)
    }

    /// A history of this seed.
    fn new(tenant: &Tenant, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let lag = chance
            .one_in(2)
            .then(|| Lag { span: Duration::from_secs(1 + chance.below(60)), flapping: chance.one_in(2) });
        let ahead = if chance.one_in(4) { [-3600, 3600][chance.below(2) as usize] } else { 0 };
        let rules: Vec<Rule> = (0..chance.below(5)).map(|_| rule(&mut chance, ahead == 0)).collect();
        let travel = if chance.one_in(2) { TRAVEL } else { Duration::ZERO };
        Self::on_the_way(tenant, chance, rules, lag, ahead, travel)
    }

    fn with(tenant: &Tenant, chance: Chance, rules: Vec<Rule>, lag: Option<Lag>, ahead: i64) -> Self {
        Self::on_the_way(tenant, chance, rules, lag, ahead, Duration::ZERO)
    }

    fn on_the_way(
        tenant: &Tenant,
        mut chance: Chance,
        rules: Vec<Rule>,
        lag: Option<Lag>,
        ahead: i64,
        travel: Duration,
    ) -> Self {
        let seed = chance.below(u64::MAX);
        let time = VirtualTime::new(start(), seed);
        let mut simulator = Simulator::new(tenant.clone());
        simulator.set_lag(lag);
        let simulator = Rc::new(RefCell::new(simulator));
        let clock = Skewed { time: time.clone(), ahead };
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).collect();
        let caller = Caller::new(sample::ADMINISTRATOR, APP, &scopes.join(" "));
        let sent = SimulatorTransport::new(Rc::clone(&simulator), clock.clone(), caller);
        let service = Rc::new(Meanwhile::new(sent, Rc::clone(&simulator), clock.clone(), travel));
        let delivers_twice = rules.iter().any(|rule| rule.fault == Fault::Twice);
        let denies = rules.iter().any(|rule| rule.fault == Fault::DeleteNotFound);
        let applies_throttled = rules.iter().any(|rule| {
            let item = matches!(rule.fault, Fault::Item { fault: ItemFault::Throttled(_), applied: true });
            item || matches!(rule.fault, Fault::ThrottledAfter(_))
        });
        let faults = rules.iter().map(|rule| rule.most).fold(0, u32::saturating_add);
        let network = Rc::new(FaultyTransport::new(Rc::clone(&service), clock, seed, rules));
        let door = Recording::new(Rc::clone(&network), time.clone());
        let identity = tenant.service_principals.values().find(|it| it.display_name == IDENTITY).unwrap().id;
        Self {
            time,
            simulator,
            service,
            network,
            door,
            chance,
            identity,
            faults,
            forgetful: false,
            lag,
            ahead,
            denies,
            applies_throttled,
            delivers_twice,
        }
    }

    fn run<F: Future>(&self, future: F) -> F::Output {
        self.time.run(future).expect("nobody waits for ever")
    }

    /// Another visit: a page that was just opened.
    fn directory(&self) -> Directory<Door, VirtualTime> {
        over(self.door.clone(), self.time.clone())
    }

    /// What the tenant really has, whatever its copies say.
    fn truth(&self) -> Held {
        self.simulator.borrow_mut().set_lag(None);
        let caller = Caller::new(
            sample::ADMINISTRATOR,
            MICROSOFT_GRAPH,
            "Application.Read.All RoleManagement.Read.Directory User.Read",
        );
        let direct = SimulatorTransport::new(Rc::clone(&self.simulator), self.time.clone(), caller);
        let granted = Scope::AT_SIGN_IN.iter().copied().collect();
        let directory = Directory::new(direct, self.time.clone(), "graph.microsoft.com", granted);
        let mut held = self.run(directory.assignments_of(self.identity));
        held.memberships = self.run(directory.direct_memberships(self.identity));
        self.simulator.borrow_mut().set_lag(self.lag);
        held
    }

    /// Assigns some of the app roles to the identity before, without an entry in the ledger.
    fn give_beforehand(&self, which: u64) {
        let mut simulator = self.simulator.borrow_mut();
        let tenant = &mut simulator.tenant;
        for (at, &(app_id, value)) in APP_ROLES.iter().enumerate().filter(|(at, _)| which >> at & 1 == 1) {
            let (resource, role) = meanwhile::role(tenant, app_id, value);
            tenant.grant(self.identity.0, resource, role, start());
            if at % 3 == 0 {
                let scope = simulator::tenant::RoleScope::Tenant;
                tenant.assign(self.identity.0, DIRECTORY_ROLES[at / 3 % 2], scope);
            }
            if at % 4 == 1 {
                let group = group(tenant, GROUPS[at / 4]);
                tenant.add_member(group, self.identity.0);
            }
        }
    }
}

fn over<T: Transport>(transport: T, time: VirtualTime) -> Directory<T, VirtualTime> {
    Directory::new(transport, time, "graph.microsoft.com", Scope::ALL.iter().copied().collect())
}

/// Tries until it works, as a user would who presses "try again".
fn patiently<A, E>(history: &History, attempt: impl AsyncFn() -> Result<A, E>) -> A {
    for _ in 0..60 {
        if let Ok(answer) = history.run(attempt()) {
            return answer;
        }
        history.time.advance(Duration::from_secs(20));
    }
    panic!("faults that end keep the page from reading for ever");
}

/// Looks everything up and reviews these wishes; nothing, where there is nothing to do.
fn reviewed(
    history: &History,
    wishes: impl FnOnce(&Directory<Door, VirtualTime>) -> Vec<Wish>,
) -> Option<ReviewedPlan> {
    let directory = history.directory();
    let listing = patiently(history, async || {
        directory.load_apis(COMMON_APIS).await;
        let loaded = COMMON_APIS.iter().all(|app_id| directory.apis().by_app_id(*app_id).is_some());
        match directory.identities(|_| ()).await {
            Ok(listing) if loaded && listing.is_complete() => Ok(listing),
            _ => Err(()),
        }
    });
    let identity: ManagedIdentity = listing.items.into_iter().next()?;
    let person = patiently(history, async || directory.signed_in_user().await);
    let roles = Ok(patiently(history, async || directory.directory_roles().await));
    let groups: Vec<ObjectId> = {
        let simulator = history.simulator.borrow();
        GROUPS.iter().map(|name| group(&simulator.tenant, name)).collect()
    };
    let read = patiently(history, async || {
        let read: Result<Vec<_>, _> =
            join_all(groups.iter().map(|id| directory.group(*id))).await.into_iter().collect();
        read
    });
    let access = || GroupAccess {
        directory_roles: Ok(Listing::complete(Vec::new())),
        app_roles: Ok(Listing::complete(Vec::new())),
        azure_roles: Ok(Listing::complete(Vec::new())),
    };
    let groups: Vec<GroupReading> =
        read.into_iter().map(|group| GroupReading { id: group.id, group: Ok(group), access: access() }).collect();
    let held = patiently(history, async || {
        let mut held = directory.assignments_of(identity.id).await;
        held.memberships = directory.direct_memberships(identity.id).await;
        let whole = held.app_roles.as_ref().is_ok_and(|it| it.is_complete())
            && held.directory_roles.as_ref().is_ok_and(|it| it.is_complete())
            && held.memberships.as_ref().is_ok_and(|it| it.is_complete());
        let is_deleted = history.service.happened().iter().any(|(_, it)| *it == Happening::Deleted);
        if whole {
            Ok(Some(held))
        } else if is_deleted {
            Ok(None)
        } else {
            Err(())
        }
    })?;
    let wishes = wishes(&directory);
    let apis = directory.apis();
    let situation = Situation {
        person: &person,
        identity: &identity,
        held: &held,
        apis: &apis,
        directory_roles: &roles,
        scheduled: &RoleSource::Pending,
        azure: &AzureSituation::default(),
        groups: &groups,
    };
    approved(&review(situation, &wishes))
}
