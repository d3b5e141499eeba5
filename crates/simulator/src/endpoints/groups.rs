//! `/groups/{id}` with its members, and `/directory/administrativeUnits`: what a scope or an assignment path is called.
//!
//! <https://learn.microsoft.com/graph/api/administrativeunit-get>
//! <https://learn.microsoft.com/graph/api/directory-list-administrativeunits>
//! <https://learn.microsoft.com/graph/api/group-list-members>

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_GROUP_APP_ROLES, READ_GROUPS, READ_UNITS, need_scope};
use super::super::tenant::Tenant;
use super::answers::{list, named, one};
use super::app_role_assignments;
use super::directory_objects::{Membership, list_members, memberships, relation};
use super::group_row::{GROUPS, GroupRow, UNITS, Unit};
use super::methods::only_get;
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::sorted_set::SortedSet;

/// Lists groups.
///
/// <https://learn.microsoft.com/graph/api/group-list>
pub(super) fn answer_groups(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    list(&GROUPS, tenant.groups.values().map(GroupRow), inquiry)
}

/// Answers the app roles that are granted to a group.
///
/// <https://learn.microsoft.com/graph/api/group-list-approleassignments>
pub(super) fn answer_app_roles(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUP_APP_ROLES)?;
    let group = named(id, |id| tenant.groups.get(id))?;
    app_role_assignments::list_of_principal(tenant, inquiry, group.id.0)
}

/// Answers what a group is a member of, directly or through other groups.
///
/// <https://learn.microsoft.com/graph/api/group-list-transitivememberof>
pub(super) fn answer_above(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    let group = named(id, |id| tenant.groups.get(id))?;
    memberships(tenant, inquiry, group.id.0, Membership::Transitive, &[])
}

/// Answers a group.
pub(super) fn answer_group(tenant: &Tenant, inquiry: &Inquiry<'_>, id: &str) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_GROUPS)?;
    one(&GROUPS, &GroupRow(named(id, |id| tenant.groups.get(id))?), inquiry)
}

/// Lists administrative units.
pub(super) fn answer_units(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_UNITS)?;
    list(&UNITS, tenant.administrative_units.values().map(Unit), inquiry)
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
