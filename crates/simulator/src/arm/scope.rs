//! How scopes lie above one another.

use super::super::tenant::Tenant;
use domain::azure_role::AzureScope;
use domain::guid::Guid;

const GROUPS: &str = "/providers/microsoft.management/managementgroups/";

/// A scope and everything above it, from the scope itself to the root, in lower case.
pub(super) fn with_all_above(tenant: &Tenant, scope: &str) -> Vec<String> {
    let own = normal(scope);
    let mut found = vec![own.clone()];
    if let Some(group) = management_group(&own) {
        found.extend(above_group(tenant, group).into_iter().map(|id| format!("{GROUPS}{id}")));
    }
    if let Some(subscription) = subscription(&own) {
        found.extend(above_in_subscription(&own));
        let groups = tenant.management_groups.get(&subscription).into_iter().flatten();
        found.extend(groups.map(|(id, _)| format!("{GROUPS}{}", id.to_lowercase())));
    }
    found.push("/".to_owned());
    found.dedup();
    found
}

/// Whether a scope is another one or below it.
pub(super) fn is_within(tenant: &Tenant, scope: &str, above: &str) -> bool {
    with_all_above(tenant, scope).contains(&normal(above))
}

/// A scope in lower case, without a slash at its end.
pub(super) fn normal(scope: &str) -> String {
    match scope.trim_end_matches('/').to_lowercase() {
        empty if empty.is_empty() => "/".to_owned(),
        text => text,
    }
}

/// The subscription that a scope is or is in.
pub(super) fn subscription(scope: &str) -> Option<Guid> {
    normal(scope).strip_prefix("/subscriptions/")?.split('/').next()?.parse().ok()
}

/// The management group that a scope is or belongs to, in lower case.
pub(super) fn management_group(scope: &str) -> Option<&str> {
    scope.strip_prefix(GROUPS)?.split('/').next()
}

/// Parent resources, the resource group and the subscription of a scope in one.
fn above_in_subscription(scope: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = scope;
    while let Some((above, _)) = rest.rsplit_once('/') {
        rest = above;
        // Names are at even places from the front: `/subscriptions/{id}`, `/resourcegroups/{name}`, `/{type}/{name}`.
        let is_scope = match rest.rsplit_once("/providers/") {
            Some((_, path)) => path.split('/').count() % 2 == 1 && path.split('/').count() >= 3,
            None => matches!(rest.split('/').count(), 3 | 5),
        };
        if is_scope {
            found.push(rest.to_owned());
        }
    }
    found
}

/// The ids of the groups above a management group, the nearest first.
fn above_group(tenant: &Tenant, group: &str) -> Vec<String> {
    let chains = tenant.management_groups.values();
    let at = |chain: &Vec<(String, &'static str)>| chain.iter().position(|(id, _)| id.eq_ignore_ascii_case(group));
    let chain = chains.into_iter().find_map(|chain| Some(&chain[at(chain)? + 1..]));
    chain.unwrap_or_default().iter().map(|(id, _)| id.to_lowercase()).collect()
}

/// Whether a text is a scope at all.
pub(super) fn is_scope(scope: &str) -> bool {
    !matches!(AzureScope::parse(scope), AzureScope::Other(_))
}
