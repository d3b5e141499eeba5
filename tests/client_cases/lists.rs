//! Lists of several pages.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::guid::Guid;
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Problem;
use domain::scope::Scope;
use futures_util::FutureExt;
use graph::operations::directory::Directory;
use graph::transport::{Request, TransportError};
use serde_json::{Value, json};
use simulator::faults::{Fault, FaultyTransport, ItemFault, Rule, Wait, When, Which};
use simulator::surroundings::VirtualTime;
use simulator::tenant::ServicePrincipal;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};

use super::scripted::{Outcome, Rig, Things, each, part, raw, start};

const LINK: &str = "https://graph.microsoft.com/v1.0/things?$count=true&$skiptoken=";

/// A page with these ids, and where the next one is.
fn page(request: &Request, ids: &[&str], next: Option<&str>) -> Outcome {
    let value: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let mut body = json!({ "value": value });
    if let Some(next) = next {
        body["@odata.nextLink"] = next.into();
    }
    each(request, |_| part(200, body.clone()))
}

#[test]
fn a_list_is_read_to_its_end_over_empty_pages() {
    let rig = Rig::new(|before, request| match before {
        0 => page(request, &["a", "b"], Some(&format!("{LINK}1"))),
        1 => page(request, &[], Some(&format!("{LINK}2"))),
        _ => page(request, &["c"], None),
    });
    let told = RefCell::new(Vec::new());
    let listing = rig.run(rig.client.list(&Things, |items| told.borrow_mut().push(items.len()))).unwrap();
    assert_eq!((listing.items.as_slice(), listing.gap), (["a", "b", "c"].map(str::to_owned).as_slice(), None));
    assert_eq!(told.into_inner(), [2, 0, 1], "each page is told of as it comes");
    let rig = Rig::new(|_, request| page(request, &["a"], None));
    assert_eq!((rig.run(rig.client.list(&Things, |_| ())).unwrap().items.len(), rig.exchanges()), (1, 1));
}

#[test]
fn every_page_is_asked_for_as_the_first_one_was() {
    let rig = Rig::new(|before, request| match before {
        0 => page(request, &["a"], Some(&format!("{LINK}1"))),
        _ => page(request, &["b"], None),
    });
    rig.run(rig.client.list(&Things, |_| ())).unwrap();
    for sent in rig.service.sent.borrow().iter() {
        let batch: Value = serde_json::from_slice(sent.request.body()).unwrap();
        assert_eq!(batch["requests"][0]["headers"]["consistencylevel"], "eventual");
        assert!(
            batch["requests"][0]["url"].as_str().unwrap().starts_with("/things?"),
            "links are followed as relative ones"
        );
    }
}

#[test]
fn a_list_that_is_given_up_half_way_sends_nothing_more_and_can_be_read_again() {
    let rig = Rig::new(|before, request| match before {
        0 | 2 => page(request, &["a"], Some(&format!("{LINK}1"))),
        1 => Err(TransportError::Lost),
        _ => page(request, &["b"], None),
    });
    let pages = Cell::new(0);
    let mut reading = Box::pin(rig.client.list(&Things, |_| pages.set(pages.get() + 1)));
    while pages.get() == 0 {
        assert!((&mut reading).now_or_never().is_none());
    }
    drop(reading);
    let before = rig.exchanges();
    rig.run(std::future::ready(()));
    assert_eq!(rig.exchanges(), before);
    let again = Rig::new(|before, request| match before {
        0 => page(request, &["a"], Some(&format!("{LINK}1"))),
        _ => page(request, &["b"], None),
    });
    assert!(again.run(again.client.list(&Things, |_| ())).unwrap().is_complete());
}

#[test]
fn an_entry_that_comes_on_two_pages_counts_once() {
    let rig = Rig::new(|before, request| match before {
        0 => page(request, &["a", "b"], Some(&format!("{LINK}1"))),
        _ => page(request, &["b", "c", "c"], None),
    });
    let listing = rig.run(rig.client.list(&Things, |_| ())).unwrap();
    assert_eq!(listing.items, ["a", "b", "c"]);
    assert!(listing.is_complete());
}

