//! Wishes as the query of an address, both ways. A wish that cannot be read is left out: an address only fills in a
//! selection, which the user sees before anything else happens.
//!
//! Wishes are for the identity of the page, until a `for` names another one.

use domain::change::permission::{AppRoleIds, AppRoleName, AzureRoleAt, Permission, RoleKey};
use std::num::NonZeroU16;

use crate::web::navigation::route_text::{encode_into, pairs};
use domain::azure_role::AzureScope;
use domain::change::permission_wire::condition;
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::directory_role::DirectoryScope;
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;

/// The most wishes that an address carries. A longer one is cut, so that no link can keep the page busy.
const MOST: usize = 500;

/// A placeholder for the identity on a page without one.
const NOBODY: ServicePrincipalId = ServicePrincipalId(Guid::ZERO);

/// The query with its `?`, or nothing where there are no wishes. `of` is the identity of the page.
pub fn query(of: ServicePrincipalId, wishes: &[Wanted]) -> String {
    let mut written = String::new();
    let mut add = |name: &str, value: &str| {
        written.push(if written.is_empty() { '?' } else { '&' });
        written.push_str(name);
        written.push('=');
        encode_into(value, &mut written);
    };
    let mut identity = of;
    for wanted in wishes {
        if wanted.identity != identity {
            identity = wanted.identity;
            add("for", &identity.to_string());
        }
        let (name, value) = written_wish(&wanted.wish);
        add(name, &value);
    }
    written
}

/// Reads the wishes of a query, each once. `of` is the identity of the page.
pub fn parse(of: ServicePrincipalId, query: &str) -> Vec<Wanted> {
    let mut wishes = Vec::new();
    let mut identity = Some(of);
    for (name, value) in pairs(query).take(MOST) {
        if name == "for" {
            // Whatever follows an identity that cannot be read is for no one.
            identity = value.parse().ok();
        } else if let Some((identity, wish)) = identity.zip(read_wish(&name, &value)) {
            let wanted = Wanted { identity, wish };
            if !wishes.contains(&wanted) {
                wishes.push(wanted);
            }
        }
    }
    wishes
}

/// The query of wishes that are for no one yet, as those of a set.
pub fn query_without_identity(wishes: &[Wish]) -> String {
    let wanted: Vec<Wanted> = wishes.iter().map(|wish| Wanted { identity: NOBODY, wish: wish.clone() }).collect();
    query(NOBODY, &wanted)
}

/// Reads the wishes of a query that are for no one yet.
pub fn parse_without_identity(query: &str) -> Vec<Wish> {
    parse(NOBODY, query).into_iter().map(|wanted| wanted.wish).collect()
}

fn written_wish(wish: &Wish) -> (&'static str, String) {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(id) }), _) => {
            ("role", format!("{api}/{id}"))
        }
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => {
            ("value", format!("{api}/{value}"))
        }
        Wish::Add(Permission::EntraRole { role, scope }, Lasting::Permanent) => ("directory", format!("{role}{scope}")),
        Wish::Add(Permission::EntraRole { role, scope }, Lasting::Hours(hours)) => {
            ("hours", format!("{hours}/{role}{scope}"))
        }
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => ("revoke", format!("{resource}/{role}")),
        Wish::Remove(Permission::EntraRole { role, scope }) => ("remove", format!("{role}{scope}")),
        Wish::Add(Permission::AzureRole(at), _) => ("azure", written_azure_role(at)),
        Wish::Remove(Permission::AzureRole(at)) => ("remove-azure", written_azure_role(at)),
        Wish::Add(Permission::GroupMembership(group), _) => ("group", group.to_string()),
        Wish::Remove(Permission::GroupMembership(group)) => ("remove-group", group.to_string()),
        Wish::Named { api: Some(api), name } => ("name", format!("{api}/{name}")),
        Wish::Named { api: None, name } => ("name", format!("/{name}")),
    }
}

