//! The lines with which code connects as an identity, with a tab for each host.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::copy_button::CopyButton;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::connect_lines as text;
use domain::clipboard::ClipboardText;
use domain::connect_lines::{CodeBlock, CodeHost, CodeLanguage, CodeSubject, ConnectLines, connect_lines};

/// The panel below the tabs.
const PANEL: &str = "code-panel";
/// The list of languages.
const LANGUAGE: &str = "code-language";

/// Code by host and language. The host of the identity's resource is selected at first.
#[component]
pub fn UseInCode(
    /// What the code is written for.
    subject: Signal<CodeSubject>,
) -> impl IntoView {
    let chosen_host = RwSignal::new(None::<CodeHost>);
    let chosen_language = RwSignal::new(None::<CodeLanguage>);
    let host = memo(move || {
        let of_resource = || subject.with(|subject| subject.resource.as_ref().and_then(CodeHost::of_resource));
        chosen_host.get().or_else(of_resource).unwrap_or(CodeHost::Automation)
    });
    let language = memo(move || {
        let offered = host.get().languages();
        let chosen = chosen_language.get().filter(|chosen| offered.contains(chosen));
        chosen.or_else(|| offered.first().copied()).unwrap_or(CodeLanguage::PowerShell)
    });
    let key = move |event: web_sys::KeyboardEvent| {
        let Some(next) = tab_after(host.get_untracked(), &event.key()) else { return };
        event.prevent_default();
        chosen_host.set(Some(next));
        focus(&tab_id(next));
    };
    let tab = move |&of: &CodeHost| {
        let is_selected = move || host.get() == of;
        view! {
            <button
                type="button"
                class="code-tab"
                role="tab"
                id=tab_id(of)
                aria-controls=PANEL
                aria-selected=move || is_selected().to_string()
                tabindex=move || if is_selected() { "0" } else { "-1" }
                on:click=handler(move || chosen_host.set(Some(of)))
            >
                {text::host(of)}
            </button>
        }
    };
    let languages = move || {
        let offered = host.get().languages();
        (offered.len() > 1).then(|| view! { <Languages offered language chosen=chosen_language /> })
    };
    let code = move || {
        let lines = subject.with(|subject| connect_lines(host.get(), language.get(), subject));
        let gaps = gaps(&lines);
        let note = text::host_note(host.get()).filter(|_| !lines.blocks.is_empty());
        view! {
            {note.map(|note| view! { <p class="soft">{note}</p> })}
            {lines.blocks.into_iter().map(block).collect_view()}
            {gaps}
        }
    };
    view! {
        <div class="code-tabs" role="tablist" aria-label=text::HOSTS on:keydown=key>
            {CodeHost::ALL.iter().map(tab).collect_view()}
        </div>
        <div class="region" role="tabpanel" id=PANEL aria-labelledby=move || tab_id(host.get())>
            {dynamic(languages)}
            {dynamic(code)}
        </div>
    }
    .into_any()
}

/// The languages of a host.
#[component]
fn Languages(
    offered: &'static [CodeLanguage],
    language: Memo<CodeLanguage>,
    chosen: RwSignal<Option<CodeLanguage>>,
) -> impl IntoView {
    let selected = language.get_untracked();
    let option = move |(at, &of): (usize, &CodeLanguage)| {
        view! {
            <option value=at.to_string() selected=of == selected>
                {text::language(of)}
            </option>
        }
    };
    let change = move |value: String| {
        chosen.set(value.parse::<usize>().ok().and_then(|at| offered.get(at).copied()));
    };
    view! {
        <div class="field code-language">
            <label for=LANGUAGE>{text::LANGUAGE}</label>
            <select id=LANGUAGE on:change:target=move |event| change(event.target().value())>
                {offered.iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn block(block: CodeBlock) -> AnyView {
    let name = text::purpose(block.purpose);
    view! {
        <div class="code-block">
            <div class="region-head">
                <h3>{name}</h3>
                <CopyButton value=ClipboardText::document(block.text.clone()) what=name />
            </div>
            {text::purpose_note(block.purpose).map(|note| view! { <p class="soft">{note}</p> })}
            <pre class="code" tabindex="0" aria-label=name>
                {block.text}
            </pre>
        </div>
    }
    .into_any()
}

fn gaps(lines: &ConnectLines) -> Option<AnyView> {
    let mut texts: Vec<String> = lines.gaps.iter().map(|gap| text::gap(*gap).to_owned()).collect();
    if !lines.no_first_call.is_empty() {
        let values: Vec<String> = lines.no_first_call.iter().map(|value| visible(value)).collect();
        texts.push(text::no_first_call(&values.join(", ")));
    }
    let line = |text: String| {
        view! {
            <li>
                <bdi>{text}</bdi>
            </li>
        }
    };
    let is_any = !texts.is_empty();
    is_any.then(|| view! { <ul class="soft code-gaps">{texts.into_iter().map(line).collect_view()}</ul> }.into_any())
}

fn tab_id(host: CodeHost) -> String {
    let at = CodeHost::ALL.iter().position(|it| *it == host).unwrap_or_default();
    format!("code-tab-{at}")
}

/// The tab that a key leads to, from the selected one.
fn tab_after(selected: CodeHost, key: &str) -> Option<CodeHost> {
    let all = CodeHost::ALL;
    let at = all.iter().position(|it| *it == selected)?;
    let next = match key {
        "ArrowRight" => (at + 1) % all.len(),
        "ArrowLeft" => (at + all.len() - 1) % all.len(),
        "Home" => 0,
        "End" => all.len() - 1,
        _ => return None,
    };
    all.get(next).copied()
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // A tab that cannot take the focus is selected all the same.
        let _ = element.focus();
    }
}
