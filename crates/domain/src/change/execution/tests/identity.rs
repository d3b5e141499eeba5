//! An identity that was deleted, is not replicated yet, or is another one.

use super::*;

#[test]
fn nothing_is_sent_to_another_identity_with_the_same_id() {
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
