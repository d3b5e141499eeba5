//! Bestow shows everything an Azure managed identity may do, and grants, revokes and reviews it.
//!
//! The layers, in reading order; each uses only those above it:
//!
//! 1. [`domain`]: types and rules. Pure: no I/O, no clock, no wire formats.
//! 2. [`graph`]: Microsoft Graph as values: endpoints, paging, batches, retries, errors. Knows HTTP and does no I/O; a
//!    [`graph::transport::Transport`] does.
//! 3. [`operations`]: what a user can do, generic over the transport.
//! 4. [`web`]: the page. What needs a browser is compiled for WebAssembly only; the decisions behind it everywhere.
//!
//! In addition, there is [`simulator`], a tenant in memory that answers HTTP as Entra and Graph do.

pub mod domain;
pub mod graph;
pub mod operations;
pub mod simulator;
pub mod web;
