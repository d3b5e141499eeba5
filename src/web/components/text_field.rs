//! A field for a line of text, with a hint below.

use crate::web::reactive::dynamic;
use leptos::prelude::*;

/// The field.
#[component]
pub fn TextField(
    /// Its element.
    id: &'static str,
    /// What it is called.
    #[prop(into)]
    label: Signal<&'static str>,
    /// What is typed.
    value: RwSignal<String>,
    /// The most characters; any number, where it is not given.
    #[prop(optional)]
    longest: Option<usize>,
    /// Whether the browser checks the spelling; as it is set up, where it is not given.
    #[prop(optional)]
    spellcheck: Option<&'static str>,
    /// The hint.
    children: Children,
) -> impl IntoView {
    let hint = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{dynamic(move || label.get())}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck=spellcheck
                maxlength=longest.map(|longest| longest.to_string())
                aria-describedby=hint.clone()
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="hint" id=hint>
                {children()}
            </p>
        </div>
    }
    .into_any()
}
