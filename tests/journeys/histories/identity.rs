//! Histories of changes of resources' identities: enabled, created, attached and undone, with faults of the network, long
//! operations, late copies of the directory, closed tabs, and changes by others meanwhile.
//!
//! Of every history is true that nothing is disabled, detached or deleted but what the change itself had done and its
//! undo was approved for; that no request is sent again after one of which it isn't known that it wasn't carried out; that
//! what is said to be done is there; and that a change that is taken up again only reads.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use domain::azure_resource::AzureResource;
use domain::host_change::{
    HostExecution, HostJournal, HostOutcome, HostPause, HostReview, HostSupport, HostType, HostUndo, HostWish, MapRule,
};
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Claims;
use domain::receipt::StoredReceipt;
use domain::time::Timestamp;
use domain::well_known::MICROSOFT_GRAPH;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use http::Method;
use simulator::faults::{Fault, FaultyTransport, Rule};
use simulator::ledger::Change;
use simulator::recording::{Exchange, Recording};
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Lag, sample};

use super::chance::{Chance, closing, rule};
use crate::office::{ACCOUNT, APP, ATTACHED, CONTAINER, EMPTY_ACCOUNT, FUNCTION, MACHINE, Office, typed};
use crate::tab::{Closing, Tab};

/// What others send with.
const OTHER_APP: AppId = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a53");
/// An identity that others attach.
const THEIRS: &str = "id-theirs";
/// An identity that the change creates or attaches.
const OWN: &str = "id-own";
/// Longer than every copy and every operation takes.
const A_WHILE: Duration = Duration::from_secs(900);

#[test]
fn random_histories_of_identities_break_no_invariant() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (count, first) = (number("BESTOW_HISTORIES", 120), number("BESTOW_SEED", 1));
    let mut tally = Tally::default();
    for seed in first..first + count {
        let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(seed)));
        let one = played.unwrap_or_else(|_| panic!("the history with BESTOW_SEED={seed} broke an invariant"));
        tally.add(&one);
    }
    println!("{count} histories of identities from seed {first}: {tally:?}: no invariant broken");
    assert!(tally.done * 2 > count, "most changes are done: {tally:?}");
    assert!(
        tally.undone * 8 > count && tally.blocked > 0 && tally.resumed > 0,
        "the histories are not empty: {tally:?}"
    );
}

/// What became of the histories.
#[derive(Debug, Default)]
struct Tally {
    done: u64,
    resumed: u64,
    undone: u64,
    blocked: u64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.done += other.done;
        self.resumed += other.resumed;
        self.undone += other.undone;
        self.blocked += other.blocked;
    }
}

/// Something that another user does between two requests of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theirs {
    /// Attaches another identity to the resource.
    Attach,
    /// Detaches an identity that was attached before.
    Detach,
    /// The user's Azure roles end.
    RightsEnd,
    /// The user has them again.
    RightsBack,
}

/// Lets others act before certain requests are answered.
struct Among {
    inner: SimulatorTransport<VirtualTime>,
    office: Rc<Office>,
    host: AzureResource,
    script: RefCell<Vec<(u32, Theirs)>>,
    number: Cell<u32>,
    happened: RefCell<Vec<Theirs>>,
    rights: RefCell<Vec<simulator::tenant::AzureRole>>,
}

impl Among {
    fn act(&self) {
        let number = self.number.replace(self.number.get() + 1);
        let due: Vec<Theirs> = self.script.borrow().iter().filter(|it| it.0 == number).map(|it| it.1).collect();
        for theirs in due {
            let now = self.office.time.now();
            let did = self.office.simulator.borrow_mut().change_tenant(now, |tenant| match theirs {
                // The service refuses other changes of a resource while it is working on one.
                Theirs::Attach | Theirs::Detach if tenant.running_operation(self.host.id()).is_some() => false,
                Theirs::Attach => {
                    let id = tenant.service_principals.values().find(|it| it.display_name == THEIRS).map(|it| it.id);
                    let new =
                        id.map(|id| (id, self.host.id().to_owned())).filter(|it| !tenant.identity_users.contains(it));
                    tenant.identity_users.extend(new.clone());
                    new.is_some()
                }
                Theirs::Detach => {
                    let id = tenant.service_principals.values().find(|it| it.display_name == ATTACHED).map(|it| it.id);
                    let before = tenant.identity_users.len();
                    tenant.identity_users.retain(|(it, user)| Some(*it) != id || user != self.host.id());
                    tenant.identity_users.len() < before
                }
                Theirs::RightsEnd => {
                    let mine = |it: &simulator::tenant::AzureRole| it.principal == sample::ADMINISTRATOR.0;
                    self.rights.borrow_mut().extend(tenant.azure_roles.iter().filter(|it| mine(it)).cloned());
                    tenant.azure_roles.retain(|it| !mine(it));
                    true
                }
                Theirs::RightsBack => {
                    tenant.azure_roles.append(&mut self.rights.borrow_mut());
                    true
                }
            });
            if did {
                self.happened.borrow_mut().push(theirs);
            }
        }
    }

