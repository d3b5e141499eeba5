//! What a receipt says where it could easily be wrong: a deleted API, a removal that another administrator made first,
//! a service that takes no more requests, and a token that never works.

use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use std::cell::Cell;
use std::time::Duration;

use domain::change::execution::{Execution, StepState, WhyNot};
use domain::change::wish::{Lasting, Wish};
use domain::ids::ServicePrincipalId;
use domain::problem::{Claims, Problem};
use domain::scope::Scope;
use domain::time::Timestamp;
use domain::well_known::{MICROSOFT_GRAPH, SHAREPOINT_ONLINE};
use futures_util::future::join;
use graph::operations::apply::StopButton;
use graph::operations::directory::Directory;
use graph::transport::{Authority, Request, Response, Surroundings, Transport, TransportError};
use simulator::faults::{Fault, FaultyTransport, ItemFault, Rule, Wait, When, Which};
use simulator::sample;
use simulator::surroundings::VirtualTime;

use crate::start::{Start, approved};

const LAZY: &str = "LazyAutomationAccount";

/// The app roles of an identity that are assigned now, by API and role.
fn assigned(start: &Start, name: &str) -> Vec<Wish> {
    let id = start.identity(name).id;
    let listing = start.run(start.directory.assignments_of(id)).app_roles.unwrap();
    listing
        .items
        .iter()
        .map(|it| {
            Wish::Remove(Permission::AppRole(AppRoleIds { resource: it.grant.resource, role: it.grant.app_role }))
        })
        .collect()
}

fn states(execution: &Execution) -> Vec<&StepState> {
    execution.steps().map(|(_, state)| state).collect()
}

#[test]
fn roles_of_an_api_that_is_gone_are_removed() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let name = "func-payroll-bridge";
    let before = assigned(&start, name);
    let apis: Vec<ServicePrincipalId> = start.simulator.borrow().tenant.service_principals.keys().copied().collect();
    let (gone, there): (Vec<Wish>, Vec<Wish>) = before
        .into_iter()
        .partition(|wish| matches!(wish, Wish::Remove(Permission::AppRole(AppRoleIds { resource, .. })) if !apis.contains(resource)));
    assert_eq!((gone.len(), there.len()), (2, 1));
    let execution = start.apply(&start.review(&[(name, gone)]));
    assert!(states(&execution).iter().all(|state| matches!(state, StepState::Done { .. })), "{execution:?}");
    assert_eq!(assigned(&start, name), there);
    assert_eq!(start.simulator.borrow().ledger().len(), 2);
}

#[test]
fn a_role_that_someone_else_granted_again_is_said_to_be_assigned_and_can_be_removed() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let wish = Wish::Add(
        Permission::AppRole(AppRoleName {
            api: SHAREPOINT_ONLINE,
            role: RoleKey::Value("Sites.FullControl.All".to_owned()),
        }),
        Lasting::Permanent,
    );
    start.apply(&start.review(&[(LAZY, vec![wish])]));
    let held = assigned(&start, LAZY);
    let review = start.review(&[(LAZY, held)]);
    start.time.advance(Duration::from_secs(60));
    let again = granted_again(&start);

    let execution = start.apply(&review);
    assert_eq!(states(&execution), [&StepState::AssignedAgain { at: Some(again) }]);
    assert_eq!(assigned(&start, LAZY).len(), 1);
    assert_eq!(execution.reverse(start.time.now()), [], "this change did nothing that could be undone");

    let removal = execution.removal_of_new_assignments();
    let review = start.run(start.directory.review(removal[0].identity, removal)).unwrap();
    let execution = start.apply(&review);
    assert!(matches!(states(&execution)[..], [StepState::Done { .. }]), "{execution:?}");
    assert_eq!(assigned(&start, LAZY), []);
}

/// Another administrator revokes what the identity has and grants it again; gives the time.
fn granted_again(start: &Start) -> Timestamp {
    let id = start.identity(LAZY).id;
    let now = start.time.now();
    start.simulator.borrow_mut().change_tenant(now, |tenant| {
        let held: Vec<_> = tenant.app_role_assignments.of_principal(id.0).map(|(key, it)| (key, it.clone())).collect();
        for (key, it) in held {
            tenant.app_role_assignments.remove(key);
            tenant.grant(id.0, it.resource, it.app_role, now);
        }
    });
    now
}

#[test]
fn an_endless_429_pauses_and_ends_as_not_sent() {
    for (wait, envelope) in [(Wait::Seconds(1), true), (Wait::Unsaid, true), (Wait::Seconds(1), false)] {
        let (start, mut execution) = two_reviewed();
        let fault = if envelope { Fault::Throttled(wait) } else { throttled_item(wait) };
        let directory = throttled(&start, fault);
        start.run(directory.apply(&mut execution, |_| ()));
        assert!(matches!(execution.pause(), Some(Problem::Throttled(_))), "{wait:?}: {:?}", execution.pause());
        let waited = start.time.now().since(execution.started());
        assert!(waited <= Duration::from_secs(300), "waits grow and have a limit: {waited:?}");
        execution.stop();
        let not_sent = |state: &&&StepState| **state == &StepState::NotSent(WhyNot::Stopped);
        let states = states(&execution);
        // Where one item is throttled, one before it may be applied.
        let done = start.simulator.borrow().ledger().len();
        assert_eq!(states.iter().filter(not_sent).count(), 2 - done, "{wait:?}: {states:?}");
        assert!(done < if envelope { 1 } else { 2 }, "{wait:?}: {states:?}");
    }
}

