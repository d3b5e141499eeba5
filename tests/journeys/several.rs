//! One change over several identities and several APIs: what gives comes first, and where it cannot be given, nothing is
//! taken from that identity.

use domain::change::execution::{StepState, WhyNot};
use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use domain::change::wish::{Lasting, Wish};
use domain::ids::AppId;
use domain::well_known::{COMMON_APIS, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};
use simulator::sample;

use crate::start::Start;

fn wish(api: AppId, value: &str) -> Wish {
    Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }), Lasting::Permanent)
}

fn no_more(start: &Start, api: AppId, value: &str) -> Wish {
    let apis = start.directory.apis();
    let api = apis.by_app_id(api).unwrap();
    Wish::Remove(Permission::AppRole(AppRoleIds {
        resource: api.id,
        role: api.roles_by_value(value).next().unwrap().id,
    }))
}

#[test]
fn a_narrower_permission_replaces_a_broad_one_in_two_identities_at_once() {
    let start = Start::as_person(sample::ADMINISTRATOR);
    start.run(start.directory.load_apis(COMMON_APIS));
    let broad = |api| no_more(&start, api, "Sites.FullControl.All");
    let wanted = [
        ("aa-m365-lifecycle", vec![broad(SHAREPOINT_ONLINE), wish(SHAREPOINT_ONLINE, "Sites.Selected")]),
        ("func-sharepoint-archive", vec![broad(MICROSOFT_GRAPH), wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp")]),
    ];
    let execution = start.apply(&start.review(&wanted));
    let takes: Vec<bool> = execution.steps().map(|(step, _)| step.takes()).collect();
    assert_eq!(takes, [false, false, true, true], "what gives comes first, over all identities");
    assert!(execution.steps().all(|(_, state)| matches!(state, StepState::Done { .. })), "{execution:?}");
    assert_eq!(start.simulator.borrow().ledger().len(), 4);
}

#[test]
fn where_something_cannot_be_given_nothing_is_taken_from_that_identity_and_the_other_goes_on() {
    // An Application Administrator may give SharePoint's permissions and not Microsoft Graph's.
    let start = Start::as_person(sample::APPLICATION_ADMINISTRATOR);
    start.run(start.directory.load_apis(COMMON_APIS));
    let broad = no_more(&start, SHAREPOINT_ONLINE, "Sites.FullControl.All");
    let wanted = [
        ("aa-m365-lifecycle", vec![wish(MICROSOFT_GRAPH, "Sites.Selected"), broad.clone()]),
        ("func-sharepoint-archive", vec![wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp"), broad]),
    ];
    let execution = start.apply(&start.review(&wanted));
    let first = start.identity("aa-m365-lifecycle").id;
    let states = |is_first: bool| -> Vec<&StepState> {
        execution.steps().filter(|(step, _)| (step.principal() == first) == is_first).map(|(_, state)| state).collect()
    };
    assert!(
        matches!(states(true)[..], [StepState::Refused(_), StepState::NotSent(WhyNot::ReplacementMissing)]),
        "{execution:?}"
    );
    assert!(matches!(states(false)[..], [StepState::Done { .. }, StepState::Done { .. }]), "{execution:?}");
}
