//! What each wish for an Azure role becomes.

use std::num::NonZeroU16;

use super::tests::words;
use super::*;
use crate::azure_assignment::{
    AzureAssignmentId, AzureAssignmentName, AzureCondition, AzureRoleAssignment, AzureRoleGrant,
};
use crate::azure_rights::AzureRights;
use crate::azure_role::{AzureScope, PrincipalKind};
use crate::change::example::{Example, SECRETS_USER, azure_role, no_azure_role};
use crate::change::origin::{Origin, Preselected};
use crate::change::plan::{Addition, Removal};
use crate::change::wish::Lasting;
use crate::guid::Guid;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::ReachedTier;
use crate::tiers::Tier;

const SUBSCRIPTION: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001";
const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg1";
const OWNER: Guid = Guid::known("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
const CONTRIBUTOR: Guid = Guid::known("b24988ac-6180-42a0-ab88-20f7382dd24c");
const NAME: AzureAssignmentName = AzureAssignmentName(Guid::known("3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640"));

/// Lists an assignment to this principal at this scope as one that reaches the scope of the first wish.
fn list(example: &mut Example, principal: Guid, scope: &str) {
    let scope = AzureScope::parse(scope);
    let grant = AzureRoleGrant { principal, role: SECRETS_USER, scope: scope.clone(), condition: None };
    let assignment = AzureRoleAssignment {
        id: AzureAssignmentId::at(&scope, NAME).unwrap(),
        grant,
        principal_kind: PrincipalKind::Other,
        description: None,
        created: None,
        created_by: None,
        delegated_identity: None,
    };
    example.azure.reaching[0].1 = Ok(Listing::complete(vec![assignment]));
}

#[test]
fn missing_azure_role_is_added_and_assigned_one_is_removed() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    assert_eq!(words(&example, &[azure_role(&at), no_azure_role(&at)]), ["add", "not held"]);
    example.hold_azure_role(&at);
    assert_eq!(words(&example, &[azure_role(&at), no_azure_role(&at)]), ["held", "take"]);
}

#[test]
fn role_at_another_scope_or_under_another_condition_is_another_permission() {
    let mut example = Example::new();
    let wide = example.offer_azure_role(SECRETS_USER, SUBSCRIPTION);
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    example.hold_azure_role(&at);
    assert_eq!(words(&example, &[azure_role(&wide)]), ["add"]);
    let limited = AzureRoleAt { condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")), ..at.clone() };
    // Azure keeps one assignment of a role at a scope, so that the other condition can't be added beside it.
    assert_eq!(words(&example, &[azure_role(&limited), no_azure_role(&limited)]), ["other condition", "not held"]);
}

#[test]
fn one_change_is_about_an_assignment_once_whatever_its_condition() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let limited = AzureRoleAt { condition: Some(AzureCondition::new("x")), ..at.clone() };
    example.held.azure_roles.note(limited.assignment_of(example.identity.id).unwrap(), Ok(None));
    assert_eq!(words(&example, &[azure_role(&at), azure_role(&limited)]), ["add", "asked twice"]);
}

#[test]
fn assignment_named_by_its_id_is_removed_with_the_condition_that_it_has() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let condition = Some(AzureCondition::new("@Resource[x] StringEquals 'y'"));
    let held = AzureRoleAt { condition: condition.clone(), name: Some(NAME), ..at.clone() };
    example.hold_azure_role(&held);
    let named = AzureRoleAt { name: Some(NAME), ..at };
    let plan = example.plan(&[no_azure_role(&named)]);
    let [Step::Remove(Removal::AzureRole(step))] = plan.steps() else { panic!("{:?}", plan.steps()) };
    assert_eq!((&step.grant().condition, step.assignment().name()), (&condition, NAME));
}

