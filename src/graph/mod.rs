//! Microsoft Graph as values: endpoints, OData, batches, paging, retries, errors.
//!
//! This layer knows HTTP and does no I/O: it makes requests and reads responses, and a
//! [`transport::Transport`] carries them.

pub mod claims;
pub mod error_body;
pub mod next_link;
pub mod odata;
pub mod retry_after;
pub mod transport;
