//! Places within which a directory role can be made to count: administrative units and app registrations.

use serde::Deserialize;

use crate::domain::directory_role::{DirectoryScope, NamedScope};
use crate::domain::ids::{AppId, ObjectId};
use crate::domain::scope::Scope;
use crate::graph::endpoint::{Collection, Facts};
use crate::graph::odata::{Get, literal};
use crate::graph::transport::Request;

/// Lists the administrative units of the tenant.
#[derive(Clone, Copy, Debug)]
pub struct ListAdministrativeUnits;

/// Finds app registrations whose name begins like this.
#[derive(Clone, Debug)]
pub struct FindApplicationsByName(pub String);

impl Collection for ListAdministrativeUnits {
    const FACTS: Facts = Facts {
        purpose: "choose an administrative unit within which a role counts",
        method: "GET",
        path: "/v1.0/directory/administrativeUnits",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/directory-list-administrativeunits",
    };
    type Item = NamedScope;

    fn request(&self) -> Request {
        Get::new("/v1.0/directory/administrativeUnits").select(&["id", "displayName"]).request()
    }

    fn item(&self, json: &str) -> Option<NamedScope> {
        let wire: WireUnit = serde_json::from_str(json).ok()?;
        let scope = DirectoryScope::AdministrativeUnit(wire.id);
        Some(NamedScope { scope, name: wire.display_name.unwrap_or_default(), app_id: None })
    }
}

impl Collection for FindApplicationsByName {
    const FACTS: Facts = Facts {
        purpose: "choose an application within which a role counts",
        method: "GET",
        path: "/v1.0/applications",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-list",
    };
    type Item = NamedScope;

    fn request(&self) -> Request {
        let condition = format!("startswith(displayName,{})", literal(&self.0));
        Get::new("/v1.0/applications").filter(condition).select(&["id", "appId", "displayName"]).request()
    }

    fn item(&self, json: &str) -> Option<NamedScope> {
        let WireApplication { id, app_id, display_name } = serde_json::from_str(json).ok()?;
        // A scope names the object id of the registration, not the application id.
        let scope = DirectoryScope::Application(id);
        Some(NamedScope { scope, name: display_name.unwrap_or_default(), app_id: Some(app_id) })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUnit {
    id: ObjectId,
    display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireApplication {
    id: ObjectId,
    app_id: AppId,
    display_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_in_the_condition() {
        let uri = FindApplicationsByName("O'Brien & Sons".to_owned()).request().uri().to_string();
        assert!(uri.contains("startswith%28displayName,%27O%27%27Brien%20%26%20Sons%27%29"), "{uri}");
    }

    #[test]
    fn an_application_is_named_by_its_object_id_within_a_scope() {
        let json = r#"{"id":"61b0c52f-a902-4769-9a09-c6628335b00a","appId":"71b0c52f-a902-4769-9a09-c6628335b00a","displayName":null}"#;
        let found = FindApplicationsByName(String::new()).item(json).unwrap();
        assert_eq!(found.scope.to_string(), "/61b0c52f-a902-4769-9a09-c6628335b00a");
    }
}
