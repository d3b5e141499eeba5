//! How to register the app: commands, steps in the portal, and manifests, for this page's address and this build's cloud.

use leptos::prelude::*;

use super::form::ConnectForm;
use crate::web::components::{CopyButton, Copyable};
use crate::web::reactive::{dynamic, handler};
use crate::web::tenant::fetch;
use crate::web::tenant::registration;
use crate::web::text::connect::{self as text, RegistrationWay};
use domain::clipboard::ClipboardText;

/// The ways to register the app, one at a time.
#[component]
pub(super) fn RegisterSection(form: ConnectForm) -> impl IntoView {
    let ways = StoredValue::new(registration::ways());
    let way = RwSignal::new(RegistrationWay::PowerShell);
    // The keyboard goes from tab to tab with the arrow keys.
    let step = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let next = ways.with_value(|ways| {
            let at = ways.iter().position(|it| *it == way.get_untracked()).unwrap_or_default();
            let count = ways.len();
            ways.get((at + count).saturating_add_signed(by) % count.max(1)).copied()
        });
        let Some(next) = next else { return };
        way.set(next);
        let tab = document().get_element_by_id(tab_id(next));
        if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(tab).ok()) {
            // A tab that can't take the focus is chosen all the same.
            let _ = tab.focus();
        }
    };
    let tab = move |it: RegistrationWay| {
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(it)
                class="tab"
                aria-controls="way"
                aria-selected=move || (way.get() == it).to_string()
                tabindex=move || if way.get() == it { "0" } else { "-1" }
                on:click=handler(move || way.set(it))
            >
                {text::way(it)}
            </button>
        }
        .into_any()
    };
    let redirect = fetch::page_file_url("redirect.html").unwrap_or_default();
    view! {
        <section class="card region" aria-labelledby="register-heading">
            <h2 id="register-heading">{text::REGISTER}</h2>
            <p class="row">
                <span class="soft">{text::REDIRECT_TYPE}</span>
                <Copyable value=redirect what=text::REDIRECT />
            </p>
            <div class="tabs" role="tablist" aria-label=text::WAYS on:keydown=step>
                {ways.get_value().into_iter().map(tab).collect_view()}
            </div>
            <div id="way" class="region" role="tabpanel" aria-labelledby=move || tab_id(way.get())>
                {dynamic(move || shown(way.get(), form))}
            </div>
        </section>
    }
    .into_any()
}

fn tab_id(way: RegistrationWay) -> &'static str {
    match way {
        RegistrationWay::PowerShell => "way-powershell",
        RegistrationWay::AzureCli => "way-cli",
        RegistrationWay::Portal => "way-portal",
        RegistrationWay::Manifest => "way-manifest",
    }
}

fn shown(way: RegistrationWay, form: ConnectForm) -> AnyView {
    let (mode, azure, extras) = (form.mode(), form.with_azure(), form.with_extras());
    let commands = move || {
        let address = fetch::page_file_url("./").unwrap_or_default();
        registration::commands(
            way,
            &address,
            form.tenant().as_deref(),
            mode,
            (azure, &form.with_extras()),
            form.consent.get(),
        )
    };
    match way {
        RegistrationWay::PowerShell => view! {
            <p>{text::POWERSHELL_LEAD}</p>
            {code(registration::INSTALL.to_owned(), text::POWERSHELL_LEAD, false)}
            <p>{text::POWERSHELL_RUN}</p>
            {code(commands(), text::COMMANDS, true)}
            <p>{text::COMMANDS_NEXT}</p>
        }
        .into_any(),
        RegistrationWay::AzureCli => view! {
            <p>{text::CLI_RUN}</p>
            {code(commands(), text::COMMANDS, true)}
            <p>{text::COMMANDS_NEXT}</p>
        }
        .into_any(),
        RegistrationWay::Portal => {
            let steps = registration::portal_steps(mode, azure, &extras);
            view! { <ol class="portal-steps">{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol> }
                .into_any()
        }
        RegistrationWay::Manifest => {
            let redirect = fetch::page_file_url("redirect.html").unwrap_or_default();
            let manifests = registration::manifests(mode, azure, &extras, &redirect);
            let one = |(name, manifest): (&'static str, String)| {
                view! {
                    <h3>{name}</h3>
                    {code(manifest, text::A_MANIFEST, true)}
                }
            };
            view! {
                <p>{text::MANIFEST_RUN}</p>
                {manifests.into_iter().map(one).collect_view()}
            }
            .into_any()
        }
    }
}

/// A text to copy. A long one scrolls within itself.
fn code(text: String, what: &'static str, is_long: bool) -> AnyView {
    let copied = ClipboardText::document(text.clone());
    view! {
        <div class="copy-code">
            <CopyButton value=copied what />
            <pre class=if is_long { "long" } else { "" } tabindex="0">
                {text}
            </pre>
        </div>
    }
    .into_any()
}
