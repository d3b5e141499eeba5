//! The permissions that Bestow requests, as Markdown for the README. Generated from the
//! facts of the endpoints, so that the README is always complete.

use std::fmt::Write;

use super::arm;
use super::azure::{
    FindAssignedIdentities, FindHosts, ListAllAzureRoles, ListAzureRoles, ListControllers, ListHosts,
    ListManagementGroups, ListResourcesWithIdentities, ListSubscriptionGroups, ListSubscriptions, ResourceGraphQuery,
};
use super::endpoints;
use domain::scope::Scope;
use domain::sorted_map::SortedMap;

/// A row for each permission: when it is requested, and what it is used for.
pub fn permissions() -> String {
    let mut uses: SortedMap<Scope, Vec<&str>> = SortedMap::new();
    let needed = endpoints::ALL.iter().flat_map(|facts| facts.scopes.iter().map(|&scope| (scope, facts.purpose)));
    let more = endpoints::MORE_TO_SEE.iter().chain(endpoints::MORE_TO_CHANGE).copied();
    for (scope, purpose) in needed.chain(more) {
        let purposes = uses.entry(scope).or_default();
        if !purposes.contains(&purpose) {
            purposes.push(purpose);
        }
    }
    let mut table = String::from("| permission | requested | used to |\n| --- | --- | --- |\n");
    for (scope, purposes) in uses {
        let asked = match (Scope::AT_SIGN_IN.contains(&scope), scope.writes()) {
            (true, _) => "at sign-in",
            (false, false) => "when you use a feature that needs it",
            (false, true) if scope.is_optional() => {
                "when a reviewed change of this kind is applied; not in the default registration"
            }
            (false, true) => "when a reviewed change is applied",
        };
        let anchor = scope.value().replace('.', "").to_ascii_lowercase();
        // Writing to a text cannot fail.
        let _ = writeln!(
            table,
            "| [`{scope}`](https://learn.microsoft.com/graph/permissions-reference#{anchor}) | {asked} | {} |",
            purposes.join("; ")
        );
    }
    let _ = writeln!(
        table,
        "| `user_impersonation` of Azure Resource Manager | when you connect Azure | {} |",
        of_azure().join("; ")
    );
    table
}

/// What the token for Azure is used for.
fn of_azure() -> Vec<&'static str> {
    OF_RESOURCE_GRAPH.into_iter().chain(arm::ALL.iter().map(|facts| facts.purpose)).collect()
}

/// What Azure Resource Graph is asked for.
const OF_RESOURCE_GRAPH: [&str; 10] = [
    ListAzureRoles::PURPOSE,
    FindHosts::PURPOSE,
    FindAssignedIdentities::PURPOSE,
    ListControllers::PURPOSE,
    ListManagementGroups::PURPOSE,
    ListResourcesWithIdentities::PURPOSE,
    ListSubscriptions::PURPOSE,
    ListAllAzureRoles::PURPOSE,
    ListHosts::PURPOSE,
    ListSubscriptionGroups::PURPOSE,
];

#[cfg(test)]
fn is_needed(scope: Scope) -> bool {
    endpoints::ALL.iter().any(|facts| facts.scopes.contains(&scope))
        || endpoints::MORE_TO_SEE.iter().chain(endpoints::MORE_TO_CHANGE).any(|(more, _)| *more == scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_that_an_endpoint_needs_has_one_row() {
        let table = permissions();
        for &scope in Scope::ALL {
            let rows = table.lines().filter(|line| line.starts_with(&format!("| [`{scope}`]("))).count();
            assert_eq!(rows, 1, "{scope}");
            assert!(is_needed(scope), "{scope} is registered for nothing");
        }
    }
}
