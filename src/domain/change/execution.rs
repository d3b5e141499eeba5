//! Carrying out a plan, as a state machine that only decides.
//!
//! [`Execution::action`] says what to do next; whoever does it tells what came of it, and the state follows. The
//! rules, in short: read before the first write, write what is missing as one chain, believe a clear answer, read
//! again after an unclear one, never send blind. Reading also makes a repeated run safe, for what is already held is
//! never sent.
//!
//! Deliberately absent: undoing what was done when a later step fails. A reverse change is a plan of its own.

use std::time::Duration;

use super::plan::{ReviewedPlan, Step};
use crate::domain::access::{Held, Holding};
use crate::domain::ids::ServicePrincipalId;
use crate::domain::problem::{Problem, ServiceMessage};
use crate::domain::time::Timestamp;

/// The most steps that one request carries, the limit of a batch.
///
/// <https://learn.microsoft.com/graph/json-batching>
pub const LONGEST_CHAIN: usize = 20;

/// How often one step is sent before the page says that it cannot tell.
const MOST_SENDS: u8 = 6;

/// How often a step is sent again because the directory does not know the identity or the role yet.
const MOST_WAITS_FOR_REPLICATION: u8 = 6;

/// Where one step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Whether it is held has to be read before anything is sent.
    Unread,
    /// It was read and is not as wished; it can be sent.
    Ready,
    /// It is being sent.
    Sending,
    /// It was done by this execution.
    Done(Timestamp),
    /// It was so before this execution sent anything.
    AlreadySo,
    /// The service refused it.
    Refused(ServiceMessage),
    /// It was sent, and whether it was done cannot be told.
    Unknown(Option<ServiceMessage>),
    /// It was never sent.
    NotSent(WhyNot),
}

/// Why a step was never sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The person stopped.
    Stopped,
    /// The identity is gone, or another one has its id.
    OtherIdentity,
    /// It would take something away, and what was to be given to the same identity was not.
    ReplacementMissing,
}

/// What the service said to one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done.
    Done,
    /// It is so already.
    AlreadySo,
    /// The directory does not know one of the objects yet. It may after a while.
    NotYet(ServiceMessage),
    /// It was refused for good.
    Refused(ServiceMessage),
    /// It was certainly not carried out, because something in front of it was not.
    NotSent,
    /// Whether it was carried out is not known.
    Unclear(Option<ServiceMessage>),
}

/// What came of a chain of steps: an answer for each, and what to do before going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainAnswer {
    /// One answer for each step that was sent, in the same order.
    pub answers: Vec<Answer>,
    /// What a person has to do before anything more is sent.
    pub obstacle: Option<Problem>,
    /// How long the service wants to be left alone.
    pub wait: Option<Duration>,
}

/// What was read of one identity before a write or after an unclear answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The identity.
    pub identity: ServicePrincipalId,
    /// Whether the identity is still the one that was reviewed: the same id, the same application, a managed identity.
    pub same_identity: Result<bool, Problem>,
    /// What it holds.
    pub held: Held,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read these identities and what they hold, then call [`Execution::observed`].
    Read(Vec<ServicePrincipalId>),
    /// Send these steps as one chain: call [`Execution::sending`], then [`Execution::answered`].
    Write(Vec<usize>),
    /// Wait, then ask again.
    Wait(Duration),
    /// A person has to do something first; [`Execution::resume`] goes on.
    Pause(Problem),
    /// Nothing is left to do.
    Finish,
}

/// A plan that is being carried out or has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    plan: ReviewedPlan,
    progress: Vec<Progress>,
    pause: Option<Problem>,
    not_before: Option<Timestamp>,
    started: Timestamp,
    last_change: Timestamp,
    failures_in_a_row: u8,
}

/// A step and how it got where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Progress {
    state: StepState,
    sends: u8,
    waits: u8,
    last_message: Option<ServiceMessage>,
}

impl StepState {
    /// Whether nothing more will happen to the step.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Unread | Self::Ready | Self::Sending)
    }
}

