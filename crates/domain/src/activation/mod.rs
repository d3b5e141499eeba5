//! The signed-in user activates an Entra role that they are eligible for, and ends it again.
//!
//! Eligible role → the rules of its settings, as far as they can be read → a form that was reviewed → a request → its
//! status, read until it's final → active until a time → deactivated. [`RoleExecution`] decides what to do next and does
//! no I/O; the caller does it and reports what came of it.
//!
//! <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>

mod duration;
mod execution;
mod failure;
mod form;
mod own_role;
mod request;
mod rules;

pub use duration::RoleDuration;
pub use execution::{RoleAction, RoleEvent, RoleExecution, RoleOutcome, RoleStage};
pub use failure::{ActivationFailure, FailedRequest};
pub use form::{ActivationForm, FormGap, RequiredFields, ReviewedRequest, review_activation, review_deactivation};
pub use own_role::{ActiveRole, EligibleRole, OwnRole, RolePerson, tenant_wide};
pub use request::{RequestAction, RequestStatus, RoleRequest, StatusMeaning};
pub use rules::ActivationRules;
