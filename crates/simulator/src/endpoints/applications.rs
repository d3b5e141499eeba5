//! `/applications`: app registrations, which a managed identity never has.
//!
//! <https://learn.microsoft.com/graph/api/application-list>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_APPLICATIONS, need_scope};
use super::super::tenant::{Application, Tenant};
use super::answers::{list, named, one};
use super::methods::{not_known, only_get};

/// What the service tells of an app registration.
pub(super) const APPLICATIONS: EntitySet = EntitySet {
    type_name: "application",
    context: "applications",
    directory: true,
    properties: &[
        Property::asked("id", PropertyType::Text, "eq ne in"),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::asked("appId", PropertyType::Text, "eq ne in"),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::asked("signInAudience", PropertyType::Text, "eq"),
        Property::plain("tags", PropertyType::Other),
    ],
    ..EntitySet::BASE
};

/// Answers what is behind `/applications`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_APPLICATIONS)?;
    match rest {
        [] => list(&APPLICATIONS, tenant.applications.values().map(ApplicationRow), inquiry),
        [id] => one(&APPLICATIONS, &ApplicationRow(named(id, |id| tenant.applications.get(id))?), inquiry),
        _ => Err(not_known(inquiry)),
    }
}

/// An app registration in a list.
pub(super) struct ApplicationRow<'t>(pub &'t Application);

impl Entity for ApplicationRow<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        let it = self.0;
        match property {
            "id" => json!(it.id),
            "appId" => json!(it.app_id),
            "displayName" => json!(it.display_name),
            "signInAudience" => json!("AzureADMyOrg"),
            "tags" => json!([]),
            _ => Value::Null,
        }
    }
}
