//! Assigning and removing, and what a network that fails leaves behind.

use std::time::Duration;

use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use graph::transport::Surroundings;
use simulator::faults::{Fault, Rule, Wait, When, Which};
use simulator::personas::Persona;

use crate::office::{CONTRIBUTOR, CORPORATE, Office, PRODUCTION, READER};

fn with(fault: Fault) -> Office {
    Office::of(Persona::Administrator, vec![Rule::new(fault, Which::Writes, When::First(1))])
}

#[test]
fn role_is_assigned_read_listed_and_removed() {
    let office = Office::new();
    let new = office.new_assignment(READER, &format!("{CORPORATE}/resourceGroups/rg-onboarding"));
    let id = new.id().unwrap();
    assert_eq!(office.run(office.directory.read_azure_assignment(&id)), Ok(None));
    let made = office.run(office.directory.assign_azure_role(&new)).unwrap();
    assert_eq!((&made.id, &made.grant), (&id, &new.grant));
    assert_eq!(made.created.map(|at| at.millis() / 1000), Some(office.now().millis() / 1000));
    assert_eq!(office.run(office.directory.read_azure_assignment(&id)), Ok(Some(made.clone())));
    let below = AzureScope::parse(&format!(
        "{CORPORATE}/resourceGroups/rg-onboarding/providers/Microsoft.KeyVault/vaults/kv-onboarding"
    ));
    let listed = office.run(office.directory.list_azure_assignments(&below, office.identity().0)).unwrap();
    let inherited = listed.items.iter().find(|it| it.grant == new.grant).unwrap();
    assert_eq!(inherited.id, id, "an inherited assignment has the ID of the scope where it was made");
    assert!(listed.items.iter().any(|it| it.grant.principal != office.identity().0), "through a group");
    let removed = office.run(office.directory.remove_azure_role(&inherited.id)).unwrap();
    assert_eq!(removed, Some(made));
    assert_eq!(office.run(office.directory.remove_azure_role(&id)), Ok(None));
    assert_eq!(office.run(office.directory.read_azure_assignment(&id)), Ok(None));
    assert_eq!(office.azure_changes(), [true, false]);
}

#[test]
fn repeated_request_after_a_lost_answer_meets_its_own_assignment() {
    for conflict in [false, true] {
        let office = with(Fault::LostAfter);
        office.change(|tenant| tenant.azure.repeated_is_conflict = conflict);
        let new = office.new_assignment(READER, CORPORATE);
        let lost = office.run(office.directory.assign_azure_role(&new)).unwrap_err();
        assert_eq!(lost, AzureWriteProblem::Unclear(None));
        let found = office.run(office.directory.assign_azure_role(&new)).unwrap();
        assert_eq!(Some(found.id), new.id());
        assert_eq!(office.azure_changes(), [true], "assigned once");
    }
}

#[test]
fn request_that_is_delivered_twice_assigns_and_removes_once() {
    let office = with(Fault::Twice);
    let new = office.new_assignment(READER, CORPORATE);
    assert!(office.run(office.directory.assign_azure_role(&new)).is_ok());
    assert_eq!(office.azure_changes(), [true]);
    let office = Office::of(Persona::Administrator, vec![Rule::new(Fault::Twice, Which::Writes, When::Nth(2))]);
    let made = office.run(office.directory.assign_azure_role(&new)).unwrap();
    assert_eq!(office.run(office.directory.remove_azure_role(&made.id)), Ok(None), "the second delivery is answered");
    assert_eq!(office.azure_changes(), [true, false]);
}

#[test]
fn unclear_answers_are_told_and_a_reading_settles_them() {
    for (fault, applied) in [
        (Fault::LostAfter, true),
        (Fault::StatusAfter(504), true),
        (Fault::Status(503), false),
        (Fault::Truncated, true),
        (Fault::Html, true),
        (Fault::Empty, true),
        (Fault::Hangs { span: Duration::from_secs(60), applied: false }, false),
    ] {
        let office = with(fault.clone());
        let new = office.new_assignment(READER, CORPORATE);
        let problem = office.run(office.directory.assign_azure_role(&new)).unwrap_err();
        assert!(matches!(problem, AzureWriteProblem::Unclear(_)), "{fault:?}: {problem}");
        let read = office.run(office.directory.read_azure_assignment(&new.id().unwrap())).unwrap();
        assert_eq!(read.is_some(), applied, "{fault:?}");
    }
}

