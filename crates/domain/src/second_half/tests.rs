//! The checklists for Exchange and SharePoint, by the identity's permissions.

use super::checklist::UnassignedPermissions;
use super::services::checklists_of;
use super::*;
use crate::identity::IdentityKind;
use crate::ids::{AppId, RoleDefinitionId};
use crate::traps::example::ExampleIdentity;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

const APP: &str = "22222222-0000-4000-8000-0000000000b2";
const OBJECT: &str = "22222222-0000-4000-8000-0000000000b1";

fn subject(kind: IdentityKind) -> SetupIdentity {
    SetupIdentity { id: OBJECT.parse().unwrap(), app_id: APP.parse().unwrap(), kind }
}

/// Each checklist as its purpose and the states of its steps.
fn states(identity: &ExampleIdentity) -> Vec<(Purpose, Vec<SetupState>)> {
    let lists = identity.with(|held| checklists(subject(IdentityKind::SystemAssigned), held));
    lists.iter().map(|list| (list.purpose, list.steps.iter().map(|step| step.state).collect())).collect()
}

#[test]
fn nothing_is_to_be_done_elsewhere_for_permissions_of_the_directory() {
    assert_eq!(states(&ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "User.Read.All")])), []);
}

#[test]
fn exchange_shows_which_half_is_done() {
    let (done, open, unseen) = (SetupState::Done, SetupState::Open, SetupState::CannotTell);
    let list = |states: [SetupState; 3]| vec![(Purpose::ExchangePowerShell, states.to_vec())];
    let manage = [(EXCHANGE_ONLINE, "Exchange.ManageAsApp")];
    assert_eq!(states(&ExampleIdentity::with_app_roles(&manage)), list([done, open, unseen]));
    let both = ExampleIdentity::with_app_roles(&manage).with_role(EXCHANGE_ADMINISTRATOR, "/");
    assert_eq!(states(&both), list([done, done, unseen]));
    let role = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
    assert_eq!(states(&role), list([open, done, unseen]));
    let mut unread = ExampleIdentity::with_app_roles(&manage);
    unread.gaps.1 = true;
    assert_eq!(states(&unread), list([done, unseen, unseen]));
}

