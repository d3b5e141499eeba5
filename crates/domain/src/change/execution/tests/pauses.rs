//! What needs the user, and how it continues after it.

use super::*;

#[test]
fn challenge_pauses_and_resumes_after_reading_again() {
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
