//! Copies a text to the clipboard and says whether that worked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::web::components::badge::Tone;
use crate::web::toasts::{Toast, Toasts};

/// Copies a text. `copied` is said once it is on the clipboard, `refused` where the browser doesn't allow that.
pub fn copy(toasts: Toasts, value: &str, copied: &'static str, refused: &'static str) {
    let written = window().navigator().clipboard().write_text(value);
    spawn_local(async move {
        let (tone, text) = match JsFuture::from(written).await {
            Ok(_) => (Tone::Good, copied),
            Err(_) => (Tone::Warn, refused),
        };
        toasts.show(Toast::new(tone, text));
    });
}