    /// From now on, each acts before the request with its number.
    fn follow(&self, script: Vec<(u32, Theirs)>) {
        self.number.set(0);
        self.script.replace(script);
    }

    fn restore(&self) {
        self.script.borrow_mut().clear();
        self.office.simulator.borrow_mut().tenant.azure_roles.append(&mut self.rights.borrow_mut());
    }
}

impl Transport for &Among {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.act();
        self.inner.send(authority, request).await
    }

    async fn renew(&self, authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.inner.renew(authority, claims).await
    }
}

/// What a history is played in.
struct Play {
    office: Rc<Office>,
    among: Among,
    chance: Chance,
    seed: u64,
    lag: Option<Lag>,
    applies_throttled: bool,
    /// Whether nothing was attached to the resource when the change was reviewed.
    was_empty: Cell<bool>,
}

/// What became of one change, over however many visits.
struct Ended {
    execution: HostExecution,
    resumed: bool,
}

/// What a change came to where nothing is known: the tab was closed before anything was noted.
enum Visits {
    Ended(Box<Ended>),
    Forgotten,
}

fn play(seed: u64) -> Tally {
    let mut chance = Chance(seed);
    let office = Rc::new(Office::open_small_with_rights());
    {
        let mut simulator = office.simulator.borrow_mut();
        simulator.tenant.azure.undocumented_is_merge = chance.one_in(2);
        simulator.tenant.azure.operation_settings.seconds = chance.below(90);
        if chance.one_in(12) {
            let failure = ("FailedIdentityOperation".to_owned(), "Identity operation failed.".to_owned());
            simulator.tenant.azure.operation_settings.failure = Some(failure);
        }
    }
    let failing = office.simulator.borrow().tenant.azure.operation_settings.failure.clone();
    office.simulator.borrow_mut().tenant.azure.operation_settings.failure = None;
    office.carry_out(HostWish::Create(office.new_identity(THEIRS)));
    let name = [ACCOUNT, EMPTY_ACCOUNT, MACHINE, FUNCTION, CONTAINER][chance.below(5) as usize];
    let host = office.resource(name);
    if name != ACCOUNT && chance.one_in(2) {
        office.give(&host, &[ATTACHED]);
    }
    let wish = match chance.below(3) {
        0 => HostWish::Enable(host.clone()),
        1 => HostWish::Create(office.new_identity(OWN)),
        _ => {
            office.carry_out(HostWish::Create(office.new_identity(OWN)));
            HostWish::Attach { host: host.clone(), identities: vec![office.identity(OWN)] }
        }
    };
    office.time.advance(A_WHILE);
    let lag =
        chance.one_in(2).then(|| Lag { span: Duration::from_secs(1 + chance.below(60)), flapping: chance.one_in(2) });
    office.simulator.borrow_mut().set_lag(lag);
    office.simulator.borrow_mut().tenant.azure.operation_settings.failure = failing;
    let caller = caller(APP);
    let inner = SimulatorTransport::new(Rc::clone(&office.simulator), office.time.clone(), caller);
    let among = Among {
        inner,
        office: Rc::clone(&office),
        host: host.clone(),
        script: RefCell::default(),
        number: Cell::new(0),
        happened: RefCell::default(),
        rights: RefCell::default(),
    };
    let mut play = Play { office, among, chance, seed, lag, applies_throttled: false, was_empty: Cell::new(false) };
    play.change(&host, wish)
}

fn caller(app: AppId) -> Caller {
    let scopes: Vec<&str> =
        domain::scope::Scope::ALL.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
    Caller::new(sample::ADMINISTRATOR, app, &scopes.join(" "))
}

