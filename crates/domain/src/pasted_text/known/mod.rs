//! What a text can name: app roles of Microsoft's APIs, delegated permissions of Microsoft Graph, Entra roles.
//!
//! Only the part of the page that reads pasted texts uses these tables.

use crate::guid::Guid;
use crate::ids::{AppId, RoleDefinitionId};
use crate::sorted_map::SortedMap;

const APP_ROLES: &str = include_str!("app-roles.txt");
const DELEGATED: &str = include_str!("delegated.txt");
const DIRECTORY_ROLES: &str = include_str!("directory-roles.txt");

/// Delegated permissions of other APIs that people have in their texts, and that no table lists.
/// <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>
/// <https://learn.microsoft.com/sharepoint/dev/sp-add-ins-modernize/understanding-rsc-for-msgraph-and-sharepoint-online>
const OTHER_DELEGATED: [&str; 13] = [
    "AllSites.FullControl",
    "AllSites.Manage",
    "AllSites.Read",
    "AllSites.Write",
    "MyFiles.Read",
    "MyFiles.Write",
    "Sites.Search.All",
    "EWS.AccessAsUser.All",
    "Exchange.Manage",
    "IMAP.AccessAsUser.All",
    "POP.AccessAsUser.All",
    "SMTP.Send",
    "user_impersonation",
];

/// An app role of a known API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAppRole {
    /// The number of the API.
    pub(super) api: usize,
    /// The value, as Microsoft writes it.
    pub(super) value: &'static str,
    /// Whether applications cannot have it.
    pub(super) for_people: bool,
}

/// An Entra role that Microsoft built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownDirectoryRole {
    /// Its template ID.
    pub id: RoleDefinitionId,
    /// Its name.
    pub name: &'static str,
}

/// The tables, prepared for lookup. Names are looked up without regard to case.
#[derive(Clone, Debug)]
pub struct KnownPermissions {
    pub(super) apis: Vec<(AppId, &'static str)>,
    roles: Vec<KnownAppRole>,
    by_value: SortedMap<String, Vec<usize>>,
    by_id: SortedMap<[u8; 8], Vec<usize>>,
    by_display_name: SortedMap<String, Vec<usize>>,
    delegated: SortedMap<String, &'static str>,
    delegated_ids: SortedMap<[u8; 4], &'static str>,
    directory_roles: SortedMap<String, KnownDirectoryRole>,
    directory_role_ids: SortedMap<Guid, KnownDirectoryRole>,
    longest_role_name: usize,
}

impl KnownPermissions {
    /// Microsoft's APIs and roles.
    pub fn of_microsoft() -> Self {
        let mut known = Self {
            apis: Vec::new(),
            roles: Vec::new(),
            by_value: SortedMap::new(),
            by_id: SortedMap::new(),
            by_display_name: SortedMap::new(),
            delegated: SortedMap::new(),
            delegated_ids: SortedMap::new(),
            directory_roles: SortedMap::new(),
            directory_role_ids: SortedMap::new(),
            longest_role_name: 0,
        };
        for line in lines(APP_ROLES) {
            if known.read_api(line).is_none() {
                known.read_app_role(line);
            }
        }
        for (id, value) in lines(DELEGATED).filter_map(|line| line.split_once(' ')) {
            known.delegated.insert(value.to_ascii_lowercase(), value);
            if let Some(id) = first_bytes(id) {
                known.delegated_ids.insert(id, value);
            }
        }
        for value in OTHER_DELEGATED {
            known.delegated.entry(value.to_ascii_lowercase()).or_insert(value);
        }
        for line in lines(DIRECTORY_ROLES) {
            known.read_directory_role(line);
        }
        known
    }

    fn read_api(&mut self, line: &'static str) -> Option<()> {
        let (app_id, name) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(' ')?;
        self.apis.push((app_id.parse().ok()?, name));
        Some(())
    }

    fn read_app_role(&mut self, line: &'static str) -> Option<()> {
        let (head, display_name) = line.split_once('|').unwrap_or((line, ""));
        let mut words = head.split(' ');
        let (id, value, mark) = (first_bytes(words.next()?)?, words.next()?, words.next());
        let at = self.roles.len();
        self.roles.push(KnownAppRole {
            api: self.apis.len().checked_sub(1)?,
            value,
            for_people: mark == Some("users"),
        });
        self.by_value.entry(value.to_ascii_lowercase()).or_default().push(at);
        self.by_id.entry(id).or_default().push(at);
        if !display_name.is_empty() {
            self.by_display_name.entry(display_name.to_ascii_lowercase()).or_default().push(at);
        }
        Some(())
    }

    fn read_directory_role(&mut self, line: &'static str) -> Option<()> {
        let (id, names) = line.split_once(' ')?;
        let id: RoleDefinitionId = id.parse().ok()?;
        let role = KnownDirectoryRole { id, name: names.split('|').next()? };
        self.directory_role_ids.insert(id.0, role);
        for name in names.split('|') {
            self.longest_role_name = self.longest_role_name.max(name.split(' ').count());
            self.directory_roles.insert(name.to_ascii_lowercase(), role);
        }
        Some(())
    }

