//! A service that takes no more requests (429): nothing was applied.

use super::*;
use crate::change::permission::{AppRoleIds, Permission};

fn throttled(wait: u64) -> ChainAnswer {
    let mut chain = answers(&[Answer::Throttled(said(429)), Answer::NotSent, Answer::NotSent, Answer::NotSent]);
    chain.wait = Some(Duration::from_secs(wait));
    chain
}

/// Lets every write be answered with 429 until the execution pauses; gives the waits in seconds.
fn until_paused(example: &Example, execution: &mut Execution, now: &mut Timestamp, wait: u64) -> Vec<u64> {
    let mut waits = Vec::new();
    for _ in 0..100 {
        match execution.action(*now) {
            Action::Read(_) => execution.observed(*now, &seen(example)),
            Action::Wait(span) => {
                waits.push(span.as_secs());
                *now = *now + span;
            }
            Action::Write(_) => drop(send(execution, *now, throttled(wait))),
            _ => break,
        }
    }
    waits
}

#[test]
fn a_retry_after_of_one_second_for_ever_is_met_with_growing_waits_and_ends_in_a_pause() {
    let (example, mut execution) = begun();
    let mut now = START;
    let waits = until_paused(&example, &mut execution, &mut now, 1);
    assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
    assert_eq!(waits.len(), usize::from(MOST_THROTTLES));
    assert_eq!(execution.pause(), Some(&Problem::Throttled(Duration::from_secs(30))));
    execution.resume();
    let waits = until_paused(&example, &mut execution, &mut now, 40);
    assert_eq!(
        waits[..3],
        [30, 40, 40],
        "what was asked for before the pause still holds, and a longer wait goes first"
    );
}

#[test]
fn what_was_throttled_is_not_sent_whenever_the_user_stops() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, throttled(60));
    let mut stopped = execution.clone();
    stopped.stop();
    assert_eq!(letters(&stopped), "NNNN");
    let mut now = START;
    until_paused(&example, &mut execution, &mut now, 60);
    execution.stop();
    assert_eq!(letters(&execution), "NNNN", "nothing was carried out, however often it was tried");
}

#[test]
fn a_service_that_recovers_is_asked_again_after_reading() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, throttled(3));
    let later = START + Duration::from_secs(3);
    assert!(matches!(execution.action(later), Action::Read(_)));
    execution.observed(later, &seen(&example));
    send(&mut execution, later, answers(&vec![Answer::Done(None); 4]));
    assert_eq!(letters(&execution), "MMMM");
}

/// Only the Entra role is left of the four steps, and its request is answered with 429.
fn entra_role_throttled() -> (Example, Execution) {
    let (mut example, mut execution) = begun();
    for (api, value) in
        [(MICROSOFT_GRAPH, "User.ReadWrite.All"), (SHAREPOINT_ONLINE, "User.ReadWrite.All"), (ORDERS, "Orders.Read")]
    {
        example.hold(api, value);
    }
    execution.observed(START, &seen(&example));
    let mut chain = answers(&[Answer::Throttled(said(429))]);
    chain.wait = Some(Duration::from_secs(3));
    send(&mut execution, START, chain);
    assert_eq!(letters(&execution), "TTT?");
    (example, execution)
}

#[test]
fn entra_role_that_another_user_assigned_while_this_change_was_throttled_is_already_assigned() {
    let (mut example, mut execution) = entra_role_throttled();
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    execution.note_clock(Some(EXACT));
    execution.observed(at(3), &seen(&example));
    assert_eq!(letters(&execution), "TTTT");
    assert_eq!(execution.reverse(at(3)), [], "undo doesn't remove what another user assigned");
}

#[test]
fn entra_role_that_was_throttled_and_then_sent_without_an_answer_was_assigned_by_this_change() {
    let (mut example, mut execution) = entra_role_throttled();
    execution.observed(at(3), &seen(&example));
    send(&mut execution, at(3), answers(&[Answer::Unclear(None)]));
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    execution.observed(at(5), &seen(&example));
    assert_eq!(letters(&execution), "TTTM");
}

#[test]
fn app_role_that_was_created_while_its_request_was_throttled_was_assigned_by_this_change() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, at(60), throttled(3));
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut example, at(60));
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    created(&mut example, at(60));
    example.hold(ORDERS, "Orders.Read");
    created(&mut example, at(50));
    execution.note_clock(Some(EXACT));
    execution.observed(at(63), &seen(&example));
    assert_eq!(letters(&execution), "MMT-", "creation times tell, should the service have applied it all the same");
}

#[test]
fn removal_that_another_user_made_while_this_change_was_throttled_is_already_removed() {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
    let plan =
        example.plan(&[Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role }))]);
    let mut execution = Execution::new(plan, START);
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::Throttled(said(429))]));
    example.held.app_roles.as_mut().unwrap().items.clear();
    execution.observed(at(5), &seen(&example));
    assert_eq!(letters(&execution), "T");
}
