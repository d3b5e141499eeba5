//! The permissions of a set, with what one tenant says about them.

use std::rc::Rc;

use super::error::SetError;
use crate::api::{Api, AppRole};
use crate::apis::{ApiState, KnownApis};
use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::ids::AppId;
use crate::tiers::{Rating, Tier, apis_with_value, rate_app_role, rate_directory_role};

/// One part of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetEntry {
    /// The wish.
    pub wish: Wish,
    /// What it is called: value or name, else its id.
    pub label: String,
    /// Whose it is.
    pub of: SetEntryOwner,
    /// What it lets its holder do, in the service's words; empty, where the tenant does not have it or says nothing.
    pub description: String,
    /// Whether the tenant has it, as far as it was read.
    pub is_here: bool,
    /// How powerful it is.
    pub rating: Rating,
}

/// Whose a part of a set is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetEntryOwner {
    /// An API's, with its name in the tenant, where it is there.
    Api(AppId, Option<String>),
    /// The directory's.
    Directory,
    /// No one's yet: it is only a name.
    Name,
}

/// Looks at each wish with what is known of the tenant.
pub fn entries(wishes: &[Wish], apis: &KnownApis, definitions: &[RoleDefinition]) -> Vec<SetEntry> {
    wishes.iter().map(|wish| entry(wish, apis, definitions)).collect()
}

/// The highest tier among the entries.
pub fn highest_tier(entries: &[SetEntry]) -> Option<Tier> {
    entries.iter().filter_map(|entry| entry.rating.tier()).min()
}

/// The wish as a set can contain it: an app role by its value where that is known, a bare name by what it means here.
///
/// # Errors
///
/// Where it means something in one tenant only, removes something, or is a name with no meaning or several meanings.
pub fn portable_wish(wish: &Wish, apis: &KnownApis, definitions: &[RoleDefinition]) -> Result<Wish, SetError> {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(id) }), _) => {
            let value = apis.by_app_id(*api).and_then(|api| api.role(*id)).and_then(|role| role.value.clone());
            let role = value.map_or(RoleKey::Id(*id), RoleKey::Value);
            Ok(Wish::Add(Permission::AppRole(AppRoleName { api: *api, role }), Lasting::Permanent))
        }
        Wish::Add(Permission::AppRole(_), _)
        | Wish::Add(Permission::EntraRole { scope: DirectoryScope::Tenant, .. }, _) => Ok(wish.clone()),
        Wish::Add(Permission::EntraRole { scope, .. }, _) | Wish::Remove(Permission::EntraRole { scope, .. }) => {
            Err(SetError::ScopeOfATenant(scope.to_string()))
        }
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, .. })) => {
            Err(SetError::ScopeOfATenant(resource.to_string()))
        }
        Wish::Add(Permission::AzureRole(at), _) | Wish::Remove(Permission::AzureRole(at)) => {
            Err(SetError::ScopeOfATenant(at.scope.to_string()))
        }
        Wish::Add(Permission::GroupMembership(group), _) | Wish::Remove(Permission::GroupMembership(group)) => {
            Err(SetError::ScopeOfATenant(group.to_string()))
        }
        Wish::Named { api: Some(api), name } => Ok(Wish::Add(
            Permission::AppRole(AppRoleName { api: *api, role: RoleKey::Value(name.clone()) }),
            Lasting::Permanent,
        )),
        Wish::Named { api: None, name } => named(name, apis, definitions),
    }
}

fn named(name: &str, apis: &KnownApis, definitions: &[RoleDefinition]) -> Result<Wish, SetError> {
    // A value of one of Microsoft's APIs is never taken for the role of another API, whether or not it could be read.
    let owners = apis_with_value(name);
    if owners.iter().any(|owner| matches!(apis.state(*owner), Some(ApiState::Unread(_)))) {
        return Err(SetError::BadName(name.to_owned()));
    }
    let is_owner = |api: &&Rc<Api>| owners.is_empty() || owners.contains(&api.app_id);
    let values = apis.present().filter(is_owner).filter_map(|api| {
        let role = best(api, &RoleKey::Value(name.to_owned()))?;
        Some(Wish::Add(
            Permission::AppRole(AppRoleName { api: api.app_id, role: RoleKey::Value(role.value.clone()?) }),
            Lasting::Permanent,
        ))
    });
    let roles = definitions
        .iter()
        .filter(|it| it.display_name.eq_ignore_ascii_case(name))
        .map(|it| Wish::Add(Permission::EntraRole { role: it.id, scope: DirectoryScope::Tenant }, Lasting::Permanent));
    let mut meanings: Vec<Wish> = values.chain(roles).collect();
    if meanings.len() == 1 { Ok(meanings.remove(0)) } else { Err(SetError::BadName(name.to_owned())) }
}

