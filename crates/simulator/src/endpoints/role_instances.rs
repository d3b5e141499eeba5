//! What both lists of Privileged Identity Management ask before they tell anything: who may read them, and whose roles.

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;
use super::super::rights::{PIM_READERS, has_scope, need_role};
use super::super::tenant::Tenant;
use super::methods::not_known;
use domain::guid::Guid;

/// Refuses tokens without the scope, and tenants without the license.
pub(super) fn need_pim(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    one_of: &[&str],
    least: &'static str,
) -> Result<(), Refusal> {
    if !has_scope(inquiry, one_of) {
        return Err(Refusal::PimScopeMissing(least));
    }
    if tenant.premium { Ok(()) } else { Err(Refusal::NoPimLicense) }
}

/// Whose roles are asked for: the user's own, or, where the user may read them, everyone's.
pub(super) fn requested_principal(
    tenant: &Tenant,
    inquiry: &Inquiry<'_>,
    rest: &[&str],
) -> Result<Option<Guid>, Refusal> {
    match rest {
        [] => need_role(tenant, inquiry, PIM_READERS).map(|()| None).map_err(|_| Refusal::PimRoleMissing),
        ["filterbycurrentuser(on='principal')" | "microsoft.graph.filterbycurrentuser(on='principal')"] => {
            Ok(Some(inquiry.caller.user.0))
        }
        _ => Err(not_known(inquiry)),
    }
}