#[test]
fn the_user_can_stop_while_the_service_asks_to_wait() {
    let (start, mut execution) = two_reviewed();
    let directory = throttled(&start, Fault::Throttled(Wait::Seconds(200)));
    let stop = StopButton::default();
    let pressed = async {
        start.time.sleep(Duration::from_secs(5)).await;
        stop.press();
    };
    start.run(join(directory.apply_until(&stop, &mut execution, |_| ()), pressed));
    assert_eq!(states(&execution), [&StepState::NotSent(WhyNot::Stopped); 2]);
    assert!(start.time.now().since(execution.started()) < Duration::from_secs(10), "nobody waited for the service");
    assert_eq!(start.simulator.borrow().ledger(), []);
}

/// A token that never works, although the sign-in service renews it each time. Counts the writes.
struct Unauthorized<T> {
    inner: T,
    writes: Cell<u32>,
    /// Pressed while the first write is on its way.
    stop: StopButton,
    claims: bool,
    renews: bool,
}

impl<T: Transport> Transport for &Unauthorized<T> {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        if authority == Authority::Read {
            return self.inner.send(authority, request).await;
        }
        self.writes.set(self.writes.get() + 1);
        assert!(self.writes.get() < 10, "the same write is sent for ever");
        if self.claims {
            self.stop.press();
        }
        // {"access_token":{"acrs":{"essential":true,"value":"c1"}}}
        let encoded = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
        let challenge = format!(r#"Bearer realm="", error="insufficient_claims", claims="{encoded}""#);
        let header = if self.claims { challenge.as_str() } else { "Bearer" };
        Ok(http::Response::builder().status(401).header("www-authenticate", header).body(Vec::new()).unwrap())
    }

    async fn renew(&self, _authority: Authority, _claims: Option<&Claims>) -> Result<(), TransportError> {
        if self.renews { Ok(()) } else { Err(TransportError::SignInNeeded) }
    }
}

fn unauthorized<T>(inner: T, claims: bool) -> Unauthorized<T> {
    Unauthorized { inner, writes: Cell::new(0), stop: StopButton::default(), claims, renews: !claims }
}

fn over<T: Transport>(start: &Start, transport: T) -> Directory<T, VirtualTime> {
    Directory::new(transport, start.time.clone(), "graph.microsoft.com", Scope::ALL.iter().copied().collect())
}

#[test]
fn endless_401_without_claims_is_sent_twice_and_pauses() {
    let (start, mut execution) = two_reviewed();
    let transport = unauthorized(start.transport.clone(), false);
    start.run(over(&start, &transport).apply(&mut execution, |_| ()));
    assert_eq!((transport.writes.get(), execution.pause()), (2, Some(&Problem::SignInNeeded)));
    execution.stop();
    assert_eq!(states(&execution), [&StepState::NotSent(WhyNot::Stopped); 2]);
}

#[test]
fn stop_during_a_send_that_ends_in_a_pause_stops_the_change_and_reports_it() {
    let (start, mut execution) = two_reviewed();
    let transport = unauthorized(start.transport.clone(), true);
    let reported = Cell::new(false);
    let report = |execution: &Execution| reported.set(execution.is_finished());
    start.run(over(&start, &transport).apply_until(&transport.stop, &mut execution, report));
    assert_eq!((transport.writes.get(), execution.pause()), (1, None));
    assert_eq!(states(&execution), [&StepState::NotSent(WhyNot::Stopped); 2]);
    assert!(reported.get());
}

#[test]
fn stop_while_the_user_cannot_be_read_stops_the_change() {
    let (start, mut execution) = two_reviewed();
    let offline = Rule::new(Fault::Fails(TransportError::Offline), Which::Reads, When::Always);
    let network = FaultyTransport::new(start.transport.clone(), start.time.clone(), 1, vec![offline]);
    let stop = StopButton::default();
    stop.press();
    start.run(over(&start, network).apply_until(&stop, &mut execution, |_| ()));
    assert_eq!(states(&execution), [&StepState::NotSent(WhyNot::Stopped); 2]);
}

fn two_reviewed() -> (Start, Execution) {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let wish = |value: &str| {
        Wish::Add(
            Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value(value.to_owned()) }),
            Lasting::Permanent,
        )
    };
    let review = start.review(&[(LAZY, vec![wish("Place.Read.All"), wish("Device.Read.All")])]);
    let execution = Execution::new(approved(&review).unwrap(), start.time.now());
    (start, execution)
}

fn throttled_item(wait: Wait) -> Fault {
    Fault::Item { fault: ItemFault::Throttled(wait), applied: false }
}

/// The same tenant, behind a network on which this happens to every write.
fn throttled(start: &Start, fault: Fault) -> Directory<impl Transport + use<>, VirtualTime> {
    let rules = vec![Rule::new(fault, Which::Writes, When::Always)];
    let network = FaultyTransport::new(start.transport.clone(), start.time.clone(), 1, rules);
    over(start, network)
}
