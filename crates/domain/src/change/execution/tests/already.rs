//! "Already exists", and "not found" in answer to a removal: what was read decides.

use super::*;
use crate::change::permission::{AppRoleIds, Permission};

/// An execution that revokes one app role and removes an Entra role.
fn removing() -> (Example, Execution) {
    let mut example = Example::new();
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
    let scope = crate::directory_role::DirectoryScope::Tenant;
    let wishes = [
        Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role })),
        Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope }),
    ];
    let plan = example.plan(&wishes);
    (example, Execution::new(plan, START))
}

#[test]
fn a_second_delivery_that_finds_everything_there_is_done_by_this_change() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    // The first delivery was applied and its answer lost; the browser sent the request again by itself.
    send(&mut execution, at(60), answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
    assert!(matches!(execution.action(at(60)), Action::Read(_)), "read before anything else is sent");
    assert!(execution.needs_clock());
    for (api, value) in
        [(MICROSOFT_GRAPH, "User.ReadWrite.All"), (SHAREPOINT_ONLINE, "User.ReadWrite.All"), (ORDERS, "Orders.Read")]
    {
        example.hold(api, value);
        created(&mut example, at(60));
    }
    example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
    execution.note_clock(Some(EXACT));
    execution.observed(at(61), &seen(&example));
    assert_eq!((letters(&execution).as_str(), execution.action(at(61))), ("MMMM", Action::Finish));
    assert_eq!(execution.reverse(at(61)).len(), 4, "undo is offered for all of it");
}

#[test]
fn what_was_created_before_or_after_the_request_is_not_done_by_this_change() {
    for (created_at, letter) in [(at(50), "T"), (at(60), "M"), (at(70), "T")] {
        let (mut example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(&mut execution, at(60), answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        created(&mut example, created_at);
        execution.note_clock(Some(EXACT));
        execution.observed(at(80), &seen(&example));
        assert_eq!(letters(&execution), format!("{letter}---"), "{created_at:?}");
    }
}

#[test]
fn a_lost_answer_is_not_taken_for_what_someone_else_did_minutes_later() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, at(60), answers(&[]));
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut example, at(300));
    execution.note_clock(Some(EXACT));
    execution.observed(at(301), &seen(&example));
    assert_eq!(letters(&execution), "T---");
}

#[test]
fn what_was_created_is_judged_once_the_service_has_said_what_time_it_is() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, at(60), answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut example, at(50));
    execution.observed(at(60), &seen(&example));
    assert_eq!(
        (letters(&execution).as_str(), execution.action(at(60))),
        ("?---", Action::Wait(Duration::from_secs(1)))
    );
    let mut never = execution.clone();
    execution.note_clock(Some(EXACT));
    execution.observed(at(61), &seen(&example));
    assert_eq!(letters(&execution), "T---");
    never.observed(at(61), &seen(&example));
    never.observed(at(63), &seen(&example));
    assert_eq!(letters(&never), "M---", "where it never says so, what was missing and sent counts as done");
}

#[test]
fn a_list_that_is_behind_is_read_again_before_the_same_is_sent_again() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    let mut now = START;
    let (mut sends, mut reads) = (0, 0);
    for _ in 0..40 {
        match execution.action(now) {
            Action::Read(_) => {
                reads += 1;
                execution.observed(now, &seen(&example));
            }
            Action::Wait(span) => now = now + span,
            Action::Write(steps) if steps.contains(&0) => {
                sends += 1;
                send(&mut execution, now, answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
            }
            Action::Write(_) => {
                send(&mut execution, now, answers(&[Answer::Done(None), Answer::Done(None), Answer::Done(None)]));
            }
            _ => break,
        }
    }
    assert_eq!((letters(&execution).as_str(), sends), ("UMMM", 2), "it was never seen, and sent twice");
    assert!(reads >= 6 && now >= at(61), "{reads} reads until {now:?}: the list had a minute");
}

#[test]
fn a_removal_that_is_not_found_and_not_listed_any_more_was_removed() {
    let (mut example, mut execution) = removing();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[Answer::SaidAlready(said(404)), Answer::NotSent]));
    assert!(matches!(execution.action(START), Action::Read(_)));
    example.held.app_roles.as_mut().unwrap().items.clear();
    execution.observed(START, &seen(&example));
    assert_eq!(letters(&execution), "M-", "it was there, then this change removed it");
}

