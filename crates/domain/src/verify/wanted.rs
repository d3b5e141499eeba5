//! What a wish means in this tenant.

use super::side::is_of_unread_api;
use super::tenant::ComparisonTenant;
use super::thing::{ApiKey, ComparedPermission};
use crate::api::{Api, AppRole};
use crate::apis::{ApiState, KnownApis};
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::wish::Wish;
use crate::directory_role::DirectoryScope;
use crate::ids::AppId;

/// The meaning of one wish.
pub(super) enum WishMeaning {
    /// One permission. There are several IDs only if an API declares the same value several times.
    AnyOf(Vec<ComparedPermission>),
    /// A name with several meanings.
    Several(Vec<ComparedPermission>),
    /// The tenant has no such API, so no one can have a role of it.
    NotInTenant,
    /// It could not be found out.
    Unclear(UnclearReason),
}

/// What kept the meaning from being found out, and so what else it may be.
pub(super) enum UnclearReason {
    /// The API was not read.
    ApiUnread,
    /// The API has no such role now; one that it had once may still be assigned.
    NotOf(AppId),
    /// Nothing that was read has this name.
    Nowhere,
}

impl UnclearReason {
    /// Whether the wish may mean this permission, so that it must not be called extra.
    pub fn may_mean(&self, thing: &ComparedPermission, apis: &KnownApis) -> bool {
        match (self, thing) {
            (Self::NotOf(wanted), ComparedPermission::AppRole { api: ApiKey::App(api), role }) => {
                wanted == api && apis.by_app_id(*api).is_some_and(|api| api.role(*role).is_none())
            }
            (Self::NotOf(_), _) => false,
            (Self::ApiUnread | Self::Nowhere, thing) => is_of_unread_api(thing, apis),
        }
    }
}

/// Finds out what a wish means; nothing, where it asks for something to be assigned no more: if that is assigned, it is
/// extra.
pub(super) fn meaning(tenant: ComparisonTenant<'_>, wish: &Wish) -> Option<WishMeaning> {
    let meaning = match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => app_role(tenant.apis, *api, role),
        Wish::Add(Permission::EntraRole { role, scope }, _) => {
            WishMeaning::AnyOf(vec![ComparedPermission::DirectoryRole { role: *role, scope: scope.clone() }])
        }
        // Sets contain neither of these, and those of identities are not compared.
        Wish::Add(Permission::AzureRole(_) | Permission::GroupMembership(_), _) => {
            WishMeaning::Unclear(UnclearReason::Nowhere)
        }
        Wish::Named { api: Some(api), name } => app_role(tenant.apis, *api, &RoleKey::Value(name.clone())),
        Wish::Named { api: None, name } => anywhere(tenant, name),
        Wish::Remove(_) => return None,
    };
    Some(meaning)
}

fn app_role(apis: &KnownApis, app_id: AppId, key: &RoleKey) -> WishMeaning {
    let api = match apis.state(app_id) {
        Some(ApiState::Present(api)) => api,
        Some(ApiState::Absent) => return WishMeaning::NotInTenant,
        Some(ApiState::Unread(_)) | None => return WishMeaning::Unclear(UnclearReason::ApiUnread),
    };
    match key {
        RoleKey::Id(role) => {
            WishMeaning::AnyOf(vec![ComparedPermission::AppRole { api: ApiKey::App(app_id), role: *role }])
        }
        RoleKey::Value(value) => match by_value(api, value) {
            things if things.is_empty() => WishMeaning::Unclear(UnclearReason::NotOf(app_id)),
            things => WishMeaning::AnyOf(things),
        },
    }
}

/// The roles that a value means. Roles for users only are left out if there are others, because an identity can't have
/// them.
fn by_value(api: &Api, value: &str) -> Vec<ComparedPermission> {
    let thing = |role: &AppRole| ComparedPermission::AppRole { api: ApiKey::App(api.app_id), role: role.id };
    let for_applications: Vec<ComparedPermission> =
        api.roles_by_value(value).filter(|role| role.for_applications).map(thing).collect();
    if for_applications.is_empty() { api.roles_by_value(value).map(thing).collect() } else { for_applications }
}

fn anywhere(tenant: ComparisonTenant<'_>, name: &str) -> WishMeaning {
    let mut meanings: Vec<Vec<ComparedPermission>> =
        tenant.apis.present().map(|api| by_value(api, name)).filter(|things| !things.is_empty()).collect();
    let definitions = tenant.directory_roles.iter().flat_map(|listing| &listing.items);
    for definition in definitions.filter(|definition| definition.display_name.eq_ignore_ascii_case(name)) {
        meanings.push(vec![ComparedPermission::DirectoryRole { role: definition.id, scope: DirectoryScope::Tenant }]);
    }
    match meanings.len() {
        0 => WishMeaning::Unclear(UnclearReason::Nowhere),
        1 => WishMeaning::AnyOf(meanings.remove(0)),
        _ => WishMeaning::Several(meanings.into_iter().flatten().collect()),
    }
}
