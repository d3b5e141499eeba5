//! The setting that decides whether parts of the page are fetched before they are asked for.

use leptos::prelude::*;

use crate::web::parts::fetch_ahead;
use crate::web::text::fetch_ahead as text;

/// The setting.
#[component]
pub fn FetchAheadSection() -> impl IntoView {
    let is_on = RwSignal::new(!fetch_ahead::is_turned_off());
    let toggle = move |event: web_sys::Event| {
        is_on.set(event_target_checked(&event));
        fetch_ahead::turn_off(!is_on.get_untracked());
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <label class="check-line">
                <input type="checkbox" prop:checked=move || is_on.get() on:change=toggle />
                <span>{text::LABEL}</span>
            </label>
            <p class="soft">{text::HINT}</p>
        </section>
    }
    .into_any()
}
