//! Azure Resource Manager: role definitions, role assignments, the caller's rights, scopes, and identities of resources.
//!
//! The service has no documented batch. Reads go out at most six at a time, writes one after the other, and what becomes
//! of a write is interpreted in one place, [`answer`].
//!
//! Every path ends up below the service's own host: a scope is taken apart and encoded, and one that this program can't
//! read is never sent.
//!
//! <https://learn.microsoft.com/rest/api/authorization>

mod answer;
mod endpoint;
mod error;
mod hosts;
mod identities;
mod locks;
mod operation;
mod path;
mod permissions;
mod requests;
mod role_assignments;
mod role_definitions;
mod role_schedules;
mod scopes;
#[cfg(test)]
mod tests;

pub use endpoint::{ArmCollection, ArmFacts, ArmRead, ArmWrite};
pub use hosts::{ChangeHostIdentity, GetHost};
pub use identities::{
    CreateUserAssignedIdentity, DeleteUserAssignedIdentity, GetUserAssignedIdentity, ListIdentityRegions,
};
pub use locks::ListLocks;
pub use operation::operation_in;
pub use path::is_own_address;
pub use permissions::ListPermissions;
pub use role_assignments::{AssignAzureRole, GetAzureAssignment, ListAzureAssignments, RemoveAzureRole};
pub use role_definitions::ListAzureRoleDefinitions;
pub use role_schedules::ListAzureEnds;
pub use scopes::{FindAzureResources, ListAzureHierarchy, ListResourceGroups};

/// Every endpoint, for the table of what the token for Azure is used for.
pub const ALL: &[ArmFacts] = &[
    <ListAzureRoleDefinitions as ArmCollection>::FACTS,
    <ListPermissions as ArmCollection>::FACTS,
    <ListAzureAssignments as ArmCollection>::FACTS,
    <ListAzureEnds as ArmCollection>::FACTS,
    <GetAzureAssignment as ArmRead>::FACTS,
    <AssignAzureRole as ArmWrite>::FACTS,
    <RemoveAzureRole as ArmWrite>::FACTS,
    <ListAzureHierarchy as ArmCollection>::FACTS,
    <ListResourceGroups as ArmCollection>::FACTS,
    <FindAzureResources as ArmCollection>::FACTS,
    <GetHost as ArmRead>::FACTS,
    <ChangeHostIdentity as ArmWrite>::FACTS,
    <GetUserAssignedIdentity as ArmRead>::FACTS,
    <CreateUserAssignedIdentity as ArmWrite>::FACTS,
    <DeleteUserAssignedIdentity as ArmWrite>::FACTS,
    <ListIdentityRegions as ArmRead>::FACTS,
    <ListLocks as ArmCollection>::FACTS,
];
