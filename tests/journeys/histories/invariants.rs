//! What holds of every history that has ended.

use std::collections::BTreeMap;

use bestow::domain::access::{Held, Holding};
use bestow::domain::change::execution::{Execution, StepState};
use bestow::domain::change::plan::Step;
use bestow::graph::transport::{Response, TransportError};
use bestow::simulator::ledger::Change;

use super::History;

/// How often one step is sent before the page says that it cannot tell.
const SENDS_OF_A_STEP: u32 = 6;

/// Holds a history that has ended to the invariants.
pub fn check(history: &History, execution: &Execution, before: &Held) {
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
            StepState::Done { .. } => assert!(is && times == 1, "{effect} is said to be done, and is not"),
            StepState::AlreadySo => assert!(is, "{effect} is said to be so already, and is not"),
            // Whoever meets more faults than a step is sent for is told the truth, which is that it is not known.
            StepState::Unknown(_) if history.faults >= SENDS_OF_A_STEP => {}
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
