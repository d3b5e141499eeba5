//! What each answer makes of a step, and what is sent next.

use super::*;

#[test]
fn nothing_is_sent_before_it_is_read_or_when_already_assigned() {
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
    created(&mut example, START);
    execution.note_clock(Some(EXACT));
    execution.observed(later, &seen(&example));
    assert_eq!(letters(&execution), "MM--", "what was sent and is there was added");
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
    assert_eq!(letters(&execution), "UUUU", "a user who stops now doesn't hear that nothing happened");
}

#[test]
fn a_write_that_the_list_does_not_show_yet_is_found_by_the_next_answer() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[]));
    let later = START + Duration::from_secs(9);
    execution.observed(later, &seen(&example));
    assert_eq!(letters(&execution), "----");
    send(&mut execution, later, answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
    assert_eq!(letters(&execution), "?---");
    let mut stopped = execution.clone();
    stopped.stop();
    assert_eq!(letters(&stopped), "UUUU", "each of these was sent once without an answer");
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut example, START);
    execution.note_clock(Some(EXACT));
    execution.observed(later, &seen(&example));
    assert_eq!(letters(&execution), "M---");
}

#[test]
fn refused_step_stops_no_other_step() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(
        &mut execution,
        START,
        answers(&[Answer::Done(None), Answer::Refused(said(403)), Answer::NotSent, Answer::NotSent]),
    );
    send(&mut execution, START, answers(&[Answer::Done(None), Answer::Done(None)]));
    assert_eq!((letters(&execution).as_str(), execution.action(START)), ("MRMM", Action::Finish));
}

#[test]
fn a_refusal_after_an_unclear_answer_says_nothing_about_the_request_before() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[]));
    let mut now = START + Duration::from_secs(1);
    execution.observed(now, &seen(&example));
    let refusal = [Answer::Refused(said(403)), Answer::NotSent, Answer::NotSent, Answer::NotSent];
    send(&mut execution, now, answers(&refusal));
    assert_eq!(letters(&execution), "?---", "the list was behind, perhaps");
    let (mut there, mut shown) = (example, execution.clone());
    there.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut there, START);
    shown.note_clock(Some(EXACT));
    shown.observed(now, &seen(&there));
    assert_eq!(letters(&shown), "M---");
    there.held.app_roles.as_mut().unwrap().items.clear();
    while letters(&execution).starts_with('?') {
        match execution.action(now) {
            Action::Read(_) => execution.observed(now, &seen(&there)),
            Action::Wait(span) => now = now + span,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(letters(&execution), "U---");
    assert!(now >= START + Duration::from_secs(60), "the list had a minute");
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
