//! `/groups/{id}` and `/directory/administrativeUnits/{id}`: what a scope or a way in is called.
//!
//! <https://learn.microsoft.com/graph/api/administrativeunit-get>

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_GROUPS, READ_UNITS, need_scope};
use super::super::tenant::Tenant;
use super::directory_objects::one_object;
use super::only_get;
use crate::domain::ids::ObjectId;

/// Answers a group.
pub(super) fn answer_group(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    let known = id.parse().is_ok_and(|id: ObjectId| tenant.groups.contains_key(&id));
    if known { one_object(tenant, inquiry, id) } else { Err(Refusal::NotFound(id.to_owned())) }
}

/// Answers an administrative unit.
pub(super) fn answer_unit(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    let known = id.parse().is_ok_and(|id: ObjectId| tenant.administrative_units.contains_key(&id));
    if known { one_object(tenant, inquiry, id) } else { Err(Refusal::NotFound(id.to_owned())) }
}