#[test]
fn a_checklist_is_to_do_only_while_a_step_that_the_directory_shows_is_open_or_unknown() {
    let outlook = |identity: &ExampleIdentity| {
        let lists = identity.with(|held| checklists(subject(IdentityKind::SystemAssigned), held));
        lists.iter().map(Checklist::outlook).collect::<Vec<_>>()
    };
    let manage = [(EXCHANGE_ONLINE, "Exchange.ManageAsApp")];
    assert_eq!(
        outlook(&ExampleIdentity::with_app_roles(&manage).with_role(EXCHANGE_ADMINISTRATOR, "/")),
        [ChecklistState::Done]
    );
    assert_eq!(outlook(&ExampleIdentity::with_app_roles(&manage)), [ChecklistState::ToDo]);
    let mut unread = ExampleIdentity::with_app_roles(&manage);
    unread.gaps.1 = true;
    assert_eq!(outlook(&unread), [ChecklistState::Unknown]);
    assert_eq!(
        outlook(&ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Sites.Selected")])),
        [ChecklistState::Unknown]
    );
    assert_eq!(outlook(&ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Mail.Send")])), [ChecklistState::ToDo]);
}

#[test]
fn what_a_change_was_to_do_and_did_not_says_so() {
    let manage = [(EXCHANGE_ONLINE, "Exchange.ManageAsApp")];
    let after = |given: &mut ExampleIdentity, not_held: &ExampleIdentity, state: SetupState| {
        given.gaps = (true, true);
        let lists = given.with(|held| {
            not_held.with(|what| {
                checklists_of(subject(IdentityKind::SystemAssigned), held, &[UnassignedPermissions { state, what }])
            })
        });
        lists[0].steps.iter().map(|step| step.state).collect::<Vec<_>>()
    };
    let (done, unseen) = (SetupState::Done, SetupState::CannotTell);
    let role = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
    for failed in [SetupState::Refused, SetupState::NotSent] {
        assert_eq!(after(&mut ExampleIdentity::with_app_roles(&manage), &role, failed), [done, failed, unseen]);
        let mut with_role = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
        assert_eq!(after(&mut with_role, &ExampleIdentity::with_app_roles(&manage), failed), [failed, done, unseen]);
        let mut both = ExampleIdentity::with_app_roles(&manage).with_role(EXCHANGE_ADMINISTRATOR, "/");
        assert_eq!(after(&mut both, &role, failed), [done, done, unseen], "what is held is done");
    }
    let nothing = ExampleIdentity::with_app_roles(&[]);
    assert_eq!(
        after(&mut ExampleIdentity::with_app_roles(&manage), &nothing, SetupState::Refused),
        [done, unseen, unseen]
    );
}

#[test]
fn a_user_assigned_identity_is_named_when_it_connects() {
    let identity = ExampleIdentity::with_app_roles(&[(EXCHANGE_ONLINE, "Exchange.ManageAsApp")]);
    let command = |kind| identity.with(|held| checklists(subject(kind), held))[0].steps[2].commands[0].clone();
    assert!(command(IdentityKind::UserAssigned).contains(&format!("-ManagedIdentityAccountId '{APP}'")));
    assert!(!command(IdentityKind::SystemAssigned).contains(APP));
}

#[test]
fn each_permission_for_mailboxes_gets_its_role_in_exchange() {
    let identity =
        ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Mail.Send"), (MICROSOFT_GRAPH, "Calendars.Read")]);
    let lists = identity.with(|held| checklists(subject(IdentityKind::SystemAssigned), held));
    let [list] = &lists[..] else { panic!("{lists:?}") };
    assert_eq!(list.purpose, Purpose::Mailboxes);
    let assign = list.steps.iter().find(|step| step.task == SetupTask::AssignApplicationRoles).unwrap();
    assert_eq!(assign.commands.len(), 2);
    assert!(assign.commands[0].contains("'Application Mail.Send'"), "{:?}", assign.commands);
    assert_eq!(list.steps.last().unwrap().task, SetupTask::RevokeBroadPermissions);
}

#[test]
fn selected_sites_have_to_be_opened_whichever_api_the_permission_is_of() {
    for api in [MICROSOFT_GRAPH, SHAREPOINT_ONLINE] {
        let lists = states(&ExampleIdentity::with_app_roles(&[(api, "Sites.Selected")]));
        assert_eq!(lists, [(Purpose::SelectedSites, vec![SetupState::CannotTell; 2])]);
    }
}

#[test]
fn commands_are_made_of_ids_and_fixed_words() {
    let identity = ExampleIdentity::with_app_roles(&[
        (EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
        (EXCHANGE_ONLINE, "full_access_as_app"),
        (MICROSOFT_GRAPH, "Mail.ReadBasic.All"),
        (MICROSOFT_GRAPH, "Sites.Selected"),
    ]);
    let one = identity.with(|held| checklists(subject(IdentityKind::UserAssigned), held));
    let mut renamed = identity;
    renamed.rename_apis("'; Remove-It; '\n");
    let two = renamed.with(|held| checklists(subject(IdentityKind::UserAssigned), held));
    assert_eq!(one, two, "a name changes nothing");
    let commands: Vec<&String> = one.iter().flat_map(|list| &list.steps).flat_map(|step| &step.commands).collect();
    assert_eq!(commands.len(), 9);
    assert!(commands.iter().all(|command| command.is_ascii() && !command.contains('\n')));
}

#[test]
fn setup_of_a_selection_leaves_out_what_the_selection_completes() {
    let manage = (EXCHANGE_ONLINE, "exchange.manageasapp");
    let check = |app_roles: &[(AppId, &str)], roles: &[RoleDefinitionId], wanted: &[Purpose]| {
        assert_eq!(setup_after(app_roles, roles), wanted, "{app_roles:?} {roles:?}");
    };
    check(&[(MICROSOFT_GRAPH, "User.Read.All")], &[], &[]);
    check(&[manage], &[], &[Purpose::ExchangePowerShell]);
    check(&[], &[EXCHANGE_ADMINISTRATOR], &[Purpose::ExchangePowerShell]);
    check(&[manage], &[EXCHANGE_ADMINISTRATOR], &[]);
    check(
        &[(MICROSOFT_GRAPH, "Mail.Send"), (SHAREPOINT_ONLINE, "Sites.Selected")],
        &[],
        &[Purpose::Mailboxes, Purpose::SelectedSites],
    );
    check(&[(SHAREPOINT_ONLINE, "Mail.Send")], &[], &[]);
}
