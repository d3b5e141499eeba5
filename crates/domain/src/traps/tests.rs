//! Each trap is named where it is one, and not where something is unread.

use super::example::ExampleIdentity;
use super::*;
use crate::catalog::apis::well_known_apis;
use crate::catalog::directory_roles::built_in_roles;
use crate::ids::{AppId, RoleDefinitionId};
use crate::well_known::{
    EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE,
};

const USER_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1");

impl ExampleIdentity {
    /// The traps, each as one line.
    fn lines(&self) -> Vec<String> {
        self.with(|held| traps(held).iter().map(line).collect())
    }
}

fn line(trap: &Trap) -> String {
    match trap {
        Trap::ScopedBesideBroad { scoped, broad, limits } => {
            let limits = if *limits == RemainingLimit::Writing { " but for writing" } else { "" };
            format!("{} is void beside {}{limits}", scoped.value, broad.value)
        }
        Trap::ScopedRoleBesidePermission { permission, .. } => {
            format!("scoped role is void beside {}", permission.value)
        }
        Trap::ScopedRoleBesideItself { .. } => "scoped role is void beside itself".to_owned(),
        Trap::ManageAsAppWithoutRole { .. } => "no role for Exchange".to_owned(),
        Trap::ExchangeRoleWithoutManageAsApp { .. } => "no permission for Exchange".to_owned(),
        Trap::PointlessRole { permissions, .. } => format!("role is pointless beside {}", permissions[0].value),
        Trap::RoleBesideGlobalAdministrator { .. } => "role is pointless beside Global Administrator".to_owned(),
        Trap::AlreadyCovered { covered, by } => format!("{} is in {}", covered.value, by.value),
        Trap::SameRoleId { first, second, .. } => {
            format!("{} twice: {} and {}", first.value, first.api_name, second.api_name)
        }
        Trap::PermissionDisabled { permission } => format!("{} is disabled", permission.value),
        Trap::PermissionGone { .. } => "role is gone".to_owned(),
        Trap::ApiGone { grants, .. } => format!("API is gone, {grants} left"),
        Trap::DirectoryRoleDisabled { .. } => "Entra role is disabled".to_owned(),
    }
}

fn check(values: &[(AppId, &str)], wanted: &[&str]) {
    assert_eq!(ExampleIdentity::with_app_roles(values).lines(), wanted, "{values:?}");
}

#[test]
fn a_selection_beside_everything_is_named_across_both_doors_to_sites() {
    let selected = (MICROSOFT_GRAPH, "Sites.Selected");
    check(&[selected], &[]);
    check(
        &[selected, (MICROSOFT_GRAPH, "Sites.FullControl.All")],
        &["Sites.Selected is void beside Sites.FullControl.All"],
    );
    check(&[selected, (SHAREPOINT_ONLINE, "Sites.Manage.All")], &["Sites.Selected is void beside Sites.Manage.All"]);
    check(
        &[selected, (MICROSOFT_GRAPH, "Sites.Read.All")],
        &["Sites.Selected is void beside Sites.Read.All but for writing"],
    );
    check(
        &[(MICROSOFT_GRAPH, "Application.ReadWrite.OwnedBy"), (MICROSOFT_GRAPH, "Application.ReadWrite.All")],
        &["Application.ReadWrite.OwnedBy is void beside Application.ReadWrite.All"],
    );
}

#[test]
fn a_permission_that_another_covers_is_named_with_the_widest() {
    let graph = |value| (MICROSOFT_GRAPH, value);
    check(&[graph("User.Read.All"), graph("User.ReadWrite.All")], &["User.Read.All is in User.ReadWrite.All"]);
    check(
        &[graph("Sites.Read.All"), graph("Sites.ReadWrite.All"), graph("Sites.FullControl.All")],
        &["Sites.Read.All is in Sites.FullControl.All", "Sites.ReadWrite.All is in Sites.FullControl.All"],
    );
    check(
        &[graph("Directory.Read.All"), graph("GroupMember.Read.All")],
        &["GroupMember.Read.All is in Directory.Read.All"],
    );
    check(&[graph("Mail.ReadWrite"), graph("Mail.Send")], &[]);
    check(&[graph("User.Read.All"), graph("Group.ReadWrite.All")], &[]);
    check(
        &[graph("UserAuthMethod-TAP.Read.All"), graph("UserAuthenticationMethod.ReadWrite.All")],
        &["UserAuthMethod-TAP.Read.All is in UserAuthenticationMethod.ReadWrite.All"],
    );
}

#[test]
fn the_same_permission_of_two_apis_is_not_covered_but_easily_mistaken() {
    check(
        &[(MICROSOFT_GRAPH, "User.ReadWrite.All"), (SHAREPOINT_ONLINE, "User.ReadWrite.All")],
        &["User.ReadWrite.All twice: Microsoft Graph and Office 365 SharePoint Online"],
    );
    check(&[(MICROSOFT_GRAPH, "User.Read.All"), (SHAREPOINT_ONLINE, "User.ReadWrite.All")], &[]);
}

#[test]
fn exchange_wants_both_halves() {
    let manage = [(EXCHANGE_ONLINE, "Exchange.ManageAsApp")];
    check(&manage, &["no role for Exchange"]);
    assert_eq!(ExampleIdentity::with_app_roles(&manage).with_role(EXCHANGE_ADMINISTRATOR, "/").lines(), [""; 0]);
    let role_only = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
    assert_eq!(role_only.lines(), ["no permission for Exchange"]);
    let reader = RoleDefinitionId::known("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    assert_eq!(
        ExampleIdentity::with_app_roles(&[]).with_role(reader, "/").lines(),
        [""; 0],
        "a reader is useful elsewhere"
    );
}

