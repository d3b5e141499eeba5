//! How an execution moves, answer by answer.

mod already;
mod answers;
mod azure;
mod exchange;
mod groups;
mod identity;
mod pauses;
mod throttled;
mod waits;

use super::progress::{MOST_SENDS, MOST_WAITS_FOR_REPLICATION};
use super::transitions::MOST_THROTTLES;
use super::*;
use crate::change::example::{Example, ORDERS, directory_role, wish};
use crate::change::wish::Wish;
use crate::problem::{Claims, ServiceMessage};
use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

const START: Timestamp = Timestamp::from_millis(0);

/// Four steps, of which nothing is assigned.
fn begun() -> (Example, Execution) {
    let example = Example::new();
    let wishes = [
        wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
        wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"),
        wish(ORDERS, "Orders.Read"),
        directory_role(EXCHANGE_ADMINISTRATOR),
    ];
    let plan = example.plan(&wishes);
    (example, Execution::new(plan, START))
}

/// The service's clock, known exactly and the same as the device's.
const EXACT: ClockOffset = ClockOffset { least: 0, most: 0 };

fn at(seconds: u64) -> Timestamp {
    START + Duration::from_secs(seconds)
}

/// Gives the newest app role assignment a creation time.
fn created(example: &mut Example, at: Timestamp) {
    example.held.app_roles.as_mut().unwrap().items.last_mut().unwrap().created = Some(at);
}

fn seen(example: &Example) -> [Observation; 1] {
    seen_as(Ok(Presence::Same), example)
}

fn seen_as(presence: Result<Presence, Problem>, example: &Example) -> [Observation; 1] {
    [Observation { identity: example.identity.id, presence, held: example.held.clone() }]
}

fn said(status: u16) -> ServiceMessage {
    ServiceMessage { status, code: String::new(), message: String::new(), request_id: None }
}

/// Message that there is nothing to do.
fn already() -> Answer {
    Answer::SaidAlready(said(400))
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
        StepState::Done { .. } => 'M',
        StepState::AlreadySo => 'T',
        StepState::AssignedAgain { .. } => 'A',
        StepState::Refused(_) => 'R',
        StepState::Unknown(_) => 'U',
        StepState::NotSent(_) => 'N',
    };
    execution.steps().map(|(_, state)| letter(state)).collect()
}

/// Sends whatever is next and gives these answers.
fn send(execution: &mut Execution, now: Timestamp, chain: ChainAnswer) -> Vec<usize> {
    let Action::Write(steps) = execution.action(now) else { panic!("{:?}", execution.action(now)) };
    execution.sending(now, &steps);
    execution.answered(now, &steps, chain);
    steps
}
