//! The setting that turns shortcuts of a single character off.

use leptos::prelude::*;

use crate::web::search::single_keys;
use crate::web::text::palette as text;

/// The setting.
#[component]
pub fn SingleKeysSection() -> impl IntoView {
    let are_on = RwSignal::new(single_keys::is_enabled());
    let toggle = move |event: web_sys::Event| {
        are_on.set(event_target_checked(&event));
        single_keys::set_enabled(are_on.get_untracked());
    };
    view! {
        <section class="region" aria-label=text::SHORTCUTS>
            <h2>{text::SHORTCUTS}</h2>
            <label class="check-line">
                <input type="checkbox" prop:checked=move || are_on.get() on:change=toggle />
                <span>{text::SINGLE_KEYS}</span>
            </label>
            <p class="soft">{text::SINGLE_KEYS_HINT}</p>
        </section>
    }
    .into_any()
}
