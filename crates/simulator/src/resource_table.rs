//! The table `resources` of Azure Resource Graph, as far as a list of resources to choose from asks for it.
//!
//! Understood are steps in a row, in any order: `where type in~ ('…', …)` or `=~`, the same for `subscriptionId`,
//! `resourceGroup`, `name` and `id`, `where name contains '…'`, `project` with columns and `x = tostring(properties.y)`,
//! `order by` (the order is always that of the IDs), and `take` or `limit`. Any other step is not answered.
//!
//! <https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::tenant::Tenant;
use domain::azure_resource::AzureResource;

/// The region of resources of which nothing was said.
const LOCATION: &str = "westeurope";

/// Answers a query; nothing, where a step of it isn't understood. `identities` has `identity` of every resource with
/// one, by the IDs in lower case.
pub(super) fn answer(tenant: &Tenant, query: &str, identities: &BTreeMap<String, Value>) -> Option<Vec<Value>> {
    let mut steps = query.split('|').map(str::trim);
    if !steps.next()?.eq_ignore_ascii_case("resources") {
        return None;
    }
    let ids = tenant.azure_resource_ids().into_iter();
    let mut rows: Vec<Value> = ids.filter_map(|id| row(tenant, &id, identities)).collect();
    for step in steps {
        let (word, rest) = step.split_once(' ')?;
        match word.to_ascii_lowercase().as_str() {
            "where" => {
                let condition = RowCondition::read(rest)?;
                rows.retain(|row| condition.holds(row));
            }
            "project" => rows = rows.iter().map(|row| project(row, rest)).collect::<Option<_>>()?,
            "take" | "limit" => rows.truncate(rest.trim().parse().ok()?),
            "order" | "sort" => {}
            _ => return None,
        }
    }
    Some(rows)
}

/// A resource with all columns that can be projected. Resource Graph writes types in lower case.
fn row(tenant: &Tenant, id: &str, identities: &BTreeMap<String, Value>) -> Option<Value> {
    let resource = AzureResource::parse(id)?;
    let state = tenant.azure.resource_states.get(&id.to_lowercase());
    let mut properties = Map::new();
    if let Some(own) = tenant.user_assigned_identity(id) {
        properties.insert("tenantId".to_owned(), json!(tenant.id));
        properties.insert("principalId".to_owned(), json!(own.id));
        properties.insert("clientId".to_owned(), json!(own.app_id));
    }
    let tags: Map<String, Value> =
        state.into_iter().flat_map(|state| state.tags.iter()).map(|(name, it)| (name.clone(), json!(it))).collect();
    Some(json!({
        "id": id,
        "name": resource.name(),
        "type": resource.resource_type().to_ascii_lowercase(),
        "tenantId": tenant.id,
        "kind": "",
        "location": state.and_then(|state| state.location.as_deref()).unwrap_or(LOCATION),
        "resourceGroup": resource.resource_group().unwrap_or_default().to_lowercase(),
        "subscriptionId": resource.subscription(),
        "tags": tags,
        "properties": properties,
        "identity": identities.get(&id.to_lowercase()),
    }))
}

/// What rows are limited to.
struct RowCondition {
    column: String,
    contains: bool,
    values: Vec<String>,
}

