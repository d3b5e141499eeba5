//! An app role assignment in an answer.
//!
//! <https://learn.microsoft.com/graph/api/resources/approleassignment>

use serde_json::{Value, json};

use super::super::object::object;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::tenant::{AppRoleAssignment, AppRoleAssignmentKey};
use super::answers::precise;

/// What the service tells of an app role assignment.
pub(super) const SET: EntitySet = EntitySet {
    type_name: "appRoleAssignment",
    context: "appRoleAssignments",
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::plain("appRoleId", PropertyType::Guid),
        Property::plain("createdDateTime", PropertyType::Time),
        Property::asked("principalDisplayName", PropertyType::Text, "eq startswith"),
        Property::plain("principalId", PropertyType::Guid),
        Property::plain("principalType", PropertyType::Text),
        Property::plain("resourceDisplayName", PropertyType::Text),
        Property::asked("resourceId", PropertyType::Guid, "eq"),
    ],
    ..EntitySet::BASE
};

/// An assignment as it is written.
pub(super) fn wire(key: AppRoleAssignmentKey, it: &AppRoleAssignment) -> Value {
    let row = AppRoleAssignmentRow((key, it));
    object(&mut SET.properties.iter().map(|property| (property.name.to_owned(), row.value(property.name))))
}

/// An assignment in a list.
pub(super) struct AppRoleAssignmentRow<'t>(pub (AppRoleAssignmentKey, &'t AppRoleAssignment));

impl Entity for AppRoleAssignmentRow<'_> {
    fn key(&self) -> String {
        self.0.0.text()
    }

    fn value(&self, property: &str) -> Value {
        let (key, it) = &self.0;
        match property {
            "id" => json!(key.text()),
            "appRoleId" => json!(it.app_role),
            "createdDateTime" => json!(it.created.map(precise)),
            "principalDisplayName" => json!(it.principal_display_name),
            "principalId" => json!(it.principal),
            "principalType" => json!(it.principal_kind),
            "resourceDisplayName" => json!(it.resource_display_name),
            "resourceId" => json!(it.resource),
            _ => Value::Null,
        }
    }
}
