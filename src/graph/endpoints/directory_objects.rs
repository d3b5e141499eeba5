//! What an id is that belongs to no managed identity.

use serde::Deserialize;

use super::service_principals::principal;
use crate::domain::guid::Guid;
use crate::domain::identity::ServicePrincipal;
use crate::domain::ids::{AppId, ObjectId};
use crate::domain::scope::Scope;
use crate::graph::endpoint::{Collection, Endpoint, Facts};
use crate::graph::odata::{Get, literal};
use crate::graph::transport::Request;

/// Gets an app registration by its object id.
#[derive(Clone, Copy, Debug)]
pub struct GetApplication(pub Guid);

/// Finds the app registration with an application id.
#[derive(Clone, Copy, Debug)]
pub struct FindApplication(pub AppId);

/// Gets a service principal that was deleted in the last thirty days.
#[derive(Clone, Copy, Debug)]
pub struct GetDeletedServicePrincipal(pub Guid);

/// Gets any object of the directory, to say what it is.
#[derive(Clone, Copy, Debug)]
pub struct GetDirectoryObject(pub Guid);

/// Gets the name of an administrative unit within which a role counts.
#[derive(Clone, Copy, Debug)]
pub struct GetAdministrativeUnit(pub ObjectId);

/// An object of the directory, as far as its kind goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryObject {
    /// The service's name for what it is, such as `user`.
    pub kind: String,
    /// Its name, where the token may read it.
    pub display_name: Option<String>,
}

/// An app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its application id, which leads to its service principal.
    pub app_id: AppId,
    /// Its name.
    pub display_name: String,
}

impl Endpoint for GetApplication {
    const FACTS: Facts = Facts {
        purpose: "recognise the object id of an app registration",
        method: "GET",
        path: "/v1.0/applications/{id}",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-get",
    };
    type Response = Application;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/applications/{}", self.0)).select(&["id", "appId", "displayName"]).request()
    }

    fn response(&self, body: &[u8]) -> Option<Application> {
        let wire: WireApplication = serde_json::from_slice(body).ok()?;
        (wire.id.0 == self.0).then(|| application(wire))
    }
}

impl Collection for FindApplication {
    const FACTS: Facts = Facts {
        purpose: "recognise the application id of an app registration",
        method: "GET",
        path: "/v1.0/applications",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-list",
    };
    type Item = Application;

    fn request(&self) -> Request {
        let condition = format!("appId eq {}", literal(self.0));
        Get::new("/v1.0/applications").filter(condition).select(&["id", "appId", "displayName"]).request()
    }

    fn item(&self, json: &str) -> Option<Application> {
        let wire: WireApplication = serde_json::from_str(json).ok()?;
        (wire.app_id == self.0).then(|| application(wire))
    }
}

impl Endpoint for GetDeletedServicePrincipal {
    const FACTS: Facts = Facts {
        purpose: "recognise a deleted identity",
        method: "GET",
        path: "/v1.0/directory/deletedItems/{id}",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/directory-deleteditems-get",
    };
    type Response = ServicePrincipal;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/directory/deletedItems/{}", self.0)).request()
    }

    fn response(&self, body: &[u8]) -> Option<ServicePrincipal> {
        principal(body).filter(|found| found.id.0 == self.0)
    }
}

impl Endpoint for GetDirectoryObject {
    const FACTS: Facts = Facts {
        purpose: "say what any other id belongs to",
        method: "GET",
        path: "/v1.0/directoryObjects/{id}",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/directoryobject-get",
    };
    type Response = DirectoryObject;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/directoryObjects/{}", self.0)).request()
    }

    fn response(&self, body: &[u8]) -> Option<DirectoryObject> {
        let wire: WireObject = serde_json::from_slice(body).ok()?;
        let kind = wire.odata_type.strip_prefix("#microsoft.graph.")?.to_owned();
        Some(DirectoryObject { kind, display_name: wire.display_name })
    }
}

impl Endpoint for GetAdministrativeUnit {
    const FACTS: Facts = Facts {
        purpose: "name the administrative unit within which a role counts",
        method: "GET",
        path: "/v1.0/directory/administrativeUnits/{id}",
        scopes: &[Scope::DirectoryReadAll],
        docs: "https://learn.microsoft.com/graph/api/administrativeunit-get",
    };
    type Response = String;

    fn request(&self) -> Request {
        let path = format!("/v1.0/directory/administrativeUnits/{}", self.0);
        Get::new(path).select(&["id", "displayName"]).request()
    }

    fn response(&self, body: &[u8]) -> Option<String> {
        let wire: WireUnit = serde_json::from_slice(body).ok()?;
        wire.display_name.filter(|_| wire.id == self.0)
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireObject {
    #[serde(rename = "@odata.type")]
    odata_type: String,
    display_name: Option<String>,
}

fn application(wire: WireApplication) -> Application {
    Application { app_id: wire.app_id, display_name: wire.display_name.unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_known_by_the_type_that_the_service_gives() {
        let id = Guid::known("8097154c-b14f-4898-928c-16ca80e12dfd");
        let read = |json: &str| GetDirectoryObject(id).response(json.as_bytes());
        let user = read(
            r##"{"@odata.type":"#microsoft.graph.user","id":"8097154c-b14f-4898-928c-16ca80e12dfd","displayName":"Ada"}"##,
        );
        assert_eq!(user.unwrap(), DirectoryObject { kind: "user".to_owned(), display_name: Some("Ada".to_owned()) });
        assert!(read(r#"{"id":"8097154c-b14f-4898-928c-16ca80e12dfd"}"#).is_none());
    }
}
