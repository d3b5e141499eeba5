//! What a deployment says about itself: the tenant and the app registrations people sign in with.
//!
//! It comes from `config.json` beside the page, or is typed in by a user and kept for the tab. It contains nothing
//! secret. It cannot name a host: those are the build's ([`Cloud`](domain::cloud::Cloud)).

mod deployment;
mod error;
mod file;
mod tenant;
mod typed;

pub use deployment::{Config, Mode, SignInForm, Storage};
pub use error::{ConfigError, Invalid};
pub use file::{from_file, to_file};
pub use graph::registration::AccessMode;
pub use tenant::{NotATenant, TenantName};
pub use typed::{TypedConfig, TypedField};
