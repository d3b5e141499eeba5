//! The field that a list is searched by while a user types.

use leptos::prelude::*;

/// A field with its label. Its value is stored elsewhere, mostly in the address.
#[component]
pub fn SearchField(
    /// Its id.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What can be typed, shown while it is empty.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What it is set to.
    #[prop(into)]
    value: Signal<String>,
    /// Sets it.
    set: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=hint
                prop:value=move || value.get()
                on:input:target=move |event| set.run(event.target().value())
            />
        </div>
    }
}
