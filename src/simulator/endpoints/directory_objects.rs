//! Objects of any type: `/directoryObjects`, the deleted ones, and what a principal is a member of.
//!
//! <https://learn.microsoft.com/graph/api/directoryobject-getbyids>

use http::Method;
use serde_json::{Map, Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{
    READ_APPLICATIONS, READ_DIRECTORY, READ_GROUPS, READ_ROLES, groups_of, has_scope, need_scope,
};
use super::super::tenant::{RoleScope, Tenant, random_guid};
use super::answers::{list, named, one};
use super::service_principals::{self, SERVICE_PRINCIPALS};
use super::{applications, not_known, only_get, users};
use crate::domain::guid::Guid;
use crate::domain::ids::{ObjectId, RoleDefinitionId, ServicePrincipalId, UserId};

/// How many ids one question may name.
const MOST_IDS: usize = 1000;

/// The properties that objects of different types share with each other here.
const SET: EntitySet = EntitySet {
    type_name: "directoryObject",
    context: "directoryObjects",
    directory: true,
    page: 100,
    properties: &[
        Property::asked("id", Kind::Text, "eq ne in"),
        Property::plain("deletedDateTime", Kind::Time),
        Property::plain("description", Kind::Text),
        Property::asked("displayName", Kind::Text, "eq ne ge le in startswith endswith"),
        Property::plain("roleTemplateId", Kind::Text),
        Property::plain("isAssignableToRole", Kind::Flag),
        Property::plain("groupTypes", Kind::Other),
        Property::plain("securityEnabled", Kind::Flag),
        Property::plain("mailEnabled", Kind::Flag),
        Property::plain("appId", Kind::Text),
        Property::plain("servicePrincipalType", Kind::Text),
        Property::plain("userPrincipalName", Kind::Text),
        Property::plain("accountEnabled", Kind::Flag),
    ],
};

/// Which memberships are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    /// `memberOf`
    Direct,
    /// `transitiveMemberOf`
    Transitive,
}

/// Answers what stands behind `/directoryObjects`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::POST, ["getbyids" | "microsoft.graph.getbyids"]) => {
            need_scope(inquiry, READ_DIRECTORY)?;
            let body = inquiry.json()?;
            let ids: Vec<Guid> = texts(&body["ids"]).filter_map(|id| id.parse().ok()).collect();
            if ids.len() > MOST_IDS || !body["ids"].is_array() {
                return Err(Refusal::INVALID_VALUE);
            }
            let types: Vec<&str> = texts(&body["types"]).collect();
            let wanted = |it: &Object| {
                types.is_empty()
                    || types.iter().any(|name| it.type_name().is_some_and(|found| found.eq_ignore_ascii_case(name)))
            };
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

/// Answers what stands behind `/directory/deletedItems`.
pub(super) fn answer_deleted(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_APPLICATIONS)?;
    let row = |(principal, at)| service_principals::Row { tenant, principal, deleted: Some(at) };
    match rest {
        ["microsoft.graph.serviceprincipal"] => {
            let rows = tenant.deleted.values().map(|(principal, at)| row((principal, *at)));
            list(&SERVICE_PRINCIPALS, rows, inquiry)
        }
        [id] => {
            let (principal, at) = named(&tenant.deleted, id)?;
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
    cast: &[&str],
) -> Result<Reply, Refusal> {
    let wanted = match cast {
        [] => None,
        [one] if one.starts_with("microsoft.graph.") => one.strip_prefix("microsoft.graph."),
        _ => return Err(not_known(inquiry)),
    };
    if wanted.is_some() && membership == Membership::Transitive && !inquiry.options.advanced() {
        return Err(Refusal::UnsupportedQuery(
            "The specified filter to the reference property query is currently not supported.".into(),
        ));
    }
    let groups = match membership {
        Membership::Transitive => groups_of(tenant, principal),
        Membership::Direct => {
            tenant.groups.values().filter(|group| group.members.contains(&principal)).map(|group| group.id).collect()
        }
    };
    let holds = |it: Guid| it == principal || membership == Membership::Transitive && groups.contains(&ObjectId(it));
    let roles = tenant.role_assignments.values().filter(|it| it.scope == RoleScope::Tenant && holds(it.principal));
    let roles: std::collections::BTreeSet<RoleDefinitionId> = roles.map(|it| it.role).collect();
    let units = tenant.administrative_units.values().filter(|unit| unit.members.contains(&principal));
    let ids = groups.iter().map(|id| id.0).chain(units.map(|unit| unit.id.0));
    let objects =
        ids.filter_map(|id| wire(tenant, id)).chain(roles.iter().filter_map(|id| directory_role(tenant, *id)));
    let of_type = objects
        .map(Object)
        .filter(|it| wanted.is_none_or(|wanted| it.type_name().is_some_and(|name| name.eq_ignore_ascii_case(wanted))));
    list(&SET, of_type.map(|it| it.so_far_as(inquiry)), inquiry)
}

/// Answers a list of objects of any type.
pub(super) fn list_objects(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    ids: impl Iterator<Item = Guid>,
) -> Result<Reply, Refusal> {
    let objects = ids.filter_map(|id| wire(tenant, id)).map(Object);
    list(&SET, objects, inquiry)
}

/// Answers members of any type, each as far as the token may read objects of its type.
pub(super) fn list_members(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    ids: impl Iterator<Item = Guid>,
) -> Result<Reply, Refusal> {
    let objects = ids.filter_map(|id| wire(tenant, id)).map(|it| Object(it).so_far_as(inquiry));
    list(&SET, objects, inquiry)
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
        let row = service_principals::Row { tenant, principal, deleted: None };
        let names = ["id", "deletedDateTime", "accountEnabled", "appId", "displayName", "servicePrincipalType"];
        return Some(typed("servicePrincipal", names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(user) = tenant.users.get(&UserId(id)) {
        let row = users::Row(user);
        let names = ["id", "deletedDateTime", "accountEnabled", "displayName", "userPrincipalName"];
        return Some(typed("user", names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(application) = tenant.applications.get(&ObjectId(id)) {
        let row = applications::Row(application);
        let names = ["id", "deletedDateTime", "appId", "displayName"];
        return Some(typed("application", names.iter().map(|name| (*name, row.value(name)))));
    }
    if let Some(unit) = tenant.administrative_units.get(&ObjectId(id)) {
        let properties = [("id", json!(unit.id)), ("displayName", json!(unit.display_name))];
        return Some(typed("administrativeUnit", properties.into_iter()));
    }
    let group = tenant.groups.get(&ObjectId(id))?;
    let properties = [
        ("id", json!(group.id)),
        ("deletedDateTime", Value::Null),
        ("displayName", json!(group.display_name)),
        ("groupTypes", json!([])),
        ("isAssignableToRole", json!(group.is_assignable_to_role)),
        ("mailEnabled", json!(false)),
        ("securityEnabled", json!(true)),
    ];
    Some(typed("group", properties.into_iter()))
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
