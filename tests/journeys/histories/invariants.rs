//! What is true of every history that has ended.

use std::collections::BTreeMap;

use domain::access::{AssignmentLookup, Held};
use domain::change::execution::{StepState, WhyNot};
use domain::change::plan::{Addition, Removal, Step};
use domain::problem::ServiceMessage;
use domain::time::Timestamp;
use graph::transport::{Authority, Response, Surroundings, TransportError};
use simulator::ledger::Change;

use super::meanwhile::{self, Happening};
use super::visits::Visit;
use super::{APP_ROLES, History};

/// How often one step is sent before the page says that it cannot tell.
const SENDS_OF_A_STEP: u32 = 6;

/// How much before and after a request something may have happened that can't be told from it by time, beside how long
/// the answer took that said what time it is: it says so in whole seconds, and servers may differ by another second.
const BLUR: i64 = 2_100;

/// Checks the invariants of a history that has ended, with all of its visits.
pub fn check(history: &History, visits: &[Visit], before: &Held) {
    let after = history.truth();
    let mut effects = effects(history);
    let others = Others::of(history);
    let mut told: BTreeMap<String, Vec<(&Visit, &Step, &StepState)>> = BTreeMap::new();
    for visit in visits {
        for (step, state) in visit.execution.steps() {
            let Seen { effect, was, .. } = Seen::of(step, before, &after);
            // A later visit may change back what others have changed.
            let is_first = std::ptr::eq(visit, &visits[0]);
            assert!(!(is_first && was), "{effect} was planned although it was so before");
            told.entry(effect).or_default().push((visit, step, state));
        }
        let now = history.time.now();
        let done = visit.execution.steps().filter(|(_, state)| matches!(state, StepState::Done { .. })).count();
        let undo = visit.execution.reverse(now).len() + visit.execution.cannot_be_undone(now);
        assert_eq!(undo, done, "undo is offered for exactly what is said to be done");
    }
    for (effect, told) in &told {
        let times = effects.remove(effect).unwrap_or_default();
        check_effect(history, &others, effect, told, times, &after);
    }
    assert!(effects.is_empty(), "written without having been reviewed: {effects:?}");
    never_blind(history);
    never_beside_a_write(history);
}

/// Checks what the visits say of one effect, which the ledger has so often.
fn check_effect(
    history: &History,
    others: &Others<'_>,
    effect: &str,
    told: &[(&Visit, &Step, &StepState)],
    times: usize,
    after: &Held,
) {
    let step = told[0].1;
    let is = Seen::of(step, after, after).is;
    let (granted, revoked) = others.touched(step);
    // A copy that is behind takes grants to an identity whose assignments were deleted with it.
    assert!(times <= 1 + revoked || others.deleted, "{effect} took effect {times} times");
    // The assignments of an identity are deleted with it.
    let undone = (if step.takes() { granted } else { revoked }) > 0 || others.deleted;
    let states: Vec<&StepState> = told.iter().map(|(.., state)| *state).collect();
    check_told(history, others, step, &states, times);
    let is_unknown = states.iter().any(|state| matches!(state, StepState::Unknown(_)));
    for (visit, step, state) in told {
        match state {
            StepState::Done { .. } => assert!(is || undone, "{effect} is said to be done, and is not so"),
            StepState::AlreadySo => {
                assert!(is || undone, "{effect} is said to be so already, and is not");
                let always_was = times == 0 && others.only_granted_again(step);
                assert!(!always_was, "{effect} is said not to be assigned, and always was");
            }
            StepState::AssignedAgain { .. } => {
                // The truth isn't compared: a copy that is late may show another assignment than the one that is there.
                assert!(
                    step.takes() && granted > 0,
                    "{effect} is said to be assigned again, and nobody did that; others: {:?}",
                    others.happened,
                );
            }
            // What was open when a tab was closed is reviewed again. Where nothing was planned then, it was as wished.
            StepState::Unknown(_) | StepState::NotSent(WhyNot::Stopped) if visit.is_interrupted => {
                let is_last = told.last().is_some_and(|(last, ..)| std::ptr::eq(*last, *visit));
                let impossible = undone || others.disabled(step);
                assert!(!is_last || is || impossible, "{effect} was left over as {state:?}, and not reviewed again");
            }
            // Without an answer as often as a step is sent, the truth is that it is not known.
            StepState::Unknown(_) if history.faults >= SENDS_OF_A_STEP || others.deleted => {}
            StepState::Unknown(Some(_)) if granted + revoked > 0 => {}
            // It was refused after a request without a clear answer, which may have been applied.
            StepState::Unknown(Some(said)) if others.explain(step, said) => {}
            StepState::Refused(said) => {
                assert!(others.explain(step, said), "{effect} was refused although nothing was in its way: {said:?}");
                // A refusal says nothing about a request that was answered with 429 and applied all the same.
                assert!(
                    times == 0 || undone || is_unknown || others.between_deliveries(step) || history.applies_throttled,
                    "{effect} is said to be refused, and was done: {said:?}; others: {:?}; writes: {:?}",
                    others.happened,
                    others.exchanges(),
                );
            }
            StepState::NotSent(WhyNot::OtherIdentity) => assert!(others.deleted, "{effect}: the identity was there"),
            StepState::NotSent(WhyNot::ReplacementMissing) => {
                let given = |state: &StepState| matches!(state, StepState::Done { .. } | StepState::AlreadySo);
                let missing = visit.execution.steps().any(|(other, state)| !other.takes() && !given(state));
                assert!(step.takes() && missing, "{effect} was held back for nothing");
                assert_eq!(times, 0, "{effect} was taken although it was held back");
            }
            other => panic!("{effect} ended as {other:?} although every fault ended"),
        }
    }
}

