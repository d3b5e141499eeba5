//! What the browser keeps of this page.

pub mod kept;
pub mod tab_storage;

#[cfg(target_arch = "wasm32")]
pub(super) mod database;
#[cfg(target_arch = "wasm32")]
pub(super) mod proof;
