//! Each reason, and which comes first.

use super::*;
use crate::identity::IdentityKind;
use crate::second_half::{SetupIdentity, checklists};
use crate::traps::example::ExampleIdentity;
use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE};

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn called(id: AppId) -> Option<CalledApi> {
    Some(CalledApi { id, assignment_required: false })
}

/// The identity's permissions, granted this long ago.
fn granted(values: &[(AppId, &str)], ago: Duration) -> ExampleIdentity {
    let mut identity = ExampleIdentity::with_app_roles(values);
    for assignment in &mut identity.assignments {
        assignment.created = Some(NOW - ago);
    }
    identity
}

fn ask(identity: &ExampleIdentity, change: impl FnOnce(&mut ReadinessInputs<'_>)) -> Readiness {
    identity.with(|held| {
        let subject = SetupIdentity {
            id: "22222222-0000-4000-8000-0000000000b1".parse().unwrap(),
            app_id: "22222222-0000-4000-8000-0000000000b2".parse().unwrap(),
            kind: IdentityKind::SystemAssigned,
        };
        let setup = checklists(subject, held);
        let mut inputs = ReadinessInputs {
            enabled: true,
            api: None,
            held,
            loading: false,
            azure_roles: Some(&[]),
            setup: &setup,
            now: NOW,
        };
        change(&mut inputs);
        readiness(inputs)
    })
}

fn ask_api(identity: &ExampleIdentity, api: AppId) -> Readiness {
    ask(identity, |inputs| inputs.api = called(api))
}

const READY: Readiness = Readiness::Ready { role_time_unknown: false };

#[test]
fn old_permissions_are_ready() {
    let identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], DAY);
    assert_eq!(ask(&identity, |_| ()), READY);
    assert_eq!(ask_api(&identity, MICROSOFT_GRAPH), READY);
}

#[test]
fn disabled_identity_comes_before_everything() {
    let identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], MINUTE);
    assert_eq!(ask(&identity, |inputs| inputs.enabled = false), Readiness::Disabled);
    let mut unread = ExampleIdentity::with_app_roles(&[]);
    unread.gaps = (true, true);
    assert_eq!(ask(&unread, |inputs| inputs.enabled = false), Readiness::Disabled);
}

#[test]
fn identity_without_permissions_says_whether_azure_roles_were_read() {
    let nothing = ExampleIdentity::with_app_roles(&[]);
    let none = |azure_unread| Readiness::NoPermission { api: None, azure_unread };
    assert_eq!(ask(&nothing, |_| ()), none(false));
    assert_eq!(ask(&nothing, |inputs| inputs.azure_roles = None), none(true));
    assert_eq!(ask(&nothing, |inputs| inputs.azure_roles = Some(&[None])), READY);
    let role =
        ExampleIdentity::with_app_roles(&[]).with_role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b".parse().unwrap(), "/");
    assert_eq!(ask(&role, |_| ()), Readiness::Ready { role_time_unknown: true });
}

#[test]
fn permission_of_another_api_is_none_for_the_api_that_is_called() {
    let identity = granted(&[(MICROSOFT_GRAPH, "Sites.Read.All")], DAY);
    let none = Readiness::NoPermission { api: Some(SHAREPOINT_ONLINE), azure_unread: false };
    assert_eq!(ask_api(&identity, SHAREPOINT_ONLINE), none);
}

#[test]
fn api_that_requires_assignment_gives_no_token_without_one() {
    let identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], DAY);
    let api = Some(CalledApi { id: SHAREPOINT_ONLINE, assignment_required: true });
    assert_eq!(ask(&identity, |inputs| inputs.api = api), Readiness::AssignmentRequired(SHAREPOINT_ONLINE));
    let assigned = granted(&[(SHAREPOINT_ONLINE, "Sites.Read.All")], DAY);
    assert_eq!(ask(&assigned, |inputs| inputs.api = api), READY);
}

#[test]
fn missing_half_of_exchange_is_named_for_exchange_only() {
    let manage = granted(&[(EXCHANGE_ONLINE, "Exchange.ManageAsApp"), (MICROSOFT_GRAPH, "User.Read.All")], DAY);
    let missing = Readiness::SetupMissing(SetupTask::AssignRoleForExchange);
    assert_eq!(ask(&manage, |_| ()), missing);
    assert_eq!(ask_api(&manage, EXCHANGE_ONLINE), missing);
    assert_eq!(ask_api(&manage, MICROSOFT_GRAPH), READY);
    let role = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
    assert_eq!(ask(&role, |_| ()), Readiness::SetupMissing(SetupTask::GrantManageAsApp));
    let both = granted(&[(EXCHANGE_ONLINE, "Exchange.ManageAsApp")], DAY).with_role(EXCHANGE_ADMINISTRATOR, "/");
    assert_eq!(ask(&both, |_| ()), Readiness::Ready { role_time_unknown: true });
}

