//! The permissions that the page asks for and how an app registration lists them, as Markdown for people who register
//! one. Made of what the endpoints say of themselves, so that it cannot fall behind.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::azure::{
    FindAssignedIdentities, FindHosts, ListAzureRoles, ListControllers, ListManagementGroups,
    ListResourcesWithIdentities, ListSubscriptions, Question,
};
use super::endpoints;
use crate::domain::scope::Scope;

/// Microsoft Graph's application id, which is the same in every tenant.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Azure Resource Manager's.
const AZURE: &str = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/// A row for each permission: when it is asked for, and what for.
pub fn permissions() -> String {
    let mut uses: BTreeMap<Scope, Vec<&str>> = BTreeMap::new();
    let needed = endpoints::ALL.iter().flat_map(|facts| facts.scopes.iter().map(|&scope| (scope, facts.purpose)));
    for (scope, purpose) in needed.chain(endpoints::MORE_TO_SEE.iter().copied()) {
        let purposes = uses.entry(scope).or_default();
        if !purposes.contains(&purpose) {
            purposes.push(purpose);
        }
    }
    let mut table = String::from("| permission | asked for | to |\n| --- | --- | --- |\n");
    for (scope, purposes) in uses {
        let asked = match (Scope::AT_SIGN_IN.contains(&scope), scope.writes()) {
            (true, _) => "at sign-in",
            (false, false) => "when a part of the page needs it",
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
        OF_AZURE.join("; ")
    );
    table
}

/// What the token for Azure is used for.
const OF_AZURE: [&str; 7] = [
    ListAzureRoles::PURPOSE,
    FindHosts::PURPOSE,
    FindAssignedIdentities::PURPOSE,
    ListControllers::PURPOSE,
    ListManagementGroups::PURPOSE,
    ListResourcesWithIdentities::PURPOSE,
    ListSubscriptions::PURPOSE,
];

/// Commands of the Azure CLI that register the app twice: once for reading, once for changes.
pub fn registration() -> String {
    let needed = |writes: bool| {
        let fits = |scope: &Scope| (writes || !scope.writes()) && is_needed(*scope);
        Scope::ALL.iter().copied().filter(fits).collect::<Vec<Scope>>()
    };
    format!(
        "The same as commands:\n\n```sh\n{}\n{}```\n\n\
         The reader may also read Azure, when a person connects it:\n\n```sh\n\
         az ad app permission grant --id \"$READER\" --api {AZURE} --scope user_impersonation\n```\n",
        commands("READER", "Bestow", &needed(false)),
        commands("OPERATOR", "Bestow (changes)", &needed(true)),
    )
}

fn is_needed(scope: Scope) -> bool {
    endpoints::ALL.iter().any(|facts| facts.scopes.contains(&scope))
        || endpoints::MORE_TO_SEE.iter().any(|(more, _)| *more == scope)
}

/// The CLI has no option for the addresses of a single-page application, so that they are set through Microsoft Graph.
fn commands(variable: &str, name: &str, scopes: &[Scope]) -> String {
    let ids: Vec<String> = scopes.iter().map(|scope| format!("{}=Scope", scope.id())).collect();
    let names: Vec<&str> = scopes.iter().map(|scope| scope.value()).collect();
    format!(
        r#"{variable}=$(az ad app create --display-name "{name}" --sign-in-audience AzureADMyOrg --query appId -o tsv)
az rest --method PATCH --headers Content-Type=application/json \
  --uri "https://graph.microsoft.com/v1.0/applications(appId='${variable}')" \
  --body '{{"spa":{{"redirectUris":["https://bestow.example.com/redirect.html"]}}}}'
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
        let text = registration();
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
            assert_eq!(rows, usize::from(is_needed(scope)), "{scope}");
        }
    }
}
