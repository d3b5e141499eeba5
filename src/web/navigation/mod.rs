//! Where in the page a user is: addresses, and how the user moves between them.

pub mod compare_with;
pub mod draft_link;
pub mod identity_query;
pub mod identity_view;
pub mod new_identity_query;
pub mod page_positions;
pub mod review_address;
pub mod route;
pub mod route_text;
pub mod set_key;
pub(super) mod wish_address;

#[cfg(target_arch = "wasm32")]
pub(super) mod control;
#[cfg(target_arch = "wasm32")]
pub(super) mod leave;
#[cfg(target_arch = "wasm32")]
pub(super) mod page_return;
