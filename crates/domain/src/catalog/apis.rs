//! The APIs of Microsoft that declare app roles, with all of their roles.
//!
//! IDs, values and display names: a dump of Microsoft Graph's service principal of August 2026
//! (<https://github.com/merill/microsoft-info>), and the classification of the other APIs by
//! <https://github.com/Cloud-Architekt/AzurePrivilegedIAM>, both under the MIT license. Descriptions are this project's.

use std::borrow::Cow;

use super::graph_wording::Wording;
use super::table::{SplitTable, Table, TableLine, id_count, text_length};
use crate::ids::{AppId, AppRoleId, TenantId};

/// The tenant in which Microsoft registers its own applications.
pub const MICROSOFT_TENANT: TenantId = TenantId::known("f8cdef31-a31e-4b4a-93e4-5f571e91255a");

/// An API that Microsoft offers to every tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WellKnownApi {
    /// Its application id.
    pub app_id: AppId,
    /// The display name of its service principal.
    pub name: &'static str,
    /// Its app roles, those that are disabled and those for people included.
    pub app_roles: Vec<WellKnownAppRole>,
}

/// An app role of such an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WellKnownAppRole {
    /// Its id within the API, the same in every tenant.
    pub id: AppRoleId,
    /// The word that is in tokens.
    pub value: &'static str,
    /// Microsoft's display name, where it is public.
    pub display_name: &'static str,
    /// What the role allows, in this project's words.
    pub description: Cow<'static, str>,
    /// Whether it can be granted.
    pub enabled: bool,
    /// Whether it is for people, and not for applications.
    pub for_people: bool,
}

const GRAPH: &str = include_str!("tables/graph.txt");
static GRAPH_TABLE: SplitTable<{ text_length(GRAPH) }, { id_count(GRAPH) }> = SplitTable::of(GRAPH);
const SHAREPOINT: &str = include_str!("tables/sharepoint.txt");
static SHAREPOINT_TABLE: SplitTable<{ text_length(SHAREPOINT) }, { id_count(SHAREPOINT) }> = SplitTable::of(SHAREPOINT);
const EXCHANGE: &str = include_str!("tables/exchange.txt");
static EXCHANGE_TABLE: SplitTable<{ text_length(EXCHANGE) }, { id_count(EXCHANGE) }> = SplitTable::of(EXCHANGE);
const OTHERS: &str = include_str!("tables/other-apis.txt");
static OTHERS_TABLE: SplitTable<{ text_length(OTHERS) }, { id_count(OTHERS) }> = SplitTable::of(OTHERS);

static TABLES: [Table; 4] =
    [GRAPH_TABLE.table(), SHAREPOINT_TABLE.table(), EXCHANGE_TABLE.table(), OTHERS_TABLE.table()];

/// Every API of the tables, Microsoft Graph first.
pub fn well_known_apis() -> Vec<WellKnownApi> {
    let wording = Wording::read();
    let mut apis: Vec<WellKnownApi> = Vec::new();
    for line in TABLES.iter().flat_map(|table| table.lines()) {
        if let Some(api) = read_api(line.1) {
            apis.push(api);
        } else if let (Some(role), Some(api)) = (read_role(line, &wording), apis.last_mut()) {
            api.app_roles.push(role);
        }
    }
    apis
}

/// The line that begins an API: `[appId name]`.
fn read_api(line: &'static str) -> Option<WellKnownApi> {
    let (app_id, name) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(' ')?;
    Some(WellKnownApi { app_id: app_id.parse().ok()?, name, app_roles: Vec::new() })
}

/// The line of a role: `id value`, perhaps with `off` or `users`, then `|name`, and `|description` where the description
/// isn't made from the value.
fn read_role((id, line): TableLine, wording: &Wording) -> Option<WellKnownAppRole> {
    let mut parts = line.split('|');
    let mut words = parts.next()?.split(' ');
    let (id, value, mark) = (AppRoleId(id?), words.next()?, words.next());
    let display_name = parts.next()?;
    let description = match parts.next() {
        Some(description) => Cow::Borrowed(description),
        None => Cow::Owned(wording.of(value)?),
    };
    let (enabled, for_people) = (mark != Some("off"), mark == Some("users"));
    Some(WellKnownAppRole { id, value, display_name, description, enabled, for_people })
}

#[cfg(test)]
mod tests {
    use crate::sorted_set::SortedSet;

