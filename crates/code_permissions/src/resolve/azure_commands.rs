//! The common commands of Azure PowerShell and the Azure CLI, and the actions of Azure roles that they need.
//!
//! A command reads, writes or deletes a type of resource, or runs an action of it. The actions are those of
//! <https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations>.

use super::outcome::{NeededCall, Outcome, Reason};
use crate::permission::{Api, Permission};
use crate::request::Request;

/// A type of resource: the noun of its cmdlets, the words of its commands in the Azure CLI, the type.
const TYPES: [(&str, &str, &str); 26] = [
    ("vm", "vm", "Microsoft.Compute/virtualMachines"),
    ("vmss", "vmss", "Microsoft.Compute/virtualMachineScaleSets"),
    ("disk", "disk", "Microsoft.Compute/disks"),
    ("snapshot", "snapshot", "Microsoft.Compute/snapshots"),
    ("resourcegroup", "group", "Microsoft.Resources/subscriptions/resourceGroups"),
    ("subscription", "account subscription", "Microsoft.Resources/subscriptions"),
    ("resource", "resource", "Microsoft.Resources/subscriptions/resources"),
    ("roleassignment", "role assignment", "Microsoft.Authorization/roleAssignments"),
    ("roledefinition", "role definition", "Microsoft.Authorization/roleDefinitions"),
    ("storageaccount", "storage account", "Microsoft.Storage/storageAccounts"),
    ("keyvault", "keyvault", "Microsoft.KeyVault/vaults"),
    ("virtualnetwork", "network vnet", "Microsoft.Network/virtualNetworks"),
    ("networkinterface", "network nic", "Microsoft.Network/networkInterfaces"),
    ("publicipaddress", "network public-ip", "Microsoft.Network/publicIPAddresses"),
    ("networksecuritygroup", "network nsg", "Microsoft.Network/networkSecurityGroups"),
    ("webapp", "webapp", "Microsoft.Web/sites"),
    ("functionapp", "functionapp", "Microsoft.Web/sites"),
    ("appserviceplan", "appservice plan", "Microsoft.Web/serverfarms"),
    ("automationaccount", "automation account", "Microsoft.Automation/automationAccounts"),
    ("automationrunbook", "automation runbook", "Microsoft.Automation/automationAccounts/runbooks"),
    ("logicapp", "logic workflow", "Microsoft.Logic/workflows"),
    ("sqlserver", "sql server", "Microsoft.Sql/servers"),
    ("sqldatabase", "sql db", "Microsoft.Sql/servers/databases"),
    ("akscluster", "aks", "Microsoft.ContainerService/managedClusters"),
    ("userassignedidentity", "identity", "Microsoft.ManagedIdentity/userAssignedIdentities"),
    ("operationalinsightsworkspace", "monitor log-analytics workspace", "Microsoft.OperationalInsights/workspaces"),
];

/// Secrets, keys and certificates of a key vault: data of it, with the names of their actions.
const VAULT_DATA: [(&str, &str, [&str; 4]); 3] = [
    (
        "keyvaultsecret",
        "keyvault secret",
        ["secrets/getSecret/action", "secrets/setSecret/action", "secrets/delete", "secrets/readMetadata/action"],
    ),
    ("keyvaultkey", "keyvault key", ["keys/read", "keys/create/action", "keys/delete", "keys/read"]),
    (
        "keyvaultcertificate",
        "keyvault certificate",
        ["certificates/read", "certificates/create/action", "certificates/delete", "certificates/read"],
    ),
];

/// A cmdlet of Azure PowerShell, its name in lower case.
pub(super) fn cmdlet(request: &Request, name: &str) -> Outcome {
    let unknown = || Outcome::unknown(request, Reason::AzureCommand);
    let Some((verb, noun)) = name.split_once("-az") else { return unknown() };
    if let Some((_, _, actions)) = VAULT_DATA.iter().find(|(known, _, _)| *known == noun) {
        let Some(index) = (match verb {
            "get" => Some(0),
            "set" | "add" | "new" | "update" => Some(1),
            "remove" => Some(2),
            _ => None,
        }) else {
            return unknown();
        };
        return needed(request, format!("Microsoft.KeyVault/vaults/{}", actions[index]), true);
    }
    match TYPES.iter().find(|(known, _, _)| *known == noun) {
        Some((_, _, kind)) => of_verb(request, kind, verb),
        None => unknown(),
    }
}

/// A command of the Azure CLI, by its words.
pub(super) fn cli(request: &Request, words: &[&str]) -> Outcome {
    let unknown = || Outcome::unknown(request, Reason::AzureCommand);
    let Some((verb, group)) = words.split_last() else { return unknown() };
    let group = group.join(" ");
    if let Some((_, _, actions)) = VAULT_DATA.iter().find(|(_, known, _)| *known == group) {
        let Some(index) = (match *verb {
            "show" | "download" => Some(0),
            "set" | "create" | "import" | "set-attributes" => Some(1),
            "delete" => Some(2),
            "list" => Some(3),
            _ => None,
        }) else {
            return unknown();
        };
        return needed(request, format!("Microsoft.KeyVault/vaults/{}", actions[index]), true);
    }
    match TYPES.iter().find(|(_, known, _)| *known == group) {
        Some((_, _, kind)) => of_verb(request, kind, verb),
        None => unknown(),
    }
}

/// The action of a verb of a cmdlet or a command on a type.
fn of_verb(request: &Request, kind: &str, verb: &str) -> Outcome {
    let is_machine = matches!(kind, "Microsoft.Compute/virtualMachines" | "Microsoft.Compute/virtualMachineScaleSets");
    let operation = match verb {
        "get" | "list" | "show" => "read",
        "new" | "set" | "update" | "create" | "add" => "write",
        "remove" | "delete" => "delete",
        "start" => "start/action",
        "restart" => "restart/action",
        // Azure PowerShell releases the machine; the Azure CLI only powers it off.
        "stop" if is_machine && request.text.to_ascii_lowercase().contains("-az") => "deallocate/action",
        "stop" if is_machine => "powerOff/action",
        "deallocate" if is_machine => "deallocate/action",
        "stop" => "stop/action",
        _ => return Outcome::unknown(request, Reason::AzureCommand),
    };
    needed(request, format!("{kind}/{operation}"), false)
}

fn needed(request: &Request, action: String, is_data: bool) -> Outcome {
    let mut call = NeededCall::new(request, Api::Azure);
    call.least = vec![vec![Permission::new(Api::Azure, action)]];
    call.is_inferred = true;
    call.is_data = is_data;
    call.page = Some("https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations".into());
    Outcome::Needed(Box::new(call))
}
