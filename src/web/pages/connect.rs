//! How to connect a tenant of one's own: what to register, the file beside the page, or ids typed in for this tab.

use leptos::html;
use leptos::prelude::*;

use crate::web::components::{CopyButton, Copyable, Notice, PageHeading, Tone};
use crate::web::navigation::Navigation;
use crate::web::route::Route;
use crate::web::session::SessionControl;
use crate::web::text::{connect as text, sign_in};
use domain::clipboard::ClipboardText;

/// The page.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let redirect = redirect_address();
    let commands = text::commands(&redirect);
    let copied = commands.clone();
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        <p class="lead">{text::LEAD}</p>
        <section class="card prose">
            <h2>{text::STEPS}</h2>
            <ol>{text::portal_steps().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            <h3>{text::REDIRECT}</h3>
            <p class="row">
                <Copyable value=redirect what=text::REDIRECT />
            </p>
            <h3>{text::FILE}</h3>
            <pre tabindex="0">{text::FILE_EXAMPLE}</pre>
        </section>
        <section class="card prose">
            <div class="region-head">
                <h2>{text::COMMANDS}</h2>
                <CopyButton value=ClipboardText::document(copied) what=text::COMMANDS />
            </div>
            <pre tabindex="0">{commands}</pre>
        </section>
        <TypeIn />
    }
}

/// Takes the ids for this tab only.
#[component]
fn TypeIn() -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let navigation = expect_context::<Navigation>();
    let (tenant, client) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let error = RwSignal::new(None::<String>);
    let connect = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let value = |field: NodeRef<html::Input>| field.get_untracked().map(|field| field.value()).unwrap_or_default();
        match control.connect(&value(tenant), &value(client)) {
            Ok(()) => navigation.go(&Route::Home),
            Err(invalid) => error.set(Some(sign_in::typed(&invalid))),
        }
    };
    view! {
        <section class="card region">
            <h2>{text::TYPE_IN}</h2>
            <p class="soft">{text::TYPE_IN_HINT}</p>
            <form class="region" on:submit=connect>
                <div class="field">
                    <label for="tenant">{text::TENANT}</label>
                    <input id="tenant" type="text" autocomplete="off" spellcheck="false" node_ref=tenant />
                </div>
                <div class="field">
                    <label for="client">{text::CLIENT}</label>
                    <input id="client" type="text" autocomplete="off" spellcheck="false" node_ref=client />
                </div>
                {move || error.get().map(|what| view! { <Notice tone=Tone::Bad what /> })}
                <div class="actions">
                    <button type="submit" class="button primary">{text::USE}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Where Microsoft sends people back to: a page beside this one.
fn redirect_address() -> String {
    let here = window().location().href().unwrap_or_default();
    web_sys::Url::new_with_base("redirect.html", &here).map(|url| url.href()).unwrap_or_default()
}
