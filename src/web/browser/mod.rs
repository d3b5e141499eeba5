//! Single things that the browser does for the page.

pub mod row_window;

#[cfg(target_arch = "wasm32")]
pub mod clipboard;
#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod download;
#[cfg(target_arch = "wasm32")]
pub mod file;
#[cfg(target_arch = "wasm32")]
pub mod stopped;
#[cfg(target_arch = "wasm32")]
pub mod text_selection;
