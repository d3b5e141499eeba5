//! The page of Bestow, which shows everything an Azure managed identity can do, and grants, revokes and reviews it.
//!
//! The layers are crates of one workspace; each uses only those above it:
//!
//! 1. [`domain`]: types and rules. Pure: no I/O, no clock, no wire formats.
//! 2. [`graph`]: Microsoft Graph and Azure Resource Manager as values: endpoints, paging, batches, retries, errors, and
//!    [`graph::operations`], what a user can do with them. Knows HTTP and does no I/O; a
//!    [`graph::transport::Transport`] does.
//! 3. [`web`]: the page. What needs a browser is compiled for WebAssembly only; the decisions behind it everywhere.
//!
//! In addition, there is [`simulator`], a tenant in memory that answers HTTP as Entra and Graph do.

pub mod web;
