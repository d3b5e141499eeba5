//! `/groups/{id}` with its members, and `/directory/administrativeUnits`: what a scope or a way in is called.
//!
//! <https://learn.microsoft.com/graph/api/administrativeunit-get>
//! <https://learn.microsoft.com/graph/api/directory-list-administrativeunits>
//! <https://learn.microsoft.com/graph/api/group-list-members>

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_GROUPS, READ_UNITS, need_scope};
use super::super::tenant::{AdministrativeUnit, Tenant};
use super::answers::{list, named};
use super::directory_objects::{list_members, one_object};
use super::{check_expand, only_get};

/// Answers a group.
pub(super) fn answer_group(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    named(&tenant.groups, id)?;
    one_object(tenant, inquiry, id)
}

const UNITS: EntitySet = EntitySet {
    type_name: "administrativeUnit",
    context: "directory/administrativeUnits",
    directory: true,
    page: 100,
    properties: &[
        Property::asked("id", Kind::Text, "eq in"),
        Property::plain("deletedDateTime", Kind::Time),
        Property::asked("displayName", Kind::Text, "eq startswith"),
        Property::plain("description", Kind::Text),
        Property::plain("visibility", Kind::Text),
    ],
};

/// Lists administrative units.
pub(super) fn answer_units(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    check_expand(&inquiry.options, UNITS.type_name, &[])?;
    list(&UNITS, tenant.administrative_units.values().map(Unit), inquiry)
}

struct Unit<'t>(&'t AdministrativeUnit);

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

/// Answers an administrative unit.
pub(super) fn answer_unit(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    named(&tenant.administrative_units, id)?;
    one_object(tenant, inquiry, id)
}

/// Answers the direct members of a group, of every type.
pub(super) fn answer_members(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    list_members(tenant, inquiry, named(&tenant.groups, id)?.members.iter().copied())
}
