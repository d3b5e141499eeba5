//! A group and an administrative unit in an answer.

use serde_json::{Value, json};

use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::tenant::{AdministrativeUnit, Group, GroupKind};

/// What the service tells of a group.
pub(super) const GROUPS: EntitySet = EntitySet {
    type_name: "group",
    context: "groups",
    directory: true,
    properties: &[
        Property::asked("id", PropertyType::Text, "eq in"),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::plain("description", PropertyType::Text),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::plain("groupTypes", PropertyType::Other),
        Property::plain("isAssignableToRole", PropertyType::Flag),
        Property::plain("mail", PropertyType::Text),
        Property::plain("mailEnabled", PropertyType::Flag),
        Property::plain("onPremisesSyncEnabled", PropertyType::Flag),
        Property::plain("securityEnabled", PropertyType::Flag),
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
            "groupTypes" => match self.0.kind {
                GroupKind::Dynamic => json!(["DynamicMembership"]),
                GroupKind::Microsoft365 => json!(["Unified"]),
                GroupKind::Security | GroupKind::OnPremises | GroupKind::MailEnabled => json!([]),
            },
            "isAssignableToRole" => json!(self.0.is_assignable_to_role),
            "mailEnabled" => json!(matches!(self.0.kind, GroupKind::MailEnabled | GroupKind::Microsoft365)),
            // Null where it never was synchronized.
            "onPremisesSyncEnabled" => match self.0.kind {
                GroupKind::OnPremises => json!(true),
                _ => Value::Null,
            },
            "securityEnabled" => json!(self.0.kind != GroupKind::Microsoft365),
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
        Property::asked("id", PropertyType::Text, "eq in"),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::asked("displayName", PropertyType::Text, "eq startswith"),
        Property::plain("description", PropertyType::Text),
        Property::plain("visibility", PropertyType::Text),
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
