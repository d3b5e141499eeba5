//! `owners` and `ownedObjects`: who answers for an object, and what a principal answers for.
//!
//! <https://learn.microsoft.com/graph/api/serviceprincipal-list-ownedobjects>

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::tenant::{ServicePrincipal, Tenant};
use super::directory_objects::relation;
use domain::guid::Guid;

/// Answers the owners of a service principal.
pub(super) fn answer_owners(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    rest: &[&str],
    of: &ServicePrincipal,
) -> Result<Reply, Refusal> {
    relation(tenant, inquiry, rest, of.owners.iter().copied())
}

/// Answers the app registrations and service principals that a principal owns.
pub(super) fn answer_owned(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    rest: &[&str],
    owner: Guid,
) -> Result<Reply, Refusal> {
    let applications = tenant.applications.values().filter(|it| it.owners.contains(&owner)).map(|it| it.id.0);
    let principals = tenant.service_principals.values().filter(|it| it.owners.contains(&owner)).map(|it| it.id.0);
    relation(tenant, inquiry, rest, applications.chain(principals))
}
