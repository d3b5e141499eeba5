//! Compares the permissions that a file says identities should have with those that they have.
//!
//! The difference is a change to be reviewed like any other: what is missing becomes wishes. What is assigned beyond
//! the file is listed, and removed only where a user chooses it. Identities that the file does not name are not looked
//! at. A saved review is such a file as well: what was assigned then is what should be assigned.

use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use serde::{Deserialize, Serialize};

use super::missing::MissingData;
use super::saved::{FileError, LARGEST, SavedReview};
use super::{PermissionKey, ReviewedPermission, TenantReview};
use crate::change::wish::{Lasting, Wanted, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, RoleDefinitionId, ServicePrincipalId, TenantId};
use crate::json::{FileHeader, indented};
use crate::sorted_set::SortedSet;

/// The version of the form. `docs/desired-state.schema.json` describes it.
pub const VERSION: u32 = 1;

const FORMAT: &str = "bestow.desired-state";

/// The permissions that identities should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The tenant.
    pub tenant: TenantId,
    /// The identities, each with all permissions that it should have.
    pub identities: Vec<(ServicePrincipalId, Vec<BaselinePermission>)>,
}

/// A permission that an identity should have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BaselinePermission {
    /// An app role of an API.
    AppRole(AppId, RoleKey),
    /// A directory role at a scope.
    DirectoryRole(RoleDefinitionId, DirectoryScope),
}

/// How what is assigned differs from what should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaselineDifference {
    /// What is missing, as wishes for a review.
    pub missing: Vec<Wanted>,
    /// What is assigned beyond the file: the row and the index of the permission. It can be removed, and never is by
    /// itself.
    pub extra: Vec<(usize, u32)>,
    /// How many of the named identities have exactly what they should.
    pub as_desired: usize,
    /// Identities of the file that the tenant does not have.
    pub unknown: Vec<ServicePrincipalId>,
    /// Identities without a result, because their permissions couldn't be read.
    pub not_read: Vec<usize>,
}

impl Baseline {
    /// Reads a file: a baseline, or a saved review.
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
            return SavedReview::read(text).map(Self::from);
        }
        let wire: BaselineFile = serde_json::from_str(text).map_err(|_| FileError::Damaged)?;
        Ok(Self { tenant: wire.tenant, identities: wire.identities.into_iter().map(BaselineIdentity::read).collect() })
    }

    /// The same, where it is about this tenant.
    ///
    /// # Errors
    ///
    /// [`FileError::OtherTenant`].
    pub fn check_tenant(self, tenant: TenantId) -> Result<Self, FileError> {
        if self.tenant == tenant { Ok(self) } else { Err(FileError::OtherTenant) }
    }

    /// Compares the file with the review.
    pub fn compare_with(&self, review: &TenantReview) -> BaselineDifference {
        let mut difference = BaselineDifference::default();
        let roles_read =
            !review.missing.iter().any(|it| matches!(it, MissingData::DirectoryRoles(_) | MissingData::Members { .. }));
        for (id, wanted) in &self.identities {
            let Some(row) = review.row_of(*id) else {
                difference.unknown.push(*id);
                continue;
            };
            if !review.rows()[row].read || !roles_read {
                difference.not_read.push(row);
                continue;
            }
            let before = (difference.missing.len(), difference.extra.len());
            difference.compare(review, row, wanted);
            if before == (difference.missing.len(), difference.extra.len()) {
                difference.as_desired += 1;
            }
        }
        difference
    }
}

impl BaselineDifference {
    fn compare(&mut self, review: &TenantReview, row: usize, wanted: &[BaselinePermission]) {
        let held: Vec<(u32, &ReviewedPermission, bool)> =
            review.assignments(row).iter().map(|it| (it.thing, review.permission(it.thing), it.is_direct())).collect();
        let wanted: SortedSet<&BaselinePermission> = wanted.iter().collect();
        for thing in &wanted {
            if !held.iter().any(|(_, it, _)| thing.is(it)) {
                self.missing.push(Wanted { identity: review.rows()[row].identity.id, wish: thing.wish() });
            }
        }
        // What comes through a group is the group's affair.
        let extra = held.iter().filter(|(_, it, direct)| *direct && !wanted.iter().any(|thing| thing.is(it)));
        self.extra.extend(extra.map(|(place, ..)| (row, *place)));
    }
}

