//! A field that a person chooses a file with. What is in it stays in the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// The field. `opened` is given the text of each file that is chosen, or nothing where it could not be read or is
/// larger than `largest` bytes.
#[component]
pub fn FileBox(
    /// The id of the field.
    id: &'static str,
    /// What is to be chosen.
    label: &'static str,
    /// More about it.
    hint: &'static str,
    /// The largest file that is read.
    largest: usize,
    /// Takes the text.
    opened: Callback<Option<String>>,
) -> impl IntoView {
    let choose = move |event: web_sys::Event| {
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        field.set_value("");
        spawn_local(async move {
            let fits = file.size() <= f64::from(u32::try_from(largest).unwrap_or(u32::MAX));
            let text =
                if fits { JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) } else { None };
            opened.try_run(text);
        });
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="file" accept=".json,application/json" aria-describedby=format!("{id}-hint") on:change=choose />
            <span id=format!("{id}-hint") class="hint">{hint}</span>
        </div>
    }
    .into_any()
}