    /// The app roles with this value, by API.
    pub(super) fn by_value(&self, value: &str) -> impl Iterator<Item = KnownAppRole> {
        self.found(self.by_value.get(&value.to_ascii_lowercase()))
    }

    /// The app roles with this ID, by API.
    pub(super) fn by_id(&self, id: &Guid) -> impl Iterator<Item = KnownAppRole> {
        self.found(id.bytes().first_chunk().and_then(|start| self.by_id.get(start)))
    }

    /// The app roles with this display name, by API.
    pub(super) fn by_display_name(&self, name: &str) -> impl Iterator<Item = KnownAppRole> {
        self.found(self.by_display_name.get(&name.to_ascii_lowercase()))
    }

    fn found<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = KnownAppRole> + use<'a> {
        places.into_iter().flatten().filter_map(|at| self.roles.get(*at).copied())
    }

    /// The delegated permission with this value.
    pub(super) fn delegated(&self, value: &str) -> Option<&'static str> {
        self.delegated.get(&value.to_ascii_lowercase()).copied()
    }

    /// The delegated permission of Microsoft Graph with this ID.
    pub(super) fn delegated_by_id(&self, id: &Guid) -> Option<&'static str> {
        self.delegated_ids.get(id.bytes().first_chunk()?).copied()
    }

    /// The Entra role with this name.
    pub(super) fn directory_role(&self, name: &str) -> Option<KnownDirectoryRole> {
        self.directory_roles.get(&name.to_ascii_lowercase()).copied()
    }

    /// The Entra role with this template ID.
    pub(super) fn directory_role_by_id(&self, id: &Guid) -> Option<KnownDirectoryRole> {
        self.directory_role_ids.get(id).copied()
    }

    /// Whether the name of an Entra role begins with this word.
    pub(super) fn begins_directory_role(&self, word: &str) -> bool {
        let start = format!("{} ", word.to_ascii_lowercase());
        self.directory_roles.range_from(&start).next().is_some_and(|(name, _)| name.starts_with(&start))
    }

    /// How many words the longest name of an Entra role has.
    pub(super) fn longest_role_name(&self) -> usize {
        self.longest_role_name
    }

    /// Whether a permission of any API begins with this word, as `Mail` or `Sites`.
    pub(super) fn is_subject(&self, word: &str) -> bool {
        let start = format!("{}.", word.to_ascii_lowercase());
        self.by_value.range_from(&start).next().is_some_and(|(value, _)| value.starts_with(&start))
            || self.delegated.range_from(&start).next().is_some_and(|(value, _)| value.starts_with(&start))
    }
}

/// The lines of a table that say something.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The bytes with which an ID begins, from the beginning of its text.
fn first_bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> =
        text.chars().filter_map(|c| c.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    bytes.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::catalog::directory_roles::built_in_roles;

    #[test]
    fn the_tables_name_what_the_catalog_names() {
        let known = KnownPermissions::of_microsoft();
        let catalog = well_known_apis();
        assert_eq!(known.apis.len(), catalog.len());
        assert_eq!(known.roles.len(), catalog.iter().map(|api| api.app_roles.len()).sum::<usize>());
        for (number, api) in catalog.iter().enumerate() {
            assert_eq!(known.apis[number], (api.app_id, api.name));
            for role in &api.app_roles {
                let wanted = KnownAppRole { api: number, value: role.value, for_people: role.for_people };
                assert!(known.by_value(role.value).any(|it| it == wanted), "{}", role.value);
                assert!(known.by_id(&role.id.0).any(|it| it == wanted), "{}", role.value);
                let named = known.by_display_name(role.display_name).any(|it| it == wanted);
                let is_nameless = !known.by_display_name.values().flatten().any(|at| known.roles[*at] == wanted);
                assert!(named || is_nameless, "{}: {}", role.value, role.display_name);
            }
        }
        let assignable: Vec<_> = built_in_roles().filter(|role| role.assignable).collect();
        assert_eq!(known.directory_role_ids.len(), assignable.len());
        for role in assignable {
            assert_eq!(known.directory_role(role.display_name).map(|it| it.id), Some(role.id), "{}", role.display_name);
            assert_eq!(known.directory_role_by_id(&role.id.0).map(|it| it.name), Some(role.display_name));
        }
    }

    #[test]
    fn no_two_ids_of_a_table_begin_alike() {
        let known = KnownPermissions::of_microsoft();
        let delegated: SortedSet<_> = lines(DELEGATED).map(|line| &line[..8]).collect();
        assert_eq!(delegated.len(), lines(DELEGATED).count());
        for roles in known.by_id.values() {
            let apis: SortedSet<_> = roles.iter().map(|at| known.roles[*at].api).collect();
            assert_eq!(apis.len(), roles.len(), "{roles:?}");
        }
    }

    #[test]
    fn microsofts_display_names_are_known() {
        let known = KnownPermissions::of_microsoft();
        let found: Vec<_> = known.by_display_name("manage exchange as application").map(|role| role.value).collect();
        assert_eq!(found, ["Exchange.ManageAsApp"]);
    }
}
