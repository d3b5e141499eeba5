//! Reading a review from a file.

use serde::Deserialize;

use super::form::{FORMAT, LARGEST, VERSION};
use super::{FileError, SavedIdentity, SavedReview, SavedReviewPermission};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId, TenantId};
use crate::json::FileHeader;
use crate::tenant_review::PermissionKey;

impl SavedReview {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`FileError::Damaged`], [`FileError::NewerVersion`] or [`FileError::TooLarge`].
    pub fn read(text: &str) -> Result<Self, FileError> {
        if text.len() > LARGEST {
            return Err(FileError::TooLarge);
        }
        let heading: FileHeader = serde_json::from_str(text).map_err(|_| FileError::Damaged)?;
        if heading.is_newer(FORMAT, VERSION) {
            return Err(FileError::NewerVersion);
        }
        if !heading.is(FORMAT, VERSION) {
            return Err(FileError::Damaged);
        }
        let wire: SavedReviewFile = serde_json::from_str(text).map_err(|_| FileError::Damaged)?;
        wire.saved().ok_or(FileError::Damaged)
    }

    /// The same, where it is about this tenant.
    ///
    /// # Errors
    ///
    /// [`FileError::OtherTenant`].
    pub fn check_tenant(self, tenant: TenantId) -> Result<Self, FileError> {
        if self.tenant == tenant { Ok(self) } else { Err(FileError::OtherTenant) }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedReviewFile {
    tenant: WireTenant,
    read_at: String,
    complete: bool,
    missing: Vec<WireGap>,
    permissions: Vec<WirePermission>,
    identities: Vec<SavedFileIdentity>,
}

#[derive(Deserialize)]
struct WireTenant {
    id: TenantId,
}

#[derive(Deserialize)]
struct WireGap {
    what: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePermission {
    kind: String,
    id: String,
    name: String,
    api: Option<ServicePrincipalId>,
    api_app_id: Option<AppId>,
    api_name: Option<String>,
    scope: Option<String>,
}

#[derive(Deserialize)]
struct SavedFileIdentity {
    id: ServicePrincipalId,
    name: String,
    read: bool,
    holds: Vec<WireHeld>,
}

#[derive(Deserialize)]
struct WireHeld {
    permission: usize,
    through: Option<ObjectId>,
}

impl SavedReviewFile {
    fn saved(self) -> Option<SavedReview> {
        let things: Vec<SavedReviewPermission> =
            self.permissions.into_iter().map(WirePermission::permission).collect::<Option<_>>()?;
        let mut identities = Vec::with_capacity(self.identities.len());
        for it in self.identities {
            let held: Vec<_> = it.holds.into_iter().map(|held| (held.permission, held.through)).collect();
            if held.iter().any(|(place, _)| *place >= things.len()) {
                return None;
            }
            identities.push(SavedIdentity { id: it.id, name: it.name, read: it.read, held });
        }
        let lacks_roles = |it: &WireGap| ["directory-roles", "members", "identities"].contains(&it.what.as_str());
        Some(SavedReview {
            tenant: self.tenant.id,
            at: self.read_at.parse().ok()?,
            complete: self.complete && self.missing.is_empty(),
            directory_roles: !self.missing.iter().any(lacks_roles),
            things,
            identities,
        })
    }
}

impl WirePermission {
    fn permission(self) -> Option<SavedReviewPermission> {
        let key = match self.kind.as_str() {
            "app-role" => PermissionKey::AppRole(self.api?, self.id.parse::<AppRoleId>().ok()?),
            "directory-role" => PermissionKey::DirectoryRole(
                self.id.parse::<RoleDefinitionId>().ok()?,
                DirectoryScope::parse(&self.scope?),
            ),
            _ => return None,
        };
        let api_name = self.api_name.unwrap_or_default();
        Some(SavedReviewPermission { key, label: self.name, api_name, api: self.api_app_id })
    }
}
