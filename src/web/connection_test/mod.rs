//! Whether a deployment's registrations work: what the test found out, and what follows from it for each registration.
//!
//! What is found out is browser work; the checklist is a pure function of the configuration and of that.

pub mod cause;
mod checklist;
mod metadata;
pub mod outcomes;
mod report;
#[cfg(target_arch = "wasm32")]
mod run;

pub use cause::{SignInCause, SignInFailure, SignInStage, number_in};
pub use checklist::checklist;
pub use metadata::tenant_of;
pub use outcomes::{ItemState, SignInOutcome, TenantAnswer, TestItem, TestLine, TestOutcomes, TestStep, TestedApp};
pub use report::report;
#[cfg(target_arch = "wasm32")]
pub use run::TestRun;
