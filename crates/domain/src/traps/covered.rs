//! Permissions and directory roles that add nothing to others.
//!
//! Which permission covers which is told by the shape of their names, as Microsoft builds them, and by a short table. A
//! few methods are documented for the smaller permission alone, so a covered permission is called superfluous and never
//! removed by itself.
//!
//! <https://learn.microsoft.com/graph/permissions-overview>

use super::assigned::{AssignedPermission, IdentityPermissions, permission};
use super::trap::{Trap, TrapDirectoryRole};
use crate::directory_role::DirectoryScope;
use crate::holdings::ApiAppRoles;
use crate::ids::RoleDefinitionId;
use crate::well_known::{GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

/// What a permission of Microsoft Graph or SharePoint covers, where the name does not tell it.
pub(super) const COVERS: &[(&str, &[&str])] = &[
    ("Sites.FullControl.All", &["Sites.Manage.All", "Sites.ReadWrite.All", "Sites.Read.All"]),
    ("Sites.Manage.All", &["Sites.ReadWrite.All", "Sites.Read.All"]),
    ("Directory.ReadWrite.All", &["GroupMember.Read.All", "Device.Read.All", "User.ReadBasic.All"]),
    ("Directory.Read.All", &["GroupMember.Read.All", "Device.Read.All", "User.ReadBasic.All"]),
    ("Group.ReadWrite.All", &["GroupMember.ReadWrite.All", "GroupMember.Read.All", "Group.Create"]),
    ("Group.Read.All", &["GroupMember.Read.All"]),
    ("Mail.Read", &["Mail.ReadBasic.All"]),
    ("Mail.ReadWrite", &["Mail.ReadBasic.All"]),
    ("Calendars.Read", &["Calendars.ReadBasic.All"]),
    ("Calendars.ReadWrite", &["Calendars.ReadBasic.All"]),
    (
        "RoleManagement.ReadWrite.Directory",
        &["RoleAssignmentSchedule.Read.Directory", "RoleEligibilitySchedule.Read.Directory"],
    ),
];

const DIRECTORY_READERS: RoleDefinitionId = RoleDefinitionId::known("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");
const DIRECTORY_WRITERS: RoleDefinitionId = RoleDefinitionId::known("9360feb5-f418-4baa-8175-e2a00bac4301");
const REPORTS_READER: RoleDefinitionId = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");

/// Directory roles with the permissions of Microsoft Graph that together allow all of them.
pub(super) const POINTLESS: &[(RoleDefinitionId, &[&str])] = &[
    (DIRECTORY_READERS, &["Directory.Read.All"]),
    (DIRECTORY_READERS, &["Directory.ReadWrite.All"]),
    (DIRECTORY_WRITERS, &["Directory.ReadWrite.All"]),
    (REPORTS_READER, &["Reports.Read.All", "AuditLog.Read.All"]),
];

/// Permissions that others cover, permissions that share an id, and roles that add nothing.
pub(super) fn traps(held: IdentityPermissions<'_>, permissions: &[AssignedPermission]) -> Vec<Trap> {
    let mut traps: Vec<Trap> = permissions.iter().filter_map(|covered| covered_by(covered, permissions)).collect();
    traps.extend(same_ids(held.app_roles));
    traps.extend(held.directory_roles.iter().filter_map(|role| pointless(&role.into(), held, permissions)));
    traps
}

/// Whether one permission allows all that another one of the same API allows.
pub(super) fn covers(broad: &str, narrow: &str) -> bool {
    if broad.eq_ignore_ascii_case(narrow) {
        return false;
    }
    let in_table = COVERS.iter().any(|(value, covered)| *value == broad && covered.contains(&narrow));
    let reading = broad.replacen(".ReadWrite", ".Read", 1);
    let basics = reading.replacen(".Read.", ".ReadBasic.", 1);
    let of_all_methods = |access: &str| {
        broad == format!("UserAuthenticationMethod.{access}.All")
            && narrow.starts_with("UserAuthMethod-")
            && (narrow.ends_with(&format!(".{access}.All")) || narrow.ends_with(".Read.All"))
    };
    in_table || narrow == reading || narrow == basics || of_all_methods("ReadWrite") || of_all_methods("Read")
}

/// The widest permission that covers this one: one that no other covers.
fn covered_by(covered: &AssignedPermission, permissions: &[AssignedPermission]) -> Option<Trap> {
    let same_api = |other: &&AssignedPermission| other.api == covered.api && covers(&other.value, &covered.value);
    let candidates: Vec<&AssignedPermission> = permissions.iter().filter(same_api).collect();
    let widest = candidates.iter().find(|it| !candidates.iter().any(|other| covers(&other.value, &it.value)))?;
    let known = covered.api == MICROSOFT_GRAPH || covered.api == SHAREPOINT_ONLINE;
    known.then(|| Trap::AlreadyCovered { covered: covered.clone(), by: (*widest).clone() })
}

fn same_ids(apis: &[ApiAppRoles]) -> Vec<Trap> {
    let mut traps = Vec::new();
    for (at, api) in apis.iter().enumerate() {
        for other in &apis[at + 1..] {
            for held in &api.roles {
                let id = held.assignment.grant.app_role;
                let twin = other.roles.iter().find(|twin| twin.assignment.grant.app_role == id);
                let both = twin.and_then(|twin| Some((permission(api, held)?, permission(other, twin)?)));
                if let Some((first, second)) = both {
                    traps.push(Trap::SameRoleId { role: id, first, second });
                }
            }
        }
    }
    traps
}

fn pointless(
    role: &TrapDirectoryRole,
    held: IdentityPermissions<'_>,
    permissions: &[AssignedPermission],
) -> Option<Trap> {
    let is_global = |it: &TrapDirectoryRole| it.role == GLOBAL_ADMINISTRATOR && it.scope == DirectoryScope::Tenant;
    if role.role != GLOBAL_ADMINISTRATOR && held.directory_roles.iter().any(|it| is_global(&it.into())) {
        return Some(Trap::RoleBesideGlobalAdministrator { role: role.clone() });
    }
    let graph = |value: &str| permissions.iter().find(|it| it.api == MICROSOFT_GRAPH && it.value == value).cloned();
    POINTLESS.iter().filter(|(of, _)| *of == role.role).find_map(|(_, values)| {
        let permissions: Option<Vec<AssignedPermission>> = values.iter().map(|value| graph(value)).collect();
        Some(Trap::PointlessRole { role: role.clone(), permissions: permissions? })
    })
}
