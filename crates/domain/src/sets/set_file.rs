//! This project's own form of a set.
//!
//! ```json
//! {
//!   "format": "bestow.permission-set",
//!   "version": 1,
//!   "name": "Mail reports",
//!   "purpose": "For the nightly report",
//!   "appRoles": [{ "api": "00000003-0000-0000-c000-000000000000", "value": "Mail.Send" }],
//!   "directoryRoles": [{ "role": "29232cdf-9323-42fd-ade2-1d097af3e4de", "hours": 8 }]
//! }
//! ```
//!
//! An app role is named by its `value`, or by its `role` id where it has no value.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::error::SetError;
use super::own_set::{LARGEST, LONGEST_NAME, OwnSet, checked, checked_name, checked_text, push};
use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, AppRoleId, RoleDefinitionId};
use crate::json::indented;

const FORMAT: &str = "bestow.permission-set";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WireSet {
    format: String,
    version: u32,
    name: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    app_roles: Vec<SetFileAppRole>,
    #[serde(default)]
    directory_roles: Vec<SetFileDirectoryRole>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetFileAppRole {
    api: AppId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<AppRoleId>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetFileDirectoryRole {
    role: RoleDefinitionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<NonZeroU16>,
}

/// What is looked at first, so that a newer version is told from a damaged file.
#[derive(Deserialize)]
struct SetFileVersion {
    format: String,
    version: u32,
}

/// Reads a set.
pub fn read(text: &str) -> Result<OwnSet, SetError> {
    if text.len() > LARGEST {
        return Err(SetError::TooLarge);
    }
    let head: SetFileVersion = serde_json::from_str(text).map_err(|error| SetError::not_a_set(&error))?;
    if head.format == FORMAT && head.version > VERSION {
        return Err(SetError::NewerVersion);
    }
    let wire: WireSet = serde_json::from_str(text).map_err(|error| SetError::not_a_set(&error))?;
    if wire.format != FORMAT || wire.version != VERSION {
        return Err(SetError::NotASet { line: 1, column: 1, found: wire.format.chars().take(40).collect() });
    }
    let name = checked_name(wire.name)?;
    if !checked_text(&wire.purpose) {
        return Err(SetError::BadName(wire.purpose.chars().take(LONGEST_NAME).collect()));
    }
    let mut wishes = Vec::new();
    for app_role in wire.app_roles {
        let (key, called) = match (app_role.value, app_role.role) {
            (Some(value), None) => {
                let value = checked_name(value)?;
                (RoleKey::Value(value.clone()), value)
            }
            (None, Some(role)) => (RoleKey::Id(role), role.to_string()),
            _ => return Err(SetError::BadName(app_role.api.to_string())),
        };
        push(
            &mut wishes,
            Wish::Add(Permission::AppRole(AppRoleName { api: app_role.api, role: key }), Lasting::Permanent),
            &called,
        )?;
    }
    for role in wire.directory_roles {
        let lasting = Lasting::from(role.hours);
        let wish = Wish::Add(Permission::EntraRole { role: role.role, scope: DirectoryScope::Tenant }, lasting);
        push(&mut wishes, wish, &role.role.to_string())?;
    }
    checked(OwnSet { name, purpose: wire.purpose, wishes })
}

/// Writes a set.
///
/// # Errors
///
/// A wish that only one tenant understands, or that removes something, can't be part of a set.
pub fn write(set: &OwnSet) -> Result<String, SetError> {
    let mut wire = WireSet {
        format: FORMAT.to_owned(),
        version: VERSION,
        name: set.name.clone(),
        purpose: set.purpose.clone(),
        app_roles: Vec::new(),
        directory_roles: Vec::new(),
    };
    for wish in &set.wishes {
        match wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => {
                wire.app_roles.push(SetFileAppRole { api: *api, value: Some(value.clone()), role: None });
            }
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(role) }), _) => {
                wire.app_roles.push(SetFileAppRole { api: *api, value: None, role: Some(*role) });
            }
            Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::Tenant }, lasting) => {
                wire.directory_roles.push(SetFileDirectoryRole { role: *role, hours: lasting.hours() });
            }
            Wish::Add(Permission::EntraRole { scope, .. }, _) | Wish::Remove(Permission::EntraRole { scope, .. }) => {
                return Err(SetError::ScopeOfATenant(scope.to_string()));
            }
            Wish::Named { name, .. } => return Err(SetError::BadName(name.clone())),
            Wish::Remove(Permission::AppRole(AppRoleIds { resource, .. })) => {
                return Err(SetError::ScopeOfATenant(resource.to_string()));
            }
            Wish::Add(Permission::AzureRole(at), _) | Wish::Remove(Permission::AzureRole(at)) => {
                return Err(SetError::ScopeOfATenant(at.scope.to_string()));
            }
            Wish::Add(Permission::GroupMembership(group), _) | Wish::Remove(Permission::GroupMembership(group)) => {
                return Err(SetError::ScopeOfATenant(group.to_string()));
            }
        }
    }
    Ok(indented(&wire))
}
