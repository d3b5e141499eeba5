//! Watches how long a sign-in goes unused. Timers of a tab in the background run late, so it looks again when the tab
//! comes back to the front.

use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How often it looks, in milliseconds.
const EVERY: u32 = 30_000;

/// Begins to watch: calls `end_what_expired` whenever it looks, and `note_activity` after the user acted.
pub(super) fn start(end_what_expired: impl Fn() + Copy + 'static, note_activity: impl Fn() + Copy + 'static) {
    Interval::new(EVERY, end_what_expired).forget();
    listen("visibilitychange", end_what_expired);
    for act in ["pointerdown", "keydown"] {
        listen(act, move || {
            // What expired while the device slept is not revived by the touch that wakes it.
            end_what_expired();
            note_activity();
        });
    }
}

fn listen(event: &str, react: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let react = Closure::<dyn Fn()>::new(react);
    // Before any other listener, so that a click cannot use what has expired.
    let _ = document.add_event_listener_with_callback_and_bool(event, react.as_ref().unchecked_ref(), true);
    react.forget();
}