impl Execution {
    /// An execution that has not begun.
    pub fn new(plan: ReviewedPlan, now: Timestamp) -> Self {
        let unread = Progress { state: StepState::Unread, sends: 0, waits: 0, last_message: None };
        let progress = vec![unread; plan.steps().len()];
        Self { plan, progress, pause: None, not_before: None, started: now, last_change: now, failures_in_a_row: 0 }
    }

    /// An execution that was interrupted, with the state of each step and how often it was sent.
    pub(super) fn resumed(plan: ReviewedPlan, started: Timestamp, states: Vec<(StepState, u8)>) -> Self {
        let mut execution = Self::new(plan, started);
        for (progress, (state, sends)) in execution.progress.iter_mut().zip(states) {
            progress.state = state;
            progress.sends = sends;
        }
        execution
    }

    /// How often each step was sent without being certain that it was not carried out, in the order of the plan.
    pub(super) fn sends(&self) -> impl Iterator<Item = u8> {
        self.progress.iter().map(|progress| progress.sends)
    }

    /// The plan.
    pub fn plan(&self) -> &ReviewedPlan {
        &self.plan
    }

    /// Each step with where it stands, in the order of the plan.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, &StepState)> {
        self.plan.steps().iter().zip(self.progress.iter().map(|progress| &progress.state))
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// When something last happened to a step.
    pub fn last_change(&self) -> Timestamp {
        self.last_change
    }

    /// Why it stands still, where a person has to do something.
    pub fn pause(&self) -> Option<&Problem> {
        self.pause.as_ref()
    }

    /// What the service last said while the directory did not know one of the objects yet.
    pub fn waiting_for_replication(&self) -> Option<&ServiceMessage> {
        let waits = |it: &&Progress| it.waits > 0 && !it.state.is_settled();
        self.progress.iter().find(waits).and_then(|progress| progress.last_message.as_ref())
    }

    /// Whether nothing is left to do.
    pub fn is_finished(&self) -> bool {
        self.progress.iter().all(|progress| progress.state.is_settled())
    }

    /// What to do next.
    pub fn action(&self, now: Timestamp) -> Action {
        if self.is_finished() {
            return Action::Finish;
        }
        if let Some(problem) = &self.pause {
            return Action::Pause(problem.clone());
        }
        if let Some(until) = self.not_before.filter(|&until| until > now) {
            return Action::Wait(until.since(now));
        }
        let unread = self.unread_identities();
        if !unread.is_empty() {
            return Action::Read(unread);
        }
        let gives: Vec<usize> = self.ready().filter(|&at| !self.plan.steps()[at].takes()).collect();
        let steps = if gives.is_empty() { self.ready().collect() } else { gives };
        Action::Write(steps.into_iter().take(LONGEST_CHAIN).collect())
    }

    /// Notes that these steps are about to be sent. From here on each counts as possibly made.
    pub fn sending(&mut self, steps: &[usize]) {
        for &at in steps {
            self.progress[at].state = StepState::Sending;
            self.progress[at].sends += 1;
        }
    }

    /// Takes the answers to the steps that were being sent.
    pub fn answered(&mut self, now: Timestamp, steps: &[usize], chain: ChainAnswer) {
        let mut wait = chain.wait;
        let mut unclear = false;
        let missing = std::iter::repeat_with(|| Answer::Unclear(None));
        for (&at, answer) in steps.iter().zip(chain.answers.into_iter().chain(missing)) {
            unclear |= matches!(answer, Answer::Unclear(_));
            if let Some(span) = self.progress[at].take(now, answer) {
                wait = wait.max(Some(span));
            }
        }
        self.failures_in_a_row = if unclear { self.failures_in_a_row.saturating_add(1) } else { 0 };
        if unclear {
            wait = wait.max(Some(doubling(self.failures_in_a_row)));
        }
        self.last_change = now;
        self.pause = chain.obstacle;
        self.not_before = wait.map(|span| now + span);
        self.hold_back_what_takes();
    }

