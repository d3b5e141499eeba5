//! The command palette and the search for permissions: what is looked for and what fits.

pub mod cmdlet_name;
pub mod key_command;
pub mod page_actions;
pub mod palette_search;
pub mod permission_search;

#[cfg(target_arch = "wasm32")]
pub(super) mod command_palette;
#[cfg(target_arch = "wasm32")]
pub(super) mod single_keys;
