//! What an id is that belongs to no identity and no app registration of the tenant.

use serde::Deserialize;

use super::service_principals::principal;
use crate::endpoint::{Endpoint, EndpointFacts};
use crate::odata::Get;
use crate::transport::Request;
use domain::guid::Guid;
use domain::identity::ServicePrincipal;
use domain::scope::Scope;

/// Gets a service principal that was deleted in the last thirty days.
#[derive(Clone, Copy, Debug)]
pub struct GetDeletedServicePrincipal(pub Guid);

/// Gets any object of the directory, to say what it is.
#[derive(Clone, Copy, Debug)]
pub struct GetDirectoryObject(pub Guid);

/// An object of the directory, as far as its kind goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryObject {
    /// The service's name for what it is, such as `user`.
    pub kind: String,
    /// Its name, where the token may read it.
    pub display_name: Option<String>,
}

impl Endpoint for GetDeletedServicePrincipal {
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "recognize a deleted identity",
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
    const FACTS: EndpointFacts = EndpointFacts {
        purpose: "look up any other object ID",
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireObject {
    #[serde(rename = "@odata.type")]
    odata_type: String,
    display_name: Option<String>,
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
