//! Whether a click was meant. A page that opens this one in a window of its own, or closes one in front of it, can make
//! a user's click or a held key land on a button that they have not seen.
//!
//! A click therefore counts only when the window has been in front for a moment, the first of a double click alone
//! counts, and a key that is held down presses nothing.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;

use crate::web::browser::clock;
use domain::time::Timestamp;

/// How long the window has to be in front before a click counts. Sooner, the user can't have read the page.
const FIRST_LOOK: Duration = Duration::from_millis(800);

/// When the window last came to the front, and whether the last click was refused for it.
#[derive(Clone, Copy)]
pub struct ClickGuard {
    in_front_since: StoredValue<Timestamp>,
    refused: RwSignal<bool>,
}

impl ClickGuard {
    /// Begins to watch, for a page that provides it; ends with the owner.
    pub fn watch() -> Self {
        let in_front_since = StoredValue::new(Timestamp::from_millis(0));
        let note = move |_: web_sys::Event| {
            in_front_since.try_set_value(clock::now());
        };
        let focus = window_event_listener_untyped("focus", note);
        let visible = window_event_listener_untyped("visibilitychange", note);
        on_cleanup(move || {
            focus.remove();
            visible.remove();
        });
        Self { in_front_since, refused: RwSignal::new(false) }
    }

    /// For a button of the page that watches: a pause can come right after a window was closed, so that what happened
    /// before the button was there counts too.
    pub fn here() -> Self {
        Self { refused: RwSignal::new(false), ..expect_context() }
    }

    /// Whether a click was meant. One that was not is remembered, so that the page can say so.
    pub fn is_meant(self, click: &ev::MouseEvent) -> bool {
        let meant = is_meant(click.detail(), clock::now().since(self.in_front_since.get_value()));
        self.refused.set(!meant);
        meant
    }

    /// Whether the last click was not taken.
    pub fn was_refused(self) -> bool {
        self.refused.get()
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

/// Whether a click on a link is followed in this tab, and not in another one.
pub fn leads_away(click: &leptos::ev::MouseEvent) -> bool {
    !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
}
