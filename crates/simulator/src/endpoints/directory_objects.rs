//! Objects of any type: `/directoryObjects`, the deleted ones, and what a principal is a member of.
//!
//! <https://learn.microsoft.com/graph/api/directoryobject-getbyids>

use http::Method;
use serde_json::{Map, Value, json};

use super::super::inquiry::{Inquiry, no_such_segment};
use super::super::odata::{Entity, EntitySet, Property, PropertyType, count};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{
    READ_APPLICATIONS, READ_DIRECTORY, READ_GROUPS, READ_ROLES, groups_of, has_scope, need_scope,
};
use super::super::tenant::{RoleScope, Tenant, random_guid};
use super::answers::{list, named, one};
use super::methods::{not_known, only_get};
use super::service_principal_row::{SERVICE_PRINCIPALS, ServicePrincipalRow};
use super::{applications, group_row, users};
use domain::guid::Guid;
use domain::ids::{ObjectId, RoleDefinitionId, ServicePrincipalId, UserId};

/// How many ids one question may name.
const MOST_IDS: usize = 1000;

/// The properties that objects of different types share with each other here.
pub(super) const SET: EntitySet = EntitySet {
    type_name: "directoryObject",
    context: "directoryObjects",
    directory: true,
    properties: &[
        Property::asked("id", PropertyType::Text, "eq ne in"),
        Property::plain("deletedDateTime", PropertyType::Time),
        Property::plain("description", PropertyType::Text),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::plain("roleTemplateId", PropertyType::Text),
        Property::plain("isAssignableToRole", PropertyType::Flag),
        Property::plain("groupTypes", PropertyType::Other),
        Property::plain("securityEnabled", PropertyType::Flag),
        Property::plain("mailEnabled", PropertyType::Flag),
        Property::plain("appId", PropertyType::Text),
        Property::plain("servicePrincipalType", PropertyType::Text),
        Property::plain("userPrincipalName", PropertyType::Text),
        Property::plain("accountEnabled", PropertyType::Flag),
    ],
    ..EntitySet::BASE
};

/// Which memberships are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    /// `memberOf`
    Direct,
    /// `transitiveMemberOf`
    Transitive,
}

/// Answers what is behind `/directoryObjects`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::POST, ["getbyids" | "microsoft.graph.getbyids"]) => {
            need_scope(inquiry, READ_DIRECTORY)?;
            let body = inquiry.json(&["ids", "types"])?;
            let ids: Result<Vec<Guid>, _> = texts(&body["ids"]).map(str::parse).collect();
            let ids = ids.ok().filter(|ids| ids.len() <= MOST_IDS && body["ids"].is_array());
            let ids = ids.ok_or(Refusal::INVALID_VALUE)?;
            let types: Vec<&str> = texts(&body["types"]).collect();
            let wanted = |it: &Object| types.is_empty() || types.iter().any(|name| it.is(name));
            let found = ids.iter().filter_map(|id| wire(tenant, *id)).map(Object).filter(wanted);
            list(&SET, found, inquiry)
        }
        (&Method::GET, [id]) => {
            need_scope(inquiry, READ_DIRECTORY)?;
            one_object(tenant, inquiry, id)
        }
        _ => Err(not_known(inquiry)),
    }
}

/// Answers what is behind `/directory/deletedItems`.
pub(super) fn answer_deleted(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_APPLICATIONS)?;
    let row = |(principal, at)| ServicePrincipalRow { tenant, principal, deleted: Some(at) };
    match rest {
        ["microsoft.graph.serviceprincipal"] => {
            let rows = tenant.deleted.values().map(|(principal, at)| row((principal, *at)));
            list(&SERVICE_PRINCIPALS, rows, inquiry)
        }
        [id] => {
            let (principal, at) = named(id, |id| tenant.deleted.get(id))?;
            one(&SERVICE_PRINCIPALS, &row((principal, *at)), inquiry)
        }
        _ => Err(not_known(inquiry)),
    }
}

