//! Hosts of Microsoft's APIs in all clouds, and hosts that need no permission.

use crate::value::HOLE;

/// Hosts of Microsoft Graph in all clouds.
pub(super) const GRAPH_HOSTS: [&str; 6] = [
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
    "graph.microsoft.de",
    "canary.graph.microsoft.com",
];

/// Hosts of Azure Resource Manager in all clouds.
pub(super) const AZURE_HOSTS: [&str; 5] = [
    "management.azure.com",
    "management.usgovcloudapi.net",
    "management.chinacloudapi.cn",
    "management.core.windows.net",
    "management.microsoftazure.de",
];

/// Hosts that need no permission of the identity.
pub(super) const FREE_HOSTS: [&str; 15] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.windows.net",
    "sts.windows.net",
    "learn.microsoft.com",
    "docs.microsoft.com",
    "download.microsoft.com",
    "aka.ms",
    "go.microsoft.com",
    "endpoints.office.com",
    "outlook.office.com/webhook",
    "portal.azure.com",
    "entra.microsoft.com",
    "schemas.microsoft.com",
];

/// Ends of hosts that take tokens of Entra.
pub(super) const MICROSOFT_DOMAINS: [&str; 22] = [
    "microsoft.com",
    "azure.com",
    "azure.net",
    "windows.net",
    "office.com",
    "office365.com",
    "office.net",
    "dynamics.com",
    "powerapps.com",
    "powerapps.us",
    "powerbi.com",
    "powerplatform.com",
    "azconfig.io",
    "windowsazure.com",
    "azure.us",
    "azuredatabricks.net",
    "microsoftonline.com",
    "loganalytics.io",
    "visualstudio.com",
    "securitycenter.windows.com",
    "core.windows.net",
    "flow.microsoft.com",
];

/// Whether a text in lower case is an address with a path at Microsoft Graph, Azure or SharePoint's API.
pub(crate) fn is_api_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    if AZURE_HOSTS.contains(&host) {
        return path.starts_with("subscriptions") || path.starts_with("providers");
    }
    if host.ends_with(".sharepoint.com") {
        return path.contains("_api/");
    }
    if !GRAPH_HOSTS.contains(&host) {
        return false;
    }
    let path = path.strip_prefix("v1.0").or_else(|| path.strip_prefix("beta"));
    // Without a version it is a scope; `directoryObjects` is how bodies name objects.
    path.is_some_and(|path| {
        let path = path.trim_start_matches('/');
        let first = path.split(['/', '(']).next().unwrap_or_default();
        !first.is_empty() && first != "directoryobjects" && !first.starts_with([HOLE, '$', '#'])
    })
}
