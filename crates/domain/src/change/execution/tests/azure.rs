//! Azure roles: sent one after the other behind what Microsoft Graph changes, and settled by reading the assignment.

use super::*;
use crate::change::example::{SECRETS_USER, azure_role, no_azure_role};
use crate::change::permission::AzureRoleAt;

const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1";
const OTHER: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg2";

fn exists() -> Answer {
    Answer::SaidAlready(ServiceMessage { code: "RoleAssignmentExists".to_owned(), ..said(409) })
}

/// One role that is to be assigned.
fn assigning() -> (Example, AzureRoleAt, Execution) {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let plan = example.plan(&[azure_role(&at)]);
    (example, at, Execution::new(plan, START))
}

/// Reads and waits until something is to be written or nothing is left.
fn read_until_ready(execution: &mut Execution, example: &Example, mut now: Timestamp) -> Timestamp {
    loop {
        match execution.action(now) {
            Action::Read(_) => execution.observed(now, &seen(example)),
            Action::Wait(span) => now = now + span,
            _ => return now,
        }
    }
}

#[test]
fn azure_roles_are_sent_one_by_one_after_the_chain_of_the_directory() {
    let mut example = Example::new();
    let first = example.offer_azure_role(SECRETS_USER, GROUP);
    let second = example.offer_azure_role(SECRETS_USER, OTHER);
    let wishes =
        [azure_role(&first), wish(ORDERS, "Orders.Read"), azure_role(&second), wish(MICROSOFT_GRAPH, "User.Read.All")];
    let mut execution = Execution::new(example.plan(&wishes), START);
    execution.observed(START, &seen(&example));
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None), Answer::Done(None)])), [0, 1]);
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None)])), [2]);
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None)])), [3]);
    assert_eq!(execution.action(START), Action::Finish);
}

#[test]
fn lost_answer_is_settled_by_reading_the_assignment_by_its_name() {
    let (mut example, at, mut execution) = assigning();
    execution.note_clock(Some(EXACT));
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::Unclear(None)]));
    let assignment = example.hold_azure_role(&at);
    let made = crate::azure_assignment::AzureRoleAssignment { created: Some(START), ..assignment.clone() };
    example.held.azure_roles.note(assignment.id, Ok(Some(made)));
    read_until_ready(&mut execution, &example, START);
    assert_eq!(letters(&execution), "M");
}

#[test]
fn assignment_that_is_not_there_after_a_lost_answer_is_sent_again_under_the_same_name() {
    let (example, _, mut execution) = assigning();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::Unclear(None)]));
    let now = read_until_ready(&mut execution, &example, START);
    assert_eq!(send(&mut execution, now, answers(&[Answer::Done(None)])), [0]);
    assert_eq!(letters(&execution), "M");
}

#[test]
fn role_that_another_assignment_gives_is_already_so_and_undo_leaves_it_alone() {
    let (example, _, mut execution) = assigning();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[exists()]));
    let now = read_until_ready(&mut execution, &example, START);
    assert_eq!((letters(&execution).as_str(), execution.action(now)), ("T", Action::Finish));
    assert_eq!(execution.reverse(now), []);
}

#[test]
fn removal_is_settled_by_reading_and_a_refusal_holds_it_back_only_where_a_replacement_failed() {
    let mut example = Example::new();
    let held = example.offer_azure_role(SECRETS_USER, GROUP);
    let wanted = example.offer_azure_role(SECRETS_USER, OTHER);
    example.hold_azure_role(&held);
    let plan = example.plan(&[no_azure_role(&held), azure_role(&wanted)]);
    let mut execution = Execution::new(plan.clone(), START);
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::Refused(said(403))]));
    assert_eq!(letters(&execution), "RN");
    let mut execution = Execution::new(plan, START);
    execution.observed(START, &seen(&example));
    assert_eq!(send(&mut execution, START, answers(&[Answer::Done(None)])), [0]);
    assert_eq!(send(&mut execution, START, answers(&[Answer::Unclear(None)])), [1]);
    example.held.azure_roles.note(held.assignment_of(example.identity.id).unwrap(), Ok(None));
    read_until_ready(&mut execution, &example, START);
    assert_eq!(letters(&execution), "MM");
}

#[test]
fn pause_says_whether_azure_asks_for_the_sign_in() {
    let (example, _, mut execution) = assigning();
    execution.observed(START, &seen(&example));
    let chain = ChainAnswer { obstacle: Some(Problem::SignInNeeded), ..answers(&[Answer::NotSent]) };
    send(&mut execution, START, chain);
    assert_eq!(execution.action(START), Action::Pause(Problem::SignInNeeded));
    assert!(execution.is_paused_by_azure());
    execution.resume();
    execution.observed(START, &seen_as(Err(Problem::Offline), &example));
    assert!(execution.pause().is_some() && !execution.is_paused_by_azure());
}

#[test]
fn assignment_that_cannot_be_read_pauses_before_anything_is_sent() {
    let (mut example, at, mut execution) = assigning();
    let id = at.assignment_of(example.identity.id).unwrap();
    example.held.azure_roles.note(id, Err(Problem::SignInNeeded));
    execution.observed(START, &seen(&example));
    assert_eq!(execution.action(START), Action::Pause(Problem::SignInNeeded));
    assert!(execution.is_paused_by_azure());
}