#[test]
fn nothing_is_called_missing_while_something_is_unread() {
    let mut manage = ExampleIdentity::with_app_roles(&[(EXCHANGE_ONLINE, "Exchange.ManageAsApp")]);
    manage.gaps.1 = true;
    assert_eq!(manage.lines(), [""; 0]);
    let mut role = ExampleIdentity::with_app_roles(&[]).with_role(EXCHANGE_ADMINISTRATOR, "/");
    role.gaps.0 = true;
    assert_eq!(role.lines(), [""; 0]);
}

#[test]
fn a_scope_that_limits_nothing_is_named() {
    let unit = "/administrativeUnits/88888888-0000-4000-8000-000000000001";
    let check = |values: &[(AppId, &str)], wanted: &[&str]| {
        assert_eq!(
            ExampleIdentity::with_app_roles(values).with_role(USER_ADMINISTRATOR, unit).lines(),
            wanted,
            "{values:?}"
        );
    };
    check(&[], &[]);
    check(&[(MICROSOFT_GRAPH, "User.Read.All")], &[]);
    check(&[(MICROSOFT_GRAPH, "User.ReadWrite.All")], &["scoped role is void beside User.ReadWrite.All"]);
    check(&[(SHAREPOINT_ONLINE, "User.ReadWrite.All")], &[]);
    check(
        &[(MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory")],
        &["scoped role is void beside RoleManagement.ReadWrite.Directory"],
    );
    let twice =
        ExampleIdentity::with_app_roles(&[]).with_role(USER_ADMINISTRATOR, unit).with_role(USER_ADMINISTRATOR, "/");
    assert_eq!(twice.lines(), ["scoped role is void beside itself"]);
}

#[test]
fn a_directory_role_that_permissions_make_pointless_is_named() {
    let readers = RoleDefinitionId::known("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");
    let identity = ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Directory.Read.All")]).with_role(readers, "/");
    assert_eq!(identity.lines(), ["role is pointless beside Directory.Read.All"]);
    let reports = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");
    let half = ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "Reports.Read.All")]).with_role(reports, "/");
    assert_eq!(half.lines(), [""; 0], "one of two permissions is not all of it");
    let global = ExampleIdentity::with_app_roles(&[]).with_role(GLOBAL_ADMINISTRATOR, "/").with_role(readers, "/");
    assert_eq!(global.lines(), ["role is pointless beside Global Administrator"]);
}

#[test]
fn what_is_left_over_is_named() {
    let disabled = ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "AgentCard.Read.All")]);
    assert_eq!(disabled.lines(), ["AgentCard.Read.All is disabled"]);
    let mut gone =
        ExampleIdentity::with_app_roles(&[(MICROSOFT_GRAPH, "User.Read.All"), (SHAREPOINT_ONLINE, "Sites.Selected")]);
    gone.assignments[0].grant.app_role = "99999999-0000-4000-8000-000000000001".parse().unwrap();
    gone.assignments[1].grant.resource = "99999999-0000-4000-8000-000000000002".parse().unwrap();
    gone.apis.note_deleted(gone.assignments[1].grant.resource);
    let mut lines = gone.lines();
    lines.sort();
    assert_eq!(lines, ["API is gone, 1 left", "role is gone"]);
    let mut role = ExampleIdentity::with_app_roles(&[]).with_role(USER_ADMINISTRATOR, "/");
    role.roles[0].definition.as_mut().unwrap().enabled = false;
    assert_eq!(role.lines(), ["Entra role is disabled"]);
}

#[test]
fn the_gravest_come_first() {
    let graph = |value| (MICROSOFT_GRAPH, value);
    let identity = ExampleIdentity::with_app_roles(&[
        graph("User.Read.All"),
        graph("User.ReadWrite.All"),
        graph("Sites.Selected"),
        graph("Sites.FullControl.All"),
        (EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
    ]);
    assert_eq!(
        identity.lines(),
        [
            "Sites.Selected is void beside Sites.FullControl.All",
            "no role for Exchange",
            "User.Read.All is in User.ReadWrite.All",
        ]
    );
}

#[test]
fn every_value_and_role_of_the_tables_exists() {
    let apis = well_known_apis();
    let exists = |api: AppId, value: &str| {
        let found =
            apis.iter().filter(|it| it.app_id == api).flat_map(|it| &it.app_roles).any(|role| role.value == value);
        assert!(found, "{value}");
    };
    for pair in beside::PAIRS {
        pair.scoped.iter().for_each(|&(api, value)| exists(api, value));
        pair.broad.iter().for_each(|&(api, value, _)| exists(api, value));
    }
    let values = covered::COVERS.iter().flat_map(|(value, covered)| std::iter::once(value).chain(*covered));
    values.chain([&scoped_role::ANY_ROLE]).for_each(|value| exists(MICROSOFT_GRAPH, value));
    exists(EXCHANGE_ONLINE, exchange::MANAGE_AS_APP);
    let built_in: Vec<RoleDefinitionId> = built_in_roles().map(|role| role.id).collect();
    for (role, values) in covered::POINTLESS.iter().chain(scoped_role::SAME_WORK) {
        assert!(built_in.contains(role), "{role}");
        values.iter().for_each(|value| exists(MICROSOFT_GRAPH, value));
    }
    assert!(exchange::ROLES_IN_EXCHANGE.iter().all(|role| built_in.contains(role)));
}
