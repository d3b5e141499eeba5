//! What holds of every history that has ended.

use std::collections::BTreeMap;

use bestow::domain::access::{Held, Holding};
use bestow::domain::change::execution::{Execution, StepState, WhyNot};
use bestow::domain::change::plan::Step;
use bestow::domain::problem::ServiceMessage;
use bestow::graph::transport::{Authority, Response, TransportError};
use bestow::simulator::ledger::Change;

use super::meanwhile::{self, Happening};
use super::{APP_ROLES, History};

/// How often one step is sent before the page says that it cannot tell.
const SENDS_OF_A_STEP: u32 = 6;

/// Holds a history that has ended to the invariants.
pub fn check(history: &History, execution: &Execution, before: &Held) {
    let after = history.truth();
    let mut effects = effects(history);
    let others = Others::of(history);
    for (step, state) in execution.steps() {
        let Seen { effect, was, is } = Seen::of(step, before, &after);
        let times = effects.remove(&effect).unwrap_or_default();
        let (granted, revoked) = others.touched(step);
        assert!(times <= 1 + revoked, "{effect} took effect {times} times");
        assert!(!was, "{effect} was planned although it was so before");
        // What an identity held is gone with it.
        let theirs = if step.takes() { revoked + usize::from(others.deleted) } else { granted };
        let undone = (if step.takes() { granted } else { revoked }) > 0 || others.deleted;
        match state {
            StepState::Done { .. } => {
                assert!(times + theirs >= 1, "{effect} is said to be done, and nobody did it");
                assert!(is || undone, "{effect} is said to be done, and is not so");
            }
            StepState::AlreadySo => assert!(is || undone, "{effect} is said to be so already, and is not"),
            // Whoever sees no answer as often as a step is sent is told the truth, which is that it is not known.
            StepState::Unknown(_) if history.faults + history.closings.get() >= SENDS_OF_A_STEP || others.deleted => {}
            StepState::Refused(said) => {
                assert!(others.explain(step, said), "{effect} was refused although nothing was in its way: {said:?}");
                assert!(times == 0 || undone, "{effect} is said to be refused, and was done");
            }
            StepState::NotSent(WhyNot::OtherIdentity) => assert!(others.deleted, "{effect}: the identity was there"),
            StepState::NotSent(WhyNot::ReplacementMissing) => {
                let given = |state: &StepState| matches!(state, StepState::Done { .. } | StepState::AlreadySo);
                let missing = execution.steps().any(|(other, state)| !other.takes() && !given(state));
                assert!(step.takes() && missing, "{effect} was held back for nothing");
                assert_eq!(times, 0, "{effect} was taken although it was held back");
            }
            other => panic!("{effect} ended as {other:?} although every fault ended"),
        }
    }
    assert!(effects.is_empty(), "written without having been reviewed: {effects:?}");
    never_blind(history);
    never_beside_a_write(history);
}

/// How often each change took effect by the page's doing.
fn effects(history: &History) -> BTreeMap<String, usize> {
    let mut effects = BTreeMap::new();
    for entry in history.simulator.borrow().ledger() {
        let effect = match &entry.change {
            Change::Granted(grant) => format!("grant {} {}", grant.resource, grant.app_role),
            Change::Revoked(grant) => format!("revoke {}", grant.id),
            Change::Assigned(assignment) => format!("assign {} {}", assignment.role, assignment.scope),
            Change::Removed(assignment) => format!("remove {}", assignment.id),
            other => panic!("{other:?} was never reviewed"),
        };
        *effects.entry(effect).or_default() += 1;
    }
    effects
}

/// A step by its effect, and whether it is as wished.
struct Seen {
    effect: String,
    was: bool,
    is: bool,
}

impl Seen {
    fn of(step: &Step, before: &Held, after: &Held) -> Self {
        let (effect, [was, is]) = match step {
            Step::Grant(it) => {
                let grant = it.grant();
                let held = [before, after].map(|held| is_held(held.app_role(&grant)));
                (format!("grant {} {}", grant.resource, grant.app_role), held)
            }
            Step::Assign(it) => {
                let held = [before, after].map(|held| is_held(held.directory_role(it.grant())));
                (format!("assign {} {}", it.grant().role, it.grant().scope), held)
            }
            Step::Revoke(it) => {
                let gone = [before, after].map(|held| !is_held(held.app_role_assignment(it.assignment())));
                (format!("revoke {}", it.assignment()), gone)
            }
            Step::Remove(it) => {
                let gone = [before, after].map(|held| !is_held(held.role_assignment(it.assignment())));
                (format!("remove {}", it.assignment()), gone)
            }
        };
        Self { effect, was, is }
    }
}

fn is_held<A>(holding: Holding<'_, A>) -> bool {
    matches!(holding, Holding::Held(_))
}

/// What others did meanwhile.
struct Others<'h> {
    history: &'h History,
    happened: Vec<Happening>,
    deleted: bool,
    /// Whether the person was without rights for a while.
    without_rights: bool,
}

impl<'h> Others<'h> {
    fn of(history: &'h History) -> Self {
        let happened = history.service.happened();
        let deleted = happened.contains(&Happening::Deleted);
        let without_rights = happened.contains(&Happening::RightsEnd);
        Self { history, happened, deleted, without_rights }
    }

    /// How often others granted and revoked what a step is about.
    fn touched(&self, step: &Step) -> (usize, usize) {
        let count = |wanted: fn(usize) -> Happening| {
            let same = |at: &usize| self.is_about(step, *at);
            let places = (0..APP_ROLES.len()).filter(same);
            places.map(|at| self.happened.iter().filter(|it| **it == wanted(at)).count()).sum()
        };
        (count(Happening::Granted), count(Happening::Revoked))
    }

    fn is_about(&self, step: &Step, at: usize) -> bool {
        let (resource, role) =
            meanwhile::role(&self.history.simulator.borrow().tenant, APP_ROLES[at].0, APP_ROLES[at].1);
        match step {
            Step::Grant(it) => (it.grant().resource, it.grant().app_role) == (resource, role),
            Step::Revoke(it) => (it.grant().resource, it.grant().app_role) == (resource, role),
            Step::Assign(_) | Step::Remove(_) => false,
        }
    }

    /// Whether what happened is a reason to refuse the step so.
    fn explain(&self, step: &Step, said: &ServiceMessage) -> bool {
        let disabled =
            (0..APP_ROLES.len()).any(|at| self.happened.contains(&Happening::Disabled(at)) && self.is_about(step, at));
        match said.status {
            403 => self.without_rights,
            400 => disabled || self.deleted,
            404 => self.deleted,
            _ => false,
        }
    }
}

/// After an answer that leaves open whether a write was carried out, what is held is read before it is sent again; after
/// a clear one it is not sent again at all, unless it was refused for the lack of something that may come.
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

/// One write is under way at a time, and nothing beside it.
fn never_beside_a_write(history: &History) {
    let exchanges = history.door.exchanges();
    for write in exchanges.iter().filter(|exchange| exchange.authority == Authority::Change) {
        let beside = exchanges.iter().filter(|other| other.at < write.answered && write.at < other.answered);
        assert!(beside.count() <= 1, "something travelled beside a write");
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
