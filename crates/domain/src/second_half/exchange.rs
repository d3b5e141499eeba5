//! What is to be done in Exchange Online.
//!
//! <https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity>
//! <https://learn.microsoft.com/exchange/permissions-exo/application-rbac>

use super::checklist::{
    Checklist, Purpose, SetupIdentity, SetupState, SetupStep, SetupTask, UnassignedPermissions, find,
};
use crate::cloud::Cloud;
use crate::connect_lines::connect_exchange;
use crate::identity::IdentityKind;
use crate::ids::{AppId, RoleDefinitionId};
use crate::traps::exchange::{EXCHANGE_RECIPIENT_ADMINISTRATOR, MANAGE_AS_APP, ROLES_IN_EXCHANGE};
use crate::traps::{AssignedPermission, IdentityPermissions};
use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH};

/// Permissions that reach every mailbox, with the role for applications that can be limited.
const MAILBOX_PERMISSIONS: &[(AppId, &str, &str)] = &[
    (MICROSOFT_GRAPH, "Mail.Send", "Application Mail.Send"),
    (MICROSOFT_GRAPH, "Mail.Read", "Application Mail.Read"),
    (MICROSOFT_GRAPH, "Mail.ReadWrite", "Application Mail.ReadWrite"),
    (MICROSOFT_GRAPH, "Mail.ReadBasic.All", "Application Mail.ReadBasic"),
    (MICROSOFT_GRAPH, "Calendars.Read", "Application Calendars.Read"),
    (MICROSOFT_GRAPH, "Calendars.ReadWrite", "Application Calendars.ReadWrite"),
    (MICROSOFT_GRAPH, "Contacts.Read", "Application Contacts.Read"),
    (MICROSOFT_GRAPH, "Contacts.ReadWrite", "Application Contacts.ReadWrite"),
    (MICROSOFT_GRAPH, "MailboxSettings.Read", "Application MailboxSettings.Read"),
    (MICROSOFT_GRAPH, "MailboxSettings.ReadWrite", "Application MailboxSettings.ReadWrite"),
    (EXCHANGE_ONLINE, "full_access_as_app", "Application EWS.AccessAsApp"),
];

/// The two halves of Exchange Online PowerShell, where one of them is assigned.
pub(super) fn powershell(
    subject: SetupIdentity,
    held: IdentityPermissions<'_>,
    permissions: &[AssignedPermission],
    not_held: &[UnassignedPermissions<'_>],
) -> Option<Checklist> {
    let manages_by = |permissions: &[AssignedPermission]| find(permissions, EXCHANGE_ONLINE, MANAGE_AS_APP).is_some();
    let has_role_of =
        |held: IdentityPermissions<'_>| held.directory_roles.iter().any(|it| ROLES_IN_EXCHANGE.contains(&it.role));
    let known =
        |is_it: &dyn Fn(IdentityPermissions<'_>) -> bool| not_held.iter().find(|it| is_it(it.what)).map(|it| it.state);
    let manages = manages_by(permissions);
    let holds = |role| held.directory_roles.iter().any(|it| it.role == role);
    if !manages && !holds(EXCHANGE_ADMINISTRATOR) && !holds(EXCHANGE_RECIPIENT_ADMINISTRATOR) {
        return None;
    }
    let account = (subject.kind == IdentityKind::UserAssigned).then_some(subject.app_id);
    let connect = connect_exchange(account, None, Cloud::OF_THIS_BUILD);
    let steps = vec![
        directory_step(
            SetupTask::GrantManageAsApp,
            manages,
            known(&|what| manages_by(&what.permissions())),
            held.all_app_roles,
        ),
        directory_step(
            SetupTask::AssignRoleForExchange,
            has_role_of(held),
            known(&has_role_of),
            held.all_directory_roles,
        ),
        SetupStep::unverifiable(SetupTask::ConnectToExchange, vec![connect]),
    ];
    Some(Checklist { purpose: Purpose::ExchangePowerShell, steps })
}

/// Whether permissions and roles are one of the two halves of Exchange Online PowerShell, without the other.
pub(super) fn lacks_part_of_exchange_powershell(has: impl Fn(AppId, &str) -> bool, roles: &[RoleDefinitionId]) -> bool {
    let manages = has(EXCHANGE_ONLINE, MANAGE_AS_APP);
    let is_for_exchange = |role| [EXCHANGE_ADMINISTRATOR, EXCHANGE_RECIPIENT_ADMINISTRATOR].contains(role);
    let has_role = roles.iter().any(|role| ROLES_IN_EXCHANGE.contains(role));
    manages && !has_role || !manages && roles.iter().any(is_for_exchange)
}

/// Whether a permission reaches every mailbox.
pub(super) fn reaches_mailboxes(has: impl Fn(AppId, &str) -> bool) -> bool {
    MAILBOX_PERMISSIONS.iter().any(|(api, value, _)| has(*api, value))
}

/// How to limit the mailboxes, where a permission reaches all of them.
pub(super) fn mailboxes(subject: SetupIdentity, permissions: &[AssignedPermission]) -> Option<Checklist> {
    let broad = MAILBOX_PERMISSIONS.iter().filter(|(api, value, _)| find(permissions, *api, value).is_some());
    let roles: Vec<&str> = broad.map(|(_, _, role)| *role).collect();
    if roles.is_empty() {
        return None;
    }
    let SetupIdentity { id, app_id, .. } = subject;
    let assign = |role: &&str| {
        format!("New-ManagementRoleAssignment -App '{id}' -Role '{role}' -CustomResourceScope 'bestow-{id}'")
    };
    let steps = vec![
        SetupStep::unverifiable(
            SetupTask::RegisterInExchange,
            vec![format!("New-ServicePrincipal -AppId '{app_id}' -ObjectId '{id}' -DisplayName '{id}'")],
        ),
        SetupStep::unverifiable(
            SetupTask::DescribeMailboxes,
            vec![format!(
                "New-ManagementScope -Name 'bestow-{id}' -RecipientRestrictionFilter \"MemberOfGroup -eq 'GROUP-DISTINGUISHED-NAME'\""
            )],
        ),
        SetupStep::unverifiable(SetupTask::AssignApplicationRoles, roles.iter().map(assign).collect()),
        SetupStep::unverifiable(
            SetupTask::TestMailboxAccess,
            vec![format!("Test-ServicePrincipalAuthorization -Identity '{id}' -Resource 'MAILBOX'")],
        ),
        SetupStep { task: SetupTask::RevokeBroadPermissions, state: SetupState::Open, commands: Vec::new() },
    ];
    Some(Checklist { purpose: Purpose::Mailboxes, steps })
}

fn directory_step(task: SetupTask, done: bool, not_held: Option<SetupState>, everything_read: bool) -> SetupStep {
    let state = match (done, not_held, everything_read) {
        (true, ..) => SetupState::Done,
        (false, Some(state), _) => state,
        (false, None, true) => SetupState::Open,
        (false, None, false) => SetupState::CannotTell,
    };
    SetupStep { task, state, commands: Vec::new() }
}