/// The receipts equal the difference that this change made: what is said to be done was written by this change, and
/// what is not said to be done was not. `states` are what the visits say of it, and `times` is how often the ledger has
/// it.
fn check_told(history: &History, others: &Others<'_>, step: &Step, states: &[&StepState], times: usize) {
    let says = |wanted: fn(&StepState) -> bool| states.iter().any(|state| wanted(state));
    // A tab that was closed and whose notes were lost can't know what it sent.
    if says(|state| matches!(state, StepState::Unknown(_))) || history.forgetful || others.deleted {
        return;
    }
    let (granted, revoked) = others.touched(step);
    let (theirs, undone) = if step.takes() { (revoked, granted) } else { (granted, revoked) };
    if says(|state| matches!(state, StepState::Done { .. })) {
        // What someone else did while this change's own request was under way can't be told from it.
        assert!(
            times >= 1 || theirs > 0 && others.blurred(step),
            "{step:?} is said to be done by this change, which did not do it; others: {:?}; writes: {:?}; {} s ahead",
            others.happened,
            others.exchanges(),
            history.ahead,
        );
        return;
    }
    // 429 means that it was not applied. Only a creation time shows that it was, once the assignment is read.
    let is_hidden = |state: &&StepState| match state {
        StepState::AlreadySo => !matches!(step, Step::Add(Addition::AppRole(_))),
        StepState::Refused(_) => true,
        state => **state == StepState::NotSent(WhyNot::Stopped),
    };
    let hidden_by_429 = history.applies_throttled && states.iter().any(is_hidden);
    let refused_between = says(|state| matches!(state, StepState::Refused(_))) && others.between_deliveries(step);
    // What this change did was undone by someone else, and what is there now is theirs.
    let cannot_be_told = undone > 0 || hidden_by_429 || refused_between;
    assert!(cannot_be_told || times == 0, "{step:?} was done by this change, and ended as {states:?}");
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
            Change::MemberAdded(it) => format!("join {}", it.group),
            Change::MemberRemoved(it) => format!("leave {}", it.group),
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
            Step::Add(Addition::AppRole(it)) => {
                let grant = it.grant();
                let held = [before, after].map(|held| is_held(held.app_role(&grant)));
                (format!("grant {} {}", grant.resource, grant.app_role), held)
            }
            Step::Add(Addition::EntraRole(it)) => {
                let held = [before, after].map(|held| is_held(held.directory_role(it.grant())));
                (format!("assign {} {}", it.grant().role, it.grant().scope), held)
            }
            Step::Remove(Removal::AppRole(it)) => {
                let gone = [before, after].map(|held| !is_held(held.app_role_assignment(it.assignment())));
                (format!("revoke {}", it.assignment()), gone)
            }
            Step::Remove(Removal::EntraRole(it)) => {
                let gone = [before, after].map(|held| !is_held(held.role_assignment(it.assignment())));
                (format!("remove {}", it.assignment()), gone)
            }
            Step::Add(Addition::GroupMembership(it)) => {
                let group = it.membership().group;
                (format!("join {group}"), [before, after].map(|held| is_held(held.membership(group))))
            }
            Step::Remove(Removal::GroupMembership(it)) => {
                let group = it.membership().group;
                (format!("leave {group}"), [before, after].map(|held| !is_held(held.membership(group))))
            }
            Step::Add(Addition::AzureRole(_)) | Step::Remove(Removal::AzureRole(_)) => {
                panic!("these histories have no Azure roles: {step:?}")
            }
        };
        Self { effect, was, is }
    }
}

fn is_held<A>(holding: AssignmentLookup<'_, A>) -> bool {
    matches!(holding, AssignmentLookup::Held(_))
}

/// What others did meanwhile.
struct Others<'h> {
    history: &'h History,
    happened: Vec<(Timestamp, Happening)>,
    deleted: bool,
    /// Whether the user was without rights for a while.
    without_rights: bool,
}

impl<'h> Others<'h> {
    fn of(history: &'h History) -> Self {
        let happened = history.service.happened();
        let has = |wanted: Happening| happened.iter().any(|(_, it)| *it == wanted);
        let (deleted, without_rights) = (has(Happening::Deleted), has(Happening::RightsEnd));
        Self { history, happened, deleted, without_rights }
    }