#[test]
fn mailboxes_that_are_not_limited_keep_nothing_from_working() {
    assert_eq!(ask(&granted(&[(MICROSOFT_GRAPH, "Mail.Send")], DAY), |_| ()), READY);
}

#[test]
fn grant_counts_a_day_later_at_the_latest() {
    let at = |ago| ask(&granted(&[(MICROSOFT_GRAPH, "User.Read.All")], ago), |_| ());
    let wait = |ago| Readiness::NotYet { granted: NOW - ago, ago, by: NOW - ago + DAY };
    assert_eq!(at(5 * MINUTE), wait(5 * MINUTE));
    assert_eq!(at(DAY - MINUTE), wait(DAY - MINUTE));
    assert_eq!(at(DAY), READY);
}

#[test]
fn the_grant_that_counts_last_is_named_and_other_apis_do_not_matter() {
    let mut identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All"), (SHAREPOINT_ONLINE, "Sites.Read.All")], DAY);
    identity.assignments[0].created = Some(NOW - 3 * MINUTE);
    let wait = Readiness::NotYet { granted: NOW - 3 * MINUTE, ago: 3 * MINUTE, by: NOW - 3 * MINUTE + DAY };
    assert_eq!(ask(&identity, |_| ()), wait);
    assert_eq!(ask_api(&identity, MICROSOFT_GRAPH), wait);
    assert_eq!(ask_api(&identity, SHAREPOINT_ONLINE), READY);
}

#[test]
fn azure_role_counts_ten_minutes_later() {
    let nothing = ExampleIdentity::with_app_roles(&[]);
    const A_MINUTE_AGO: &[Option<Timestamp>] = &[Some(Timestamp::from_millis(NOW.millis() - 60_000))];
    const TEN_MINUTES_AGO: &[Option<Timestamp>] = &[None, Some(Timestamp::from_millis(NOW.millis() - 600_000))];
    let at = |times| ask(&nothing, |inputs| inputs.azure_roles = Some(times));
    assert_eq!(at(A_MINUTE_AGO), Readiness::NotYet { granted: NOW - MINUTE, ago: MINUTE, by: NOW + 9 * MINUTE });
    assert_eq!(at(TEN_MINUTES_AGO), READY);
}

#[test]
fn what_was_not_read_is_unknown_with_its_reason() {
    let mut identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], DAY);
    identity.gaps = (true, false);
    let unknown = Readiness::Unknown;
    assert_eq!(ask(&identity, |_| ()), unknown(UnknownReadiness::PermissionsUnread));
    assert_eq!(ask(&identity, |inputs| inputs.loading = true), unknown(UnknownReadiness::Loading));
    assert_eq!(ask_api(&identity, SHAREPOINT_ONLINE), unknown(UnknownReadiness::PermissionsUnread), "never: none");
    identity.gaps = (false, true);
    assert_eq!(ask(&identity, |_| ()), unknown(UnknownReadiness::RolesUnread));
    assert_eq!(ask_api(&granted(&[(SHAREPOINT_ONLINE, "Sites.Read.All")], DAY), SHAREPOINT_ONLINE), READY);
    let untimed = ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "User.Read.All")]);
    assert_eq!(ask(&untimed, |_| ()), unknown(UnknownReadiness::GrantTimeUnknown));
    let fresh = {
        let mut identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], MINUTE);
        identity.gaps = (true, true);
        ask(&identity, |_| ())
    };
    assert!(matches!(fresh, Readiness::NotYet { .. }), "a wait that is known is said");
}

#[test]
fn access_to_selected_sites_is_unknown() {
    let selected = granted(&[(MICROSOFT_GRAPH, "Sites.Selected")], DAY);
    assert_eq!(ask(&selected, |_| ()), Readiness::Unknown(UnknownReadiness::SiteAccess));
}

#[test]
fn permission_that_its_api_has_no_longer_does_not_count() {
    let mut identity = granted(&[(MICROSOFT_GRAPH, "User.Read.All")], DAY);
    identity.assignments[0].grant.app_role = "00000000-0000-4000-8000-000000000001".parse().unwrap();
    assert_eq!(ask(&identity, |_| ()), Readiness::NoPermission { api: None, azure_unread: false });
}