impl BaselinePermission {
    fn is(&self, thing: &ReviewedPermission) -> bool {
        match (self, &thing.key) {
            (Self::AppRole(api, RoleKey::Id(id)), PermissionKey::AppRole(_, role)) => {
                thing.api == Some(*api) && id == role
            }
            (Self::AppRole(api, RoleKey::Value(value)), PermissionKey::AppRole(..)) => {
                thing.api == Some(*api) && thing.label.eq_ignore_ascii_case(value)
            }
            (Self::DirectoryRole(role, scope), PermissionKey::DirectoryRole(held, at)) => role == held && scope == at,
            _ => false,
        }
    }

    fn wish(&self) -> Wish {
        match self.clone() {
            Self::AppRole(api, role) => Wish::Add(Permission::AppRole(AppRoleName { api, role }), Lasting::Permanent),
            Self::DirectoryRole(role, scope) => Wish::Add(Permission::EntraRole { role, scope }, Lasting::Permanent),
        }
    }
}

/// The wish to remove a permission.
pub fn removal(key: &PermissionKey) -> Wish {
    match key.clone() {
        PermissionKey::AppRole(resource, role) => Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })),
        PermissionKey::DirectoryRole(role, scope) => Wish::Remove(Permission::EntraRole { role, scope }),
    }
}

/// A file that says that the identities in these rows should have their current direct permissions.
pub fn write(review: &TenantReview, rows: &[u32], tenant: TenantId) -> String {
    let identity = |&row: &u32| {
        let row = row as usize;
        let direct: Vec<&ReviewedPermission> =
            review.assignments(row).iter().filter(|it| it.is_direct()).map(|it| review.permission(it.thing)).collect();
        let app_role = |thing: &&ReviewedPermission| match &thing.key {
            PermissionKey::AppRole(_, role) => Some(BaselineAppRole { api: thing.api?, role: role.to_string() }),
            PermissionKey::DirectoryRole(..) => None,
        };
        let directory_role = |thing: &&ReviewedPermission| match &thing.key {
            PermissionKey::DirectoryRole(role, scope) => {
                Some(BaselineDirectoryRole { role: *role, scope: scope.to_string() })
            }
            PermissionKey::AppRole(..) => None,
        };
        BaselineIdentity {
            id: review.rows()[row].identity.id,
            name: Some(review.rows()[row].identity.display_name.clone()),
            app_roles: direct.iter().filter_map(app_role).collect(),
            directory_roles: direct.iter().filter_map(directory_role).collect(),
        }
    };
    let identities = rows.iter().map(identity).collect();
    indented(&BaselineFile { format: FORMAT.to_owned(), version: VERSION, tenant, identities })
}

/// What was assigned is what should be assigned. Roles of deleted APIs are left out: they can't be granted.
impl From<SavedReview> for Baseline {
    fn from(saved: SavedReview) -> Self {
        let thing = |place: usize| {
            let thing = &saved.things[place];
            match &thing.key {
                PermissionKey::AppRole(_, role) => Some(BaselinePermission::AppRole(thing.api?, RoleKey::Id(*role))),
                PermissionKey::DirectoryRole(role, scope) => {
                    Some(BaselinePermission::DirectoryRole(*role, scope.clone()))
                }
            }
        };
        let read = saved.identities.iter().filter(|it| it.read);
        let identities = read.map(|it| {
            let direct = it.held.iter().filter(|(_, through)| through.is_none());
            (it.id, direct.filter_map(|(place, _)| thing(*place)).collect())
        });
        Self { tenant: saved.tenant, identities: identities.collect() }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    format: String,
    version: u32,
    tenant: TenantId,
    identities: Vec<BaselineIdentity>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BaselineIdentity {
    id: ServicePrincipalId,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    app_roles: Vec<BaselineAppRole>,
    #[serde(default)]
    directory_roles: Vec<BaselineDirectoryRole>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineAppRole {
    api: AppId,
    role: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineDirectoryRole {
    role: RoleDefinitionId,
    #[serde(default = "whole_tenant")]
    scope: String,
}

fn whole_tenant() -> String {
    DirectoryScope::Tenant.to_string()
}

impl BaselineIdentity {
    fn read(self) -> (ServicePrincipalId, Vec<BaselinePermission>) {
        let app_role = |it: BaselineAppRole| {
            let role = it.role.parse().map_or_else(|_| RoleKey::Value(it.role.clone()), RoleKey::Id);
            BaselinePermission::AppRole(it.api, role)
        };
        let directory_role =
            |it: BaselineDirectoryRole| BaselinePermission::DirectoryRole(it.role, DirectoryScope::parse(&it.scope));
        let app_roles = self.app_roles.into_iter().map(app_role);
        (self.id, app_roles.chain(self.directory_roles.into_iter().map(directory_role)).collect())
    }
}

#[cfg(test)]
mod tests;