#[test]
fn not_found_for_an_assignment_that_is_there_is_unclear() {
    let office =
        Office::of(Persona::Administrator, vec![Rule::new(Fault::DeleteNotFound, Which::Writes, When::Nth(2))]);
    let made = office.run(office.directory.assign_azure_role(&office.new_assignment(READER, CORPORATE))).unwrap();
    let problem = office.run(office.directory.remove_azure_role(&made.id)).unwrap_err();
    assert!(matches!(problem, AzureWriteProblem::Unclear(Some(_))), "{problem}");
    assert_eq!(office.run(office.directory.read_azure_assignment(&made.id)), Ok(Some(made)));
}

#[test]
fn throttled_write_is_not_carried_out_and_the_wait_is_kept() {
    let office = with(Fault::Throttled(Wait::Seconds(17)));
    let new = office.new_assignment(READER, CORPORATE);
    let problem = office.run(office.directory.assign_azure_role(&new)).unwrap_err();
    assert!(matches!(problem, AzureWriteProblem::Throttled { wait, .. } if wait == Duration::from_secs(17)));
    assert!(office.azure_changes().is_empty());
    let before = office.now();
    assert!(office.run(office.directory.assign_azure_role(&new)).is_ok());
    assert_eq!(office.now().since(before), Duration::from_secs(17));
}

#[test]
fn challenge_renews_the_token_and_the_same_request_is_sent_once_more() {
    let office = with(Fault::Challenged);
    let new = office.new_assignment(READER, CORPORATE);
    assert!(office.run(office.directory.assign_azure_role(&new)).is_ok());
    assert_eq!(office.azure_changes(), [true]);
}

#[test]
fn copies_that_are_behind_do_not_find_a_new_assignment_and_still_find_a_removed_one() {
    let office = Office::new();
    office.lag();
    let new = office.new_assignment(READER, CORPORATE);
    let id = new.id().unwrap();
    let read = || office.run(office.directory.read_azure_assignment(&id)).unwrap();
    assert!(office.run(office.directory.assign_azure_role(&new)).is_ok());
    assert_eq!(read(), None);
    office.run(office.time.sleep(Duration::from_secs(31)));
    assert!(read().is_some());
    assert!(office.run(office.directory.remove_azure_role(&id)).unwrap().is_some());
    assert!(read().is_some());
    office.run(office.time.sleep(Duration::from_secs(31)));
    assert_eq!(read(), None);
}

#[test]
fn identity_that_was_created_a_moment_ago_is_found_when_asked_again() {
    let office = Office::new();
    office.lag();
    let now = office.now();
    let identity = office.identity();
    office.simulator.borrow_mut().make_new(now, identity);
    let new = office.new_assignment(READER, CORPORATE);
    let mut attempts = 0;
    let made = loop {
        attempts += 1;
        match office.run(office.directory.assign_azure_role(&new)) {
            Ok(made) => break made,
            Err(AzureWriteProblem::PrincipalNotFound(_)) => office.run(office.time.sleep(Duration::from_secs(5))),
            Err(problem) => panic!("{problem}"),
        }
    };
    assert_eq!((made.id, attempts), (new.id().unwrap(), 7));
}

#[test]
fn removed_assignment_is_made_again_under_its_own_name() {
    let office = Office::new();
    let scope = AzureScope::parse(&format!("{PRODUCTION}/resourceGroups/rg-delivery"));
    let mut new = office.new_assignment(CONTRIBUTOR, &scope.to_string());
    new.name = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap();
    new.description = Some("for the deployment".to_owned());
    let made = office.run(office.directory.assign_azure_role(&new)).unwrap();
    let removed = office.run(office.directory.remove_azure_role(&made.id)).unwrap().unwrap();
    assert_eq!(removed.description.as_deref(), Some("for the deployment"));
    let again = domain::azure_assignment::NewAzureAssignment {
        name: removed.id.name(),
        grant: removed.grant,
        principal_kind: removed.principal_kind,
        description: removed.description,
    };
    assert_eq!(again, new);
    assert_eq!(office.run(office.directory.assign_azure_role(&again)).unwrap().id, made.id);
}
