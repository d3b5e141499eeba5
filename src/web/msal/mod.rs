//! The sign-in library, `@azure/msal-browser`: the only module that knows it.
//!
//! It is the global `msal`, from a file of its own whose hash the policy names, and which is loaded when it is needed.
//! Absent on purpose:
//! hidden frames (no silent request may open one), local storage, accounts other than the one signed in, and the
//! text of a token: that stays a JavaScript value from the library to the request.

mod error;

#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
mod library;
#[cfg(target_arch = "wasm32")]
mod token;

pub use error::LibraryError;

#[cfg(target_arch = "wasm32")]
pub use client::{Client, Grant, Renewal, require_https};
#[cfg(target_arch = "wasm32")]
pub use library::load;
#[cfg(target_arch = "wasm32")]
pub use token::Token;
