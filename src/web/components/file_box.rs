//! A field that a user chooses a file with. What is in it stays in the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::file::{self, Opened};

/// The files of the page's own formats.
const JSON: &str = ".json,application/json";

/// The field. `opened` is given each file that is chosen.
#[component]
pub fn FileBox(
    /// The id of the field.
    id: &'static str,
    /// What is to be chosen.
    label: &'static str,
    /// More about it, where the label does not say all.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The files that are offered for opening.
    #[prop(default = JSON)]
    accept: &'static str,
    /// The largest file that is read, in bytes.
    largest: usize,
    /// Takes the file.
    opened: Callback<Opened>,
) -> impl IntoView {
    let choose = move |event: web_sys::Event| {
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        spawn_local(async move {
            if let Some(file) = file::chosen_in(&field, largest).await {
                opened.try_run(file);
            }
        });
    };
    let described = hint.map(|_| format!("{id}-hint"));
    let hint = hint.map(|hint| view! { <p id=format!("{id}-hint") class="hint">{hint}</p> });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="file" accept=accept aria-describedby=described on:change=choose />
            {hint}
        </div>
    }
    .into_any()
}
