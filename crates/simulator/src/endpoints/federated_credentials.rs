//! `federatedIdentityCredentials` of a service principal: whose tokens a managed identity trusts.
//!
//! <https://learn.microsoft.com/graph/api/resources/federatedidentitycredential>

use serde_json::{Value, json};

use super::super::inquiry::{Inquiry, Version};
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::tenant::{FederatedCredential, Tenant};
use super::answers::list;
use domain::ids::ServicePrincipalId;

const SET: EntitySet = EntitySet {
    type_name: "federatedIdentityCredential",
    context: "federatedIdentityCredentials",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("name", PropertyType::Text, "eq"),
        Property::plain("issuer", PropertyType::Text),
        Property::asked("subject", PropertyType::Text, "eq"),
        Property::plain("description", PropertyType::Text),
        Property::plain("audiences", PropertyType::Other),
    ],
    ..EntitySet::BASE
};

const BETA: EntitySet = EntitySet {
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("name", PropertyType::Text, "eq"),
        Property::plain("issuer", PropertyType::Text),
        Property::asked("subject", PropertyType::Text, "eq"),
        Property::plain("claimsMatchingExpression", PropertyType::Other),
        Property::plain("description", PropertyType::Text),
        Property::plain("audiences", PropertyType::Other),
    ],
    ..SET
};

/// Answers the credentials of an identity. Only the beta version tells a flexible credential's expression.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, of: ServicePrincipalId) -> Result<Reply, Refusal> {
    let credentials = tenant.federated_credentials.get(&of).into_iter().flatten();
    let set = if inquiry.version == Version::Beta { &BETA } else { &SET };
    list(set, credentials.map(FederatedCredentialRow), inquiry)
}

struct FederatedCredentialRow<'t>(&'t FederatedCredential);

impl Entity for FederatedCredentialRow<'_> {
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
            "claimsMatchingExpression" => {
                it.claims_matching.as_ref().map_or(Value::Null, |text| json!({"value": text, "languageVersion": 1}))
            }
            "audiences" => json!(it.audiences),
            _ => Value::Null,
        }
    }
}
