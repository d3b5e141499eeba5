//! Who may do what: the scopes of the token and the directory roles of the user. Both have to allow it.
//!
//! Scopes after <https://learn.microsoft.com/graph/permissions-reference>, roles after the pages of the endpoints.

use super::inquiry::Inquiry;
use super::refusal::Refusal;
use super::tenant::{RoleScope, ServicePrincipal, Tenant};
use domain::guid::Guid;
use domain::ids::{AppId, ObjectId, RoleDefinitionId};
use domain::sorted_set::SortedSet;

/// Scopes that read applications and service principals.
pub(super) const READ_APPLICATIONS: &[&str] =
    &["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
/// Scopes that read directory roles.
pub(super) const READ_ROLES: &[&str] = &[
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
/// Scopes that read who may activate which role.
pub(super) const READ_ELIGIBILITY: &[&str] = &[
    "RoleEligibilitySchedule.Read.Directory",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
];
/// Scopes that read for how long directory roles are assigned.
pub(super) const READ_SCHEDULES: &[&str] = &[
    "RoleAssignmentSchedule.Read.Directory",
    "RoleAssignmentSchedule.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
];
/// Scopes that read one's own requests for directory roles.
pub(super) const READ_REQUESTS: &[&str] = READ_SCHEDULES;
/// Scopes that read what the settings of directory roles require.
pub(super) const READ_POLICIES: &[&str] = &[
    "RoleManagementPolicy.Read.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagementPolicy.ReadWrite.Directory",
    "RoleManagement.ReadWrite.Directory",
];
/// Scopes that assign time-bound directory roles.
pub(super) const WRITE_SCHEDULES: &[&str] =
    &["RoleAssignmentSchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory"];
/// Scopes that read administrative units.
pub(super) const READ_UNITS: &[&str] = &[
    "AdministrativeUnit.Read.All",
    "AdministrativeUnit.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
/// Scopes that read agent identities as their own kind.
pub(super) const READ_AGENTS: &[&str] = &["AgentIdentity.Read.All", "AgentIdentity.ReadWrite.All"];
/// Scopes that read delegated permissions.
pub(super) const READ_DELEGATED_GRANTS: &[&str] =
    &["DelegatedPermissionGrant.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
/// Scopes that read the names of groups.
pub(super) const READ_GROUPS: &[&str] = &[
    "GroupMember.Read.All",
    "Group.Read.All",
    "Group.ReadBasic.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
/// Scopes that read the app roles of groups.
pub(super) const READ_GROUP_APP_ROLES: &[&str] =
    &["Directory.Read.All", "Directory.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"];
/// Scopes that change the members of groups.
pub(super) const WRITE_MEMBERS: &[&str] =
    &["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"];
/// Scopes that read people.
pub(super) const READ_USERS: &[&str] =
    &["User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
/// Scopes that read the signed-in user.
pub(super) const READ_SELF: &[&str] = &[
    "User.Read",
    "User.ReadWrite",
    "User.Read.All",
    "User.ReadBasic.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
/// Scopes that read any object of the directory.
pub(super) const READ_DIRECTORY: &[&str] = &["Directory.Read.All", "Directory.ReadWrite.All"];

pub(super) const GLOBAL_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10");
pub(super) const PRIVILEGED_ROLE_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814");
pub(super) const APPLICATION_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3");
pub(super) const CLOUD_APPLICATION_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("158c047a-c907-4556-b7ef-446551a6b5f7");
const GLOBAL_READER: RoleDefinitionId = RoleDefinitionId::known("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
pub(super) const GROUPS_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c");
const SECURITY_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("194ae4cb-b126-40b2-bd5b-6091b380977d");
const SECURITY_OPERATOR: RoleDefinitionId = RoleDefinitionId::known("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f");
const REPORTS_READER: RoleDefinitionId = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");
const SECURITY_READER: RoleDefinitionId = RoleDefinitionId::known("5d6b6bb7-de71-4623-b4af-96380a352509");

/// Who may see which roles others may activate.
pub(super) const PIM_READERS: &[RoleDefinitionId] =
    &[GLOBAL_READER, SECURITY_OPERATOR, SECURITY_READER, SECURITY_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR];
/// Who may read audit logs and sign-ins.
///
/// <https://learn.microsoft.com/graph/api/directoryaudit-list>
/// <https://learn.microsoft.com/graph/api/signin-list>
pub(super) const LOG_READERS: &[RoleDefinitionId] = &[
    REPORTS_READER,
    GLOBAL_READER,
    SECURITY_OPERATOR,
    SECURITY_READER,
    SECURITY_ADMINISTRATOR,
    APPLICATION_ADMINISTRATOR,
    CLOUD_APPLICATION_ADMINISTRATOR,
];
/// Who may create service principals.
pub(super) const APPLICATION_ADMINISTRATORS: &[RoleDefinitionId] =
    &[APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR];

/// The APIs whose app roles only the most privileged may give: Microsoft Graph and its predecessor, Azure AD Graph.
const GUARDED_APIS: [AppId; 2] =
    [AppId::known("00000003-0000-0000-c000-000000000000"), AppId::known("00000002-0000-0000-c000-000000000000")];

/// The actions that let a custom role grant app roles: of other APIs, and of all.
const GRANTS_SOME: &str = "microsoft.directory/servicePrincipals/appRoleAssignedTo/update";
const GRANTS_ALL: &str = "microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin";

/// Refuses unless the token has one of the scopes.
pub(super) fn need_scope(inquiry: &Inquiry<'_>, one_of: &[&str]) -> Result<(), Refusal> {
    if has_scope(inquiry, one_of) { Ok(()) } else { Err(Refusal::Denied) }
}

/// Whether the token has one of the scopes.
pub(super) fn has_scope(inquiry: &Inquiry<'_>, one_of: &[&str]) -> bool {
    one_of.iter().any(|scope| inquiry.caller.scopes.contains(*scope))
}

/// Refuses unless the user is a Global Administrator or has one of the roles tenant-wide.
pub(super) fn need_role(tenant: &Tenant, inquiry: &Inquiry<'_>, one_of: &[RoleDefinitionId]) -> Result<(), Refusal> {
    let held = roles_of(tenant, inquiry.caller.user.0);
    let enough = held.contains(&GLOBAL_ADMINISTRATOR) || one_of.iter().any(|role| held.contains(role));
    if enough { Ok(()) } else { Err(Refusal::Denied) }
}

/// Refuses unless the user may give and take app roles of this API.
pub(super) fn need_grant_right(tenant: &Tenant, inquiry: &Inquiry<'_>, api: &ServicePrincipal) -> Result<(), Refusal> {
    let guarded = GUARDED_APIS.contains(&api.app_id);
    let held = roles_of(tenant, inquiry.caller.user.0);
    let by_role = [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR].iter().any(|role| held.contains(role))
        || !guarded && APPLICATION_ADMINISTRATORS.iter().any(|role| held.contains(role));
    let actions = || {
        let definitions = held.iter().filter_map(|role| tenant.role_definitions.get(role));
        definitions.filter(|role| role.is_enabled && !role.is_built_in).flat_map(|role| &role.allowed_actions)
    };
    let by_custom_role = actions().any(|action| action == GRANTS_ALL || !guarded && action == GRANTS_SOME);
    let is_guest = tenant.users.get(&inquiry.caller.user).is_none_or(|user| user.guest);
    let by_ownership = !is_guest && owns(tenant, inquiry.caller.user.0, api);
    if by_role || by_custom_role || by_ownership { Ok(()) } else { Err(Refusal::Denied) }
}

/// Whether a user owns an API's service principal or its app registration.
fn owns(tenant: &Tenant, user: Guid, api: &ServicePrincipal) -> bool {
    let registrations = tenant.applications.values().filter(|application| application.app_id == api.app_id);
    api.owners.contains(&user) || registrations.into_iter().any(|application| application.owners.contains(&user))
}

/// The active, tenant-wide directory roles of a principal, direct or through groups.
pub(super) fn roles_of(tenant: &Tenant, principal: Guid) -> SortedSet<RoleDefinitionId> {
    let groups = groups_of(tenant, principal);
    let holds = |holder: Guid| holder == principal || groups.contains(&ObjectId(holder));
    let assignments = tenant.role_assignments.values();
    assignments.filter(|it| it.scope == RoleScope::Tenant && holds(it.principal)).map(|it| it.role).collect()
}

/// The groups that a principal is a member of, directly or through other groups.
pub(super) fn groups_of(tenant: &Tenant, principal: Guid) -> SortedSet<ObjectId> {
    let mut found = SortedSet::new();
    let mut open = vec![principal];
    while let Some(member) = open.pop() {
        for group in tenant.groups.values().filter(|group| group.members.contains(&member)) {
            if found.insert(group.id) {
                open.push(group.id.0);
            }
        }
    }
    found
}
