//! What Bestow may do in the tenant.

use leptos::prelude::*;

use super::form::ConnectForm;
use crate::web::config::AccessMode;
use crate::web::text::connect as text;

/// The choice of a mode, and of what the registrations get beyond it.
#[component]
pub(super) fn ModeSection(form: ConnectForm) -> impl IntoView {
    let choice = move |mode: AccessMode| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=move || form.mode() == mode
                    on:change=move |_| form.typed.update(|typed| typed.mode = mode)
                />
                <span>
                    <strong>{text::mode(mode)}</strong>
                    <span class="soft">{text::consequence(mode)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <section class="card region" aria-labelledby="mode-heading">
            <h2 id="mode-heading">{text::MODE}</h2>
            <div class="choices" role="radiogroup" aria-label=text::MODE_GROUP>
                {text::MODES.map(choice).collect_view()}
            </div>
            <div class="choices">
                {move || {
                    (form.mode() != AccessMode::ReadOnly)
                        .then(|| box_of(form.azure, text::AZURE, text::AZURE_HINT))
                }} {box_of(form.consent, text::CONSENT, text::CONSENT_HINT)}
            </div>
        </section>
    }
    .into_any()
}

fn box_of(value: RwSignal<bool>, name: &'static str, hint: &'static str) -> AnyView {
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=value on:change=move |_| value.update(|it| *it = !*it) />
            <span>
                <strong>{name}</strong>
                <span class="soft">{hint}</span>
            </span>
        </label>
    }
    .into_any()
}
