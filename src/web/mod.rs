//! The page: everything that needs a browser, and the decisions behind it.
//!
//! Modules without a condition are pure: they compile natively and are tested there in seconds. Modules for `wasm32`
//! touch the browser and contain as little as possible.

pub mod change;
pub mod cmdlet_name;
pub mod code_reading;
pub mod compare_with;
pub mod config;
pub mod connection_test;
pub mod draft_link;
pub mod fetched;
pub mod hosting;
pub mod identity_list;
pub mod identity_query;
pub mod identity_view;
pub mod journal;
pub mod kept;
pub mod key_command;
pub mod look_ups;
pub mod msal;
pub mod name_breaks;
pub mod new_identity_query;
pub mod own_sets;
pub mod page_actions;
pub mod page_positions;
pub mod palette_search;
pub mod part;
pub mod permission_search;
pub mod portal;
pub mod receipts;
pub mod recent_identities;
pub mod registration;
pub mod release;
pub mod review_address;
pub mod route;
pub mod route_text;
pub mod row_window;
pub mod selection_tier;
pub mod service_address;
pub mod session;
pub mod set_key;
pub mod tab_storage;
pub mod tenant_text;
pub mod text;
pub mod usage_reading;
mod wish_address;

#[cfg(target_arch = "wasm32")]
mod activation_desk;
#[cfg(target_arch = "wasm32")]
mod activation_wish;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod change_sign_in;
#[cfg(target_arch = "wasm32")]
mod changed_identities;
#[cfg(target_arch = "wasm32")]
mod clipboard;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod command_palette;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
pub mod connection;
#[cfg(target_arch = "wasm32")]
mod database;
#[cfg(target_arch = "wasm32")]
mod deliberate;
#[cfg(target_arch = "wasm32")]
mod download;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod fetch_ahead;
#[cfg(target_arch = "wasm32")]
mod fetched_signal;
#[cfg(target_arch = "wasm32")]
mod file;
#[cfg(target_arch = "wasm32")]
mod frame;
#[cfg(target_arch = "wasm32")]
mod host_desk;
#[cfg(target_arch = "wasm32")]
mod idle;
#[cfg(target_arch = "wasm32")]
pub mod later;
#[cfg(target_arch = "wasm32")]
mod leave;
#[cfg(target_arch = "wasm32")]
mod name_checks;
#[cfg(target_arch = "wasm32")]
mod navigation;
#[cfg(target_arch = "wasm32")]
mod new_release;
#[cfg(target_arch = "wasm32")]
mod open_tenant;
#[cfg(target_arch = "wasm32")]
mod page_return;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
mod permission;
#[cfg(target_arch = "wasm32")]
mod proof;
#[cfg(target_arch = "wasm32")]
mod running_changes;
#[cfg(target_arch = "wasm32")]
mod sample;
#[cfg(target_arch = "wasm32")]
mod selection;
#[cfg(target_arch = "wasm32")]
mod single_keys;
#[cfg(target_arch = "wasm32")]
mod stopped;
#[cfg(target_arch = "wasm32")]
mod subscription_names;
#[cfg(target_arch = "wasm32")]
pub mod surroundings;
#[cfg(target_arch = "wasm32")]
mod tenant_identities;
#[cfg(target_arch = "wasm32")]
mod text_selection;
#[cfg(target_arch = "wasm32")]
mod toasts;
#[cfg(target_arch = "wasm32")]
pub mod workplace;

#[cfg(target_arch = "wasm32")]
pub use app::start;
