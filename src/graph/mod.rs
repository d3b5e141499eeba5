//! Microsoft Graph as values: endpoints, OData, batches, paging, retries, errors.
//!
//! This layer knows HTTP and does no I/O: it makes requests and reads responses, and a
//! [`transport::Transport`] carries them.

pub mod batch;
mod chain;
pub mod claims;
pub mod client;
mod coalesce;
pub mod endpoint;
pub mod endpoints;
pub mod error_body;
pub mod next_link;
pub mod odata;
pub mod retry;
pub mod retry_after;
pub mod transport;
