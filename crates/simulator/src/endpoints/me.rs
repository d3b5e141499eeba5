//! `/me`: the signed-in user, with the groups and directory roles of theirs.
//!
//! <https://learn.microsoft.com/graph/api/user-list-memberof>

use super::super::inquiry::Inquiry;
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{READ_SELF, need_scope};
use super::super::tenant::Tenant;
use super::answers::one;
use super::directory_objects::{Membership, memberships};
use super::methods::{not_known, only_get};
use super::users::{USERS, UserRow};

/// Answers what is behind `/me`.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    need_scope(inquiry, READ_SELF)?;
    let me = inquiry.caller.user;
    match rest {
        [] => {
            let user = tenant.users.get(&me).ok_or_else(|| Refusal::NotFound(me.to_string()))?;
            one(&USERS, &UserRow(user), inquiry)
        }
        ["memberof", cast @ ..] => memberships(tenant, inquiry, me.0, Membership::Direct, cast),
        ["transitivememberof", cast @ ..] => memberships(tenant, inquiry, me.0, Membership::Transitive, cast),
        _ => Err(not_known(inquiry)),
    }
}
