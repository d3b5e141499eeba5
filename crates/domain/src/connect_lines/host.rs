//! Where a program runs that uses a managed identity.

use super::subject::CodeLanguage;
use crate::azure_resource::AzureResource;

/// A kind of place that code runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeHost {
    /// A runbook of Azure Automation.
    Automation,
    /// A function app or another app of App Service.
    FunctionApp,
    /// A workflow of Azure Logic Apps.
    LogicApp,
    /// A virtual machine or scale set.
    VirtualMachine,
    /// A container in Container Apps or Container Instances.
    Container,
    /// A workflow of GitHub Actions, which is trusted by federation.
    GitHubActions,
}

impl CodeHost {
    /// Every host, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Automation,
        Self::FunctionApp,
        Self::LogicApp,
        Self::VirtualMachine,
        Self::Container,
        Self::GitHubActions,
    ];

    /// The host that a resource is; `None` for a user-assigned identity, which may be used anywhere, and for others.
    pub fn of_resource(resource: &AzureResource) -> Option<Self> {
        match resource.resource_type().to_ascii_lowercase().as_str() {
            "microsoft.automation/automationaccounts" => Some(Self::Automation),
            "microsoft.web/sites" | "microsoft.web/sites/slots" => Some(Self::FunctionApp),
            "microsoft.logic/workflows" => Some(Self::LogicApp),
            "microsoft.compute/virtualmachines"
            | "microsoft.compute/virtualmachinescalesets"
            | "microsoft.hybridcompute/machines" => Some(Self::VirtualMachine),
            "microsoft.app/containerapps"
            | "microsoft.app/jobs"
            | "microsoft.containerinstance/containergroups"
            | "microsoft.containerservice/managedclusters" => Some(Self::Container),
            _ => None,
        }
    }

    /// The languages that code is offered in, the most used first.
    pub const fn languages(self) -> &'static [CodeLanguage] {
        use CodeLanguage::{CSharp, JavaScript, Json, PowerShell, Python, Shell, WindowsPowerShell, Yaml};
        match self {
            Self::Automation => &[PowerShell, WindowsPowerShell],
            Self::FunctionApp => &[PowerShell, CSharp, Python, JavaScript],
            Self::LogicApp => &[Json],
            Self::VirtualMachine => &[PowerShell, WindowsPowerShell, Shell, CSharp, Python, JavaScript],
            Self::Container => &[Shell, PowerShell, CSharp, Python, JavaScript],
            Self::GitHubActions => &[Yaml],
        }
    }
}
