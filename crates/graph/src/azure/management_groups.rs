//! The management groups above a subscription.
//!
//! <https://learn.microsoft.com/azure/governance/management-groups/resource-graph-samples>

use serde::Deserialize;

use super::resource_graph::ResourceGraphQuery;
use domain::azure_role::ManagementGroup;
use domain::guid::Guid;

/// Lists the management groups above a subscription, from the nearest to the topmost, as far as the user sees the
/// subscription.
#[derive(Clone, Copy, Debug)]
pub struct ListManagementGroups(pub Guid);

impl ResourceGraphQuery for ListManagementGroups {
    const PURPOSE: &'static str = "check whether a management group contains an Azure resource";
    type Row = Vec<ManagementGroup>;

    fn kusto(&self) -> String {
        format!(
            "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | where subscriptionId =~ '{}' \
             | project groups = properties.managementGroupAncestorsChain",
            self.0
        )
    }

    fn row(&self, json: &str) -> Option<Vec<ManagementGroup>> {
        let wire: WireChain = serde_json::from_str(json).ok()?;
        let group = |it: WireManagementGroup| ManagementGroup { id: it.name, name: it.display_name };
        Some(wire.groups.unwrap_or_default().into_iter().map(group).collect())
    }
}

#[derive(Deserialize)]
struct WireChain {
    groups: Option<Vec<WireManagementGroup>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireManagementGroup {
    name: String,
    display_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_read_from_the_nearest_to_the_topmost() {
        let question = ListManagementGroups(Guid::ZERO);
        let json = r#"{"groups":[{"name":"halden","displayName":"Halden Logistics"},{"name":"root"}]}"#;
        let ids: Vec<String> = question.row(json).unwrap().into_iter().map(|group| group.id).collect();
        assert_eq!(ids, ["halden", "root"]);
        assert_eq!(question.row(r#"{"groups":null}"#), Some(Vec::new()));
        assert_eq!(question.row(r#"{"groups":"x"}"#), None);
    }
}
