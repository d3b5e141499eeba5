//! What is sent, counted, when the network delivers a request twice, loses its answer, or when others were faster.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use std::time::Duration;

use domain::change::execution::{Execution, StepState};
use domain::change::wish::{Lasting, Wish};
use graph::transport::Surroundings;
use simulator::Lag;
use simulator::faults::{Fault, Rule, When, Which};

use super::chance::Chance;
use super::invariants::check;
use super::meanwhile::role;
use super::visits::Visit;
use super::{APP_ROLES, History, reviewed, small_tenant};

/// Reviews the eight app roles, lets something happen, and applies; gives the execution and the number of writes that
/// were sent, each item of a batch counted.
fn applied(fault: Option<Fault>, meanwhile: impl FnOnce(&History)) -> (Execution, usize) {
    let rules = fault.into_iter().map(|fault| Rule::new(fault, Which::Writes, When::First(1))).collect();
    let history = History::with(&small_tenant(), Chance(1), rules, None, 3600);
    let before = history.truth();
    let wish = |(api, value): (_, &str)| {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }), Lasting::Permanent)
    };
    let plan = reviewed(&history, |_| APP_ROLES.map(wish).to_vec()).unwrap();
    assert_eq!(plan.steps().len(), APP_ROLES.len());
    meanwhile(&history);
    let mut execution = Execution::new(plan, history.time.now());
    history.run(history.directory().apply(&mut execution, |_| ()));
    if history.service.happened().is_empty() && history.simulator.borrow().ledger().len() == APP_ROLES.len() {
        check(&history, &[Visit::ended(execution.clone())], &before);
    }
    let items = history.door.exchanges().into_iter().flat_map(|exchange| {
        let body: serde_json::Value = serde_json::from_slice(exchange.request.body()).unwrap();
        body["requests"].as_array().unwrap().clone()
    });
    (execution, items.filter(|item| item["method"] != "GET").count())
}

fn letters(execution: &Execution) -> String {
    let letter = |state: &StepState| match state {
        StepState::Done { .. } => 'M',
        StepState::AlreadySo => 'T',
        _ => '?',
    };
    execution.steps().map(|(_, state)| letter(state)).collect()
}

#[test]
fn a_chain_that_is_delivered_twice_is_added_by_this_change_and_sent_once() {
    for fault in [Fault::Twice, Fault::LostAfter, Fault::StatusAfter(504), Fault::Html] {
        let (execution, sent) = applied(Some(fault.clone()), |_| ());
        assert_eq!((letters(&execution).as_str(), sent), ("MMMMMMMM", 8), "{fault:?}");
        assert_eq!(execution.reverse(execution.last_change()).len(), 8, "{fault:?}: undo");
    }
}

/// Another user grants the first five, and no copy of the directory shows it for a while.
fn first_five_granted(history: &History, lag: u64) {
    history.simulator.borrow_mut().set_lag(Some(Lag { span: Duration::from_secs(lag), flapping: false }));
    let now = history.time.now() + Duration::from_secs(3600);
    history.simulator.borrow_mut().change_tenant(now, |tenant| {
        for (api, value) in &APP_ROLES[..5] {
            let (resource, id) = role(tenant, *api, value);
            tenant.grant(history.identity.0, resource, id, now);
        }
    });
    history.time.advance(Duration::from_secs(5));
}

#[test]
fn what_others_granted_first_is_already_assigned_and_the_chain_is_not_sent_once_for_each() {
    // Five seconds have gone by when the change begins.
    for (lag, most) in [(5, 3), (7, 11), (40, 19)] {
        let (execution, sent) = applied(None, |history| first_five_granted(history, lag));
        assert_eq!(letters(&execution), "TTTTTMMM", "after {lag} seconds");
        assert!(sent <= most, "{sent} writes were sent where the list is {lag} seconds behind");
    }
}