#[test]
fn inherited_role_and_role_of_a_group_are_not_removed_here() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let own = example.identity.id.0;
    for (principal, scope, wanted) in [
        (own, SUBSCRIPTION, "made above"),
        (own, "/providers/Microsoft.Management/managementGroups/halden", "made above"),
        (Guid::ZERO, GROUP, "of group"),
        (Guid::ZERO, SUBSCRIPTION, "of group"),
        // Made at the same scope: it was read by its ID and is gone.
        (own, GROUP, "not held"),
    ] {
        list(&mut example, principal, scope);
        assert_eq!(words(&example, &[no_azure_role(&at)]), [wanted], "{principal} at {scope}");
    }
    list(&mut example, own, SUBSCRIPTION);
    let review = example.review(&[azure_role(&at)]);
    assert_eq!(review.rows()[0].warnings, [Warning::HeldAbove(AzureScope::parse(SUBSCRIPTION))]);
}

#[test]
fn what_could_not_be_read_is_not_taken_for_missing() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    example.held.azure_roles.note(at.assignment_of(example.identity.id).unwrap(), Err(Problem::Offline));
    assert_eq!(words(&example, &[azure_role(&at), no_azure_role(&at)]), ["held unread", "held unread"]);
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    example.azure.reaching[0].1 = Err(Problem::Offline);
    assert_eq!(words(&example, &[no_azure_role(&at)]), ["held unread"]);
    example.azure.definitions[0].1 = Err(Problem::SignInNeeded);
    assert_eq!(words(&example, &[azure_role(&at)]), ["Azure roles unread"]);
}

#[test]
fn unknown_role_unreadable_scope_and_limited_time_are_not_possible() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let unknown = AzureRoleAt { role: Guid::ZERO, ..at.clone() };
    example.held.azure_roles.note(unknown.assignment_of(example.identity.id).unwrap(), Ok(None));
    assert_eq!(words(&example, &[azure_role(&unknown)]), ["no Azure role"]);
    let nowhere = AzureRoleAt { scope: AzureScope::parse("/subscriptions/x"), ..at.clone() };
    assert_eq!(words(&example, &[azure_role(&nowhere)]), ["scope not known"]);
    let hours = Lasting::Hours(NonZeroU16::new(8).unwrap());
    assert_eq!(words(&example, &[Wish::Add(Permission::AzureRole(Box::new(at)), hours)]), ["cannot end"]);
}

#[test]
fn missing_right_of_the_user_is_said_before_anything_is_sent() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let warnings = |example: &Example| example.review(&[azure_role(&at)]).rows()[0].warnings.clone();
    assert_eq!(warnings(&example), []);
    example.azure.rights[0].1 = Ok(AzureRights { blocks: Vec::new(), complete: true });
    assert_eq!(warnings(&example), [Warning::AzureRightMissing]);
    example.azure.rights[0].1 = Err(Problem::Offline);
    assert_eq!(warnings(&example), [Warning::AzureRightUnknown]);
    // No role of the directory is asked for.
    example.person.roles = Ok(Vec::new());
    assert_eq!(warnings(&example), [Warning::AzureRightUnknown]);
}

#[test]
fn role_that_leads_to_tier_0_or_may_waits_for_a_tick_and_a_typed_name() {
    let mut example = Example::new();
    let leads = |tier| ReachedTier { worst: Some((example.identity.id, tier)), complete: true };
    let (zero, two) = (leads(Tier::Zero), leads(Tier::Two));
    for (role, lead, waits, guarded) in [
        (OWNER, zero, true, true),
        (OWNER, ReachedTier::UNKNOWN, true, true),
        // It can assign any role to itself, wherever it leads today.
        (OWNER, two, true, true),
        (OWNER, ReachedTier::NOWHERE, true, true),
        (CONTRIBUTOR, zero, true, true),
        (CONTRIBUTOR, ReachedTier::UNKNOWN, true, true),
        (CONTRIBUTOR, two, false, false),
        // Rated by no one and brought by something else than the user.
        (Guid::known("12345678-0000-4000-8000-000000000001"), ReachedTier::NOWHERE, true, true),
    ] {
        let at = example.offer_azure_role(role, GROUP);
        example.azure.leads = vec![(at.clone(), lead)];
        example.azure.definitions.retain(|(_, listing)| listing.as_ref().unwrap().items[0].role == role);
        let mut review = example.review(&[azure_role(&at)]);
        review.note_preselected(|_| Some(Preselected { origin: Origin::Copy, ticked: false }));
        let row = &review.rows()[0];
        assert_eq!(
            (row.needs_users_selection(example.identity.id), row.is_guarded()),
            (waits, guarded),
            "{role} {lead:?}"
        );
    }
    let custom = Guid::known("12345678-0000-4000-8000-000000000001");
    let at = example.offer_azure_role(custom, SUBSCRIPTION);
    assert!(!example.review(&[azure_role(&at)]).rows()[0].is_guarded(), "the user picked it");
    let definition = &mut example.azure.definitions.last_mut().unwrap().1.as_mut().unwrap().items[0];
    definition.permissions[0].actions.push("*".to_owned());
    assert!(example.review(&[azure_role(&at)]).rows()[0].is_guarded(), "it can assign roles");
}

