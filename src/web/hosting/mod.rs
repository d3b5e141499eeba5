//! How this page is hosted, as far as it can see that itself, and what follows from it.
//!
//! The page is only as safe as its host lets it be: a policy that is not enforced, a frame around it, or another
//! program on the same origin undo what the release brings. What is observed is browser work; what follows from it is
//! decided here. Absent on purpose: the headers that a page cannot see. `cargo xtask verify` compares those from
//! outside.

mod checks;
#[cfg(target_arch = "wasm32")]
mod probe;

pub use checks::{Check, CheckOutcome, Hosting, Markup};
#[cfg(target_arch = "wasm32")]
pub use probe::observe;
