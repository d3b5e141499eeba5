//! `federatedIdentityCredentials` of a service principal: whose tokens a managed identity trusts.
//!
//! <https://learn.microsoft.com/graph/api/resources/federatedidentitycredential>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::tenant::{FederatedCredential, Tenant};
use super::answers::list;
use crate::domain::ids::ServicePrincipalId;

const SET: EntitySet = EntitySet {
    type_name: "federatedIdentityCredential",
    context: "federatedIdentityCredentials",
    directory: false,
    page: 100,
    properties: &[
        Property::plain("id", Kind::Text),
        Property::asked("name", Kind::Text, "eq"),
        Property::plain("issuer", Kind::Text),
        Property::plain("subject", Kind::Text),
        Property::plain("description", Kind::Text),
        Property::plain("audiences", Kind::Other),
    ],
};

/// Answers the credentials of an identity.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, of: ServicePrincipalId) -> Result<Reply, Refusal> {
    let credentials = tenant.federated_credentials.get(&of).into_iter().flatten();
    list(&SET, credentials.map(Row), inquiry)
}

struct Row<'t>(&'t FederatedCredential);

impl Entity for Row<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" => json!(it.id),
            "name" => json!(it.name),
            "issuer" => json!(it.issuer),
            "subject" => json!(it.subject),
            "audiences" => json!(it.audiences),
            _ => Value::Null,
        }
    }
}
