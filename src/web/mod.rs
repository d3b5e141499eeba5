//! The page: everything that needs a browser, and the decisions behind it.
//!
//! Modules without a condition are pure: they compile natively and are tested there in seconds.
//! Modules for `wasm32` touch the browser and hold as little as they can.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub use app::start;
