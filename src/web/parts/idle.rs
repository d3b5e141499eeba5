//! Waiting until the browser has nothing else to do.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// How long to wait where a browser can't say that it is idle, in milliseconds.
const PAUSE: i32 = 500;

/// Waits until the browser is idle.
pub async fn idle() {
    let asked = Promise::new(&mut |resolve, _| {
        let Some(window) = web_sys::window() else { return };
        // WebKit doesn't have it.
        if window.request_idle_callback(&resolve).is_err() {
            // Where there is no timer either, nothing that is only done ahead is done.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(asked).await;
}
