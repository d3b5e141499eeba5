//! The scopes that a user can see in Azure, with their names and what is above them.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/scope-overview>

use super::azure_role::AzureScope;

/// A scope that can be picked for an Azure role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAzureScope {
    /// The scope.
    pub scope: AzureScope,
    /// What it is called; its ID where the service told no name.
    pub name: String,
    /// The management group above, for a management group or a subscription below one that the user can see.
    pub parent: Option<AzureScope>,
    /// What the signed-in user may do with it in the hierarchy of management groups. It says nothing about roles.
    pub access: HierarchyAccess,
    /// The type of a resource, such as `Microsoft.KeyVault/vaults`; empty for any other scope.
    pub resource_type: String,
}

/// What a user may do with a management group or a subscription in the hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HierarchyAccess {
    /// See that it is there, because something below can be seen.
    None,
    /// See it.
    View,
    /// Change it.
    Edit,
    /// Delete it.
    Delete,
    /// The service doesn't say, as of resource groups and resources.
    Unknown,
}