/// Answers what a principal is a member of: groups, administrative units, and built-in directory roles.
pub(super) fn memberships(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    principal: Guid,
    membership: Membership,
    rest: &[&str],
) -> Result<Reply, Refusal> {
    let view = View::read(inquiry, rest)?;
    if view.cast.is_some() && membership == Membership::Transitive && !view.counts && !inquiry.options.advanced() {
        return Err(not_in_a_relation());
    }
    let groups = match membership {
        Membership::Transitive => groups_of(tenant, principal),
        Membership::Direct => {
            tenant.groups.values().filter(|group| group.members.contains(&principal)).map(|group| group.id).collect()
        }
    };
    let holds = |it: Guid| it == principal || membership == Membership::Transitive && groups.contains(&ObjectId(it));
    let roles = tenant.role_assignments.values().filter(|it| it.scope == RoleScope::Tenant && holds(it.principal));
    let roles: domain::sorted_set::SortedSet<RoleDefinitionId> = roles.map(|it| it.role).collect();
    let units = tenant.administrative_units.values().filter(|unit| unit.members.contains(&principal));
    let ids = groups.iter().map(|id| id.0).chain(units.map(|unit| unit.id.0));
    let objects =
        ids.filter_map(|id| wire(tenant, id)).chain(roles.iter().filter_map(|id| directory_role(tenant, *id)));
    view.answer(inquiry, objects.map(|it| Object(it).so_far_as(inquiry)))
}

/// Answers a relation to objects of any type. `rest` is what is behind its name in the path.
pub(super) fn relation(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    rest: &[&str],
    ids: impl Iterator<Item = Guid>,
) -> Result<Reply, Refusal> {
    View::read(inquiry, rest)?.answer(inquiry, ids.filter_map(|id| wire(tenant, id)).map(Object))
}

/// How a relation is looked at: objects of one type only, or their number.
struct View<'a> {
    cast: Option<&'a str>,
    counts: bool,
}

impl<'a> View<'a> {
    /// Reads what is behind a relation's name: a cast, `$count`, or both. Conditions, searches and orders of a relation
    /// are advanced queries.
    fn read(inquiry: &Inquiry<'_>, rest: &[&'a str]) -> Result<Self, Refusal> {
        let (rest, counts) = match rest {
            [rest @ .., "$count"] => (rest, true),
            rest => (rest, false),
        };
        let cast = match rest {
            [] => None,
            [one] => match one.strip_prefix("microsoft.graph.") {
                Some(name) if TYPES.contains(&name) => Some(name),
                Some(_) => return Err(no_such_segment(one)),
                None => return Err(not_known(inquiry)),
            },
            _ => return Err(not_known(inquiry)),
        };
        let asks = inquiry.options.filter.is_some() || inquiry.options.orderby.is_some();
        if asks && !counts && !inquiry.options.advanced() {
            return Err(not_in_a_relation());
        }
        Ok(Self { cast, counts })
    }

    fn answer(&self, inquiry: &Inquiry<'_>, objects: impl Iterator<Item = Object>) -> Result<Reply, Refusal> {
        let of_type = objects.filter(|it| self.cast.is_none_or(|name| it.is(name)));
        if self.counts { count(&SET, of_type, &inquiry.options) } else { list(&SET, of_type, inquiry) }
    }
}

/// The types that a relation can be narrowed to, in lower case.
const TYPES: [&str; 8] = [
    "administrativeunit",
    "agentidentity",
    "application",
    "device",
    "directoryrole",
    "group",
    "serviceprincipal",
    "user",
];

fn not_in_a_relation() -> Refusal {
    Refusal::UnsupportedQuery("The specified filter to the reference property query is currently not supported.".into())
}

/// Answers members of any type, each as far as the token may read objects of its type.
pub(super) fn list_members(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    ids: impl Iterator<Item = Guid>,
) -> Result<Reply, Refusal> {
    let objects = ids.filter_map(|id| wire(tenant, id)).map(|it| Object(it).so_far_as(inquiry));
    View::read(inquiry, &[])?.answer(inquiry, objects)
}

/// Answers one object of any type, by its id.
pub(super) fn one_object(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    let found = id.parse().ok().and_then(|id| wire(tenant, id));
    let object = Object(found.ok_or_else(|| Refusal::NotFound(id.to_owned()))?);
    one(&SET, &object, inquiry)
}

