//! The parts in which the program is downloaded, and the release that they are of.

pub mod code_reading;
pub mod part;
pub mod release;
pub mod usage_reading;

#[cfg(target_arch = "wasm32")]
pub mod fetch_ahead;
#[cfg(target_arch = "wasm32")]
pub mod idle;
#[cfg(target_arch = "wasm32")]
pub mod later;
#[cfg(target_arch = "wasm32")]
pub mod new_release;
