//! Ids and commands that people carry elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::web::tenant_text::visible;
use crate::web::text::region as text;
use domain::clipboard::ClipboardText;

/// A button that puts a text on the clipboard and says whether it is there.
#[component]
pub fn CopyButton(
    /// The text to copy, written for where it is pasted.
    value: ClipboardText,
    /// What it is, for screen readers.
    what: &'static str,
) -> impl IntoView {
    let said = RwSignal::new(None::<&'static str>);
    let copy = move |_| {
        let value = value.clone();
        spawn_local(async move {
            let written = JsFuture::from(window().navigator().clipboard().write_text(value.as_str())).await;
            said.set(Some(if written.is_ok() { text::COPIED } else { text::NOT_COPIED }));
        });
    };
    view! {
        <button type="button" class="button quiet" aria-label=text::copy(what) on:click=copy>
            {move || if said.get() == Some(text::COPIED) { text::COPIED } else { text::COPY }}
        </button>
        <span class="unseen" role="status">
            {move || said.get()}
        </span>
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
