//! The tenant that is open: how it is reached, and what is known of it on every page.

pub mod identity_list;
pub mod look_ups;
pub mod name_breaks;
pub mod portal;
pub mod recent_identities;
pub mod registration;
pub mod service_address;
pub mod tenant_text;

#[cfg(target_arch = "wasm32")]
pub(super) mod changed_identities;
#[cfg(target_arch = "wasm32")]
pub mod connection;
#[cfg(target_arch = "wasm32")]
pub(super) mod fetch;
#[cfg(target_arch = "wasm32")]
pub(super) mod name_checks;
#[cfg(target_arch = "wasm32")]
pub(super) mod open_tenant;
#[cfg(target_arch = "wasm32")]
pub(super) mod sample;
#[cfg(target_arch = "wasm32")]
pub(super) mod subscription_names;
#[cfg(target_arch = "wasm32")]
pub mod surroundings;
#[cfg(target_arch = "wasm32")]
pub(super) mod tenant_identities;
