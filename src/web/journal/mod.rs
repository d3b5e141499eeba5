//! Changes that outlive their tab: an unfinished one is written down before each send, and what is left of it is
//! offered when the same user opens the same tenant again.
//!
//! What is written has IDs, states and times ([`Journal`](domain::change::journal::Journal)) and a
//! [`proof`](crate::web::storage::proof) that it was approved in this browser. This decides the key of a journal and which of those
//! that are found are offered. None of them is applied: what is left becomes the selection of an ordinary change if the
//! proof is valid, and a change request if it isn't. Changes of the sample tenant are not written down, for it ends
//! with the page.

#[cfg(target_arch = "wasm32")]
pub mod host;
#[cfg(target_arch = "wasm32")]
mod lock;
#[cfg(target_arch = "wasm32")]
mod running;
#[cfg(target_arch = "wasm32")]
mod storage;
mod stored;

#[cfg(target_arch = "wasm32")]
pub use running::{Interrupted, Journals, ResumeOutcome};
pub use stored::{beginning, expired, host_key, host_key_of, key, longest, unfinished};