impl Play {
    /// The change, then its undo.
    fn change(&mut self, host: &AzureResource, wish: HostWish) -> Tally {
        let mut tally = Tally::default();
        let before = self.office.identities_of(host);
        self.was_empty.set(before.1.is_empty());
        let script = self.script();
        let ledger = self.ledger();
        let Visits::Ended(ended) = self.carried_out(self.office.review(wish.clone()), script) else {
            self.settle();
            self.nothing_lost(ledger, None);
            return tally;
        };
        self.settle();
        self.nothing_lost(ledger, None);
        let is_there = self.is_there(host, &wish);
        let others_detached = self.among.happened.borrow().contains(&Theirs::Detach);
        let after = self.office.identities_of(host);
        for it in before.1.iter().filter(|it| !others_detached || *it != ATTACHED) {
            assert!(after.1.contains(it), "{it} is gone: {:?}", ended.execution);
        }
        match ended.execution.outcome() {
            Some(HostOutcome::Done(_) | HostOutcome::AlreadyThere(_)) => assert!(is_there, "{:?}", ended.execution),
            Some(HostOutcome::Refused(_) | HostOutcome::NotSent(_) | HostOutcome::Failed { .. }) => {
                assert!(!is_there || self.applies_throttled, "{:?}", ended.execution);
            }
            Some(HostOutcome::Unclear(_)) => {}
            None => panic!("it doesn't end: {:?}", ended.execution),
        }
        tally.done += u64::from(matches!(ended.execution.outcome(), Some(HostOutcome::Done(_))));
        tally.resumed += u64::from(ended.resumed);
        let Some(receipt) = StoredReceipt::of_host(&ended.execution, self.office.time.now()) else { return tally };
        let read = StoredReceipt::from_json(&receipt.to_json()).unwrap();
        let undo = read.host_undo(std::iter::once(&read));
        assert!(undo.is_none() || is_there && !ended.resumed, "only what was done can be undone: {receipt:?}");
        if let Some(undo) = undo {
            self.undo(host, &undo, &mut tally);
        }
        tally
    }

    fn undo(&mut self, host: &AzureResource, undo: &HostUndo, tally: &mut Tally) {
        self.office.simulator.borrow_mut().tenant.azure.operation_settings.failure = None;
        // Someone gives the identity something, before the review or between it and the request.
        let gift = self.chance.below(4);
        if gift == 0
            && let Some(id) = undo.deleted()
        {
            self.give(id);
            self.office.time.advance(A_WHILE);
            let review = self.office.review(HostWish::Undo(undo.clone()));
            assert!(!review.is_ready(), "{review:?}");
            tally.blocked += 1;
            return;
        }
        self.office.time.advance(A_WHILE);
        let before = self.office.identities_of(host);
        let review = self.office.review(HostWish::Undo(undo.clone()));
        if !review.is_ready() {
            // Others changed what it is about.
            tally.blocked += 1;
            return;
        }
        let given_late = gift == 1 && undo.deleted().is_some();
        if let Some(id) = undo.deleted().filter(|_| given_late) {
            self.give(id);
            self.office.time.advance(A_WHILE);
        }
        let script = self.script();
        let ledger = self.ledger();
        let visits = self.carried_out(review, script);
        self.settle();
        self.nothing_lost(ledger, Some(undo));
        let is_there = self.is_still_there(host, undo);
        assert!(!given_late || is_there, "what was given something since is not deleted");
        let after = self.office.identities_of(host);
        let others_detached = self.among.happened.borrow().contains(&Theirs::Detach);
        let leaves = |name: &String| undo.detached().iter().any(|it| it.resource.name() == name);
        for it in before.1.iter().filter(|it| !leaves(it) && (!others_detached || *it != ATTACHED)) {
            assert!(after.1.contains(it), "{it} is gone by the undo");
        }
        let Visits::Ended(ended) = visits else { return };
        match ended.execution.outcome() {
            Some(HostOutcome::Done(_) | HostOutcome::AlreadyThere(_)) => assert!(!is_there, "{:?}", ended.execution),
            Some(HostOutcome::Refused(_) | HostOutcome::NotSent(_) | HostOutcome::Failed { .. }) => {
                assert!(is_there || self.applies_throttled, "{:?}", ended.execution);
            }
            Some(HostOutcome::Unclear(_)) => {}
            None => panic!("it doesn't end: {:?}", ended.execution),
        }
        tally.undone += u64::from(matches!(ended.execution.outcome(), Some(HostOutcome::Done(_))));
        tally.blocked += u64::from(given_late);
    }

