//! A service that takes no more requests (429): nothing was applied.

use super::*;

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
