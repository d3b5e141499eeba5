//! The icon of an Azure resource, by its type.

use super::icon::Icon;

/// The icon of the resource type, as `Microsoft.Web/sites`. Types without an icon of their own have that of a resource.
pub fn resource_icon(full: &str) -> Icon {
    let kind = full.to_ascii_lowercase();
    let known = ICONS.iter().find(|(start, _)| kind.starts_with(start));
    known.map_or(Icon::Resource, |(_, icon)| *icon)
}

/// What types begin with, in lower case.
const ICONS: &[(&str, Icon)] = &[
    ("microsoft.app/", Icon::Container),
    ("microsoft.authorization/policyassignments", Icon::Policy),
    ("microsoft.automation/", Icon::Automation),
    ("microsoft.compute/", Icon::Machine),
    ("microsoft.containerinstance/", Icon::Container),
    ("microsoft.containerregistry/", Icon::Container),
    ("microsoft.containerservice/", Icon::Cluster),
    ("microsoft.datafactory/", Icon::Factory),
    ("microsoft.documentdb/", Icon::Database),
    ("microsoft.hybridcompute/", Icon::Machine),
    ("microsoft.keyvault/", Icon::Vault),
    ("microsoft.kubernetes/", Icon::Cluster),
    ("microsoft.logic/", Icon::Workflow),
    ("microsoft.managedidentity/", Icon::Identity),
    ("microsoft.recoveryservices/", Icon::Storage),
    ("microsoft.sql/", Icon::Database),
    ("microsoft.storage/", Icon::Storage),
    ("microsoft.synapse/", Icon::Database),
    ("microsoft.web/", Icon::WebApp),
];
