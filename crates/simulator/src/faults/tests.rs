//! Each fault is seen from outside: what the caller gets, and what the tenant contains.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::surroundings::VirtualTime;
use crate::tenant::{AppRole, RoleDefinition, RoleScope, ServicePrincipal, User};
use crate::transport::SimulatorTransport;
use crate::{Caller, Simulator, Tenant};
use domain::guid::Guid;
use domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};

const API: &str = "10000000-0000-4000-8000-000000000001";
const IDENTITY: &str = "20000000-0000-4000-8000-000000000001";

/// A faulty way to a tenant with one API of 20 roles and one identity.
struct Rig {
    simulator: Rc<RefCell<Simulator>>,
    time: VirtualTime,
    transport: FaultyTransport<SimulatorTransport<VirtualTime>, VirtualTime>,
}

fn role(number: usize) -> String {
    format!("30000000-0000-4000-8000-{number:012}")
}

fn rig(rules: Vec<Rule>) -> Rig {
    let user = UserId::known("40000000-0000-4000-8000-000000000001");
    let app = AppId::known("50000000-0000-4000-8000-000000000001");
    let mut tenant = Tenant::new(TenantId::known("60000000-0000-4000-8000-000000000001"), "Contoso", "contoso.example");
    tenant.add_user(User::member(user, "Ada Admin", "ada@contoso.example"));
    let global_administrator = RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10");
    tenant.add_role_definition(RoleDefinition::built_in(global_administrator, "Global Administrator", "", true));
    tenant.assign(user.0, global_administrator, RoleScope::Tenant);
    let mut api = ServicePrincipal::application(ServicePrincipalId::known(API), app, "API", tenant.id);
    for number in 0..20 {
        api.app_roles.push(AppRole::for_applications(AppRoleId(Guid::known(&role(number))), "Role", "Role", ""));
    }
    tenant.add_service_principal(api);
    tenant.add_service_principal(ServicePrincipal::managed_identity(
        ServicePrincipalId::known(IDENTITY),
        AppId::known(IDENTITY),
        "identity",
        &[],
    ));
    let simulator = Rc::new(RefCell::new(Simulator::new(tenant)));
    let time = VirtualTime::new(Timestamp::from_millis(1_795_000_000_000), 3);
    let caller = Caller::new(user, app, "Application.Read.All AppRoleAssignment.ReadWrite.All");
    let inner = SimulatorTransport::new(Rc::clone(&simulator), time.clone(), caller);
    let transport = FaultyTransport::new(inner, time.clone(), 11, rules);
    Rig { simulator, time, transport }
}

impl Rig {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        self.time.run(self.transport.send(Authority::Read, request)).unwrap()
    }

    fn chain(&self, length: usize) -> Result<Response, TransportError> {
        let items: Vec<Value> = (0..length)
            .map(|number| {
                json!({
                    "id": number.to_string(), "method": "POST", "url": format!("/servicePrincipals/{API}/appRoleAssignedTo"),
                    "headers": {"Content-Type": "application/json"},
                    "body": {"principalId": IDENTITY, "resourceId": API, "appRoleId": role(number)},
                    "dependsOn": number.checked_sub(1).map_or(json!([]), |before| json!([before.to_string()])),
                })
            })
            .collect();
        self.send(
            http::Request::post("/v1.0/$batch")
                .header("content-type", "application/json")
                .body(json!({"requests": items}).to_string().into_bytes())
                .unwrap(),
        )
    }

    fn written(&self) -> usize {
        self.simulator.borrow().ledger().len()
    }
}

fn list() -> Request {
    http::Request::get("/v1.0/servicePrincipals").body(Vec::new()).unwrap()
}

fn parts(response: &Response) -> Vec<(String, u64)> {
    let body: Value = serde_json::from_slice(response.body()).unwrap();
    let parts = body["responses"].as_array().unwrap().iter();
    parts.map(|part| (part["id"].as_str().unwrap().to_owned(), part["status"].as_u64().unwrap())).collect()
}

