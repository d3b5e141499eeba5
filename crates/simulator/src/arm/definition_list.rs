//! The list of role definitions, and one of them.

use super::super::tenant::Tenant;
use super::definitions::{Definition, all, find};
use super::filter;
use super::inquiry::{Answer, ArmInquiry};
use super::list;
use super::refusal::ArmRefusal;
use super::rights;
use super::scope::subscription;

/// Answers the list of the roles that can be assigned at a scope, or one of them.
pub(super) fn answer(tenant: &Tenant, inquiry: &ArmInquiry<'_>, name: Option<&str>) -> Result<Answer, ArmRefusal> {
    let scope = &inquiry.address.scope;
    rights::need(tenant, inquiry, scope, "Microsoft.Authorization/roleDefinitions/read")?;
    let prefix = subscription(scope).map(|id| format!("/subscriptions/{id}")).unwrap_or_default();
    if let Some(name) = name {
        let found = name.parse().ok().and_then(|id| find(tenant, id));
        let missing = || ArmRefusal::no_such_role(404, name);
        return Ok((200, Some(found.ok_or_else(missing)?.json(&prefix))));
    }
    let mut kept: Vec<Definition> = all(tenant).filter(|it| it.is_assignable_at(tenant, scope)).collect();
    for part in filter::parts(inquiry.address.option("$filter").unwrap_or_default()) {
        if let Some(name) = filter::equals(part, "roleName") {
            kept.retain(|it| it.name.eq_ignore_ascii_case(&name));
        } else if let Some(kind) = filter::equals(part, "type") {
            kept.retain(|it| it.custom == kind.eq_ignore_ascii_case("CustomRole"));
        } else if !part.eq_ignore_ascii_case("atScopeAndBelow()") {
            return Err(ArmRefusal::unsupported_filter(part));
        }
    }
    let entries = kept.iter().map(|it| it.json(&prefix)).collect();
    Ok(list::answer(tenant, inquiry, entries))
}
