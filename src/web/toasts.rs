//! Short messages at the edge of the screen: that something was copied, or that a change has ended. They take no focus,
//! are read aloud once, go by themselves, and can be closed.

use std::sync::Arc;
use std::time::Duration;

use crate::web::reactive::handler;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::components::badge::Tone;
use super::text::toast as text;

/// How long a message stays, in which nothing can be done.
const SHORT: Duration = Duration::from_secs(6);
/// How long a message stays that offers something. What it offers is also on a page, so that nothing is lost with it.
const LONG: Duration = Duration::from_secs(12);
/// The most messages at once: an older one goes.
const MOST: usize = 3;

/// The name of a button and what it does.
type ToastAction = (&'static str, Arc<dyn Fn() + Send + Sync>);

/// A message.
#[derive(Clone)]
pub struct Toast {
    tone: Tone,
    text: String,
    action: Option<ToastAction>,
}

impl Toast {
    /// A message in which nothing can be done.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), action: None }
    }

    /// The same with a button that does something.
    pub fn with_action(self, name: &'static str, action: impl Fn() + Send + Sync + 'static) -> Self {
        Self { action: Some((name, Arc::new(action))), ..self }
    }

    fn stays(&self) -> Duration {
        if self.action.is_some() { LONG } else { SHORT }
    }
}

/// The messages that are shown, each with its number.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, Toast)>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// There are none.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Shows a message. One with the same text is replaced, so that it is read aloud again.
    pub fn show(self, toast: Toast) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.shown.update(|shown| {
            shown.retain(|(_, other)| other.text != toast.text);
            if shown.len() >= MOST {
                shown.remove(0);
            }
            shown.push((number, toast));
        });
    }

    /// Takes all messages off the screen, as when the tenant is closed that they are about.
    pub fn clear(self) {
        self.shown.try_update(Vec::clear);
    }

    fn close(self, number: u32) {
        self.shown.try_update(|shown| shown.retain(|(other, _)| *other != number));
    }
}

/// The place of the messages, which is there before the first one, so that screen readers follow it.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts" role="status" aria-atomic="false">
            <For
                each=move || toasts.shown.get()
                key=|(number, _)| *number
                children=move |(number, toast)| view! { <ToastCard toasts number toast /> }
            />
        </div>
    }
}

/// One message. It stays while the pointer or the focus is on it.
#[component]
fn ToastCard(toasts: Toasts, number: u32, toast: Toast) -> impl IntoView {
    let stays = toast.stays();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let hold = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let release = move || {
        hold();
        timer.set_value(set_timeout_with_handle(move || toasts.close(number), stays).ok());
    };
    release();
    on_cleanup(hold);
    let close = move || {
        keep_focus_on_page();
        toasts.close(number);
    };
    let Toast { tone, text: message, action } = toast;
    let action = action.map(|(name, act)| {
        let act = move |_| {
            toasts.close(number);
            act();
        };
        view! {
            <button type="button" class="button" on:click=act>
                {name}
            </button>
        }
    });
    view! {
        <div
            class=format!("toast {}", tone.class())
            on:mouseenter=handler(hold)
            on:mouseleave=handler(release)
            on:focusin=handler(hold)
            on:focusout=handler(release)
        >
            <span>{message}</span>
            {action}
            <button type="button" class="button quiet" aria-label=text::CLOSE on:click=handler(close)>
                {text::CLOSE_SIGN}
            </button>
        </div>
    }
}

/// A button that had the focus goes with its message; the focus goes back to the page.
fn keep_focus_on_page() {
    if let Some(main) = document().get_element_by_id("main").and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let scrolled = window().scroll_y().unwrap_or(0.0);
        // A page that can't take the focus is reached by the Tab key.
        let _ = main.focus();
        window().scroll_to_with_x_and_y(0.0, scrolled);
    }
}
