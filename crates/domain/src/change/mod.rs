//! A change to the permissions of an identity, from the first wish to the receipt.
//!
//! A change goes one way: wishes are chosen, a [`review`] says of each what would happen, the user's [`approval`] makes
//! a [`plan`] of it, an [`execution`] applies it. Nothing but a plan can be applied, nothing but a review that was
//! approved makes a plan, and a plan contains ids only, never a name that someone could have chosen to deceive.
//!
//! Deliberately absent: any way to write. An [`execution`] says what to do next and is told what came of it.

pub mod approval;
#[cfg(any(test, feature = "examples"))]
pub mod example;
pub mod execution;
pub mod explain;
pub mod journal;
pub mod lifecycle;
pub mod origin;
mod past;
pub mod permission;
pub mod permission_set;
pub mod permission_wire;
pub mod plan;
pub mod privilege;
pub mod reason;
pub mod request_details;
pub mod review;
mod reviewed_permission;
pub mod role_terms;
mod undo;
pub mod wish;
