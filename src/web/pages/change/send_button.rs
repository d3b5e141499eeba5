//! The button that lets the page send, wherever a change begins or continues: it takes a click that was meant.

use leptos::prelude::*;

use crate::web::change::deliberate::{ClickGuard, ignore_held_key};
use crate::web::components::{Notice, Tone};
use crate::web::reactive::{dynamic, handler};
use crate::web::text::approval as text;

/// A button after which something is sent.
#[component]
pub fn SendButton(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it can be pressed.
    #[prop(into)]
    disabled: Signal<bool>,
    /// Whether the user looks at the page. Shared with [`TooSoon`].
    attention: ClickGuard,
    /// Lets the page send.
    press: Callback<()>,
) -> impl IntoView {
    let press = move |click: leptos::ev::MouseEvent| {
        if attention.is_meant(&click) {
            press.run(());
        }
    };
    view! {
        <button
            type="button"
            class="button primary"
            disabled=move || disabled.get()
            on:keydown=|key| ignore_held_key(&key)
            on:click=press
        >
            {dynamic(move || label.get())}
        </button>
    }
    .into_any()
}

/// What can be done while something that is sent pauses: continue, or stop it.
#[component]
pub fn PauseButtons(
    /// What the button says that continues.
    #[prop(into)]
    label: Signal<String>,
    /// Whether nothing can be continued.
    #[prop(into)]
    disabled: Signal<bool>,
    /// Whether the user looks at the page. Shared with [`TooSoon`].
    attention: ClickGuard,
    /// Continues.
    resume: Callback<()>,
    /// What the button says that stops it.
    stop_label: &'static str,
    /// Stops it.
    stop: Callback<()>,
) -> impl IntoView {
    view! {
        <SendButton label disabled attention press=resume />
        <button type="button" class="button" on:click=handler(move || stop.run(()))>
            {stop_label}
        </button>
    }
    .into_any()
}

/// Says that a click was not taken, and why; nothing, while there is nothing to say.
#[component]
pub fn TooSoon(
    /// Of the button.
    attention: ClickGuard,
) -> impl IntoView {
    view! {
        <Show when=move || attention.was_refused()>
            <Notice tone=Tone::Warn what=text::TOO_SOON next=text::TOO_SOON_NEXT />
        </Show>
    }
    .into_any()
}
