//! Single things that the browser does for the page.

pub mod row_window;

#[cfg(target_arch = "wasm32")]
pub(super) mod clipboard;
#[cfg(target_arch = "wasm32")]
pub(super) mod clock;
#[cfg(target_arch = "wasm32")]
pub(super) mod download;
#[cfg(target_arch = "wasm32")]
pub(super) mod file;
#[cfg(target_arch = "wasm32")]
pub(super) mod stopped;
#[cfg(target_arch = "wasm32")]
pub(super) mod text_selection;
