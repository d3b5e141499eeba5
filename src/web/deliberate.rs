//! Whether a click was meant. A page that opens this one in a window of its own, or closes one in front of it, can make
//! a person's click or a held key land on a button that they have not seen.
//!
//! A click therefore counts only when the window has been in front for a moment, the first of a double click alone
//! counts, and a key that is held down presses nothing.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;

use super::clock;
use crate::domain::time::Timestamp;

/// How long the window has to be in front before a click counts. Whoever clicks sooner has not read.
const FIRST_LOOK: Duration = Duration::from_millis(800);

/// When the window last came to the front.
#[derive(Clone, Copy)]
pub struct Attention(StoredValue<Timestamp>);

impl Attention {
    /// Begins to watch; ends with the owner.
    pub fn watch() -> Self {
        let this = Self(StoredValue::new(Timestamp::from_millis(0)));
        let note = move |_: web_sys::Event| {
            this.0.try_set_value(clock::now());
        };
        let focus = window_event_listener_untyped("focus", note);
        let visible = window_event_listener_untyped("visibilitychange", note);
        on_cleanup(move || {
            focus.remove();
            visible.remove();
        });
        this
    }

    /// Whether a click was meant.
    pub fn is_meant(self, click: &ev::MouseEvent) -> bool {
        is_meant(click.detail(), clock::now().since(self.0.get_value()))
    }
}

/// Keeps a key that is held down from pressing the button that has the focus.
pub fn ignore_held_key(key: &ev::KeyboardEvent) {
    if key.repeat() {
        key.prevent_default();
    }
}

/// `clicks` counts the clicks in a row, this one included; it is 0 where a key was pressed.
fn is_meant(clicks: i32, in_front: Duration) -> bool {
    clicks <= 1 && in_front >= FIRST_LOOK
}