#[test]
fn a_list_that_goes_round_or_leads_elsewhere_is_said_to_be_incomplete() {
    for next in [
        format!("{LINK}1"),
        "https://graph.microsoft.com/v1.0/things?$count=true".to_owned(),
        "https://graph.microsoft.com.evil.example/v1.0/things?$skiptoken=1".to_owned(),
        "https://graph.microsoft.com/v1.0/others?$skiptoken=1".to_owned(),
        "nonsense".to_owned(),
    ] {
        let link = next.clone();
        let rig = Rig::new(move |_, request| page(request, &["a"], Some(&link)));
        let listing = rig.run(rig.client.list(&Things, |_| ())).unwrap();
        assert_eq!((listing.items.len(), listing.is_complete()), (1, false), "{next}");
        assert!(rig.exchanges() <= 2, "{next}");
    }
}

#[test]
fn a_page_that_cannot_be_read_leaves_a_list_that_says_so() {
    let rig = Rig::new(|before, request| match before {
        0 => page(request, &["a"], Some(&format!("{LINK}1"))),
        _ => each(request, |_| part(403, json!({ "error": { "code": "Authorization_RequestDenied" } }))),
    });
    let listing = rig.run(rig.client.list(&Things, |_| ())).unwrap();
    assert_eq!(listing.items, ["a"]);
    assert!(matches!(listing.gap, Some(Problem::Forbidden(_))), "{:?}", listing.gap);
    assert!(listing.whole().is_err(), "nobody takes it for the whole list");
    for body in [json!([]), json!("text"), json!({ "value": {} }), json!(null)] {
        let rig = Rig::new(move |_, request| each(request, |_| part(200, body.clone())));
        assert!(matches!(rig.run(rig.client.list(&Things, |_| ())), Err(Problem::Unreadable(_))));
    }
    let rig = Rig::new(|_, _| raw(200, &[], "<html>"));
    assert!(matches!(rig.run(rig.client.list(&Things, |_| ())), Err(Problem::Unreadable(_))));
}

#[test]
fn five_thousand_identities_are_read_over_a_bad_network() {
    let mut tenant = sample::tenant(start());
    tenant.service_principals.retain(|_, it| it.app_owner.is_some());
    for number in 1..=5000u32 {
        let id: Guid = format!("70000000-0000-4000-8000-{number:012}").parse().unwrap();
        let name = format!("identity {number}");
        tenant.add_service_principal(ServicePrincipal::managed_identity(ServicePrincipalId(id), AppId(id), &name, &[]));
    }
    let time = VirtualTime::new(start(), 9);
    let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
    let caller = Caller::new(sample::ADMINISTRATOR, app, "Application.Read.All User.Read");
    let simulator = Rc::new(RefCell::new(Simulator::new(tenant)));
    let sent = SimulatorTransport::new(simulator, time.clone(), caller);
    let often = |fault| Rule::new(fault, Which::Any, When::OneIn(4));
    let rules = vec![
        often(Fault::Throttled(Wait::Seconds(2))),
        often(Fault::Status(503)),
        often(Fault::Fails(TransportError::Lost)),
        often(Fault::Item { fault: ItemFault::Status(504), applied: false }),
    ];
    let network = Rc::new(FaultyTransport::new(sent, time.clone(), 3, rules));
    let granted = Scope::AT_SIGN_IN.iter().copied().collect();
    let directory = Directory::new(Rc::clone(&network), time.clone(), "graph.microsoft.com", granted);
    let mut complete = None;
    for _ in 0..20 {
        let listing = time.run(directory.identities(|_| ())).unwrap();
        complete = listing.ok().filter(|listing| listing.is_complete());
        if complete.is_some() {
            break;
        }
    }
    assert_eq!(complete.expect("a list that is not complete says so, and can be read again").items.len(), 5000);
    assert_eq!(network.impatience(), 0);
}
