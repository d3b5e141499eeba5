//! The main job: an automation account gets what a Microsoft 365 runbook needs, and a second run changes nothing.

use domain::activation::tenant_wide;
use domain::change::execution::StepState;
use domain::change::explain::{Explanation, RefusedUser, explain};
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::permission_set::PermissionSet;
use domain::change::review::{Verdict, Warning};
use domain::change::wish::{Lasting, Wish};
use domain::holdings::by_api;
use domain::listing::Listing;
use domain::well_known::{
    COMMON_APIS, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR, SHAREPOINT_ONLINE, roles_that_grant,
};
use futures_util::future::join;
use simulator::sample;

use crate::start::{Start, approved};

#[test]
fn nine_changes_are_made_once() {
    let first = Start::as_person(sample::ADMINISTRATOR);
    let wanted = [("LazyAutomationAccount", PermissionSet::Microsoft365Automation.wishes())];
    let review = first.review(&wanted);
    assert_eq!(review.changes(), 9);
    assert!(review.rows().iter().all(|row| row.warnings.is_empty()), "{:?}", review.rows());
    let execution = first.apply(&review);
    for (step, state) in execution.steps() {
        assert!(matches!(state, StepState::Done { .. }), "{step:?}: {state:?}");
    }
    assert_eq!(first.simulator.borrow().ledger().len(), 9);
    assert!(first.transport.exchanges() <= 6, "{} exchanges", first.transport.exchanges());

    let second = first.again(sample::ADMINISTRATOR);
    let review = second.review(&wanted);
    let held = review.rows().iter().filter(|row| matches!(row.verdict, Verdict::AlreadyHeld { .. })).count();
    assert_eq!((held, review.changes()), (9, 0));
    assert!(approved(&review).is_none());
    assert!(second.transport.exchanges() <= 3, "{} exchanges", second.transport.exchanges());
    assert_eq!((second.transport.writes(), second.simulator.borrow().ledger().len()), (0, 9));
}

#[test]
fn one_api_does_not_stand_for_another_with_the_same_role_id() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    let name = "id-sharepoint-profiles";
    let identity = start.identity(name);
    start.run(start.directory.load_apis(COMMON_APIS));
    let held = start.run(start.directory.assignments_of(identity.id)).app_roles.unwrap();
    let groups = by_api(&held.items, &start.directory.apis());
    let [sharepoint] = groups.as_slice() else { panic!("{groups:?}") };
    assert_eq!(sharepoint.api.as_ref().unwrap().app_id, SHAREPOINT_ONLINE);
    assert_eq!(sharepoint.roles.iter().map(|role| role.label()).collect::<Vec<_>>(), ["User.ReadWrite.All"]);

    let wish = Wish::Add(
        Permission::AppRole(AppRoleName {
            api: MICROSOFT_GRAPH,
            role: RoleKey::Value("User.ReadWrite.All".to_owned()),
        }),
        Lasting::Permanent,
    );
    let review = start.review(&[(name, vec![wish])]);
    assert_eq!(review.changes(), 1);
    start.apply(&review);
    let held = start.run(start.directory.assignments_of(identity.id)).app_roles.unwrap();
    assert_eq!(by_api(&held.items, &start.directory.apis()).len(), 2);
}

#[test]
fn an_application_administrator_is_warned_about_graph_and_may_grant_a_custom_api() {
    let start = Start::as_person(sample::APPLICATION_ADMINISTRATOR);
    let orders = sample::ORDERS_API;
    start.run(join(start.directory.load_apis(&[orders]), start.directory.load_apis(COMMON_APIS)));
    let role =
        start.directory.apis().by_app_id(orders).unwrap().app_roles.iter().find(|role| role.grantable()).unwrap().id;
    let wishes = [
        Wish::Add(
            Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("User.Read.All".to_owned()) }),
            Lasting::Permanent,
        ),
        Wish::Add(Permission::AppRole(AppRoleName { api: orders, role: RoleKey::Id(role) }), Lasting::Permanent),
    ];
    let review = start.review(&[("LazyAutomationAccount", wishes.to_vec())]);
    assert_eq!(review.rows()[0].warnings, [Warning::RoleProbablyMissing(roles_that_grant(MICROSOFT_GRAPH))]);
    assert_eq!(review.rows()[1].warnings, []);
    let execution = start.apply(&review);
    let states: Vec<&StepState> = execution.steps().map(|(_, state)| state).collect();
    assert!(
        matches!(states[..], [StepState::Refused(said), StepState::Done { .. }] if said.status == 403),
        "{states:?}"
    );
}

#[test]
fn refused_step_names_the_eligible_role_to_activate() {
    let start = Start::as_person(sample::ELIGIBLE_ADMINISTRATOR);
    let wish = Wish::Add(
        Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Value("User.Read.All".to_owned()) }),
        Lasting::Permanent,
    );
    let execution = start.apply(&start.review(&[("LazyAutomationAccount", vec![wish])]));
    let (step, state) = execution.steps().next().unwrap();
    let StepState::Refused(said) = state else { panic!("{state:?}") };
    let eligible = start.run(start.directory.eligible_roles()).and_then(Listing::whole).map(|it| tenant_wide(&it));
    let active = start.run(start.directory.signed_in_user()).unwrap().roles;
    let standing = RefusedUser { active, eligible, lacking: Vec::new() };
    assert_eq!(explain(step, said, &standing), Explanation::RoleNotActive(PRIVILEGED_ROLE_ADMINISTRATOR));
}
