//! A change request as JSON. The reader takes exactly what the writer writes.

use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::change_request::{Draft, DraftError, LONGEST_CLAIM, LONGEST_NAME};
use crate::change::permission_wire::WireAzureRole;
use crate::change::wish::{Lasting, Wanted, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId};
use crate::json::compact;
use crate::time::Timestamp;
use crate::visible_text::is_hidden;

/// The version of a change request without Azure roles.
const VERSION: u32 = 1;

/// The version of one with Azure roles, which earlier versions of the page can't read.
const WITH_AZURE: u32 = 2;

/// The version of one with memberships of groups.
const WITH_GROUPS: u32 = 3;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DraftFileVersion {
    bestow_draft: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WireDraft {
    bestow_draft: u32,
    tenant: TenantId,
    created: String,
    from: String,
    changes: Vec<WireChange>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WireChange {
    identity: ServicePrincipalId,
    wishes: Vec<WireWish>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum WireWish {
    AppRole {
        api: AppId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<AppRoleId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    DirectoryRole {
        role: RoleDefinitionId,
        scope: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<NonZeroU16>,
    },
    Named {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        api: Option<AppId>,
        name: String,
    },
    NoAppRole {
        resource: ServicePrincipalId,
        role: AppRoleId,
    },
    NoDirectoryRole {
        role: RoleDefinitionId,
        scope: String,
    },
    AzureRole {
        azure_role: WireAzureRole,
    },
    NoAzureRole {
        azure_role: WireAzureRole,
    },
    GroupMembership {
        group: ObjectId,
    },
    NoGroupMembership {
        group: ObjectId,
    },
}

pub(super) fn write(draft: &Draft) -> String {
    let change = |(identity, wishes): (ServicePrincipalId, Vec<Wish>)| WireChange {
        identity,
        wishes: wishes.into_iter().map(WireWish::from).collect(),
    };
    let changes: Vec<WireChange> = draft.by_identity().into_iter().map(change).collect();
    compact(&WireDraft {
        bestow_draft: version_of(&changes),
        tenant: draft.tenant,
        created: draft.created.to_string(),
        from: draft.claim.clone(),
        changes,
    })
}

pub(super) fn read(text: &str) -> Result<Draft, DraftError> {
    let version: DraftFileVersion = serde_json::from_str(text).map_err(|_| DraftError::Damaged)?;
    if version.bestow_draft > WITH_GROUPS {
        return Err(DraftError::NewerVersion);
    }
    let wire: WireDraft = serde_json::from_str(text).map_err(|_| DraftError::Damaged)?;
    let created: Timestamp = wire.created.parse().map_err(|_| DraftError::Damaged)?;
    let fits = wire.bestow_draft == version_of(&wire.changes)
        && wire.from.chars().count() <= LONGEST_CLAIM
        && !wire.from.contains(is_hidden);
    if !fits {
        return Err(DraftError::Damaged);
    }
    let mut wishes = Vec::new();
    for change in wire.changes {
        for wish in change.wishes {
            wishes.push(Wanted { identity: change.identity, wish: wish.wish().ok_or(DraftError::Damaged)? });
        }
    }
    Ok(Draft { tenant: wire.tenant, created, claim: wire.from, wishes })
}

/// The version that first had everything that these changes have.
fn version_of(changes: &[WireChange]) -> u32 {
    let version = |wish: &WireWish| match wish {
        WireWish::GroupMembership { .. } | WireWish::NoGroupMembership { .. } => WITH_GROUPS,
        WireWish::AzureRole { .. } | WireWish::NoAzureRole { .. } => WITH_AZURE,
        _ => VERSION,
    };
    changes.iter().flat_map(|change| &change.wishes).map(version).max().unwrap_or(VERSION)
}

impl From<Wish> for WireWish {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(role) }), _) => {
                Self::AppRole { api, role: Some(role), value: None }
            }
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => {
                Self::AppRole { api, role: None, value: Some(value) }
            }
            Wish::Add(Permission::EntraRole { role, scope }, lasting) => {
                Self::DirectoryRole { role, scope: scope.to_string(), hours: lasting.hours() }
            }
            Wish::Add(Permission::AzureRole(at), _) => Self::AzureRole { azure_role: WireAzureRole::of(&at) },
            Wish::Remove(Permission::AzureRole(at)) => Self::NoAzureRole { azure_role: WireAzureRole::of(&at) },
            Wish::Add(Permission::GroupMembership(group), _) => Self::GroupMembership { group },
            Wish::Remove(Permission::GroupMembership(group)) => Self::NoGroupMembership { group },
            Wish::Named { api, name } => Self::Named { api, name },
            Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => Self::NoAppRole { resource, role },
            Wish::Remove(Permission::EntraRole { role, scope }) => {
                Self::NoDirectoryRole { role, scope: scope.to_string() }
            }
        }
    }
}

impl WireWish {
    fn wish(self) -> Option<Wish> {
        Some(match self {
            Self::AppRole { api, role: Some(role), value: None } => {
                Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(role) }), Lasting::Permanent)
            }
            Self::AppRole { api, role: None, value: Some(value) } => Wish::Add(
                Permission::AppRole(AppRoleName { api, role: RoleKey::Value(name_of(value)?) }),
                Lasting::Permanent,
            ),
            Self::AppRole { .. } => return None,
            Self::DirectoryRole { role, scope, hours } => {
                Wish::Add(Permission::EntraRole { role, scope: DirectoryScope::parse_known(&scope)? }, hours.into())
            }
            Self::AzureRole { azure_role } => {
                Wish::Add(Permission::AzureRole(Box::new(azure_role.role_at()?)), Lasting::Permanent)
            }
            Self::NoAzureRole { azure_role } => Wish::Remove(Permission::AzureRole(Box::new(azure_role.role_at()?))),
            Self::GroupMembership { group } => Wish::Add(Permission::GroupMembership(group), Lasting::Permanent),
            Self::NoGroupMembership { group } => Wish::Remove(Permission::GroupMembership(group)),
            Self::Named { api, name } => Wish::Named { api, name: name_of(name)? },
            Self::NoAppRole { resource, role } => Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })),
            Self::NoDirectoryRole { role, scope } => {
                Wish::Remove(Permission::EntraRole { role, scope: DirectoryScope::parse_known(&scope)? })
            }
        })
    }
}

/// A name that can be shown as it is: not empty, not too long, nothing in it that draws nothing.
fn name_of(text: String) -> Option<String> {
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_NAME && !text.contains(is_hidden);
    fits.then_some(text)
}
