//! Receipts in the browser's database, and the setting that keeps them out of it.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::owner::{ReceiptOwner, proven_text};
use crate::web::storage::database::{self, Store, Unavailable};
use crate::web::storage::proof;
use domain::receipt::retention::{retention, unreadable_to_remove};
use domain::receipt::{ReceiptId, StoredReceipt, StoredReceiptError};
use domain::time::Timestamp;

/// The setting. Nothing is there unless receipts are not to be kept.
const SETTING: &str = "bestow.receipts";
const OFF: &str = "off";

/// What was found in the database.
#[derive(Default)]
pub(super) struct StoredReceipts {
    /// The receipts, and whether each is proven to be written by this browser.
    pub receipts: Vec<(StoredReceipt, bool)>,
    /// How many there are that a later version of this program wrote.
    pub newer: usize,
}

/// Whether receipts are kept in this browser.
pub fn is_enabled() -> bool {
    local_storage().and_then(|storage| storage.get_item(SETTING).ok().flatten()).as_deref() != Some(OFF)
}

/// Sets whether receipts are kept in this browser, and says whether the browser remembers it. Where they are not to be
/// kept, those of every user are removed.
pub async fn set_kept(kept: bool) -> bool {
    let Some(storage) = local_storage() else { return false };
    let set = if kept { storage.remove_item(SETTING) } else { storage.set_item(SETTING, OFF) };
    if set.is_err() {
        return false;
    }
    kept || database::remove_all(Store::Receipts, "").await.is_ok()
}

/// How many receipts this browser keeps, of every user.
pub async fn count() -> usize {
    database::count(Store::Receipts).await.unwrap_or_default()
}

/// Reads the receipts of a user, and removes those that are kept no longer.
pub(super) async fn read(whose: ReceiptOwner, now: Timestamp) -> Result<StoredReceipts, Unavailable> {
    let mut found = StoredReceipts::default();
    let mut unreadable = Vec::new();
    for (key, entry) in database::all(Store::Receipts, &whose.beginning()).await? {
        let read = match texts(&entry) {
            Some((text, proof)) => match whose.read(&text) {
                Ok(receipt) => Ok((receipt, proof::is_proven(&proven_text(&text), &proof).await)),
                Err(why) => Err(why),
            },
            None => Err(StoredReceiptError::Damaged),
        };
        match read {
            Ok(receipt) => found.receipts.push(receipt),
            Err(why) => {
                found.newer += usize::from(why == StoredReceiptError::Newer);
                unreadable.extend(whose.id_of(&key));
            }
        }
    }
    let ids: Vec<ReceiptId> = found.receipts.iter().map(|(receipt, _)| receipt.id()).collect();
    let over = retention(ids.iter().copied(), now).remove;
    for id in over.iter().chain(&unreadable_to_remove(&unreadable, &ids, now)) {
        // One that stays is removed the next time.
        let _ = remove(whose, *id).await;
    }
    found.receipts.retain(|(receipt, _)| !over.contains(&receipt.id()));
    Ok(found)
}

/// Keeps a receipt, with its proof.
pub(super) async fn keep(whose: ReceiptOwner, receipt: &StoredReceipt) -> Result<(), Unavailable> {
    let text = receipt.to_json();
    // Without a proof it is kept all the same, and shown as not proven.
    let proof = proof::prove(&proven_text(&text)).await.unwrap_or_default();
    let entry = Array::of2(&text.into(), &proof.into());
    database::put(Store::Receipts, &whose.key(receipt.id()), &entry).await
}

/// Removes a receipt.
pub(super) async fn remove(whose: ReceiptOwner, id: ReceiptId) -> Result<(), Unavailable> {
    database::remove(Store::Receipts, &whose.key(id)).await
}

fn texts(entry: &JsValue) -> Option<(String, String)> {
    let entry: &Array = entry.dyn_ref()?;
    Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
