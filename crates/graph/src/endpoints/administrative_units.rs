//! Administrative units, within which a directory role can count.

use serde::Deserialize;

use crate::endpoint::{Collection, Endpoint, EndpointFacts};
use crate::odata::Get;
use crate::transport::Request;
use domain::directory_role::{DirectoryScope, NamedScope};
use domain::ids::ObjectId;
use domain::scope::Scope;

const PROPERTIES: &[&str] = &["id", "displayName"];

/// Gets the name of an administrative unit within which a role counts.
#[derive(Clone, Copy, Debug)]
pub struct GetAdministrativeUnit(pub ObjectId);

/// Lists the administrative units of the tenant.
#[derive(Clone, Copy, Debug)]
pub struct ListAdministrativeUnits;

impl Endpoint for GetAdministrativeUnit {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "show the name of an administrative unit scope",
        method: "GET",
        path: "/v1.0/directory/administrativeUnits/{id}",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/administrativeunit-get",
    };
    type Response = String;

    fn request(&self) -> Request {
        let path = format!("/v1.0/directory/administrativeUnits/{}", self.0);
        Get::new(path).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<String> {
        let wire: WireUnit = serde_json::from_slice(body).ok()?;
        wire.display_name.filter(|_| wire.id == self.0)
    }
}

impl Collection for ListAdministrativeUnits {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "select an administrative unit as a scope",
        method: "GET",
        path: "/v1.0/directory/administrativeUnits",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/directory-list-administrativeunits",
    };
    type Item = NamedScope;

    fn request(&self) -> Request {
        Get::new("/v1.0/directory/administrativeUnits").select(PROPERTIES).request()
    }

    fn item(&self, json: &str) -> Option<NamedScope> {
        let wire: WireUnit = serde_json::from_str(json).ok()?;
        let scope = DirectoryScope::AdministrativeUnit(wire.id);
        Some(NamedScope { scope, name: wire.display_name.unwrap_or_default(), app_id: None })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUnit {
    id: ObjectId,
    display_name: Option<String>,
}
