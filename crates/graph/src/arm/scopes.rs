//! The scopes at which a role can be assigned.

use serde::Deserialize;

use super::endpoint::{ArmCollection, ArmFacts};
use crate::odata::literal;
use crate::transport::Request;
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureScope, ManagementGroup};
use domain::azure_scope_tree::{HierarchyAccess, NamedAzureScope};
use domain::guid::Guid;

/// Lists the management groups and subscriptions that the signed-in user can see, each with what is above it.
#[derive(Clone, Copy, Debug)]
pub struct ListAzureHierarchy;

/// Lists the resource groups of a subscription that the signed-in user can see.
#[derive(Clone, Copy, Debug)]
pub struct ListResourceGroups(pub Guid);

/// Finds the resources of a subscription whose names contain a text.
#[derive(Clone, Debug)]
pub struct FindAzureResources {
    /// The subscription.
    pub subscription: Guid,
    /// The text.
    pub name: String,
}

impl ArmCollection for ListAzureHierarchy {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list management groups and subscriptions as scopes",
        method: "POST",
        path: "/providers/Microsoft.Management/getEntities",
        api_version: "2023-04-01",
        docs: "https://learn.microsoft.com/rest/api/managementgroups/entities/list",
    };
    type Item = NamedAzureScope;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[], &[], None)
    }

    fn item(&self, json: &str) -> Option<NamedAzureScope> {
        let wire: WireEntity = serde_json::from_str(json).ok()?;
        let of = wire.properties.unwrap_or_default();
        let name = of.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| wire.name.clone());
        let scope = if wire.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(GROUPS)) {
            AzureScope::ManagementGroup(ManagementGroup { id: wire.name, name: Some(name.clone()) })
        } else {
            AzureScope::Subscription(wire.name.parse().ok()?)
        };
        let parent = of.parent.and_then(|parent| parent.id).filter(|id| !id.is_empty());
        Some(NamedAzureScope {
            scope,
            name,
            parent: parent.map(|id| AzureScope::parse(&id)),
            access: access(of.permissions.as_deref()),
            resource_type: String::new(),
        })
    }
}

const GROUPS: &str = "Microsoft.Management/managementGroups";

fn access(text: Option<&str>) -> HierarchyAccess {
    match text {
        Some("noaccess") => HierarchyAccess::None,
        Some("view") => HierarchyAccess::View,
        Some("edit") => HierarchyAccess::Edit,
        Some("delete") => HierarchyAccess::Delete,
        _ => HierarchyAccess::Unknown,
    }
}

impl ArmCollection for ListResourceGroups {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "list resource groups as scopes",
        method: "GET",
        path: "/subscriptions/{subscriptionId}/resourcegroups",
        api_version: "2021-04-01",
        docs: "https://learn.microsoft.com/rest/api/resources/resource-groups/list",
    };
    type Item = NamedAzureScope;

    fn request(&self) -> Option<Request> {
        Self::FACTS.request(&[&self.0.to_string()], &[], None)
    }

    fn item(&self, json: &str) -> Option<NamedAzureScope> {
        let wire: WireGroup = serde_json::from_str(json).ok()?;
        let scope = AzureScope::ResourceGroup { subscription: self.0, name: wire.name.clone() };
        Some(NamedAzureScope {
            scope,
            name: wire.name,
            parent: Some(AzureScope::Subscription(self.0)),
            access: HierarchyAccess::Unknown,
            resource_type: String::new(),
        })
    }
}

impl ArmCollection for FindAzureResources {
    const FACTS: ArmFacts = ArmFacts {
        purpose: "find resources by name as scopes",
        method: "GET",
        path: "/subscriptions/{subscriptionId}/resources",
        api_version: "2021-04-01",
        docs: "https://learn.microsoft.com/rest/api/resources/resources/list",
    };
    type Item = NamedAzureScope;

    fn request(&self) -> Option<Request> {
        let filter = format!("substringof({}, name)", literal(&self.name));
        Self::FACTS.request(&[&self.subscription.to_string()], &[("$filter", &filter)], None)
    }

    fn item(&self, json: &str) -> Option<NamedAzureScope> {
        let wire: WireResource = serde_json::from_str(json).ok()?;
        let resource = AzureResource::parse(&wire.id).filter(|it| it.subscription() == Some(self.subscription))?;
        let group = resource
            .resource_group()
            .map(|name| AzureScope::ResourceGroup { subscription: self.subscription, name: name.to_owned() });
        Some(NamedAzureScope {
            name: resource.name().to_owned(),
            parent: Some(group.unwrap_or(AzureScope::Subscription(self.subscription))),
            access: HierarchyAccess::Unknown,
            resource_type: resource.resource_type().to_owned(),
            scope: AzureScope::Resource(resource),
        })
    }
}

#[derive(Deserialize)]
struct WireEntity {
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    properties: Option<WireEntityProperties>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEntityProperties {
    display_name: Option<String>,
    parent: Option<WireParent>,
    permissions: Option<String>,
}

#[derive(Deserialize)]
struct WireParent {
    id: Option<String>,
}

#[derive(Deserialize)]
struct WireGroup {
    name: String,
}

#[derive(Deserialize)]
struct WireResource {
    id: String,
}