fn read_wish(name: &str, value: &str) -> Option<Wish> {
    match name {
        "group" => return Some(Wish::Add(Permission::GroupMembership(value.parse().ok()?), Lasting::Permanent)),
        "remove-group" => return Some(Wish::Remove(Permission::GroupMembership(value.parse().ok()?))),
        _ => {}
    }
    let (first, rest) = value.split_at_checked(value.find('/')?)?;
    let after = &rest[1..];
    match name {
        "role" => Some(Wish::Add(
            Permission::AppRole(AppRoleName { api: first.parse().ok()?, role: RoleKey::Id(after.parse().ok()?) }),
            Lasting::Permanent,
        )),
        "value" if !after.is_empty() => Some(Wish::Add(
            Permission::AppRole(AppRoleName { api: first.parse().ok()?, role: RoleKey::Value(after.to_owned()) }),
            Lasting::Permanent,
        )),
        "directory" => directory_role(value, Lasting::Permanent),
        "hours" => directory_role(after, Lasting::Hours(first.parse::<NonZeroU16>().ok()?)),
        "revoke" => Some(Wish::Remove(Permission::AppRole(AppRoleIds {
            resource: first.parse().ok()?,
            role: after.parse().ok()?,
        }))),
        "remove" => {
            Some(Wish::Remove(Permission::EntraRole { role: first.parse().ok()?, scope: DirectoryScope::parse(rest) }))
        }
        "azure" => Some(Wish::Add(Permission::AzureRole(Box::new(read_azure_role(first, rest)?)), Lasting::Permanent)),
        "remove-azure" => Some(Wish::Remove(Permission::AzureRole(Box::new(read_azure_role(first, rest)?)))),
        "name" if !after.is_empty() => {
            let api = if first.is_empty() { None } else { Some(first.parse().ok()?) };
            Some(Wish::Named { api, name: after.to_owned() })
        }
        _ => None,
    }
}

/// An Azure role: the role, its scope, and behind a `?` what else there is, as pairs of a query. No scope has a `?`.
fn written_azure_role(at: &AzureRoleAt) -> String {
    let mut written = format!("{}{}", at.role, at.scope);
    let mut mark = '?';
    let mut add = |name: &str, value: &str| {
        written.push(mark);
        written.push_str(name);
        written.push('=');
        encode_into(value, &mut written);
        mark = '&';
    };
    if let Some(condition) = &at.condition {
        add(VERSION, &condition.version);
        add(CONDITION, &condition.text);
    }
    if let Some(name) = at.name {
        add(NAME, &name.to_string());
    }
    written
}

/// Reads an Azure role of an address. A part that can't be read takes the whole with it: without its condition, the role
/// would be another one.
fn read_azure_role(role: &str, rest: &str) -> Option<AzureRoleAt> {
    let (scope, more) = rest.split_once('?').unwrap_or((rest, ""));
    let mut at = AzureRoleAt::new(role.parse().ok()?, AzureScope::parse(scope));
    let (mut text, mut version) = (None, None);
    for (name, value) in pairs(more) {
        match name.as_str() {
            CONDITION => text = Some(value),
            VERSION => version = Some(value),
            NAME => at.name = Some(value.parse().ok()?),
            // Earlier addresses have what was noted with an assignment. A link writes no note into a tenant.
            DESCRIPTION => {}
            _ => return None,
        }
    }
    at.condition = match (text, version) {
        (Some(text), Some(version)) => Some(condition(&text, &version)?),
        (None, None) => None,
        _ => return None,
    };
    at.fits_into_files().then_some(at)
}

/// The name of a condition's text.
const CONDITION: &str = "condition";
/// The name of a condition's version.
const VERSION: &str = "condition-version";
/// The name of an assignment's name.
const NAME: &str = "name";
/// The name of what was noted with an assignment.
const DESCRIPTION: &str = "description";

