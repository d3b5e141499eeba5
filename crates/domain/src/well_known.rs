//! The few ids that the page itself reasons about. The large tables of roles are elsewhere.

use super::ids::{AppId, RoleDefinitionId};

/// Microsoft Graph.
pub const MICROSOFT_GRAPH: AppId = AppId::known("00000003-0000-0000-c000-000000000000");
/// SharePoint Online.
pub const SHAREPOINT_ONLINE: AppId = AppId::known("00000003-0000-0ff1-ce00-000000000000");
/// Exchange Online.
pub const EXCHANGE_ONLINE: AppId = AppId::known("00000002-0000-0ff1-ce00-000000000000");
/// Azure AD Graph, which is retired and still guarded like Microsoft Graph.
pub const AZURE_AD_GRAPH: AppId = AppId::known("00000002-0000-0000-c000-000000000000");

/// The APIs whose roles are asked for beside the first search, because nearly every identity has one of them.
pub const COMMON_APIS: &[AppId] = &[MICROSOFT_GRAPH, SHAREPOINT_ONLINE, EXCHANGE_ONLINE];

/// Global Administrator.
pub const GLOBAL_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("62e90394-69f5-4237-9190-012177145e10");
/// Privileged Role Administrator.
pub const PRIVILEGED_ROLE_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814");
/// Application Administrator.
pub const APPLICATION_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3");
/// Cloud Application Administrator.
pub const CLOUD_APPLICATION_ADMINISTRATOR: RoleDefinitionId =
    RoleDefinitionId::known("158c047a-c907-4556-b7ef-446551a6b5f7");
/// Exchange Administrator.
pub const EXCHANGE_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("29232cdf-9323-42fd-ade2-1d097af3e4de");
/// Groups Administrator.
pub const GROUPS_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c");
/// Global Reader.
pub const GLOBAL_READER: RoleDefinitionId = RoleDefinitionId::known("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
/// Reports Reader.
pub const REPORTS_READER: RoleDefinitionId = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");
/// Security Administrator.
pub const SECURITY_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("194ae4cb-b126-40b2-bd5b-6091b380977d");
/// Security Reader.
pub const SECURITY_READER: RoleDefinitionId = RoleDefinitionId::known("5d6b6bb7-de71-4623-b4af-96380a352509");

/// The directory roles of which one is enough to grant app roles of this API, the least powerful first.
///
/// Microsoft Graph and Azure AD Graph want Privileged Role Administrator; for every other API an administrator of
/// applications will do. Custom roles and owners of an API may do more than this list tells, so it is for warnings and
/// never for refusals.
///
/// <https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto>
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task>
pub fn roles_that_grant(api: AppId) -> &'static [RoleDefinitionId] {
    if api == MICROSOFT_GRAPH || api == AZURE_AD_GRAPH {
        &[PRIVILEGED_ROLE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR]
    } else {
        &[
            CLOUD_APPLICATION_ADMINISTRATOR,
            APPLICATION_ADMINISTRATOR,
            PRIVILEGED_ROLE_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ]
    }
}

/// The directory roles of which one is enough to assign directory roles, the least powerful first.
///
/// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments>
pub fn roles_that_assign() -> &'static [RoleDefinitionId] {
    &[PRIVILEGED_ROLE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR]
}

/// The directory roles of which one is enough to change the members of a group, the least powerful first. Owners of a group
/// can change them too, so this is for warnings and never for refusals.
///
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task>
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept>
pub fn roles_that_change_members(role_assignable: bool) -> &'static [RoleDefinitionId] {
    if role_assignable { roles_that_assign() } else { &[GROUPS_ADMINISTRATOR, GLOBAL_ADMINISTRATOR] }
}