#[test]
fn undo_of_a_removal_is_the_same_assignment_again() {
    let mut example = Example::new();
    let at = example.offer_azure_role(SECRETS_USER, GROUP);
    let held = AzureRoleAt {
        condition: Some(AzureCondition::new("@Resource[x] StringEquals 'y'")),
        name: Some(NAME),
        description: Some("for the shop".to_owned()),
        ..at
    };
    example.hold_azure_role(&held);
    let now = crate::time::Timestamp::from_millis(0);
    let done = crate::change::execution::StepState::Done { at: now, request_id: None };
    let removal = example.plan(&[no_azure_role(&held)]);
    let execution = crate::change::execution::Execution::ended(removal, now, now, vec![done]);
    example.held.azure_roles.note(held.assignment_of(example.identity.id).unwrap(), Ok(None));
    let reverse: Vec<Wish> = execution.reverse(now).into_iter().map(|wanted| wanted.wish).collect();
    let plan = example.plan(&reverse);
    let [Step::Add(Addition::AzureRole(step))] = plan.steps() else { panic!("{:?}", plan.steps()) };
    let request = step.request();
    assert_eq!(request.name, NAME);
    assert_eq!(request.grant, held.granted_to(example.identity.id));
    assert_eq!(request.description, held.description);
    assert_eq!(execution.cannot_be_undone(now), 0);
}

#[test]
fn removed_role_that_ends_or_may_end_is_not_undone_as_a_permanent_one() {
    let now = crate::time::Timestamp::from_millis(0);
    let said = crate::problem::ServiceMessage {
        status: 400,
        code: "AadPremiumLicenseRequired".to_owned(),
        message: String::new(),
        request_id: None,
    };
    let undone = |ends: &dyn Fn(AzureAssignmentId) -> _| {
        let mut example = Example::new();
        let at = example.offer_azure_role(SECRETS_USER, GROUP);
        let id = example.hold_azure_role(&at).id;
        example.azure.ends[0].1 = ends(id);
        let done = crate::change::execution::StepState::Done { at: now, request_id: None };
        let plan = example.plan(&[no_azure_role(&at)]);
        let execution = crate::change::execution::Execution::ended(plan, now, now, vec![done]);
        let receipt = crate::receipt::StoredReceipt::of(&execution, |_, _| None).to_json();
        let stored = crate::receipt::StoredReceipt::from_json(&receipt).unwrap().execution(&[]).unwrap();
        assert_eq!(stored.reverse(now).len(), execution.reverse(now).len());
        assert_eq!(execution.cannot_be_undone(now), 1 - execution.reverse(now).len());
        execution.reverse(now).len()
    };
    assert_eq!(undone(&|id| Ok(Listing::complete(vec![(id, None)]))), 1);
    assert_eq!(undone(&|_| Ok(Listing::complete(Vec::new()))), 1);
    assert_eq!(undone(&|_| Err(Problem::LicenseMissing(said.clone()))), 1);
    assert_eq!(undone(&|id| Ok(Listing::complete(vec![(id, Some(now))]))), 0);
    assert_eq!(undone(&|_| Err(Problem::Offline)), 0);
    assert_eq!(undone(&|_| Ok(Listing { gap: Some(Problem::Offline), ..Listing::complete(Vec::new()) })), 0);
}