#[test]
fn what_fails_before_it_arrives_changes_nothing() {
    for (fault, outcome) in [
        (Fault::Fails(TransportError::Lost), Err(TransportError::Lost)),
        (Fault::Fails(TransportError::Offline), Err(TransportError::Offline)),
        (Fault::Throttled(Wait::Unsaid), Ok(429)),
        (Fault::Status(503), Ok(503)),
        (Fault::Challenged, Ok(401)),
    ] {
        let rig = rig(vec![Rule::new(fault.clone(), Which::Writes, When::First(1))]);
        assert_eq!(rig.chain(3).map(|response| response.status().as_u16()), outcome, "{fault:?}");
        assert_eq!(rig.written(), 0, "{fault:?}");
        assert_eq!(rig.chain(3).map(|response| response.status().as_u16()), Ok(200), "{fault:?}");
        assert_eq!(rig.written(), 3, "{fault:?}");
    }
}

#[test]
fn what_fails_after_it_arrived_has_changed_the_tenant() {
    for (fault, outcome) in [
        (Fault::LostAfter, Err(TransportError::Lost)),
        (Fault::StatusAfter(504), Ok(504)),
        (Fault::ThrottledAfter(Wait::Seconds(5)), Ok(429)),
        (Fault::Html, Ok(200)),
        (Fault::Empty, Ok(200)),
        (Fault::Truncated, Ok(200)),
    ] {
        let rig = rig(vec![Rule::new(fault.clone(), Which::Any, When::Nth(1))]);
        let answer = rig.chain(3);
        assert_eq!(answer.clone().map(|response| response.status().as_u16()), outcome, "{fault:?}");
        assert_eq!(rig.written(), 3, "{fault:?}");
        let readable = answer
            .is_ok_and(|it| serde_json::from_slice::<Value>(it.body()).is_ok_and(|it| it["responses"].is_array()));
        assert!(!readable, "{fault:?}");
    }
}

#[test]
fn patience_is_asked_for_in_every_form_and_watched() {
    for (wait, header) in [
        (Wait::Unsaid, None),
        (Wait::Seconds(7), Some("7")),
        (Wait::Decimal(249), Some("0.249")),
        (Wait::Date(90), Some("Wed, 18 Nov 2026 11:08:10 GMT")),
    ] {
        let rig = rig(vec![Rule::new(Fault::Throttled(wait), Which::Any, When::First(1))]);
        let answer = rig.send(list()).unwrap();
        let found = answer.headers().get("retry-after").map(|value| value.to_str().unwrap());
        assert_eq!(found, header);
        rig.send(list()).unwrap();
        assert_eq!(rig.transport.impatience(), u32::from(header.is_some()), "{wait:?}");
    }
    let rig = rig(vec![Rule::new(Fault::Throttled(Wait::Seconds(7)), Which::Any, When::First(1))]);
    rig.send(list()).unwrap();
    rig.time.advance(Duration::from_secs(7));
    rig.send(list()).unwrap();
    assert_eq!(rig.transport.impatience(), 0);
}

#[test]
fn a_part_that_fails_takes_those_behind_it_along() {
    let throttled = ItemFault::Throttled(Wait::Seconds(3));
    let rig = rig(vec![Rule::new(Fault::Item { fault: throttled, applied: false }, Which::Writes, When::First(1))]);
    let mut parts = parts(&rig.chain(6).unwrap());
    parts.sort();
    let failed = parts.iter().position(|(_, status)| *status == 429).unwrap();
    assert_eq!(rig.written(), failed);
    for (place, (id, status)) in parts.iter().enumerate() {
        let wanted = if place < failed {
            201
        } else if place == failed {
            429
        } else {
            424
        };
        assert_eq!((id.as_str(), *status), (place.to_string().as_str(), wanted));
    }
}

#[test]
fn a_part_may_say_that_it_failed_and_be_wrong() {
    let fault = Fault::Item { fault: ItemFault::Status(504), applied: true };
    let rig = rig(vec![Rule::new(fault, Which::Writes, When::Always)]);
    let parts = parts(&rig.chain(4).unwrap());
    assert_eq!((parts.iter().filter(|(_, status)| *status == 504).count(), rig.written()), (1, 4));
}

#[test]
fn parts_come_shuffled_missing_twice_and_unasked() {
    for (fault, count) in
        [(Fault::ItemsShuffled, 5), (Fault::ItemMissing, 4), (Fault::ItemTwice, 6), (Fault::ItemUnknown, 6)]
    {
        let rig = rig(vec![Rule::new(fault.clone(), Which::Any, When::Always)]);
        assert_eq!(parts(&rig.chain(5).unwrap()).len(), count, "{fault:?}");
    }
}

