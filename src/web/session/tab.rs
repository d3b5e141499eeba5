//! The browser's tab: what it keeps besides the library's own storage, and its coming back to life.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::PageTransitionEvent;

use crate::domain::time::Timestamp;
use crate::web::config::{self, Config};

const CONFIG: &str = "bestow.config";
const SIGNED_IN: &str = "bestow.signed-in";
const PROBE: &str = "bestow.probe";

/// Keeps a typed configuration until the tab is closed. Where the browser keeps nothing, it is typed again.
pub fn keep(config: &Config) {
    if let Some(storage) = storage() {
        // Not kept is not lost: this page goes on with it.
        let _ = storage.set_item(CONFIG, &config::to_file(config));
    }
}

/// The configuration that was typed in this tab. One that does not read well any more is passed over.
pub fn kept() -> Option<Config> {
    let text = storage()?.get_item(CONFIG).ok()??;
    config::from_file(&text)?.ok()
}

/// Keeps when a sign-in began, which a reload must not make younger.
pub fn keep_beginning(began: Timestamp) {
    if let Some(storage) = storage() {
        // Where the browser keeps nothing, no sign-in outlives a reload.
        let _ = storage.set_item(SIGNED_IN, &began.millis().to_string());
    }
}

/// When the sign-in that the tab keeps began.
pub fn beginning() -> Option<Timestamp> {
    let millis = storage()?.get_item(SIGNED_IN).ok()??.parse().ok()?;
    Some(Timestamp::from_millis(millis))
}

/// Forgets it.
pub fn forget_beginning() {
    if let Some(storage) = storage() {
        // One that stays is older than the next sign-in and only ends that sooner.
        let _ = storage.remove_item(SIGNED_IN);
    }
}

/// Whether the browser keeps something for this tab. Without it a redirect comes back to a page that has forgotten
/// that it asked.
pub fn keeps() -> bool {
    let Some(storage) = storage() else { return false };
    let kept = storage.set_item(PROBE, PROBE).is_ok() && storage.get_item(PROBE).ok().flatten().is_some();
    kept && storage.remove_item(PROBE).is_ok()
}

/// Reloads the page when Back brings it back as it was left: memory that was thought gone must not come alive again,
/// nor a page that still waits for a redirect.
pub fn reload_when_brought_back() {
    let Some(window) = web_sys::window() else { return };
    let reload = Closure::<dyn Fn(PageTransitionEvent)>::new(|event: PageTransitionEvent| {
        if let Some(window) = web_sys::window().filter(|_| event.persisted()) {
            // Where reloading fails, the page goes on as it was left.
            let _ = window.location().reload();
        }
    });
    // Without the listener the page works; it is only not reloaded.
    let _ = window.add_event_listener_with_callback("pageshow", reload.as_ref().unchecked_ref());
    reload.forget();
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
