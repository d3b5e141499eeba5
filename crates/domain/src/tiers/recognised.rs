//! Whether an app role is what its API has always offered under this id and this value.
//!
//! A list of roles that was tampered with on its way could show `User.Read.All` and carry the id of something far more
//! powerful. Microsoft keeps both apart for good: neither an id nor a value is ever given to another role.

use super::rated_roles::{APIS, app_roles_of};
use crate::ids::{AppId, AppRoleId};

/// What is known of an app role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognized {
    /// The API is not one whose roles are known, such as a company's own.
    NotListed,
    /// Id and value belong together.
    Known,
    /// Neither the id nor the value is known: the role is newer than this release.
    New,
    /// The id belongs to another value, or the value to another id.
    Contradiction,
}

/// Whether the catalog has an app role with this ID of this API.
pub fn is_catalogued(api: AppId, role: AppRoleId) -> bool {
    app_roles_of(api).iter().any(|row| row.is_of(&role.0))
}

/// Compares an app role with what is known of its API.
pub fn recognize(api: AppId, role: AppRoleId, value: Option<&str>) -> Recognized {
    let rows = app_roles_of(api);
    if rows.is_empty() {
        return Recognized::NotListed;
    }
    let value = value.unwrap_or_default();
    match rows.iter().find(|row| row.is_of(&role.0)) {
        Some(row) if row.has_value(value) => Recognized::Known,
        None if !rows.iter().any(|row| row.has_value(value)) => Recognized::New,
        _ => Recognized::Contradiction,
    }
}

/// The APIs of Microsoft that have an app role with this value, Microsoft Graph first. Values are kept as short sums, so
/// that one too many may be among them; none is missing that was known when the page was released.
pub fn apis_with_value(value: &str) -> Vec<AppId> {
    APIS.iter()
        .map(|section| section.app_id)
        .filter(|api| app_roles_of(*api).iter().any(|row| row.has_value(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::well_known::MICROSOFT_GRAPH;

    const NEW: AppRoleId = AppRoleId::known("12345678-0000-4000-8000-000000000001");
    const USER_READ: AppRoleId = AppRoleId::known("df021288-bdef-4463-88db-98f22de89214");

    #[test]
    fn every_role_of_the_catalog_is_known_by_its_id_and_its_value() {
        for api in well_known_apis() {
            for role in &api.app_roles {
                let found = recognize(api.app_id, role.id, Some(role.value));
                assert_eq!(found, Recognized::Known, "{} {}", api.name, role.value);
            }
        }
    }

    #[test]
    fn the_apis_that_have_a_value_are_all_found() {
        for api in well_known_apis() {
            for role in &api.app_roles {
                assert!(apis_with_value(role.value).contains(&api.app_id), "{} {}", api.name, role.value);
            }
        }
        assert_eq!(apis_with_value("sites.selected"), [MICROSOFT_GRAPH, crate::well_known::SHAREPOINT_ONLINE]);
        assert_eq!(apis_with_value("Orders.Read"), []);
    }

    #[test]
    fn an_id_under_another_value_and_a_value_under_another_id_contradict() {
        let check = |role, value, expected| {
            assert_eq!(recognize(MICROSOFT_GRAPH, role, Some(value)), expected, "{role} {value}");
        };
        check(USER_READ, "User.Read.All", Recognized::Known);
        check(USER_READ, "user.read.all", Recognized::Known);
        check(USER_READ, "User.ReadWrite.All", Recognized::Contradiction);
        check(USER_READ, "User.Readable.All", Recognized::Contradiction);
        check(NEW, "User.Read.All", Recognized::Contradiction);
        check(NEW, "Tomorrow.Read.All", Recognized::New);
        assert_eq!(recognize(MICROSOFT_GRAPH, USER_READ, None), Recognized::Contradiction);
        assert_eq!(recognize(AppId(NEW.0), USER_READ, Some("User.Read.All")), Recognized::NotListed);
    }
}
