//! A change request as JSON. The reader takes exactly what the writer writes.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::{Draft, DraftError};
use crate::change::wish::{RoleKey, Wanted, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId, TenantId};
use crate::json::compact;
use crate::time::Timestamp;
use crate::visible_text::is_hidden;

const VERSION: u32 = 1;

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
}

pub(super) fn write(draft: &Draft) -> String {
    let changes = draft
        .by_identity()
        .into_iter()
        .map(|(identity, wishes)| WireChange { identity, wishes: wishes.into_iter().map(WireWish::from).collect() });
    compact(&WireDraft {
        bestow_draft: VERSION,
        tenant: draft.tenant,
        created: draft.created.to_string(),
        from: draft.claim.clone(),
        changes: changes.collect(),
    })
}

pub(super) fn read(text: &str) -> Result<Draft, DraftError> {
    let version: DraftFileVersion = serde_json::from_str(text).map_err(|_| DraftError::Damaged)?;
    if version.bestow_draft > VERSION {
        return Err(DraftError::NewerVersion);
    }
    let wire: WireDraft = serde_json::from_str(text).map_err(|_| DraftError::Damaged)?;
    let created: Timestamp = wire.created.parse().map_err(|_| DraftError::Damaged)?;
    let fits = wire.bestow_draft == VERSION
        && wire.from.chars().count() <= super::LONGEST_CLAIM
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

impl From<Wish> for WireWish {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::AppRole { api, role: RoleKey::Id(role) } => Self::AppRole { api, role: Some(role), value: None },
            Wish::AppRole { api, role: RoleKey::Value(value) } => Self::AppRole { api, role: None, value: Some(value) },
            Wish::DirectoryRole { role, scope, lasting } => {
                Self::DirectoryRole { role, scope: scope.to_string(), hours: lasting.hours() }
            }
            Wish::Named { api, name } => Self::Named { api, name },
            Wish::NoAppRole { resource, role } => Self::NoAppRole { resource, role },
            Wish::NoDirectoryRole { role, scope } => Self::NoDirectoryRole { role, scope: scope.to_string() },
        }
    }
}

impl WireWish {
    fn wish(self) -> Option<Wish> {
        Some(match self {
            Self::AppRole { api, role: Some(role), value: None } => Wish::AppRole { api, role: RoleKey::Id(role) },
            Self::AppRole { api, role: None, value: Some(value) } => {
                Wish::AppRole { api, role: RoleKey::Value(name_of(value)?) }
            }
            Self::AppRole { .. } => return None,
            Self::DirectoryRole { role, scope, hours } => {
                Wish::DirectoryRole { role, scope: DirectoryScope::parse_known(&scope)?, lasting: hours.into() }
            }
            Self::Named { api, name } => Wish::Named { api, name: name_of(name)? },
            Self::NoAppRole { resource, role } => Wish::NoAppRole { resource, role },
            Self::NoDirectoryRole { role, scope } => {
                Wish::NoDirectoryRole { role, scope: DirectoryScope::parse_known(&scope)? }
            }
        })
    }
}

/// A name that can be shown as it is: not empty, not too long, nothing in it that draws nothing.
fn name_of(text: String) -> Option<String> {
    let fits = !text.is_empty() && text.chars().count() <= super::LONGEST_NAME && !text.contains(is_hidden);
    fits.then_some(text)
}