    /// How often others granted and revoked what a step is about.
    fn touched(&self, step: &Step) -> (usize, usize) {
        let about = |of: fn(&Happening) -> Option<usize>| {
            let happened = self.happened.iter().filter_map(|(_, it)| of(it));
            happened.filter(|at| self.is_about(step, *at)).count()
        };
        let granted = about(|it| match it {
            Happening::Granted(at) | Happening::GrantedAgain(at) => Some(*at),
            _ => None,
        });
        let revoked = about(|it| match it {
            Happening::Revoked(at) | Happening::GrantedAgain(at) => Some(*at),
            _ => None,
        });
        (granted, revoked)
    }

    /// Whether what a step removes was assigned at all times: others revoked it only to grant it again at once.
    fn only_granted_again(&self, step: &Step) -> bool {
        let mut about = self.happened.iter().filter_map(|(_, it)| match it {
            Happening::Granted(at) | Happening::Revoked(at) if self.is_about(step, *at) => Some(false),
            Happening::GrantedAgain(at) if self.is_about(step, *at) => Some(true),
            _ => None,
        });
        let first = about.next();
        step.takes() && !self.deleted && first == Some(true) && about.all(|again| again)
    }

    /// Whether a right or a role may have ended between two deliveries of one request, of which the first was applied
    /// and the second refused. Only a reading after every refusal would tell, for a case of milliseconds.
    fn between_deliveries(&self, step: &Step) -> bool {
        self.history.delivers_twice && (self.without_rights || self.disabled(step))
    }

    /// Whether the app role that a step is about was switched off.
    fn disabled(&self, step: &Step) -> bool {
        self.happened.iter().any(|(_, it)| matches!(it, Happening::Disabled(at) if self.is_about(step, *at)))
    }

    /// When each write was sent and answered, for a history that fails.
    fn exchanges(&self) -> Vec<(i64, i64)> {
        let exchanges = self.history.door.exchanges();
        let writes = exchanges.iter().filter(|exchange| exchange.authority == Authority::Change);
        writes.map(|exchange| (exchange.at.millis(), exchange.answered.millis())).collect()
    }

    /// Whether others touched what a step is about so close to one of its own requests that time can't tell them apart.
    /// Removals leave no time to compare.
    fn blurred(&self, step: &Step) -> bool {
        if step.takes() {
            return true;
        }
        let theirs = self.happened.iter().filter(|(_, it)| match it {
            Happening::Granted(at) | Happening::GrantedAgain(at) => self.is_about(step, *at),
            _ => false,
        });
        let theirs: Vec<i64> = theirs.map(|(at, _)| at.millis() - self.history.ahead * 1000).collect();
        let exchanges = self.history.door.exchanges();
        let answered = exchanges.iter().filter(|exchange| exchange.outcome.is_ok());
        let longest = answered.map(|exchange| exchange.answered.millis() - exchange.at.millis()).max();
        let blur = BLUR + longest.unwrap_or_default();
        let mut own = exchanges.iter().filter(|exchange| exchange.authority == Authority::Change);
        own.any(|exchange| {
            let (from, to) = (exchange.at.millis() - blur, exchange.answered.millis() + blur);
            theirs.iter().any(|at| (from..=to).contains(at))
        })
    }

    fn is_about(&self, step: &Step, at: usize) -> bool {
        let (resource, role) =
            meanwhile::role(&self.history.simulator.borrow().tenant, APP_ROLES[at].0, APP_ROLES[at].1);
        match step {
            Step::Add(Addition::AppRole(it)) => (it.grant().resource, it.grant().app_role) == (resource, role),
            Step::Remove(Removal::AppRole(it)) => (it.grant().resource, it.grant().app_role) == (resource, role),
            Step::Add(_) | Step::Remove(_) => false,
        }
    }

    /// Whether what happened is a reason to refuse the step so.
    fn explain(&self, step: &Step, said: &ServiceMessage) -> bool {
        match said.status {
            403 => self.without_rights,
            400 => self.disabled(step) || self.deleted,
            404 => self.deleted || step.takes() && self.history.denies,
            _ => false,
        }
    }
}

/// After an answer that leaves open whether a write was applied, what is assigned is read before it is sent again;
/// after a clear one it is not sent again at all, unless it was refused for the lack of something that may come.
fn never_blind(history: &History) {
    let mut open: BTreeMap<String, Option<u64>> = BTreeMap::new();
    for exchange in history.door.exchanges() {
        let body: serde_json::Value = serde_json::from_slice(exchange.request.body()).unwrap();
        for item in body["requests"].as_array().unwrap() {
            if item["method"] == "GET" {
                let url = item["url"].as_str().unwrap();
                if url.contains("ssignments") || url.contains("memberOf") {
                    open.clear();
                }
                continue;
            }
            let key = format!("{} {} {}", item["method"], item["url"], item["body"]);
            assert!(!open.contains_key(&key), "{key} was sent blind after {:?}", open[&key]);
            match exchange.outcome.as_ref().map(|response| seen_status(response, &item["id"])) {
                // These say clearly that nothing was applied.
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
