//! Permission sets of people's own, kept in this browser.
//!
//! Each is under a key of its own in the form in which it is saved as a file, and is read as strictly. This decides the
//! key of a set and which of those that are found are sets. Nothing of them leaves the browser but by a file that the
//! user saves.

#[cfg(target_arch = "wasm32")]
mod shelf;
mod stored;

#[cfg(target_arch = "wasm32")]
pub use shelf::{OwnSets, SetStorageError};
pub use stored::{OwnSetId, key, read_all};