    /// Takes what was read: what is as wished is settled, what is not can be sent.
    pub fn observed(&mut self, now: Timestamp, observations: &[Observation]) {
        self.not_before = None;
        for observation in observations {
            match &observation.same_identity {
                Ok(true) => self.observed_one(now, observation),
                Ok(false) => self.end(WhyNot::OtherIdentity, |step| step.principal() == observation.identity),
                Err(problem) => self.pause = Some(problem.clone()),
            }
        }
        self.last_change = now;
        self.hold_back_what_takes();
    }

    fn observed_one(&mut self, now: Timestamp, observation: &Observation) {
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            let open = matches!(progress.state, StepState::Unread | StepState::Sending);
            if !open || step.principal() != observation.identity {
                continue;
            }
            match is_as_wished(step, &observation.held) {
                Ok(true) if progress.sends > 0 => progress.state = StepState::Done(now),
                Ok(true) => progress.state = StepState::AlreadySo,
                Ok(false) if progress.sends >= MOST_SENDS => {
                    progress.state = StepState::Unknown(progress.last_message.clone());
                }
                Ok(false) => progress.state = StepState::Ready,
                Err(problem) => self.pause = Some(problem),
            }
        }
    }

    /// Nothing is taken from an identity before everything that was to be given to it is there, and nothing at all
    /// where something could not be given: it would hold less than before and less than wished.
    fn hold_back_what_takes(&mut self) {
        let failed: Vec<ServicePrincipalId> = self
            .steps()
            .filter(|(step, state)| {
                let given = matches!(state, StepState::Done(_) | StepState::AlreadySo);
                !step.takes() && state.is_settled() && !given
            })
            .map(|(step, _)| step.principal())
            .collect();
        self.end(WhyNot::ReplacementMissing, |step| step.takes() && failed.contains(&step.principal()));
    }

    /// Stands still until a person has done something about this.
    pub fn hold(&mut self, problem: Problem) {
        self.pause = Some(problem);
    }

    /// Goes on after a pause. Whatever was open is read again first, for others may have changed it meanwhile.
    pub fn resume(&mut self) {
        self.pause = None;
        self.failures_in_a_row = 0;
        for progress in &mut self.progress {
            if !progress.state.is_settled() {
                progress.state = StepState::Unread;
            }
        }
    }

    /// Ends the execution where it stands. What was not sent stays undone; what was sent without a clear answer is
    /// said to be unknown.
    pub fn stop(&mut self) {
        self.pause = None;
        self.end(WhyNot::Stopped, |_| true);
    }

    fn end(&mut self, why: WhyNot, which: impl Fn(&Step) -> bool) {
        for (step, progress) in self.plan.steps().iter().zip(&mut self.progress) {
            if progress.state.is_settled() || !which(step) {
                continue;
            }
            progress.state = if progress.sends == 0 {
                StepState::NotSent(why)
            } else {
                StepState::Unknown(progress.last_message.clone())
            };
        }
    }

    fn ready(&self) -> impl Iterator<Item = usize> {
        self.progress.iter().enumerate().filter(|(_, it)| it.state == StepState::Ready).map(|(at, _)| at)
    }

    fn unread_identities(&self) -> Vec<ServicePrincipalId> {
        let unread = |state: &StepState| matches!(state, StepState::Unread | StepState::Sending);
        let mut identities: Vec<ServicePrincipalId> =
            self.steps().filter(|(_, state)| unread(state)).map(|(step, _)| step.principal()).collect();
        identities.sort_unstable();
        identities.dedup();
        identities
    }
}

