//! What Bestow may do in the tenant.

use leptos::prelude::*;

use super::form::ConnectForm;
use crate::web::config::AccessMode;
use crate::web::reactive::{dynamic, handler};
use crate::web::text::connect as text;
use domain::scope::Scope;

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
                    on:change=handler(move || form.typed.update(|typed| typed.mode = mode))
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
                {dynamic(move || {
                    (form.mode() != AccessMode::ReadOnly)
                        .then(|| {
                            view! {
                                {toggle(form.azure, text::AZURE, text::AZURE_HINT)}
                                {Scope::OPTIONAL.iter().map(|&scope| extra(form, scope)).collect_view()}
                            }
                        })
                })} {toggle(form.consent, text::CONSENT, text::CONSENT_HINT)}
            </div>
        </section>
    }
    .into_any()
}

fn toggle(value: RwSignal<bool>, name: &'static str, hint: &'static str) -> AnyView {
    box_of(value.into(), Callback::new(move |()| value.update(|it| *it = !*it)), name, hint)
}

/// An optional scope of the registration for changes.
fn extra(form: ConnectForm, scope: Scope) -> AnyView {
    let (name, hint) = text::extra(scope);
    let is_in = Signal::derive(move || form.extras.read().contains(&scope));
    box_of(is_in, Callback::new(move |()| form.toggle_extra(scope)), name, hint)
}

fn box_of(value: Signal<bool>, change: Callback<()>, name: &'static str, hint: &'static str) -> AnyView {
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=value on:change=handler(move || change.run(())) />
            <span>
                <strong>{name}</strong>
                <span class="soft">{hint}</span>
            </span>
        </label>
    }
    .into_any()
}
