//! The company's Azure subscriptions, and the resources that identities belong to.

use domain::guid::Guid;

/// Where the company's own services run.
pub(super) const PRODUCTION: Guid = Guid::known("2d9c6b10-54f7-4c3e-9b1a-70c1e85a4d21");
/// Where they are made.
pub(super) const DEVELOPMENT: Guid = Guid::known("81e0f3c7-2b6d-4a95-8c47-1f9d3be6a052");
/// Where the automation of Microsoft 365 and of the offices runs.
pub(super) const CORPORATE: Guid = Guid::known("c5a7428e-90d1-4f62-b3e8-6d24f7019a3b");

/// The management group above what runs.
pub(super) const MANAGEMENT_GROUP: &str = "/providers/Microsoft.Management/managementGroups/halden";

/// How an identity is attached to Azure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Host {
    /// It belongs to one resource, given by subscription, resource group and the path from the provider on.
    System(Guid, &'static str, &'static str),
    /// It belongs to a resource of a subscription itself, which is in no group.
    OfSubscription(Guid, &'static str),
    /// It belongs to a policy assignment of this name at the company's management group.
    OfManagementGroup(&'static str),
    /// It is a resource of its own, named as the identity is.
    User(Guid, &'static str),
}

impl Host {
    /// What Entra notes as `alternativeNames`: how the identity is assigned, and its resource.
    pub(super) fn alternative_names(self, name: &str) -> [String; 2] {
        match self {
            Self::System(subscription, group, path) => {
                let resource = format!("/subscriptions/{subscription}/resourcegroups/{group}/providers/{path}");
                ["isExplicit=False".to_owned(), resource]
            }
            Self::OfSubscription(subscription, path) => {
                ["isExplicit=False".to_owned(), format!("/subscriptions/{subscription}/providers/{path}")]
            }
            Self::OfManagementGroup(policy) => {
                let resource =
                    format!("{MANAGEMENT_GROUP}/providers/Microsoft.Authorization/policyAssignments/{policy}");
                ["isExplicit=False".to_owned(), resource]
            }
            Self::User(subscription, group) => {
                let path = format!("Microsoft.ManagedIdentity/userAssignedIdentities/{name}");
                let resource = format!("/subscriptions/{subscription}/resourcegroups/{group}/providers/{path}");
                ["isExplicit=True".to_owned(), resource]
            }
        }
    }
}
