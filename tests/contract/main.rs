//! Checks the simulator against what Microsoft publishes of its API: shapes, errors, pages, batches, filters, rights.
//!
//! A stand-in that is kinder than the service would let a client pass that fails in a real tenant.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod activation;
mod azure;
mod azure_identities;
mod azure_resources;
mod batches;
mod facets;
mod filters;
mod kinds;
mod members;
mod methods;
mod pages;
mod probe;
mod refusals;
mod relations;
mod rights;
mod shapes;
mod tokens;
mod writes;