#[test]
fn a_removal_that_is_not_found_and_still_listed_is_tried_again_and_then_refused() {
    let (example, execution) = removing();
    for finally in [Answer::Done(None), Answer::SaidAlready(said(404))] {
        let mut execution = execution.clone();
        execution.observed(START, &seen(&example));
        let mut now = START;
        let mut sends = 0;
        while !execution.is_finished() {
            match execution.action(now) {
                Action::Read(_) => execution.observed(now, &seen(&example)),
                Action::Wait(span) => now = now + span,
                Action::Write(steps) if steps.contains(&0) => {
                    sends += 1;
                    let first = if sends == 1 { Answer::SaidAlready(said(404)) } else { finally.clone() };
                    let second = if first == Answer::Done(None) { first.clone() } else { Answer::NotSent };
                    send(&mut execution, now, answers(&[first, second]));
                }
                Action::Write(_) => drop(send(&mut execution, now, answers(&[Answer::Done(None)]))),
                other => panic!("{other:?}"),
            }
        }
        let wanted = if finally == Answer::Done(None) { "MM" } else { "RM" };
        assert_eq!((letters(&execution).as_str(), sends), (wanted, 2));
    }
}

#[test]
fn what_someone_else_assigned_again_is_not_called_unassigned() {
    let (mut example, mut execution) = removing();
    let again = &mut example.held.app_roles.as_mut().unwrap().items[0];
    again.id = "another".parse().unwrap();
    again.created = Some(at(5));
    execution.observed(at(9), &seen(&example));
    assert_eq!(letters(&execution), "A-");
    let state = execution.steps().next().map(|(_, state)| state.clone());
    assert_eq!(state, Some(StepState::AssignedAgain { at: Some(at(5)) }));
    send(&mut execution, at(9), answers(&[Answer::Done(None)]));
    assert_eq!(execution.action(at(9)), Action::Finish);
    let removal: Vec<Wish> = execution.removal_of_new_assignments().into_iter().map(|wanted| wanted.wish).collect();
    let plan = example.plan(&removal);
    let [crate::change::plan::Step::Remove(crate::change::plan::Removal::AppRole(held))] = plan.steps() else {
        panic!("{:?}", plan.steps())
    };
    assert_eq!(held.assignment().to_string(), "another", "the new assignment is what a new plan removes");
    assert_eq!(execution.reverse(at(9)).len(), 1, "only what this change removed can be undone");
}

#[test]
fn a_list_with_a_gap_does_not_say_that_something_was_not_assigned_again() {
    let (mut example, mut execution) = removing();
    let listing = example.held.app_roles.as_mut().unwrap();
    listing.items.clear();
    listing.gap = Some(Problem::Unreachable);
    execution.observed(START, &seen(&example));
    assert_eq!((letters(&execution).as_str(), execution.pause()), ("?-", Some(&Problem::Unreachable)));
}

#[test]
fn steps_behind_already_or_unclear_are_unknown_when_the_user_stops() {
    for first in [already(), Answer::Unclear(None)] {
        let (example, mut execution) = begun();
        execution.observed(START, &seen(&example));
        send(&mut execution, START, answers(&[first, Answer::NotSent, Answer::NotSent, Answer::NotSent]));
        let mut read = execution.clone();
        execution.stop();
        assert_eq!(letters(&execution), "UUUU", "the first delivery of the request may have applied each of them");
        // The list may be behind.
        read.observed(at(1), &seen(&example));
        read.stop();
        assert_eq!(letters(&read), "UUUU");
    }
}

#[test]
fn steps_behind_already_are_unknown_when_the_identity_is_deleted() {
    let (example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, START, answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
    execution.observed(at(1), &seen_as(Ok(Presence::Deleted), &example));
    assert_eq!(letters(&execution), "UUUU");
}

#[test]
fn refusal_of_a_step_that_was_behind_already_is_read_again_before_it_is_believed() {
    let (mut example, mut execution) = begun();
    execution.observed(START, &seen(&example));
    send(&mut execution, at(60), answers(&[already(), Answer::NotSent, Answer::NotSent, Answer::NotSent]));
    example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
    created(&mut example, at(60));
    execution.note_clock(Some(EXACT));
    execution.observed(at(61), &seen(&example));
    assert_eq!(letters(&execution), "M---", "the list is behind with the second one");
    send(&mut execution, at(61), answers(&[Answer::Refused(said(400)), Answer::NotSent, Answer::NotSent]));
    assert_eq!(letters(&execution), "M?--");
    example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
    created(&mut example, at(60));
    execution.observed(at(62), &seen(&example));
    assert_eq!(letters(&execution), "MM--");
}
