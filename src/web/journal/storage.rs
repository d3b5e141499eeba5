//! Where journals lie: the browser's storage for this page, which all its tabs share.

use super::PREFIX;

/// Writes a journal. Where the browser keeps nothing the change goes on; it only cannot be taken up by another tab.
pub(super) fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Removes a journal.
pub(super) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // One that stays is seen to be finished when it is read.
        let _ = storage.remove_item(key);
    }
}

/// Everything that lies under a journal's key.
pub(super) fn all() -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let journals = keys.filter(|key| key.starts_with(PREFIX));
    journals.filter_map(|key| storage.get_item(&key).ok().flatten().map(|text| (key, text))).collect()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