    /// Approves and carries out, over a tab that may be closed and visits that take the change up again.
    fn carried_out(&mut self, review: HostReview, script: Vec<(u32, Theirs)>) -> Visits {
        let office = Rc::clone(&self.office);
        let person = office.run(office.directory().signed_in_user()).unwrap();
        let obstacles = review.obstacles().to_vec();
        let typed = typed(&review);
        let plan = review.approve(person.tenant.id, person.id, &typed).unwrap_or_else(|| panic!("{obstacles:?}"));
        let rules: Vec<Rule> = (0..self.chance.below(4)).map(|_| rule(&mut self.chance, true)).collect();
        self.applies_throttled = rules.iter().any(|rule| matches!(rule.fault, Fault::ThrottledAfter(_)));
        let delivers_twice = rules.iter().any(|rule| rule.fault == Fault::Twice);
        let end = self.chance.one_in(3).then(|| closing(&mut self.chance));
        self.among.happened.borrow_mut().clear();
        self.among.follow(script);
        let network = Rc::new(FaultyTransport::new(&self.among, office.time.clone(), self.seed, rules));
        let door = Recording::new(network, office.time.clone());
        let closed = Rc::new(Cell::new(false));
        let directory = office.over(Tab::new(door.clone(), end, Rc::clone(&closed)));
        let kept = RefCell::new(None::<String>);
        let notes = Cell::new(0);
        let note = |now: &HostExecution| {
            let number = notes.replace(notes.get() + 1);
            if end == Some(Closing::BeforeNote(number)) {
                closed.set(true);
            }
            if !closed.get() {
                kept.replace(HostJournal::of(now).map(|journal| journal.to_json()));
            }
            if end == Some(Closing::AfterNote(number)) {
                closed.set(true);
            }
        };
        let mut execution = HostExecution::new(plan, office.time.now());
        let mut patience = 3;
        for _ in 0..80 {
            {
                let mut apply = pin!(directory.apply_host_change(&mut execution, || closed.get(), note));
                office.run(poll_fn(|context| match apply.as_mut().poll(context) {
                    Poll::Pending if !closed.get() => Poll::Pending,
                    _ => Poll::Ready(()),
                }));
            }
            if closed.get() || execution.outcome().is_some() {
                break;
            }
            office.time.advance(Duration::from_secs(20));
            execution = again(execution, &mut patience, office.time.now());
        }
        never_blind(&door.exchanges(), delivers_twice);
        if !closed.get() {
            return Visits::Ended(Box::new(Ended { execution, resumed: false }));
        }
        let sent = writes(&door.exchanges()).count();
        let Some(text) = kept.into_inner() else {
            assert!(sent == 0 || execution.outcome().is_some() || self.applies_throttled || !execution.is_pending());
            return Visits::Forgotten;
        };
        let mut resumed = HostJournal::from_json(&text).unwrap().resume(office.time.now()).unwrap();
        let before = door.exchanges().len();
        let directory = office.over(door.clone());
        let mut patience = 3;
        for _ in 0..80 {
            office.run(directory.apply_host_change(&mut resumed, || false, |_| ()));
            if resumed.outcome().is_some() {
                break;
            }
            office.time.advance(Duration::from_secs(20));
            resumed = again(resumed, &mut patience, office.time.now());
        }
        assert_eq!(writes(&door.exchanges()[before..]).count(), 0, "a change that is taken up only reads");
        Visits::Ended(Box::new(Ended { execution: resumed, resumed: true }))
    }

    fn script(&mut self) -> Vec<(u32, Theirs)> {
        let mut script = Vec::new();
        for _ in 0..self.chance.below(3) {
            let at = self.chance.below(9) as u32;
            match self.chance.below(6) {
                0 => script.push((at, Theirs::Attach)),
                1 => script.push((at, Theirs::Detach)),
                2 => {
                    script.push((at, Theirs::RightsEnd));
                    script.push((at + 1 + self.chance.below(4) as u32, Theirs::RightsBack));
                }
                _ => {}
            }
        }
        script
    }

    /// Lets every operation end, and gives the user back what others took.
    fn settle(&self) {
        self.among.restore();
        self.office.time.advance(A_WHILE);
        // The service looks at its operations when it is asked.
        self.office.simulator.borrow_mut().set_lag(None);
        let _ = self.office.run(self.office.directory().list_azure_scopes());
        self.office.simulator.borrow_mut().set_lag(self.lag);
    }

    fn ledger(&self) -> usize {
        self.office.simulator.borrow().ledger().len()
    }