impl Progress {
    /// Takes one answer; says how long to wait before the step is sent again, where it has to be.
    fn take(&mut self, now: Timestamp, answer: Answer) -> Option<Duration> {
        match answer {
            Answer::Done => self.state = StepState::Done(now),
            // The service says "already so" as well when an earlier attempt of ours got through unseen.
            Answer::AlreadySo if self.sends > 1 => self.state = StepState::Done(now),
            Answer::AlreadySo => self.state = StepState::AlreadySo,
            Answer::Refused(message) => self.state = StepState::Refused(message),
            Answer::NotSent => {
                self.sends -= 1;
                self.state = StepState::Ready;
            }
            Answer::NotYet(message) if self.waits >= MOST_WAITS_FOR_REPLICATION => {
                self.state = StepState::Refused(message);
            }
            Answer::NotYet(message) => {
                self.sends -= 1;
                self.waits += 1;
                self.state = StepState::Ready;
                self.last_message = Some(message);
                return Some(doubling(self.waits));
            }
            Answer::Unclear(message) => {
                self.state = StepState::Unread;
                self.last_message = message.or(self.last_message.take());
            }
        }
        None
    }
}

/// 1, 2, 4, 8, 16 and then 30 seconds.
fn doubling(times: u8) -> Duration {
    Duration::from_secs((1u64 << times.saturating_sub(1).min(5)).min(30))
}

/// Whether the step's goal is reached already, or why that cannot be told. What is taken away is looked for by its own
/// assignment: should someone grant the same again meanwhile, that is another one.
fn is_as_wished(step: &Step, held: &Held) -> Result<bool, Problem> {
    match step {
        Step::Grant(missing) => is_held(held.app_role(&missing.grant())),
        Step::Assign(missing) => is_held(held.directory_role(missing.grant())),
        Step::Revoke(wanted) => is_held(held.app_role_assignment(wanted.assignment())).map(|held| !held),
        Step::Remove(wanted) => is_held(held.role_assignment(wanted.assignment())).map(|held| !held),
    }
}

