//! Microsoft Graph as values: endpoints, OData, batches, paging, retries, errors. Azure Resource
//! Graph and Azure Resource Manager as well, as far as they are asked.
//!
//! This layer knows HTTP and does no I/O: it makes requests and reads responses, and a
//! [`transport::Transport`] carries them.

pub mod arm;
pub mod azure;
pub mod batch;
mod chain;
pub mod claims;
pub mod client;
#[cfg(test)]
mod clock;
pub mod closable;
mod coalesce;
pub mod endpoint;
pub mod endpoints;
pub mod error_body;
mod gate;
pub mod headers;
pub mod next_link;
pub mod odata;
pub mod operations;
mod pace;
pub mod permission_table;
pub mod registration;
pub mod retry;
pub mod retry_after;
mod service_clock;
pub mod single_answer;
mod slots;
pub mod transport;
