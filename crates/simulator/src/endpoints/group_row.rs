//! A group and an administrative unit in an answer.

use serde_json::{Value, json};

use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::tenant::{AdministrativeUnit, Group};

/// What the service tells of a group.
pub(super) const GROUPS: EntitySet = EntitySet {
    type_name: "group",
    context: "groups",
    directory: true,
    properties: &[
        Property::asked("id", Kind::Text, "eq in"),
        Property::plain("deletedDateTime", Kind::Time),
        Property::plain("description", Kind::Text),
        Property::asked("displayName", Kind::Text, "eq ne ge le in startswith"),
        Property::plain("groupTypes", Kind::Other),
        Property::plain("isAssignableToRole", Kind::Flag),
        Property::plain("mail", Kind::Text),
        Property::plain("mailEnabled", Kind::Flag),
        Property::plain("securityEnabled", Kind::Flag),
    ],
    ..EntitySet::BASE
};

/// A group as it is written.
pub(super) struct GroupRow<'t>(pub &'t Group);

impl Entity for GroupRow<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        match property {
            "id" => json!(self.0.id),
            "displayName" => json!(self.0.display_name),
            "groupTypes" => json!([]),
            "isAssignableToRole" => json!(self.0.is_assignable_to_role),
            "mailEnabled" => json!(false),
            "securityEnabled" => json!(true),
            _ => Value::Null,
        }
    }
}

/// What the service tells of an administrative unit.
pub(super) const UNITS: EntitySet = EntitySet {
    type_name: "administrativeUnit",
    context: "directory/administrativeUnits",
    directory: true,
    properties: &[
        Property::asked("id", Kind::Text, "eq in"),
        Property::plain("deletedDateTime", Kind::Time),
        Property::asked("displayName", Kind::Text, "eq startswith"),
        Property::plain("description", Kind::Text),
        Property::plain("visibility", Kind::Text),
    ],
    ..EntitySet::BASE
};

/// An administrative unit as it is written.
pub(super) struct Unit<'t>(pub &'t AdministrativeUnit);

impl Entity for Unit<'_> {
    fn key(&self) -> String {
        self.0.id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        match property {
            "id" => json!(self.0.id),
            "displayName" => json!(self.0.display_name),
            _ => Value::Null,
        }
    }
}
