//! What is waited for, and how long.

use super::*;

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
fn a_service_that_asks_to_wait_is_left_alone() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    let mut chain = answers(&[Answer::Throttled(said(429))]);
    chain.wait = Some(Duration::from_secs(40));
    send(&mut execution, START, chain);
    assert_eq!(execution.action(START), Action::Wait(Duration::from_secs(40)));
    let until = START + Duration::from_secs(40);
    assert_eq!(execution.waiting(), Some(Waiting { what: WaitingFor::Service, until }));
    assert!(matches!(execution.action(START + Duration::from_secs(40)), Action::Read(_)));
}
