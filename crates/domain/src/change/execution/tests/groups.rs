//! Memberships of groups: an answer that proves nothing is settled by reading.

use super::*;
use crate::change::example::{membership, no_membership};

#[test]
fn already_a_member_is_settled_by_reading() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    let mut execution = Execution::new(example.plan(&[membership(group)]), START);
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[already()]));
    assert!(matches!(execution.action(START), Action::Read(_)), "the answer alone is no result");
    example.hold_membership(group);
    execution.observed(START, &seen(&example));
    assert_eq!(letters(&execution), "M", "it was read as missing, sent, and is there");
}

#[test]
fn member_that_is_not_found_on_removal_is_settled_by_reading() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    example.hold_membership(group);
    let mut execution = Execution::new(example.plan(&[no_membership(group)]), START);
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::SaidAlready(said(404))]));
    assert!(matches!(execution.action(START), Action::Read(_)));
    example.held.memberships = Ok(crate::listing::Listing::complete(Vec::new()));
    execution.observed(START, &seen(&example));
    assert_eq!(letters(&execution), "M");
}

#[test]
fn membership_that_somebody_else_made_meanwhile_is_not_sent_and_not_undone() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    let mut execution = Execution::new(example.plan(&[membership(group)]), START);
    example.hold_membership(group);
    execution.observed(START, &seen(&example));
    assert_eq!((letters(&execution).as_str(), execution.action(START)), ("T", Action::Finish));
    assert_eq!(execution.reverse(START), []);
}

#[test]
fn memberships_that_cannot_be_read_pause_and_nothing_is_sent() {
    let mut example = Example::new();
    let group = example.offer_group(1, &[], None);
    let mut execution = Execution::new(example.plan(&[membership(group)]), START);
    example.held.memberships = Err(Problem::Offline);
    execution.observed(START, &seen(&example));
    assert_eq!(execution.action(START), Action::Pause(Problem::Offline));
}
