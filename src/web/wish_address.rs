//! Wishes as the query of an address, both ways. A wish that cannot be read is left out: an address only fills in a
//! selection, which the person sees before anything else happens.

use std::num::NonZeroU16;

use super::route_text::{encode_into, pairs};
use crate::domain::change::wish::{Lasting, RoleKey, Wish};
use crate::domain::directory_role::DirectoryScope;

/// The most wishes that an address carries. A longer one is cut, so that no link can keep the page busy.
const MOST: usize = 500;

/// The query with its `?`, or nothing where there are no wishes.
pub fn query(wishes: &[Wish]) -> String {
    let mut written = String::new();
    for wish in wishes {
        written.push(if written.is_empty() { '?' } else { '&' });
        let (name, value) = written_wish(wish);
        written.push_str(name);
        written.push('=');
        encode_into(&value, &mut written);
    }
    written
}

/// Reads the wishes of a query, each once.
pub fn parse(query: &str) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for (name, value) in pairs(query).take(MOST) {
        if let Some(wish) = read_wish(&name, &value).filter(|wish| !wishes.contains(wish)) {
            wishes.push(wish);
        }
    }
    wishes
}

fn written_wish(wish: &Wish) -> (&'static str, String) {
    match wish {
        Wish::AppRole { api, role: RoleKey::Id(id) } => ("role", format!("{api}/{id}")),
        Wish::AppRole { api, role: RoleKey::Value(value) } => ("value", format!("{api}/{value}")),
        Wish::DirectoryRole { role, scope, lasting: Lasting::Permanent } => ("directory", format!("{role}{scope}")),
        Wish::DirectoryRole { role, scope, lasting: Lasting::Hours(hours) } => {
            ("hours", format!("{hours}/{role}{scope}"))
        }
        Wish::NoAppRole { resource, role } => ("revoke", format!("{resource}/{role}")),
        Wish::NoDirectoryRole { role, scope } => ("remove", format!("{role}{scope}")),
        Wish::Named { api: Some(api), name } => ("name", format!("{api}/{name}")),
        Wish::Named { api: None, name } => ("name", format!("/{name}")),
    }
}

fn read_wish(name: &str, value: &str) -> Option<Wish> {
    let (first, rest) = value.split_at_checked(value.find('/')?)?;
    let after = &rest[1..];
    match name {
        "role" => Some(Wish::AppRole { api: first.parse().ok()?, role: RoleKey::Id(after.parse().ok()?) }),
        "value" if !after.is_empty() => {
            Some(Wish::AppRole { api: first.parse().ok()?, role: RoleKey::Value(after.to_owned()) })
        }
        "directory" => directory_role(value, Lasting::Permanent),
        "hours" => directory_role(after, Lasting::Hours(first.parse::<NonZeroU16>().ok()?)),
        "revoke" => Some(Wish::NoAppRole { resource: first.parse().ok()?, role: after.parse().ok()? }),
        "remove" => Some(Wish::NoDirectoryRole { role: first.parse().ok()?, scope: DirectoryScope::parse(rest) }),
        "name" if !after.is_empty() => {
            let api = if first.is_empty() { None } else { Some(first.parse().ok()?) };
            Some(Wish::Named { api, name: after.to_owned() })
        }
        _ => None,
    }
}

fn directory_role(value: &str, lasting: Lasting) -> Option<Wish> {
    let (role, scope) = value.split_at_checked(value.find('/')?)?;
    Some(Wish::DirectoryRole { role: role.parse().ok()?, scope: DirectoryScope::parse(scope), lasting })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::permission_set::PermissionSet;
    use crate::domain::ids::{AppId, RoleDefinitionId};

    const ID: &str = "00000003-0000-0ff1-ce00-000000000000";

    #[test]
    fn wishes_are_written_as_they_were_read() {
        let named = |name: &str| Wish::Named { api: None, name: name.to_owned() };
        let mut wishes = PermissionSet::Microsoft365Automation.wishes();
        wishes.push(Wish::AppRole { api: AppId::known(ID), role: RoleKey::Id(ID.parse().unwrap()) });
        wishes.push(Wish::Named { api: Some(AppId::known(ID)), name: "a/b".to_owned() });
        wishes.push(Wish::NoAppRole { resource: ID.parse().unwrap(), role: ID.parse().unwrap() });
        wishes.extend([named("Exchange Administrator"), named("a&b=c#d?"), named("😀 \u{202e}")]);
        for scope in ["/", "/administrativeUnits/00000003-0000-0ff1-ce00-000000000001"] {
            let scope = DirectoryScope::parse(scope);
            let role = RoleDefinitionId::known(ID);
            wishes.push(Wish::NoDirectoryRole { role, scope: scope.clone() });
            let hours = Lasting::Hours(NonZeroU16::new(8).unwrap());
            wishes.push(Wish::DirectoryRole { role, scope: scope.clone(), lasting: hours });
            wishes.push(Wish::DirectoryRole { role, scope, lasting: Lasting::Permanent });
        }
        let query = query(&wishes);
        assert_eq!(parse(query.strip_prefix('?').unwrap()), wishes, "{query}");
        assert_eq!(super::query(&[]), "");
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for query in ["", "role=x", "role=/", "value=", "name=", "name=/", "name=x/y", "other=1", &format!("role={ID}")]
        {
            assert_eq!(parse(query), Vec::new(), "{query}");
        }
        assert_eq!(parse("name=/a&name=/a").len(), 1);
        assert_eq!(parse(&"name=/a&".repeat(10_000)).len(), 1);
    }
}
