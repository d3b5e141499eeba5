//! The permissions that Bestow requests, and how to register the app, as Markdown for the README. Generated from the
//! facts of the endpoints, so that the README is always complete.

use std::fmt::Write;

use super::arm;
use super::azure::{
    FindAssignedIdentities, FindHosts, ListAllAzureRoles, ListAzureRoles, ListControllers, ListHosts,
    ListManagementGroups, ListResourcesWithIdentities, ListSubscriptionGroups, ListSubscriptions, Question,
};
use super::endpoints;
use domain::cloud::Cloud;
use domain::scope::Scope;
use domain::sorted_map::SortedMap;

/// Microsoft Graph's application id, which is the same in every tenant.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// A row for each permission: when it is requested, and what it is used for.
pub fn permissions() -> String {
    let mut uses: SortedMap<Scope, Vec<&str>> = SortedMap::new();
    let needed = endpoints::ALL.iter().flat_map(|facts| facts.scopes.iter().map(|&scope| (scope, facts.purpose)));
    for (scope, purpose) in needed.chain(endpoints::MORE_TO_SEE.iter().copied()) {
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

/// Azure CLI commands that register the app twice in a cloud: once for reading, once for changes. `redirect` is the
/// address that sign-in returns to.
pub fn commands(redirect: &str, cloud: Cloud) -> String {
    // An address may contain a quote, which would end the quoted text.
    let redirect = redirect.replace('\'', "%27");
    let reads: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| !scope.writes()).collect();
    let [reader, operator] = [("READER", "Bestow", &reads[..]), ("OPERATOR", "Bestow (changes)", Scope::ALL)]
        .map(|(variable, name, scopes)| register(variable, name, scopes, &redirect, cloud.graph_root()));
    format!("{reader}\n{operator}")
}

#[cfg(test)]
fn is_needed(scope: Scope) -> bool {
    endpoints::ALL.iter().any(|facts| facts.scopes.contains(&scope))
        || endpoints::MORE_TO_SEE.iter().any(|(more, _)| *more == scope)
}

/// The CLI has no option for the addresses of a single-page application, so that they are set through Microsoft Graph.
fn register(variable: &str, name: &str, scopes: &[Scope], redirect: &str, graph_root: &str) -> String {
    let ids: Vec<String> = scopes.iter().map(|scope| format!("{}=Scope", scope.id())).collect();
    let names: Vec<&str> = scopes.iter().map(|scope| scope.value()).collect();
    format!(
        r#"{variable}=$(az ad app create --display-name "{name}" --sign-in-audience AzureADMyOrg --query appId -o tsv)
az rest --method PATCH --headers Content-Type=application/json \
  --uri "{graph_root}/v1.0/applications(appId='${variable}')" \
  --body '{{"spa":{{"redirectUris":["{redirect}"]}}}}'
az ad sp create --id "${variable}"
az ad app permission add --id "${variable}" --api {GRAPH} --api-permissions \
  {}
az ad app permission grant --id "${variable}" --api {GRAPH} \
  --scope "{}"
"#,
        ids.join(" \\\n  "),
        names.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_registered_without_a_scope_that_writes() {
        let text = commands("https://bestow.example.com/redirect.html", Cloud::Public);
        let (reader, operator) = text.split_once("Bestow (changes)").unwrap();
        for &scope in Scope::ALL.iter().filter(|scope| scope.writes()) {
            assert!(!reader.contains(&scope.id().to_string()), "{scope}");
        }
        assert!(operator.contains(&Scope::AppRoleAssignmentReadWriteAll.id().to_string()));
    }

    #[test]
    fn every_scope_that_an_endpoint_needs_has_one_row() {
        let table = permissions();
        for &scope in Scope::ALL {
            let rows = table.lines().filter(|line| line.starts_with(&format!("| [`{scope}`]("))).count();
            assert_eq!(rows, 1, "{scope}");
            assert!(is_needed(scope), "{scope} is registered for nothing");
        }
    }

    #[test]
    fn the_commands_are_for_the_cloud_and_the_address_stays_in_its_quotes() {
        let text = commands("https://bestow.example/a'b/redirect.html", Cloud::China);
        assert_eq!(text.matches("https://microsoftgraph.chinacloudapi.cn/v1.0/applications(").count(), 2, "{text}");
        assert!(!text.contains("graph.microsoft.com") && text.contains("/a%27b/redirect.html\"]}}'"), "{text}");
    }
}
