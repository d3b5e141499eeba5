//! How an execution moves, answer by answer.

use super::heard::MOST_SENDS;
use super::progress::MOST_WAITS_FOR_REPLICATION;
use super::*;
use crate::domain::change::example::{Example, ORDERS, directory_role, wish};
use crate::domain::change::wish::Wish;
use crate::domain::problem::{Claims, ServiceMessage};
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
    let plan = example.plan(&wishes);
    (example, Execution::new(plan, START))
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
    let steps = send(&mut execution, START, answers(&[Answer::Done(None), Answer::Done(None), Answer::Done(None)]));
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
    send(
        &mut execution,
        START,
        answers(&[Answer::Done(None), Answer::Unclear(None), Answer::NotSent, Answer::NotSent]),
    );
    assert_eq!(letters(&execution), "M?--");
    let later = START + Duration::from_secs(1);
    assert!(matches!(execution.action(START), Action::Wait(_)));
    assert!(matches!(execution.action(later), Action::Read(_)));
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    execution.observed(later, &seen(&example));
    assert_eq!(letters(&execution), "MM--", "what was sent and is there counts as made");
    let steps = send(&mut execution, later, answers(&[Answer::Done(None), Answer::Done(None)]));
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
        answers(&[Answer::Done(None), Answer::Refused(said(403)), Answer::NotSent, Answer::NotSent]),
    );
    send(&mut execution, START, answers(&[Answer::AlreadySo, Answer::Done(None)]));
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
        assert_eq!(execution.waiting().map(|it| it.what), Some(WaitingFor::Replication));
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
    let mut chain = answers(&[Answer::Done(None), Answer::NotSent, Answer::NotSent, Answer::NotSent]);
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
    let until = START + Duration::from_secs(40);
    assert_eq!(execution.waiting(), Some(Waiting { what: WaitingFor::Service, until }));
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
    let plan = example.plan(&wishes);
    (example, Execution::new(plan, START))
}

#[test]
fn nothing_is_taken_before_everything_was_given() {
    let (example, mut execution) = exchanging();
    execution.observed(START, &seen(&example));
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None)])), [0]);
    assert_eq!(letters(&execution), "M-");
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None)])), [1]);
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
    execution.observed(START, &seen_as(Ok(Presence::Other), &example));
    assert_eq!((letters(&execution).as_str(), execution.action(START)), ("NNNN", Action::Finish));
}

#[test]
fn a_deleted_identity_is_sent_nothing_and_one_that_is_not_everywhere_yet_is_waited_for() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen_as(Ok(Presence::Deleted), &example));
    assert_eq!((letters(&execution).as_str(), execution.action(START)), ("NNNN", Action::Finish));

    let (example, mut execution) = begun();
    let mut now = START;
    for _ in 0..MOST_WAITS_FOR_REPLICATION {
        execution.observed(now, &seen_as(Ok(Presence::NotFound), &example));
        assert_eq!(execution.waiting().map(|it| it.what), Some(WaitingFor::Replication));
        let Action::Wait(span) = execution.action(now) else { panic!("no wait") };
        now = now + span;
        assert!(matches!(execution.action(now), Action::Read(_)));
    }
    let mut found = execution.clone();
    found.observed(now, &seen(&example));
    assert_eq!(letters(&found), "----");
    execution.observed(now, &seen_as(Ok(Presence::NotFound), &example));
    assert_eq!((letters(&execution).as_str(), execution.action(now)), ("NNNN", Action::Finish));
}

#[test]
fn a_right_that_ends_half_way_pauses_and_goes_on_when_it_is_back() {
    let example = Example::new();
    let wishes = [
        wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
        wish(MICROSOFT_GRAPH, "User.Read.All"),
        wish(ORDERS, "Orders.Read"),
    ];
    let plan = example.plan(&wishes);
    let mut execution = Execution::new(plan, START);
    execution.observed(START, &seen(&example));
    let refused = || Answer::Refused(said(403));
    send(&mut execution, START, answers(&[Answer::Done(None), refused(), Answer::NotSent]));
    assert_eq!((letters(&execution).as_str(), execution.pause()), ("M--", Some(&Problem::RightLost(said(403)))));
    let mut stopped = execution.clone();
    stopped.stop();
    assert_eq!(letters(&stopped), "MNN", "what was refused was not done");

    execution.resume();
    execution.observed(START, &seen(&example));
    let mut without = execution.clone();
    send(&mut without, START, answers(&[refused(), Answer::NotSent]));
    assert_eq!((letters(&without).as_str(), without.pause()), ("MR-", None), "it is asked for once");
    send(&mut without, START, answers(&[refused()]));
    assert_eq!(letters(&without), "MRR", "another API takes another right, which was never there");
    send(&mut execution, START, answers(&[Answer::Done(None), Answer::Done(None)]));
    assert_eq!(letters(&execution), "MMM");
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
    assert_eq!((letters(&execution).as_str(), execution.action(START)), ("T--?", Action::Pause(Problem::Unreachable)));
}
