//! What gives comes before what takes.

use super::*;
use crate::change::permission::{AppRoleIds, Permission};

/// One step that gives and one that takes, of the same identity.
fn exchanging() -> (Example, Execution) {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
    let wishes = [
        Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role })),
        wish(MICROSOFT_GRAPH, "User.Read.All"),
    ];
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
fn what_someone_else_removed_meanwhile_is_not_assigned() {
    let (mut example, mut execution) = exchanging();
    example.held.app_roles.as_mut().unwrap().items.clear();
    execution.observed(START, &seen(&example));
    assert_eq!(letters(&execution), "-T");
}
