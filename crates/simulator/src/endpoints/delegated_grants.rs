//! `/oauth2PermissionGrants`: what programs may do on behalf of people.
//!
//! <https://learn.microsoft.com/graph/api/oauth2permissiongrant-list>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_DELEGATED_GRANTS, need_scope};
use super::super::tenant::{DelegatedGrant, Tenant};
use super::answers::list;
use super::methods::only_get;
use domain::ids::ServicePrincipalId;

const SET: EntitySet = EntitySet {
    type_name: "oAuth2PermissionGrant",
    context: "oauth2PermissionGrants",
    properties: &[
        Property::asked("clientId", PropertyType::Text, "eq"),
        Property::asked("consentType", PropertyType::Text, "eq"),
        Property::plain("id", PropertyType::Text),
        Property::asked("principalId", PropertyType::Text, "eq"),
        Property::asked("resourceId", PropertyType::Text, "eq"),
        Property::plain("scope", PropertyType::Text),
    ],
    ..EntitySet::BASE
};

/// Answers the grants of the tenant, or of one program.
pub(super) fn answer(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    client: Option<ServicePrincipalId>,
) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_DELEGATED_GRANTS)?;
    let grants = tenant.delegated_grants.iter().filter(|it| client.is_none_or(|client| it.client == client));
    list(&SET, grants.map(DelegatedGrantRow), inquiry)
}

struct DelegatedGrantRow<'t>(&'t DelegatedGrant);

impl Entity for DelegatedGrantRow<'_> {
    fn key(&self) -> String {
        self.0.id()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" => json!(it.id()),
            "clientId" => json!(it.client),
            "consentType" => json!(if it.person.is_some() { "Principal" } else { "AllPrincipals" }),
            "principalId" => json!(it.person),
            "resourceId" => json!(it.resource),
            "scope" => json!(it.scope),
            _ => Value::Null,
        }
    }
}