impl RowCondition {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (column, rest) = text.split_once(' ')?;
        let (operator, rest) = rest.trim().split_once(' ')?;
        let is_list = rest.trim().starts_with('(') && rest.trim().ends_with(')');
        let contains = match operator.to_ascii_lowercase().as_str() {
            "contains" if !is_list => true,
            "=~" if !is_list => false,
            "in~" if is_list => false,
            _ => return None,
        };
        // Every second part is outside of the quotes, and there are only separators.
        let parts: Vec<&str> = rest.split('\'').collect();
        let is_separated = parts.iter().step_by(2).all(|it| it.trim_matches(['(', ')', ',', ' ']).is_empty());
        let values: Vec<String> = parts.iter().skip(1).step_by(2).map(|it| it.to_lowercase()).collect();
        let is_known = ["id", "name", "type", "resourcegroup", "subscriptionid", "location"];
        let is_whole = parts.len() % 2 == 1 && !values.is_empty() && is_separated;
        let column = is_known.iter().find(|it| it.eq_ignore_ascii_case(column)).filter(|_| is_whole)?;
        Some(Self { column: (*column).to_owned(), contains, values })
    }

    fn holds(&self, row: &Value) -> bool {
        let cells = row.as_object().into_iter().flatten();
        let cell = cells.filter(|(name, _)| name.eq_ignore_ascii_case(&self.column)).find_map(|(_, it)| it.as_str());
        let cell = cell.unwrap_or_default().to_lowercase();
        self.values.iter().any(|value| if self.contains { cell.contains(value) } else { cell == *value })
    }
}

/// The columns of a row that a query names.
fn project(row: &Value, columns: &str) -> Option<Value> {
    let mut projected = Map::new();
    for column in columns.split(',').map(str::trim) {
        let (name, path) = match column.split_once('=') {
            None => (column, column),
            Some((name, of)) => (name.trim(), of.trim().strip_prefix("tostring(")?.strip_suffix(')')?),
        };
        let value = path.split('.').fold(row.clone(), |value, part| value.get(part).cloned().unwrap_or_default());
        projected.insert(name.to_owned(), value);
    }
    Some(Value::Object(projected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant::ServicePrincipal;
    use domain::guid::Guid;
    use domain::ids::{AppId, ServicePrincipalId, TenantId};

    const GROUP: &str = "/subscriptions/90000000-0000-4000-8000-000000000001/resourceGroups/RG/providers";

    fn ask(query: &str) -> Option<Vec<Value>> {
        let mut tenant = Tenant::new(TenantId(Guid::ZERO), "Contoso", "contoso.example");
        tenant.azure.resources.push(format!("{GROUP}/Microsoft.Automation/automationAccounts/Lazy"));
        tenant.azure.resources.push(format!("{GROUP}/Microsoft.Compute/virtualMachines/vm-1"));
        let names = ["isExplicit=True", &format!("{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-1")];
        let id = ServicePrincipalId::known("20000000-0000-4000-8000-000000000001");
        tenant.add_service_principal(ServicePrincipal::managed_identity(id, AppId(id.0), "id-1", &names));
        answer(&tenant, query, &BTreeMap::new())
    }

    #[test]
    fn resources_of_some_types_are_listed_with_their_columns() {
        let query = "resources | where type in~ ('Microsoft.Compute/virtualMachines', 'Microsoft.Automation/automationAccounts') \
                     | where subscriptionId in~ ('90000000-0000-4000-8000-000000000001') | where name contains 'LAZ' \
                     | project id, name, type, resourceGroup, identity | order by name asc | take 5";
        let rows = ask(query).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["name"], "Lazy");
        assert_eq!(rows[0]["type"], "microsoft.automation/automationaccounts");
        assert_eq!((rows[0]["resourceGroup"].as_str(), &rows[0]["identity"]), (Some("rg"), &Value::Null));
        assert!(rows[0]["location"].is_null(), "it isn't projected");
    }

    #[test]
    fn user_assigned_identities_tell_their_principals() {
        let query = "Resources | where type =~ 'microsoft.managedidentity/userassignedidentities' \
                     | project id, principalId = tostring(properties.principalId)";
        let rows = ask(query).unwrap();
        assert_eq!((rows.len(), rows[0]["principalId"].as_str()), (1, Some("20000000-0000-4000-8000-000000000001")));
    }

    #[test]
    fn step_that_is_not_understood_is_not_answered() {
        for query in [
            "resources | summarize count() by type",
            "resources | where type in~ ('a') or name =~ 'b'",
            "resources | where type == 'a'",
            "resources | where kind =~ 'a'",
            "resources | project x = tolower(name)",
            "resourcecontainers | where type =~ 'a'",
        ] {
            assert_eq!(ask(query), None, "{query}");
        }
    }
}