    /// Of what this program changed since then, nothing was taken away but what an undo is about.
    fn nothing_lost(&self, since: usize, undo: Option<&HostUndo>) {
        let simulator = self.office.simulator.borrow();
        let own = simulator.ledger()[since..].iter().filter(|entry| entry.app != OTHER_APP);
        for entry in own {
            match &entry.change {
                Change::ResourceIdentities(change) => {
                    let may = |id: &String| {
                        undo.is_some_and(|undo| {
                            undo.detached().iter().any(|it| AzureResource::parse(id).as_ref() == Some(&it.resource))
                        })
                    };
                    // What others attach in the moment between the last reading and the request is lost where the service
                    // replaces the map, or where nothing was attached or is to stay so: most types have no ETag.
                    let merges =
                        matches!(HostType::of(&self.among.host), HostSupport::Here(it) if it.map == MapRule::Merge);
                    let attached_since = |id: &String| {
                        let in_this_moment = self.among.happened.borrow().contains(&Theirs::Attach);
                        (!merges || undo.is_some() || self.was_empty.get()) && id.ends_with(THEIRS) && in_this_moment
                    };
                    assert!(change.detached.iter().all(|id| may(id) || attached_since(id)), "{change:?}");
                    let disabled = change.disabled;
                    assert!(disabled.is_none() || disabled == undo.and_then(HostUndo::deleted), "{change:?}");
                }
                Change::IdentityDeleted { id, .. } => assert_eq!(Some(*id), undo.and_then(HostUndo::deleted)),
                Change::IdentityCreated { .. } => assert!(undo.is_none()),
                other => panic!("{other:?} was never reviewed"),
            }
        }
    }

    fn is_there(&self, host: &AzureResource, wish: &HostWish) -> bool {
        let identities = self.office.identities_of(host);
        match wish {
            HostWish::Enable(_) => identities.0,
            HostWish::Attach { identities: all, .. } => {
                all.iter().all(|it| identities.1.iter().any(|at| at == it.name()))
            }
            HostWish::Create(new) => {
                let id = new.resource().unwrap();
                self.office.simulator.borrow().tenant.user_assigned_identity(id.id()).is_some()
            }
            HostWish::Undo(_) => panic!("an undo takes away"),
        }
    }

    fn is_still_there(&self, host: &AzureResource, undo: &HostUndo) -> bool {
        let identities = self.office.identities_of(host);
        match undo {
            HostUndo::Disable { .. } => identities.0,
            HostUndo::Detach { identities: all, .. } => {
                all.iter().any(|it| identities.1.iter().any(|at| at == it.resource.name()))
            }
            HostUndo::Delete { identity, .. } => {
                self.office.simulator.borrow().tenant.user_assigned_identity(identity.id()).is_some()
            }
        }
    }

    /// Another administrator grants the identity an app role.
    fn give(&self, id: ServicePrincipalId) {
        let now = self.office.time.now();
        self.office.simulator.borrow_mut().change_tenant(now, |tenant| {
            let graph = tenant.service_principal_of(MICROSOFT_GRAPH).unwrap();
            let (resource, role) = (graph.id, graph.app_roles[0].id);
            tenant.grant(id.0, resource, role, now);
        });
    }
}

/// The user looks again, and gives up what is still not there after half an hour: what answered may not have been Azure.
fn again(execution: HostExecution, patience: &mut u32, now: Timestamp) -> HostExecution {
    if execution.pause() == Some(&HostPause::StillRunning) {
        *patience -= 1;
    }
    if *patience == 0 { execution.stop() } else { execution.resume(now) }
}

fn writes(exchanges: &[Exchange]) -> impl Iterator<Item = &Exchange> {
    let changes = |it: &&Exchange| [Method::PUT, Method::PATCH, Method::DELETE].contains(it.request.method());
    exchanges.iter().filter(changes)
}

/// After a request of which it isn't clear that it wasn't carried out, none is sent any more; and a resource is read
/// before each.
fn never_blind(exchanges: &[Exchange], delivers_twice: bool) {
    let mut open = None;
    let mut was_read = false;
    for exchange in exchanges {
        let is_write = [Method::PUT, Method::PATCH, Method::DELETE].contains(exchange.request.method());
        if !is_write {
            was_read |= exchange.request.method() == Method::GET && exchange.outcome.is_ok();
            continue;
        }
        assert!(open.is_none() || delivers_twice, "a request was sent after {open:?}");
        assert!(was_read, "nothing was read before a request");
        was_read = false;
        match exchange.outcome.as_ref().map(|answer| answer.status().as_u16()) {
            // These say that nothing was carried out.
            Ok(429) | Err(TransportError::Offline | TransportError::SignInNeeded) => {}
            // The same request is sent once more with another token.
            Ok(401) => was_read = true,
            other => open = Some(format!("{other:?}")),
        }
    }
}
