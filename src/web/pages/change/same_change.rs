//! The same change as code for other tools: read it, copy it, save it.

use leptos::prelude::*;

use crate::web::browser::download::download;
use crate::web::components::CopyButton;
use crate::web::reactive::{dynamic, handler};
use crate::web::text::same_change as text;
use domain::change::plan::Step;
use domain::clipboard::ClipboardText;
use domain::cloud::Cloud;
use domain::ids::TenantId;
use domain::script::{Language, Names, Script, ScriptStep};

/// A change as code, in the language that the user chooses.
#[component]
pub fn SameChange(
    /// The tenant that the change is for.
    tenant: TenantId,
    /// What is done, each step with its names.
    steps: Vec<(Step, Names)>,
) -> impl IntoView {
    let steps = steps.iter().map(|(step, names)| ScriptStep::of(step, names.clone())).collect();
    let script = StoredValue::new(Script { tenant, cloud: Cloud::OF_THIS_BUILD, steps });
    let language = RwSignal::new(Language::PowerShell);
    let code = move || {
        let language = language.get();
        let written = script.with_value(|script| script.write(language));
        let left_out = (!written.left_out.is_empty()).then(|| text::left_out(written.left_out.len()));
        let saved = written.text.clone();
        let save = move |_| download(&file_name(language), "text/plain;charset=utf-8", &saved);
        view! {
            {left_out.map(|left_out| view! { <p class="caution">{left_out}</p> })}
            <pre class="code" tabindex="0">{written.text.clone()}</pre>
            <div class="actions">
                <CopyButton value=ClipboardText::document(written.text) what=text::name(language) />
                <button type="button" class="button" on:click=save>
                    {text::SAVE}
                </button>
            </div>
        }
    };
    let tab = move |&of: &Language| {
        view! {
            <button type="button" class="button" aria-pressed=move || (language.get() == of).to_string() on:click=handler(move || language.set(of))>
                {text::name(of)}
            </button>
        }
    };
    view! {
        <details class="card">
            <summary>{text::HEADING}</summary>
            <div class="region">
                <p class="soft">{text::WHAT}</p>
                <div class="actions" role="group" aria-label=text::LANGUAGE>
                    {Language::ALL.iter().map(tab).collect_view()}
                </div>
                {dynamic(code)}
            </div>
        </details>
    }
    .into_any()
}

fn file_name(language: Language) -> String {
    format!("bestow-change.{}", language.file_ending())
}