fn entry(wish: &Wish, apis: &KnownApis, definitions: &[RoleDefinition]) -> SetEntry {
    let wish = wish.clone();
    match &wish {
        Wish::Add(Permission::AppRole(AppRoleName { api: app_id, role: key }), _) => {
            let api = apis.by_app_id(*app_id);
            let role = api.and_then(|api| best(api, key));
            let asked = match key {
                RoleKey::Id(id) => id.to_string(),
                RoleKey::Value(value) => value.clone(),
            };
            let rated = role.map(|role| role.id).or(match key {
                RoleKey::Id(id) => Some(*id),
                RoleKey::Value(_) => None,
            });
            SetEntry {
                label: role.map_or(asked, |role| role.label().to_owned()),
                of: SetEntryOwner::Api(*app_id, api.map(|api| api.display_name.clone())),
                description: role.map(|role| role.description.clone()).unwrap_or_default(),
                is_here: role.is_some(),
                rating: rated.map(|role| rate_app_role(*app_id, role)).unwrap_or_default(),
                wish,
            }
        }
        Wish::Add(Permission::EntraRole { role, .. }, _) | Wish::Remove(Permission::EntraRole { role, .. }) => {
            let definition = definitions.iter().find(|it| it.id == *role);
            SetEntry {
                label: definition.map_or_else(|| role.to_string(), |it| it.display_name.clone()),
                of: SetEntryOwner::Directory,
                description: definition.map(|it| it.description.clone()).unwrap_or_default(),
                is_here: definition.is_some(),
                rating: rate_directory_role(*role),
                wish,
            }
        }
        Wish::Named { name, .. } => bare(name.clone(), wish),
        Wish::Remove(Permission::AppRole(AppRoleIds { role, .. })) => bare(role.to_string(), wish),
        Wish::Add(Permission::AzureRole(at), _) | Wish::Remove(Permission::AzureRole(at)) => {
            bare(at.role.to_string(), wish)
        }
        Wish::Add(Permission::GroupMembership(group), _) | Wish::Remove(Permission::GroupMembership(group)) => {
            bare(group.to_string(), wish)
        }
    }
}

fn bare(label: String, wish: Wish) -> SetEntry {
    SetEntry {
        wish,
        label,
        of: SetEntryOwner::Name,
        description: String::new(),
        is_here: false,
        rating: Rating::default(),
    }
}

fn best<'a>(api: &'a Api, key: &RoleKey) -> Option<&'a AppRole> {
    match key {
        RoleKey::Id(id) => api.role(*id),
        RoleKey::Value(value) => api.role_named(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, ORDERS, USERS, directory_role, named, wish};
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH};

    fn definitions(example: &Example) -> Vec<RoleDefinition> {
        example.directory_roles.as_ref().unwrap().items.clone()
    }

    #[test]
    fn a_set_is_named_and_rated_by_what_the_tenant_has() {
        let example = Example::new();
        let wishes = [
            wish(MICROSOFT_GRAPH, "user.readwrite.all"),
            wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        let found = entries(&wishes, &example.apis, &definitions(&example));
        let labels: Vec<(&str, bool)> = found.iter().map(|it| (it.label.as_str(), it.is_here)).collect();
        assert_eq!(
            labels,
            [("User.ReadWrite.All", true), ("Exchange.ManageAsApp", false), ("Exchange Administrator", true)]
        );
        assert_eq!(found[0].rating, rate_app_role(MICROSOFT_GRAPH, USERS.parse().unwrap()));
        assert_eq!(highest_tier(&found), found.iter().filter_map(|it| it.rating.tier()).min());
        assert!(highest_tier(&found).is_some());
    }

    #[test]
    fn what_means_something_in_one_tenant_only_does_not_stand_in_a_set() {
        let example = Example::new();
        let portable = |wish: &Wish| portable_wish(wish, &example.apis, &definitions(&example));
        let by_id = Wish::Add(
            Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Id(USERS.parse().unwrap()) }),
            Lasting::Permanent,
        );
        assert_eq!(portable(&by_id), Ok(wish(MICROSOFT_GRAPH, "User.ReadWrite.All")));
        assert_eq!(portable(&named("orders.read")), Ok(wish(ORDERS, "Orders.Read")));
        assert_eq!(portable(&named("exchange administrator")), Ok(directory_role(EXCHANGE_ADMINISTRATOR)));
        assert!(matches!(portable(&named("User.ReadWrite.All")), Err(SetError::BadName(_))), "two APIs have it");
        assert!(matches!(portable(&named("Nothing")), Err(SetError::BadName(_))));
        let scope = DirectoryScope::parse("/administrativeUnits/f2ef992c-3afb-46b9-b7cf-a126ee74c451");
        let none = Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope });
        assert!(matches!(portable(&none), Err(SetError::ScopeOfATenant(_))));
    }
}
