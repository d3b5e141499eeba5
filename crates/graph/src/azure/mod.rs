//! Azure Resource Graph: one question over everything in Azure that the signed-in user may see.
//!
//! Each question is one POST to one address, sent with a token of its own and never in a batch, which Azure Resource
//! Manager does not know. Questions are constant texts with GUIDs in them, so that nothing can change what they ask.
//!
//! Deliberately absent: writing, and every other interface of Azure Resource Manager, which are in [`crate::arm`].
//!
//! <https://learn.microsoft.com/azure/governance/resource-graph/overview>

mod assigned_identities;
mod controllers;
mod estate;
mod hosts;
mod inventory;
mod management_groups;
mod resource_graph;
mod role_assignments;

pub use assigned_identities::FindAssignedIdentities;
pub use controllers::ListControllers;
pub use estate::{ListHosts, ListSubscriptionGroups};
pub use hosts::FindHosts;
pub use inventory::{ListResourcesWithIdentities, ListSubscriptions};
pub use management_groups::ListManagementGroups;
pub use resource_graph::{ADDRESS, ResourceGraphQuery};
pub use role_assignments::{ListAllAzureRoles, ListAzureRoles};

#[cfg(test)]
mod tests;
