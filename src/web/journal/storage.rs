//! Where journals lie: the browser's storage for this page, which all its tabs share.

use super::stored::PREFIX;

/// Under this key it is tried whether the browser keeps anything. It is removed at once.
const PROBE: &str = "bestow.probe";

/// Writes a journal, and says whether the browser kept it.
pub(super) fn keep(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Whether the browser has room for a text of this length now.
pub(super) fn has_room(length: usize) -> bool {
    let Some(storage) = storage() else { return false };
    let has_room = storage.set_item(PROBE, &" ".repeat(length)).is_ok();
    storage.remove_item(PROBE).is_ok() && has_room
}

/// Removes a journal.
pub(super) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // One that stays is seen to be finished when it is read.
        let _ = storage.remove_item(key);
    }
}

/// Everything that is under a journal's key.
pub(super) fn all() -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let journals = keys.filter(|key| key.starts_with(PREFIX));
    journals.filter_map(|key| storage.get_item(&key).ok().flatten().map(|text| (key, text))).collect()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
