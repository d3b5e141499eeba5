//! What the types of Azure resources are called.

/// The name of a type, as the Azure portal has it; for other types the type itself, without the first word if that is
/// `Microsoft`.
///
/// <https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers>
pub fn resource_type(full: &str) -> &str {
    let name = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(full)).map(|(_, name)| *name);
    name.unwrap_or_else(|| match full.get(..MICROSOFT.len()) {
        Some(start) if start.eq_ignore_ascii_case(MICROSOFT) => &full[MICROSOFT.len()..],
        _ => full,
    })
}

const MICROSOFT: &str = "Microsoft.";

/// The types that can have a managed identity, and what can use or hold one.
const NAMES: &[(&str, &str)] = &[
    ("Microsoft.ApiManagement/service", "API Management service"),
    ("Microsoft.App/containerApps", "Container App"),
    ("Microsoft.App/jobs", "Container App job"),
    ("Microsoft.AppConfiguration/configurationStores", "App Configuration"),
    ("Microsoft.Authorization/policyAssignments", "Policy assignment"),
    ("Microsoft.Automation/automationAccounts", "Automation account"),
    ("Microsoft.Batch/batchAccounts", "Batch account"),
    ("Microsoft.Cache/redis", "Azure Cache for Redis"),
    ("Microsoft.CognitiveServices/accounts", "Azure AI services account"),
    ("Microsoft.Compute/virtualMachines", "Virtual machine"),
    ("Microsoft.Compute/virtualMachineScaleSets", "Virtual machine scale set"),
    ("Microsoft.ContainerInstance/containerGroups", "Container instance"),
    ("Microsoft.ContainerRegistry/registries", "Container registry"),
    ("Microsoft.ContainerService/managedClusters", "Kubernetes service (AKS)"),
    ("Microsoft.DataFactory/factories", "Data factory"),
    ("Microsoft.DocumentDB/databaseAccounts", "Azure Cosmos DB account"),
    ("Microsoft.EventGrid/domains", "Event Grid domain"),
    ("Microsoft.EventGrid/systemTopics", "Event Grid system topic"),
    ("Microsoft.EventGrid/topics", "Event Grid topic"),
    ("Microsoft.HybridCompute/machines", "Azure Arc machine"),
    ("Microsoft.KeyVault/vaults", "Key vault"),
    ("Microsoft.Kubernetes/connectedClusters", "Azure Arc Kubernetes cluster"),
    ("Microsoft.Logic/workflows", "Logic app"),
    ("Microsoft.MachineLearningServices/workspaces", "Machine Learning workspace"),
    ("Microsoft.ManagedIdentity/userAssignedIdentities", "User-assigned identity"),
    ("Microsoft.RecoveryServices/vaults", "Recovery Services vault"),
    ("Microsoft.Search/searchServices", "AI Search service"),
    ("Microsoft.Sql/managedInstances", "SQL managed instance"),
    ("Microsoft.Sql/servers", "SQL server"),
    ("Microsoft.Storage/storageAccounts", "Storage account"),
    ("Microsoft.StreamAnalytics/streamingjobs", "Stream Analytics job"),
    ("Microsoft.Synapse/workspaces", "Synapse workspace"),
    ("Microsoft.Web/sites", "Web app or function app"),
    ("Microsoft.Web/sites/slots", "Deployment slot"),
    ("Microsoft.Web/staticSites", "Static web app"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_type_has_a_name_and_another_one_is_shown_without_microsoft() {
        for (full, shown) in [
            ("Microsoft.Automation/automationAccounts", "Automation account"),
            ("microsoft.web/sites", "Web app or function app"),
            ("Microsoft.New/things", "New/things"),
            ("A.B/c", "A.B/c"),
        ] {
            assert_eq!(resource_type(full), shown);
        }
    }

    #[test]
    fn no_type_and_no_name_is_there_twice() {
        let mut types: Vec<&str> = NAMES.iter().map(|(known, _)| *known).collect();
        let mut names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        for all in [&mut types, &mut names] {
            let number = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), number);
        }
    }
}
