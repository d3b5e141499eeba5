//! Who can act as an identity through its host: a principal that can run code on the resource can act as the identity.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations>

use super::azure_roles::{self as role, BuiltInAzureRole};
use crate::azure_resource::AzureResource;

/// How others come to act as an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostControl {
    /// One sentence that says what it takes.
    pub sentence: &'static str,
    /// The Azure roles on the host that are enough, the usual ones first. Custom roles may be enough as well.
    pub azure_roles: &'static [BuiltInAzureRole],
}

/// How others come to act as the identity of this resource.
pub fn host_control(resource: Option<&AzureResource>) -> HostControl {
    let kind = resource.map(|resource| resource.resource_type().to_ascii_lowercase()).unwrap_or_default();
    let (sentence, azure_roles): (_, &'static [BuiltInAzureRole]) = match kind.as_str() {
        "microsoft.automation/automationaccounts" => (
            "Anyone who can edit or start a runbook of the Automation account can use this identity.",
            &[role::OWNER, role::CONTRIBUTOR, role::AUTOMATION_CONTRIBUTOR],
        ),
        "microsoft.web/sites" | "microsoft.web/sites/slots" => (
            "Anyone who can deploy to the app, open its console or has its publishing credentials can use this \
             identity.",
            &[role::OWNER, role::CONTRIBUTOR, role::WEBSITE_CONTRIBUTOR],
        ),
        "microsoft.logic/workflows" => (
            "Anyone who can edit the logic app can send any request as this identity.",
            &[role::OWNER, role::CONTRIBUTOR, role::LOGIC_APP_CONTRIBUTOR],
        ),
        "microsoft.compute/virtualmachines" | "microsoft.compute/virtualmachinescalesets" => (
            "Anyone who can run code on the machine can use this identity, including standard users.",
            &[
                role::OWNER,
                role::CONTRIBUTOR,
                role::VIRTUAL_MACHINE_CONTRIBUTOR,
                role::VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN,
            ],
        ),
        "microsoft.hybridcompute/machines" => (
            "Local administrators of the machine, and anyone who can run commands on it through Azure Arc, can \
             use this identity.",
            &[role::OWNER, role::CONTRIBUTOR, role::CONNECTED_MACHINE_ADMINISTRATOR],
        ),
        "microsoft.containerservice/managedclusters" => (
            "Cluster administrators can use this identity.",
            &[
                role::OWNER,
                role::CONTRIBUTOR,
                role::KUBERNETES_CONTRIBUTOR,
                role::KUBERNETES_CLUSTER_ADMIN,
                role::KUBERNETES_RBAC_CLUSTER_ADMIN,
            ],
        ),
        "microsoft.datafactory/factories" => (
            "Anyone who can edit a pipeline of the data factory can send requests as this identity.",
            &[role::OWNER, role::CONTRIBUTOR, role::DATA_FACTORY_CONTRIBUTOR],
        ),
        "microsoft.managedidentity/userassignedidentities" => (
            "Anyone who can attach this identity to a resource, or run code on a resource that has it, can use \
             it. So can workloads with a matching federated credential.",
            &[role::OWNER, role::CONTRIBUTOR, role::MANAGED_IDENTITY_CONTRIBUTOR, role::MANAGED_IDENTITY_OPERATOR],
        ),
        _ => ("Anyone who can run code on the resource can use this identity.", &[role::OWNER, role::CONTRIBUTOR]),
    };
    HostControl { sentence, azure_roles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiers::azure_power;

    fn resource(path: &str) -> AzureResource {
        let id = format!("/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers/{path}");
        AzureResource::parse(&id).unwrap()
    }

    #[test]
    fn the_host_decides_who_acts_as_the_identity() {
        let check = |path: &str, word: &str, wanted: BuiltInAzureRole| {
            let control = host_control(Some(&resource(path)));
            assert!(control.sentence.contains(word) && control.azure_roles.contains(&wanted), "{path}: {control:?}");
        };
        check("Microsoft.Automation/automationAccounts/lazy", "runbook", role::AUTOMATION_CONTRIBUTOR);
        check("MICROSOFT.AUTOMATION/AUTOMATIONACCOUNTS/LAZY", "runbook", role::AUTOMATION_CONTRIBUTOR);
        check("Microsoft.Web/sites/shop/slots/blue", "deploy", role::WEBSITE_CONTRIBUTOR);
        check("Microsoft.ManagedIdentity/userAssignedIdentities/id", "attach", role::MANAGED_IDENTITY_OPERATOR);
        check("Microsoft.Unheard/ofs/x", "run code", role::CONTRIBUTOR);
        assert_eq!(host_control(None), host_control(Some(&resource("Microsoft.Unheard/ofs/x"))));
    }

    #[test]
    fn what_lets_others_act_as_an_identity_is_rated_as_dangerous() {
        for path in [
            "Microsoft.Compute/virtualMachines/vm",
            "Microsoft.ContainerService/managedClusters/k",
            "Microsoft.Logic/workflows/l",
        ] {
            for role in host_control(Some(&resource(path))).azure_roles {
                assert!(azure_power(role.id).is_some_and(|power| power.leads_to_identities()), "{path} {}", role.name);
            }
        }
    }
}
