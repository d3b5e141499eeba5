//! Receipts of the changes that were made in this browser.
//!
//! Those of a tenant are in the browser's database, each with a [`proof`](crate::web::storage::proof) that this browser wrote it, and
//! are shown to the user who made the change and to no one else. Those of the sample tenant live in memory and end with
//! the page. This decides the key of a receipt and which of those that are found may be shown.

#[cfg(target_arch = "wasm32")]
mod database;
mod owner;
#[cfg(target_arch = "wasm32")]
mod shelf;

#[cfg(target_arch = "wasm32")]
pub use database::{count, is_enabled, set_kept};
pub use owner::{ReceiptOwner, proven_text};
#[cfg(target_arch = "wasm32")]
pub use shelf::{Entry, Origin, ReceiptKeeping, Receipts, ShelfState, TabChange};