fn directory_role(value: &str, lasting: Lasting) -> Option<Wish> {
    let (role, scope) = value.split_at_checked(value.find('/')?)?;
    Some(Wish::Add(Permission::EntraRole { role: role.parse().ok()?, scope: DirectoryScope::parse(scope) }, lasting))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::permission_set::PermissionSet;
    use domain::ids::{AppId, RoleDefinitionId};

    const ID: &str = "00000003-0000-0ff1-ce00-000000000000";

    #[test]
    fn wishes_are_written_as_they_were_read() {
        let named = |name: &str| Wish::Named { api: None, name: name.to_owned() };
        let mut wishes = PermissionSet::Microsoft365Automation.wishes();
        wishes.push(Wish::Add(
            Permission::AppRole(AppRoleName { api: AppId::known(ID), role: RoleKey::Id(ID.parse().unwrap()) }),
            Lasting::Permanent,
        ));
        wishes.push(Wish::Named { api: Some(AppId::known(ID)), name: "a/b".to_owned() });
        wishes.push(Wish::Remove(Permission::AppRole(AppRoleIds {
            resource: ID.parse().unwrap(),
            role: ID.parse().unwrap(),
        })));
        wishes.extend([named("Exchange Administrator"), named("a&b=c#d?"), named("😀 \u{202e}")]);
        for scope in ["/", "/administrativeUnits/00000003-0000-0ff1-ce00-000000000001"] {
            let scope = DirectoryScope::parse(scope);
            let role = RoleDefinitionId::known(ID);
            wishes.push(Wish::Remove(Permission::EntraRole { role, scope: scope.clone() }));
            let hours = Lasting::Hours(NonZeroU16::new(8).unwrap());
            wishes.push(Wish::Add(Permission::EntraRole { role, scope: scope.clone() }, hours));
            wishes.push(Wish::Add(Permission::EntraRole { role, scope }, Lasting::Permanent));
        }
        let vault = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg (1)/providers/Microsoft.KeyVault/vaults/a";
        let mut at = AzureRoleAt::new(ID.parse().unwrap(), AzureScope::parse(vault));
        wishes.push(Wish::Remove(Permission::AzureRole(Box::new(at.clone()))));
        at.condition = condition("@Resource[a:b] StringEquals 'x?&=%' && !(c)", "2.0");
        at.name = Some(ID.parse().unwrap());
        wishes.push(Wish::Add(Permission::AzureRole(Box::new(at)), Lasting::Permanent));
        wishes.push(Wish::Add(Permission::GroupMembership(ID.parse().unwrap()), Lasting::Permanent));
        wishes.push(Wish::Remove(Permission::GroupMembership(ID.parse().unwrap())));
        let wishes: Vec<Wanted> = wishes.into_iter().map(|wish| Wanted { identity: page(), wish }).collect();
        let query = query(page(), &wishes);
        assert_eq!(parse(page(), query.strip_prefix('?').unwrap()), wishes, "{query}");
        assert!(!query.contains("for="), "{query}");
        assert_eq!(super::query(page(), &[]), "");
    }

    #[test]
    fn wishes_of_several_identities_stay_apart() {
        let other: ServicePrincipalId = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let wish = |name: &str| Wish::Named { api: None, name: name.to_owned() };
        let wanted = |identity, name: &str| Wanted { identity, wish: wish(name) };
        let wishes = vec![wanted(other, "a"), wanted(page(), "a"), wanted(page(), "b"), wanted(other, "b")];
        let query = query(page(), &wishes);
        assert_eq!(parse(page(), query.strip_prefix('?').unwrap()), wishes, "{query}");
        assert_eq!(parse(page(), "for=x&name=/a"), [], "what is for nobody is nothing");
    }

    fn page() -> ServicePrincipalId {
        "22222222-0000-4000-8000-0000000000b1".parse().unwrap()
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for query in [
            "",
            "group=x",
            "remove-group=",
            "role=x",
            "role=/",
            "value=",
            "name=",
            "name=/",
            "name=x/y",
            "other=1",
            &format!("role={ID}"),
        ] {
            assert_eq!(parse(page(), query), Vec::new(), "{query}");
        }
        // Without the condition or the scope that can't be read, it would be a wider role.
        for more in ["/subscriptions/x", "/?condition=a", "/?condition-version=2.0", "/?name=x", "/?x=y"] {
            let query = format!("azure={ID}{}", more.replace('=', "%3D"));
            assert_eq!(parse(page(), &query), Vec::new(), "{query}");
        }
        assert_eq!(parse(page(), "name=/a&name=/a").len(), 1);
        assert_eq!(parse(page(), &"name=/a&".repeat(10_000)).len(), 1);
    }
}
