//! What a wish is about, with the names that the tenant gives: the same whether or not the identity exists.

use super::row::Subject;
use crate::api::{Api, AppRole};
use crate::apis::KnownApis;
use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::ReachedTier;

/// The directory roles of the tenant, as far as they could be read.
type DirectoryRoles = Result<Listing<RoleDefinition>, Problem>;

/// What any wish is about.
pub(super) fn of_wish(apis: &KnownApis, roles: &DirectoryRoles, wish: &Wish) -> Subject {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => app_role(apis, *api, role),
        Wish::Add(Permission::AzureRole(at), _) | Wish::Remove(Permission::AzureRole(at)) => {
            Subject::AzureRole { at: at.clone(), definition: None, lead: ReachedTier::UNKNOWN }
        }
        Wish::Add(Permission::GroupMembership(id), _) | Wish::Remove(Permission::GroupMembership(id)) => {
            Subject::Group { id: *id, group: None, access: None }
        }
        Wish::Named { api: Some(api), name } => app_role(apis, *api, &RoleKey::Value(name.clone())),
        Wish::Named { api: None, name } => Subject::Name(name.clone()),
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => no_app_role(apis, *resource, *role, ""),
        Wish::Add(Permission::EntraRole { role, scope }, lasting) => directory_role(roles, *role, scope, *lasting),
        Wish::Remove(Permission::EntraRole { role, scope }) => directory_role(roles, *role, scope, Lasting::Permanent),
    }
}

pub(super) fn app_role(apis: &KnownApis, app_id: AppId, key: &RoleKey) -> Subject {
    let asked = match key {
        RoleKey::Id(id) => id.to_string(),
        RoleKey::Value(value) => value.clone(),
    };
    let api = apis.by_app_id(app_id);
    let role = api.and_then(|api| best_role(api, key)).cloned();
    Subject::AppRole { api: app_id, api_name: api.map(|api| api.display_name.clone()), role, asked }
}

/// `noted_name` is the API's name in the grant, for a deleted API.
pub(super) fn no_app_role(
    apis: &KnownApis,
    resource: ServicePrincipalId,
    role: AppRoleId,
    noted_name: &str,
) -> Subject {
    match apis.by_id(resource) {
        Some(api) => Subject::AppRole {
            api: api.app_id,
            api_name: Some(api.display_name.clone()),
            role: api.role(role).cloned(),
            asked: role.to_string(),
        },
        None => Subject::RoleOfUnknownApi { resource, noted_name: noted_name.to_owned(), role },
    }
}

pub(super) fn directory_role(
    roles: &DirectoryRoles,
    role: RoleDefinitionId,
    scope: &DirectoryScope,
    lasting: Lasting,
) -> Subject {
    Subject::DirectoryRole { role, definition: definition(roles, role), scope: scope.clone(), lasting }
}

pub(super) fn definition(roles: &DirectoryRoles, id: RoleDefinitionId) -> Option<RoleDefinition> {
    roles.as_ref().ok()?.items.iter().find(|definition| definition.id == id).cloned()
}

/// Where a value is declared twice, the role that can be granted is meant.
pub(super) fn best_role<'a>(api: &'a Api, key: &'a RoleKey) -> Option<&'a AppRole> {
    match key {
        RoleKey::Id(id) => api.role(*id),
        RoleKey::Value(value) => {
            let mut all = api.roles_by_value(value);
            api.roles_by_value(value).find(|role| role.grantable()).or_else(|| all.next())
        }
    }
}
