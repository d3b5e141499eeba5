//! What is read from the tenant: its state, and the signal that pages look at.

pub mod state;

#[cfg(target_arch = "wasm32")]
pub(super) mod signal;
