//! The built-in Entra roles.
//!
//! IDs, names and the mark "privileged": an export of the beta `roleDefinitions` of August 2026
//! (<https://github.com/Cloud-Architekt/AzurePrivilegedIAM>, MIT license), compared with
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>.

use super::table::{SplitTable, TableLine, id_count, text_length};
use crate::ids::RoleDefinitionId;

/// A built-in directory role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInRole {
    /// The template id, which is the id of the definition in every tenant.
    pub id: RoleDefinitionId,
    /// Its name.
    pub display_name: &'static str,
    /// What the role allows, in this project's words.
    pub description: &'static str,
    /// Whether Microsoft calls it privileged.
    pub privileged: bool,
    /// Whether it can be assigned. Three only describe the default permissions of users and guests.
    pub assignable: bool,
}

const TEXT: &str = include_str!("tables/directory-roles.txt");
static TABLE: SplitTable<{ text_length(TEXT) }, { id_count(TEXT) }> = SplitTable::of(TEXT);

/// Every built-in directory role, by name.
pub fn built_in_roles() -> impl Iterator<Item = BuiltInRole> {
    TABLE.table().lines().filter_map(read)
}

fn read((id, line): TableLine) -> Option<BuiltInRole> {
    let mut parts = line.split('|');
    let marks = parts.next()?;
    Some(BuiltInRole {
        id: RoleDefinitionId(id?),
        display_name: parts.next()?,
        description: parts.next()?,
        privileged: marks.contains('p'),
        assignable: !marks.contains('x'),
    })
}

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;
    use crate::well_known;

    #[test]
    fn every_built_in_role_is_there_once() {
        let roles: Vec<BuiltInRole> = built_in_roles().collect();
        assert_eq!((roles.len(), TABLE.table().lines().count()), (145, 145));
        assert_eq!(roles.iter().filter(|role| role.privileged).count(), 35);
        assert_eq!(roles.iter().map(|role| role.id).collect::<SortedSet<_>>().len(), 145);
        assert_eq!(roles.iter().map(|role| role.display_name).collect::<SortedSet<_>>().len(), 145);
        assert_eq!(roles.iter().map(|role| role.description).collect::<SortedSet<_>>().len(), 145);
        let fixed: Vec<_> = roles.iter().filter(|role| !role.assignable).map(|role| role.display_name).collect();
        assert_eq!(fixed, ["Guest User", "Restricted Guest User", "User"]);
    }

    #[test]
    fn the_ids_that_the_page_knows_have_their_names() {
        for (id, name) in [
            (well_known::GLOBAL_ADMINISTRATOR, "Global Administrator"),
            (well_known::PRIVILEGED_ROLE_ADMINISTRATOR, "Privileged Role Administrator"),
            (well_known::APPLICATION_ADMINISTRATOR, "Application Administrator"),
            (well_known::CLOUD_APPLICATION_ADMINISTRATOR, "Cloud Application Administrator"),
            (well_known::EXCHANGE_ADMINISTRATOR, "Exchange Administrator"),
        ] {
            assert_eq!(built_in_roles().find(|role| role.id == id).unwrap().display_name, name);
        }
    }
}
