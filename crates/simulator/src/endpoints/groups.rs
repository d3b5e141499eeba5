//! `/groups/{id}` with its members, and `/directory/administrativeUnits`: what a scope or an assignment path is called.
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
use super::super::tenant::{AdministrativeUnit, Group, Tenant};
use super::answers::{list, named, one};
use super::directory_objects::{list_members, relation};
use super::only_get;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::sorted_set::SortedSet;

/// Answers a group.
pub(super) fn answer_group(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    one(&GROUPS, &GroupRow(named(id, |id| tenant.groups.get(id))?), inquiry)
}

const GROUPS: EntitySet = EntitySet {
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

const UNITS: EntitySet = EntitySet {
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

/// Lists administrative units.
pub(super) fn answer_units(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    list(&UNITS, tenant.administrative_units.values().map(Unit), inquiry)
}

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

/// Answers an administrative unit.
pub(super) fn answer_unit(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    one(&UNITS, &Unit(named(id, |id| tenant.administrative_units.get(id))?), inquiry)
}

/// Answers the direct members of a group, of every type.
pub(super) fn answer_members(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    list_members(tenant, inquiry, named(id, |id| tenant.groups.get(id))?.members.iter().copied())
}

/// Answers the service principals in a group and in the groups within it. A cast is an advanced query.
///
/// <https://learn.microsoft.com/graph/api/group-list-transitivemembers>
pub(super) fn answer_service_principals_in(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    let mut open = vec![named(id, |id| tenant.groups.get(id))?];
    let (mut seen, mut found) = (SortedSet::new(), SortedSet::new());
    while let Some(group) = open.pop() {
        if !seen.insert(group.id) {
            continue;
        }
        for member in &group.members {
            open.extend(tenant.groups.get(&ObjectId(*member)));
            if tenant.service_principals.contains_key(&ServicePrincipalId(*member)) {
                found.insert(*member);
            }
        }
    }
    relation(tenant, inquiry, &["microsoft.graph.serviceprincipal"], found.into_iter())
}