    use super::*;
    use crate::well_known::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};

    fn api(app_id: AppId) -> WellKnownApi {
        well_known_apis().into_iter().find(|api| api.app_id == app_id).unwrap()
    }

    fn role(app_id: AppId, value: &str) -> WellKnownAppRole {
        api(app_id).app_roles.into_iter().find(|role| role.value == value).unwrap()
    }

    #[test]
    fn every_line_of_the_tables_is_an_api_or_a_role() {
        let apis = well_known_apis();
        let read = apis.len() + apis.iter().map(|api| api.app_roles.len()).sum::<usize>();
        assert_eq!(read, TABLES.iter().flat_map(|table| table.lines()).count());
        assert_eq!(apis.len(), 26);
    }

    #[test]
    fn no_role_of_the_large_apis_is_missing() {
        assert_eq!(api(MICROSOFT_GRAPH).app_roles.len(), 716);
        assert_eq!(api(SHAREPOINT_ONLINE).app_roles.len(), 21);
        assert_eq!(api(EXCHANGE_ONLINE).app_roles.len(), 28);
        let disabled = api(MICROSOFT_GRAPH).app_roles.into_iter().filter(|role| !role.enabled);
        assert_eq!(
            disabled.map(|role| role.value).collect::<Vec<_>>(),
            ["AgentCard.Read.All", "AgentCard.ReadWrite.All"]
        );
    }

    #[test]
    fn ids_and_values_are_unique_within_an_api() {
        for api in well_known_apis() {
            let ids: SortedSet<_> = api.app_roles.iter().map(|role| role.id).collect();
            let values: SortedSet<_> = api.app_roles.iter().map(|role| role.value.to_ascii_lowercase()).collect();
            assert_eq!((ids.len(), values.len()), (api.app_roles.len(), api.app_roles.len()), "{}", api.name);
        }
    }

    #[test]
    fn known_roles_have_their_known_ids() {
        for (api, value, id) in [
            (MICROSOFT_GRAPH, "User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca"),
            (SHAREPOINT_ONLINE, "User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca"),
            (MICROSOFT_GRAPH, "Mail.Send", "b633e1c5-b582-4048-a93e-9f11b44c7e96"),
            (MICROSOFT_GRAPH, "RoleManagement.ReadWrite.Directory", "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"),
            (SHAREPOINT_ONLINE, "Sites.FullControl.All", "678536fe-1083-478a-9c59-b99265e6b0d3"),
            (EXCHANGE_ONLINE, "Exchange.ManageAsApp", "dc50a0fb-09a3-484d-be87-e023b12c6440"),
            (EXCHANGE_ONLINE, "full_access_as_app", "dc890d15-9560-4a4c-9b7f-a736ec74ec40"),
        ] {
            assert_eq!(role(api, value).id, AppRoleId::known(id), "{value}");
        }
    }

    #[test]
    fn every_role_has_a_name_and_a_description_of_its_own() {
        for api in well_known_apis() {
            let mut seen = SortedSet::new();
            for role in &api.app_roles {
                let (name, description) = (role.display_name, &role.description);
                // Microsoft uses some names twice, and values as names.
                assert!((4..=100).contains(&name.chars().count()) && name.trim() == name, "{}: {name}", role.value);
                assert!(name == role.value || name.starts_with(char::is_uppercase), "{}: {name}", role.value);
                assert!(description.ends_with('.') && description.len() < 220, "{}: {description}", role.value);
                assert!(!description.contains("  ") && !description.contains(" ,"), "{}: {description}", role.value);
                assert!(seen.insert(description.clone()), "{}: {description}", role.value);
            }
        }
    }

    #[test]
    fn known_roles_have_their_known_names() {
        for (api, value, name) in [
            (MICROSOFT_GRAPH, "User.Read.All", "Read all users' full profiles"),
            (MICROSOFT_GRAPH, "Mail.Send", "Send mail as any user"),
            (MICROSOFT_GRAPH, "AccessReview.ReadWrite.All", "Manage all access reviews"),
            (SHAREPOINT_ONLINE, "Sites.Selected", "Access selected site collections"),
            (EXCHANGE_ONLINE, "Exchange.ManageAsApp", "Manage Exchange As Application"),
        ] {
            assert_eq!(role(api, value).display_name, name, "{value}");
        }
    }

    #[test]
    fn roles_for_people_are_marked() {
        let defender = api(AppId::known("fc780465-2017-40d4-a0c5-307022471b92"));
        let for_people = defender.app_roles.iter().filter(|role| role.for_people).map(|role| role.value);
        assert_eq!(for_people.collect::<Vec<_>>(), ["readonly", "secop"]);
    }
}