/// An object of any type as it is written, with its type.
pub(super) fn wire(tenant: &Tenant, id: Guid) -> Option<Value> {
    if let Some(principal) = tenant.service_principals.get(&ServicePrincipalId(id)) {
        let row = ServicePrincipalRow { tenant, principal, deleted: None };
        let names = ["id", "deletedDateTime", "accountEnabled", "appId", "displayName", "servicePrincipalType"];
        let kind = principal.kind.derived_type().unwrap_or("servicePrincipal");
        return Some(typed(kind, names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(user) = tenant.users.get(&UserId(id)) {
        let row = users::UserRow(user);
        let names = ["id", "deletedDateTime", "accountEnabled", "displayName", "userPrincipalName"];
        return Some(typed("user", names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(application) = tenant.applications.get(&ObjectId(id)) {
        let row = applications::ApplicationRow(application);
        let names = ["id", "deletedDateTime", "appId", "displayName"];
        return Some(typed("application", names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(unit) = tenant.administrative_units.get(&ObjectId(id)) {
        let row = group_row::Unit(unit);
        return Some(typed("administrativeUnit", ["id", "displayName"].iter().map(|name| (*name, row.value(name)))));
    }
    let row = group_row::GroupRow(tenant.groups.get(&ObjectId(id))?);
    let names = ["id", "deletedDateTime", "displayName", "groupTypes", "isAssignableToRole", "mailEnabled"];
    let names = names.iter().chain(&["securityEnabled"]);
    Some(typed("group", names.map(|name| (*name, row.value(name)))))
}

/// A built-in directory role as an object of this tenant; its id, unlike the template's, is the tenant's own.
fn directory_role(tenant: &Tenant, id: RoleDefinitionId) -> Option<Value> {
    let role = tenant.role_definitions.get(&id).filter(|role| role.is_built_in)?;
    let number =
        |guid: Guid| guid.bytes().iter().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    let properties = [
        ("id", json!(random_guid(number(tenant.id.0), number(id.0)))),
        ("deletedDateTime", Value::Null),
        ("description", json!(role.description)),
        ("displayName", json!(role.display_name)),
        ("roleTemplateId", json!(id)),
    ];
    Some(typed("directoryRole", properties.into_iter()))
}

fn typed<'n>(type_name: &str, properties: impl Iterator<Item = (&'n str, Value)>) -> Value {
    let mut object = Map::new();
    object.insert("@odata.type".into(), json!(format!("#microsoft.graph.{type_name}")));
    object.extend(properties.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(object)
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// An object as it is written.
struct Object(Value);

impl Object {
    fn type_name(&self) -> Option<&str> {
        self.0["@odata.type"].as_str()?.strip_prefix("#microsoft.graph.")
    }

    /// Whether it is of a type or of one derived from it.
    fn is(&self, name: &str) -> bool {
        let own = self.type_name().unwrap_or_default();
        let derived = own.starts_with("agentIdentity") && name.eq_ignore_ascii_case("servicePrincipal");
        derived || own.eq_ignore_ascii_case(name)
    }

    /// Of an object whose type the token may not read, only type and id are told, and the rest as null.
    fn so_far_as(mut self, inquiry: &Inquiry<'_>) -> Self {
        let scopes = match self.type_name() {
            Some("group") => READ_GROUPS,
            Some("directoryRole") => READ_ROLES,
            _ => READ_DIRECTORY,
        };
        if !has_scope(inquiry, scopes) {
            for (name, value) in self.0.as_object_mut().into_iter().flatten() {
                if name != "@odata.type" && name != "id" {
                    *value = Value::Null;
                }
            }
        }
        self
    }
}

impl Entity for Object {
    fn key(&self) -> String {
        self.0["id"].as_str().unwrap_or_default().to_owned()
    }

    fn has(&self, property: &str) -> bool {
        self.0.get(property).is_some()
    }

    fn value(&self, property: &str) -> Value {
        self.0.get(property).cloned().unwrap_or_default()
    }
}
