//! Two tabs at once, another user, and another tenant.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use std::time::Duration;

use domain::change::execution::{Execution, StepState, WhyNot};
use domain::change::wish::{Lasting, Wish};
use futures_util::future::join;
use graph::transport::{Authority, Surroundings};
use simulator::faults::{Fault, Rule, When, Which};
use simulator::transport::SimulatorTransport;
use simulator::{Caller, sample};

use super::chance::Chance;
use super::invariants::check;
use super::visits::Visit;
use super::{APP, APP_ROLES, History, over, reviewed, small_tenant};

fn everything() -> Vec<Wish> {
    let wish = |(api, value): (_, &str)| {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }), Lasting::Permanent)
    };
    APP_ROLES.map(wish).to_vec()
}

#[test]
fn two_tabs_that_apply_the_same_plan_at_once_do_nothing_twice_and_both_tell_the_truth() {
    let tenant = small_tenant();
    for seed in 0..40 {
        // Each request takes its own time, so that the tabs come in between each other.
        let slow = |most| Rule::new(Fault::Latency(Duration::from_millis(most)), Which::Any, When::OneIn(2));
        let lost = Rule::new(Fault::LostAfter, Which::Writes, When::OneIn(3)).at_most(2);
        let history = History::with(&tenant, Chance(seed), vec![slow(700), slow(1900), lost], None, 0);
        let before = history.truth();
        let plan = reviewed(&history, |_| everything()).unwrap();
        let mut tabs = [(); 2].map(|()| Execution::new(plan.clone(), history.time.now()));
        let [one, other] = &mut tabs;
        let (first, second) = (history.directory(), history.directory());
        history.run(join(first.apply(one, |_| ()), second.apply(other, |_| ())));
        for execution in &tabs {
            assert!(execution.is_finished(), "{seed}: {execution:?}");
            let told = |state: &StepState| matches!(state, StepState::Done { .. } | StepState::AlreadySo);
            assert!(execution.steps().all(|(_, state)| told(state)), "{seed}: {execution:?}");
        }
        assert_eq!(history.simulator.borrow().ledger().len(), plan.steps().len(), "{seed}");
        let claims = |execution: &Execution| -> Vec<bool> {
            execution.steps().map(|(_, state)| matches!(state, StepState::Done { .. })).collect()
        };
        let claimed = claims(&tabs[0]).into_iter().zip(claims(&tabs[1])).all(|(one, other)| one || other);
        assert!(claimed, "{seed}: what was added is told as added by one of them");
        let after = history.truth();
        assert_ne!(before, after);
    }
}

#[test]
fn a_plan_of_another_person_is_stopped_before_anything_is_sent() {
    let history = History::quiet(&small_tenant());
    let before = history.truth();
    let plan = reviewed(&history, |_| everything()).unwrap();
    let somebody_else = Caller::new(sample::APPLICATION_ADMINISTRATOR, APP, "Application.Read.All User.Read");
    let transport = SimulatorTransport::new(history.simulator.clone(), history.time.clone(), somebody_else);
    let mut execution = Execution::new(plan, history.time.now());
    history.run(over(transport, history.time.clone()).apply(&mut execution, |_| ()));
    assert!(execution.steps().all(|(_, state)| *state == StepState::NotSent(WhyNot::Stopped)), "{execution:?}");
    assert_eq!(history.truth(), before);
}

#[test]
fn nothing_is_read_or_written_beside_a_write() {
    let slow = Rule::new(Fault::Latency(Duration::from_secs(3)), Which::Any, When::Always);
    let history = History::with(&small_tenant(), Chance(1), vec![slow], None, 0);
    let before = history.truth();
    let plan = reviewed(&history, |_| everything()).unwrap();
    let mut execution = Execution::new(plan, history.time.now());
    history.run(history.directory().apply(&mut execution, |_| ()));
    check(&history, &[Visit::ended(execution.clone())], &before);
    let exchanges = history.door.exchanges();
    for write in exchanges.iter().filter(|exchange| exchange.authority == Authority::Change) {
        let beside = exchanges.iter().filter(|other| other.at < write.answered && write.at < other.answered);
        assert_eq!(beside.count(), 1, "a write travels alone");
    }
}