fn is_held<A>(holding: Holding<'_, A>) -> Result<bool, Problem> {
    match holding {
        Holding::Held(_) => Ok(true),
        Holding::Missing => Ok(false),
        Holding::Unknown(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, ORDERS, directory_role, wish};
    use crate::domain::change::wish::Wish;
    use crate::domain::problem::Claims;
    use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    const START: Timestamp = Timestamp::from_millis(0);

    /// Four steps, of which nothing is held.
    fn begun() -> (Example, Execution) {
        let example = Example::new();
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
            wish(ORDERS, "Orders.Read"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        let plan = example.review(&wishes).approve(|_| true).unwrap();
        (example, Execution::new(plan, START))
    }

    fn seen(example: &Example) -> [Observation; 1] {
        seen_as(Ok(true), example)
    }

    fn seen_as(same_identity: Result<bool, Problem>, example: &Example) -> [Observation; 1] {
        [Observation { identity: example.identity.id, same_identity, held: example.held.clone() }]
    }

    fn said(status: u16) -> ServiceMessage {
        ServiceMessage { status, code: String::new(), message: String::new(), request_id: None }
    }

    fn answers(answers: &[Answer]) -> ChainAnswer {
        ChainAnswer { answers: answers.to_vec(), obstacle: None, wait: None }
    }

    /// One letter a step.
    fn letters(execution: &Execution) -> String {
        let letter = |state: &StepState| match state {
            StepState::Unread => '?',
            StepState::Ready => '-',
            StepState::Sending => '>',
            StepState::Done(_) => 'M',
            StepState::AlreadySo => 'T',
            StepState::Refused(_) => 'R',
            StepState::Unknown(_) => 'U',
            StepState::NotSent(_) => 'N',
        };
        execution.steps().map(|(_, state)| letter(state)).collect()
    }

    /// Sends whatever is next and gives these answers.
    fn send(execution: &mut Execution, now: Timestamp, chain: ChainAnswer) -> Vec<usize> {
        let Action::Write(steps) = execution.action(now) else { panic!("{:?}", execution.action(now)) };
        execution.sending(&steps);
        execution.answered(now, &steps, chain);
        steps
    }

    #[test]
    fn nothing_is_sent_before_it_was_read_and_nothing_that_is_held() {
        let (mut example, mut execution) = begun();
        assert!(matches!(execution.action(START), Action::Read(_)));
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        execution.observed(START, &seen(&example));
        assert_eq!(letters(&execution), "-T--");
        let steps = send(&mut execution, START, answers(&[Answer::Done, Answer::Done, Answer::Done]));
        assert_eq!((steps.as_slice(), letters(&execution).as_str()), ([0, 2, 3].as_slice(), "MTMM"));
        assert_eq!(execution.action(START), Action::Finish);
    }

    #[test]
    fn everything_held_finishes_without_a_write() {
        let (mut example, mut execution) = begun();
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        example.hold(ORDERS, "Orders.Read");
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        execution.observed(START, &seen(&example));
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("TTTT", Action::Finish));
    }

    #[test]
    fn an_unclear_answer_is_read_before_anything_is_sent_again() {
        let (mut example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(&mut execution, START, answers(&[Answer::Done, Answer::Unclear(None), Answer::NotSent, Answer::NotSent]));
        assert_eq!(letters(&execution), "M?--");
        let later = START + Duration::from_secs(1);
        assert!(matches!(execution.action(START), Action::Wait(_)));
        assert!(matches!(execution.action(later), Action::Read(_)));
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        execution.observed(later, &seen(&example));
        assert_eq!(letters(&execution), "MM--", "what was sent and is there counts as made");
        let steps = send(&mut execution, later, answers(&[Answer::Done, Answer::Done]));
        assert_eq!((steps.as_slice(), letters(&execution).as_str()), ([2, 3].as_slice(), "MMMM"));
    }

    #[test]
    fn a_lost_chain_leaves_every_step_open_until_it_was_read() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(&mut execution, START, answers(&[]));
        assert_eq!(letters(&execution), "????");
        execution.stop();
        assert_eq!(letters(&execution), "UUUU", "whoever stops now is not told that nothing happened");
    }

    #[test]
    fn a_write_that_a_lagging_read_does_not_show_is_found_by_the_next_answer() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(&mut execution, START, answers(&[]));
        let later = START + Duration::from_secs(9);
        execution.observed(later, &seen(&example));
        assert_eq!(letters(&execution), "----");
        send(&mut execution, later, answers(&[Answer::AlreadySo, Answer::NotSent, Answer::NotSent, Answer::NotSent]));
        assert_eq!(letters(&execution), "M---");
        execution.stop();
        assert_eq!(letters(&execution), "MUUU", "each of these was sent once without an answer");
    }

    #[test]
    fn a_refusal_stops_neither_the_steps_before_nor_those_behind_it() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(
            &mut execution,
            START,
            answers(&[Answer::Done, Answer::Refused(said(403)), Answer::NotSent, Answer::NotSent]),
        );
        send(&mut execution, START, answers(&[Answer::AlreadySo, Answer::Done]));
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("MRTM", Action::Finish));
    }

    #[test]
    fn what_the_directory_does_not_know_yet_is_sent_again_with_longer_and_longer_waits() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        let mut now = START;
        let mut waits = Vec::new();
        for _ in 0..MOST_WAITS_FOR_REPLICATION {
            let not_yet = Answer::NotYet(said(404));
            send(&mut execution, now, answers(&[not_yet, Answer::NotSent, Answer::NotSent, Answer::NotSent]));
            assert!(execution.waiting_for_replication().is_some());
            let Action::Wait(span) = execution.action(now) else { panic!("no wait") };
            waits.push(span.as_secs());
            now = now + span;
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 30]);
        let last = Answer::NotYet(said(404));
        send(&mut execution, now, answers(&[last, Answer::NotSent, Answer::NotSent, Answer::NotSent]));
        assert_eq!(letters(&execution), "R---");
    }

    #[test]
    fn a_challenge_pauses_and_goes_on_where_it_stopped_after_reading_again() {
        let (mut example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        let challenge = Problem::StepUp(Claims::from_json("{}".to_owned()).unwrap());
        let mut chain = answers(&[Answer::Done, Answer::NotSent, Answer::NotSent, Answer::NotSent]);
        chain.obstacle = Some(challenge.clone());
        send(&mut execution, START, chain);
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("M---", Action::Pause(challenge)));
        execution.resume();
        assert!(matches!(execution.action(START), Action::Read(_)), "others may have changed it meanwhile");
        example.hold(ORDERS, "Orders.Read");
        execution.observed(START, &seen(&example));
        assert_eq!(letters(&execution), "M-T-");
    }

    #[test]
    fn a_service_that_asks_to_wait_is_left_alone() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        let mut chain = answers(&[Answer::Unclear(Some(said(429)))]);
        chain.wait = Some(Duration::from_secs(40));
        send(&mut execution, START, chain);
        assert_eq!(execution.action(START), Action::Wait(Duration::from_secs(40)));
        assert!(matches!(execution.action(START + Duration::from_secs(40)), Action::Read(_)));
    }

    #[test]
    fn a_step_that_never_gets_a_clear_answer_ends_as_unknown() {
        let (example, mut execution) = begun();
        let mut now = START;
        let mut sends = 0;
        while !execution.is_finished() {
            match execution.action(now) {
                Action::Read(_) => execution.observed(now, &seen(&example)),
                Action::Wait(span) => now = now + span,
                Action::Write(_) => {
                    sends += 1;
                    send(&mut execution, now, answers(&[]));
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((letters(&execution).as_str(), sends), ("UUUU", MOST_SENDS));
    }

    /// One step that gives and one that takes, of the same identity.
    fn exchanging() -> (Example, Execution) {
        let mut example = Example::new();
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        let wishes =
            [Wish::NoAppRole { resource: held.resource, role: held.app_role }, wish(MICROSOFT_GRAPH, "User.Read.All")];
        let plan = example.review(&wishes).approve(|_| true).unwrap();
        (example, Execution::new(plan, START))
    }

    #[test]
    fn nothing_is_taken_before_everything_was_given() {
        let (example, mut execution) = exchanging();
        execution.observed(START, &seen(&example));
        assert_eq!(send(&mut execution, START, answers(&[Answer::Done])), [0]);
        assert_eq!(letters(&execution), "M-");
        assert_eq!(send(&mut execution, START, answers(&[Answer::Done])), [1]);
        assert_eq!(letters(&execution), "MM");
    }

    #[test]
    fn nothing_is_taken_where_something_could_not_be_given() {
        let (example, mut execution) = exchanging();
        execution.observed(START, &seen(&example));
        send(&mut execution, START, answers(&[Answer::Refused(said(403))]));
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("RN", Action::Finish));
        let why = execution.steps().last().map(|(_, state)| state.clone());
        assert_eq!(why, Some(StepState::NotSent(WhyNot::ReplacementMissing)));
    }

    #[test]
    fn what_someone_else_took_away_meanwhile_is_as_wished() {
        let (mut example, mut execution) = exchanging();
        example.held.app_roles.as_mut().unwrap().items.clear();
        execution.observed(START, &seen(&example));
        assert_eq!(letters(&execution), "-T");
    }

    #[test]
    fn another_identity_under_the_id_is_sent_nothing() {
        let (example, mut execution) = begun();
        execution.observed(START, &seen_as(Ok(false), &example));
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("NNNN", Action::Finish));
    }

    #[test]
    fn what_cannot_be_read_pauses_before_anything_is_sent() {
        let (mut example, mut execution) = begun();
        execution.observed(START, &seen_as(Err(Problem::Offline), &example));
        assert_eq!((letters(&execution).as_str(), execution.action(START)), ("????", Action::Pause(Problem::Offline)));
        execution.resume();
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.held.directory_roles = Err(Problem::Unreachable);
        execution.observed(START, &seen(&example));
        assert_eq!(
            (letters(&execution).as_str(), execution.action(START)),
            ("T--?", Action::Pause(Problem::Unreachable))
        );
    }
}