#[test]
fn a_list_goes_on_where_it_must_not_and_says_an_entry_twice() {
    let batch = || {
        let items = json!({"requests": [{"id": "1", "method": "GET", "url": "/servicePrincipals?$top=999"}]});
        http::Request::post("/v1.0/$batch")
            .header("content-type", "application/json")
            .body(items.to_string().into_bytes())
            .unwrap()
    };
    let body = |fault: Fault| {
        let rig = rig(vec![Rule::new(fault, Which::Any, When::Always)]);
        let answer: Value = serde_json::from_slice(rig.send(batch()).unwrap().body()).unwrap();
        answer["responses"][0]["body"].clone()
    };
    let link = |where_to| body(Fault::Continued(where_to))["@odata.nextLink"].as_str().unwrap().to_owned();
    assert!(link(Continuation::Elsewhere).contains("evil.example"));
    assert_eq!(link(Continuation::AtItself), "https://graph.microsoft.com/v1.0/servicePrincipals?$top=999");
    assert_eq!(body(Fault::EntryTwice)["value"].as_array().unwrap().len(), 3, "two principals, one of them twice");
}

#[test]
fn a_transport_gives_up_waiting() {
    for applied in [false, true] {
        let hangs = Fault::Hangs { span: Duration::from_secs(100), applied };
        let rig = rig(vec![Rule::new(hangs, Which::Writes, When::First(1))]);
        let before = rig.time.now();
        assert_eq!(rig.chain(3).unwrap_err(), TransportError::Lost);
        assert_eq!((rig.time.now().since(before).as_secs(), rig.written()), (100, if applied { 3 } else { 0 }));
    }
}

#[test]
fn requests_take_their_time() {
    let rig = rig(vec![Rule::new(Fault::Latency(Duration::from_secs(3)), Which::Reads, When::Always)]);
    let before = rig.time.now();
    rig.send(list()).unwrap();
    rig.chain(1).unwrap();
    assert_eq!(rig.time.now().since(before), Duration::from_secs(3));
}

#[test]
fn chance_repeats_with_its_seed_and_stops_at_its_limit() {
    let history = || {
        let rig = rig(vec![Rule::new(Fault::Status(500), Which::Any, When::OneIn(3)).at_most(4)]);
        (0..60).map(|_| rig.send(list()).unwrap().status().as_u16()).collect::<Vec<_>>()
    };
    assert_eq!(history(), history());
    assert_eq!(history().iter().filter(|status| **status == 500).count(), 4);
}

#[test]
fn a_token_is_not_always_renewed() {
    let rules = vec![Rule::new(Fault::RenewalFails(TransportError::SignInNeeded), Which::Any, When::Nth(2))];
    let rig = rig(rules);
    rig.send(list()).unwrap();
    let renew = || rig.time.run(rig.transport.renew(Authority::Change, None)).unwrap();
    assert_eq!([renew(), renew(), renew()], [Ok(()), Err(TransportError::SignInNeeded), Ok(())]);
}

#[test]
fn a_request_that_is_delivered_twice_is_answered_by_its_second_delivery() {
    let rig = rig(vec![Rule::new(Fault::Twice, Which::Writes, When::First(1))]);
    let mut answers = parts(&rig.chain(3).unwrap());
    answers.sort();
    let statuses: Vec<u64> = answers.iter().map(|(_, status)| *status).collect();
    assert_eq!((rig.written(), statuses), (3, vec![400, 424, 424]), "the first delivery was carried out");
}

#[test]
fn a_delete_that_is_not_found_leaves_what_it_names_and_others_untouched() {
    let rig = rig(vec![Rule::new(Fault::DeleteNotFound, Which::Writes, When::Always)]);
    assert_eq!(parts(&rig.chain(1).unwrap()), [("0".to_owned(), 201)], "a batch without a DELETE is left alone");
    let simulator = rig.simulator.borrow();
    let [granted] = simulator.ledger() else { panic!() };
    let crate::ledger::Change::Granted(grant) = &granted.change else { panic!() };
    let url = format!("/servicePrincipals/{IDENTITY}/appRoleAssignments/{}", grant.id);
    drop(simulator);
    let body = json!({"requests": [{"id": "1", "method": "DELETE", "url": url}]}).to_string().into_bytes();
    let answer = rig.send(http::Request::post("/v1.0/$batch").body(body).unwrap()).unwrap();
    assert_eq!((parts(&answer), rig.written()), (vec![("1".to_owned(), 404)], 1));
}
