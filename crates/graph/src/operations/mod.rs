//! What a user can do, from finding an identity to applying a reviewed plan.
//!
//! Every operation is generic over the transport and the surroundings, so that the same code runs in a browser, against
//! the sample tenant and in a native test. No operation draws, and none knows a URL.
//!
//! The operations are methods of [`directory::Directory`], one file for each.

mod activity;
mod apis;
pub mod apply;
mod apply_azure;
mod azure;
mod azure_assignments;
mod azure_scopes;
pub mod candidates;
pub mod connection_test;
pub mod copy_azure;
pub mod directory;
pub mod groups;
mod held;
mod host_change;
mod host_undo;
mod identities;
mod identity_power;
pub mod lookup;
mod own_roles;
mod person;
mod places;
pub mod relations;
pub mod review;
mod review_azure;
mod role_access;
pub mod tenant_review;
