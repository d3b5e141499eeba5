//! Reviews of whole tenants against the simulated one: complete or saying what is missing, and never faster than the
//! service allows.

// A test that cannot continue says so at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod completeness;
mod one_tier;
mod pace;
mod visit;
