//! The IDs, checked while they are typed; what they make can be used in this tab or saved as the file for the web host.

use leptos::prelude::*;

use super::form::ConnectForm;
use crate::web::browser::download::download;
use crate::web::change::desk::ChangeDesk;
use crate::web::config::{AccessMode, TypedField, to_file};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::text::connect as text;

/// The fields, and what can be done with them.
#[component]
pub(super) fn IdSection(form: ConnectForm) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let navigation = expect_context::<Navigation>();
    // What is wrong is said of a field that is empty only once someone wants to continue.
    let asked = RwSignal::new(false);
    let connect = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match form.config.get_untracked() {
            Ok(config) => {
                control.connect(config);
                navigation.go(&Route::Home);
            }
            Err(_) => asked.set(true),
        }
    };
    let save = move |_| match form.config.get_untracked() {
        Ok(config) => download("config.json", "application/json", &to_file(&config)),
        Err(_) => asked.set(true),
    };
    let unsent = use_context::<ChangeDesk>().is_some_and(|desk| untrack(|| !desk.unsent(None).is_empty()));
    let ends = control.session().with_untracked(|session| match session {
        Session::Sample { .. } => Some(text::LEAVES_SAMPLE),
        Session::SignedIn(_) => Some(text::ENDS_SESSION),
        _ => None,
    });
    let file = move || {
        let text = to_file(&form.config.get().ok()?);
        Some(view! { <pre tabindex="0" aria-label=text::FILE>{text}</pre> }.into_any())
    };
    view! {
        <section class="card region" aria-labelledby="ids-heading">
            <h2 id="ids-heading">{text::IDS}</h2>
            <p class="soft">{text::IDS_HINT}</p>
            <form class="region" novalidate=true on:submit=connect>
                {field(form, TypedField::Tenant, "tenant", asked)} {field(form, TypedField::Client, "client", asked)}
                {dynamic(move || {
                    (form.mode() == AccessMode::ReaderOperator)
                        .then(|| field(form, TypedField::Operator, "operator", asked))
                })} <p class="soft">{text::MODE_GROUP} ": " {dynamic(move || text::mode(form.mode()))}</p>
                {ends.map(|ends| view! { <p class="caution">{ends} " " {unsent.then_some(text::DISCARDS)}</p> })}
                <div class="actions">
                    <button type="submit" class="button primary">
                        {text::USE}
                    </button>
                    <button type="button" class="button" on:click=save>
                        {text::DOWNLOAD}
                    </button>
                </div>
            </form>
            {dynamic(file)}
            <p>{text::WHERE} " " {text::DOCS}</p>
        </section>
    }
    .into_any()
}

/// A field, with what is wrong with it below.
fn field(form: ConnectForm, which: TypedField, id: &'static str, asked: RwSignal<bool>) -> AnyView {
    let wrong = memo(move || {
        let is_empty = form.text(which).trim().is_empty();
        let invalid = form.typed.with(|typed| typed.invalid(which));
        invalid.filter(|_| !is_empty || asked.get()).map(|invalid| text::invalid(&invalid))
    });
    let error = format!("{id}-error");
    view! {
        <div class="field">
            <label for=id>{dynamic(move || text::field(which, form.mode()))}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=error.clone()
                aria-invalid=move || wrong.get().is_some().to_string()
                prop:value=move || form.text(which)
                on:input=move |event| form.type_into(which, event_target_value(&event))
            />
            <p class="field-error" id=error aria-live="polite">
                {dynamic(move || wrong.get())}
            </p>
        </div>
    }
    .into_any()
}
