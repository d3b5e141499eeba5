//! Whether shortcuts of a single character are on in this browser.

use leptos::prelude::window;

/// Where this browser keeps that the user has turned them off.
const KEY: &str = "bestow.single-keys";
const OFF: &str = "off";

/// Whether they are on.
pub fn is_enabled() -> bool {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).as_deref() != Some(OFF)
}

/// Turns them on or off. Where the browser keeps nothing, this page continues as it was.
pub fn set_enabled(on: bool) {
    if let Some(storage) = storage() {
        let _ = if on { storage.remove_item(KEY) } else { storage.set_item(KEY, OFF) };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}
