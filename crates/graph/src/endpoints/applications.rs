//! App registrations: what an id belongs to that is no managed identity's, and where a directory role can be made to count.

use serde::Deserialize;

use crate::endpoint::{Collection, Endpoint, EndpointFacts};
use crate::odata::{Get, literal};
use crate::transport::Request;
use domain::directory_role::{DirectoryScope, NamedScope};
use domain::guid::Guid;
use domain::ids::{AppId, ObjectId};
use domain::scope::Scope;

const PROPERTIES: &[&str] = &["id", "appId", "displayName"];

/// Gets an app registration by its object id.
#[derive(Clone, Copy, Debug)]
pub struct GetApplication(pub Guid);

/// Finds the app registration with an application id.
#[derive(Clone, Copy, Debug)]
pub struct FindApplication(pub AppId);

/// Finds app registrations whose name begins like this.
#[derive(Clone, Debug)]
pub struct FindApplicationsByName(pub String);

/// An app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its application id, which leads to its service principal.
    pub app_id: AppId,
    /// Its name.
    pub display_name: String,
}

impl Endpoint for GetApplication {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "recognize the object ID of an app registration",
        method: "GET",
        path: "/v1.0/applications/{id}",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-get",
    };
    type Response = Application;

    fn request(&self) -> Request {
        Get::new(format!("/v1.0/applications/{}", self.0)).select(PROPERTIES).request()
    }

    fn response(&self, body: &[u8]) -> Option<Application> {
        let wire: WireApplication = serde_json::from_slice(body).ok()?;
        (wire.id.0 == self.0).then(|| application(wire))
    }
}

impl Collection for FindApplication {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "recognize the application ID of an app registration",
        method: "GET",
        path: "/v1.0/applications",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-list",
    };
    type Item = Application;

    fn request(&self) -> Request {
        let condition = format!("appId eq {}", literal(self.0));
        Get::new("/v1.0/applications").filter(condition).select(PROPERTIES).request()
    }

    fn item(&self, json: &str) -> Option<Application> {
        let wire: WireApplication = serde_json::from_str(json).ok()?;
        (wire.app_id == self.0).then(|| application(wire))
    }
}

impl Collection for FindApplicationsByName {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "select an application as a scope",
        method: "GET",
        path: "/v1.0/applications",
        scopes: &[Scope::ApplicationReadAll],
        docs: "https://learn.microsoft.com/graph/api/application-list",
    };
    type Item = NamedScope;

    fn request(&self) -> Request {
        let condition = format!("startswith(displayName,{})", literal(&self.0));
        Get::new("/v1.0/applications").filter(condition).select(PROPERTIES).request()
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
struct WireApplication {
    id: ObjectId,
    app_id: AppId,
    display_name: Option<String>,
}

fn application(wire: WireApplication) -> Application {
    Application { app_id: wire.app_id, display_name: wire.display_name.unwrap_or_default() }
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
