//! Ids and commands that people carry elsewhere.

use leptos::prelude::*;

use crate::web::browser::clipboard;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::region as text;
use crate::web::toasts::Toasts;
use domain::clipboard::ClipboardText;

/// A button that puts a text on the clipboard. A message says whether it is there.
#[component]
pub fn CopyButton(
    /// The text to copy, written for where it is pasted.
    value: ClipboardText,
    /// What it is, for screen readers.
    what: &'static str,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let copy = move |_| clipboard::copy(toasts, value.as_str(), text::COPIED, text::NOT_COPIED);
    view! {
        <button type="button" class="button quiet" aria-label=text::copy(what) on:click=copy>
            {text::COPY}
        </button>
    }
}

/// An id in full, with a button that copies it.
#[component]
pub fn Copyable(
    /// The id.
    #[prop(into)]
    value: String,
    /// What it is, for screen readers.
    what: &'static str,
) -> impl IntoView {
    let copied = ClipboardText::value(&value);
    view! {
        <span class="id">{visible(&value)}</span>
        <CopyButton value=copied what />
    }
}
