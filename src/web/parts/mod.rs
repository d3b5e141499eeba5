//! The parts in which the program is downloaded, and the release that they are of.

pub mod code_reading;
pub mod part;
pub mod release;
pub mod usage_reading;

#[cfg(target_arch = "wasm32")]
pub(super) mod fetch_ahead;
#[cfg(target_arch = "wasm32")]
pub(super) mod idle;
#[cfg(target_arch = "wasm32")]
pub mod later;
#[cfg(target_arch = "wasm32")]
pub(super) mod new_release;
