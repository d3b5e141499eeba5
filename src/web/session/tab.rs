//! The browser's tab: what it keeps besides the library's own storage, and its coming back to life.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::PageTransitionEvent;

use super::junk::{OF_THE_LIBRARY, is_junk};
use crate::web::browser::clock::now;
use crate::web::config::{self, Config};
use domain::time::Timestamp;

const CONFIG: &str = "bestow.config";
const SIGNED_IN: &str = "bestow.signed-in";
const PROBE: &str = "bestow.probe";
/// As much as a sign-in writes, in characters.
const ROOM: usize = 60_000;
/// How far the beginning of a sign-in may lie ahead: a clock that was put right meanwhile.
const CLOCK_DIFFERENCE: std::time::Duration = std::time::Duration::from_secs(3600);

/// Keeps a typed configuration until the tab is closed. Where the browser keeps nothing, it is typed again.
pub fn keep(config: &Config) {
    if let Some(storage) = storage() {
        // Not kept is not lost: this page continues with it.
        let _ = storage.set_item(CONFIG, &config::to_file(config));
    }
}

/// The configuration that was typed in this tab. One that does not read well any more is passed over.
pub fn kept() -> Option<Config> {
    let text = storage()?.get_item(CONFIG).ok()??;
    config::from_file(&text)?.ok()
}

/// Forgets it, so that what the web host has counts again. The sign-in to it is forgotten too.
pub fn forget_typed() {
    if let Some(storage) = storage() {
        // Where it stays, the page says so after it is reloaded.
        let _ = storage.remove_item(CONFIG);
    }
    clear_sign_in();
}

/// Keeps when a sign-in began, which a reload must not make younger.
pub fn keep_beginning(began: Timestamp) {
    if let Some(storage) = storage() {
        // Where the browser keeps nothing, no sign-in outlives a reload.
        let _ = storage.set_item(SIGNED_IN, &began.millis().to_string());
    }
}

/// When the sign-in that the tab keeps began. Where what is kept is no time, or one that has yet to come, the sign-in
/// counts as one that is over.
pub fn beginning() -> Option<Timestamp> {
    let kept = storage()?.get_item(SIGNED_IN).ok()??;
    let began = kept.parse().map(Timestamp::from_millis);
    Some(began.ok().filter(|began| *began <= now() + CLOCK_DIFFERENCE).unwrap_or(Timestamp::from_millis(0)))
}

/// Removes what the sign-in library could not read, and with it the whole sign-in that the tab keeps: the library
/// expects its entries to belong together. The user has to sign in again.
pub fn clear_junk() {
    let Some(storage) = storage() else { return };
    let mut is_sign_in_broken = false;
    for key in keys(&storage) {
        let value = storage.get_item(&key).ok().flatten().unwrap_or_default();
        if is_junk(&key, &value) {
            is_sign_in_broken |= key.starts_with(OF_THE_LIBRARY);
            // What stays is met again, and then said to be an error.
            let _ = storage.remove_item(&key);
        }
    }
    if is_sign_in_broken {
        clear_sign_in();
    }
}

/// Removes everything that the sign-in library keeps for the tab.
pub fn clear_sign_in() {
    let Some(storage) = storage() else { return };
    for key in keys(&storage).into_iter().filter(|key| key.starts_with(OF_THE_LIBRARY)) {
        let _ = storage.remove_item(&key);
    }
    forget_beginning();
}

fn keys(storage: &web_sys::Storage) -> Vec<String> {
    (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

/// Forgets it.
pub fn forget_beginning() {
    if let Some(storage) = storage() {
        // One that stays is older than the next sign-in and only ends that sooner.
        let _ = storage.remove_item(SIGNED_IN);
    }
}

/// Whether the tab keeps a sign-in, or comes back from one: the library then has an entry in its storage, besides its
/// version, which it leaves there for good.
pub fn keeps_sign_in() -> bool {
    let Some(storage) = storage() else { return false };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    keys.into_iter().any(|key| key.starts_with("msal.") && key != "msal.version")
}

/// Whether the browser keeps something for this tab. Without it a redirect comes back to a page that has forgotten
/// that it asked. Where there is no room, what an earlier sign-in left makes some: it is about to be replaced.
pub fn can_keep() -> bool {
    let Some(storage) = storage() else { return false };
    has_room(&storage) || {
        clear_sign_in();
        has_room(&storage)
    }
}

fn has_room(storage: &web_sys::Storage) -> bool {
    let has_room = storage.set_item(PROBE, &" ".repeat(ROOM)).is_ok();
    let is_kept = storage.get_item(PROBE).ok().flatten().is_some();
    storage.remove_item(PROBE).is_ok() && has_room && is_kept
}

/// Reloads the page when Back brings it back as it was left: memory that was thought gone must not come alive again,
/// nor a page that still waits for a redirect.
pub fn reload_on_back_navigation() {
    let Some(window) = web_sys::window() else { return };
    let reload = Closure::<dyn Fn(PageTransitionEvent)>::new(|event: PageTransitionEvent| {
        if let Some(window) = web_sys::window().filter(|_| event.persisted()) {
            // Where reloading fails, the page continues as it was left.
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
