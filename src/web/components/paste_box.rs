//! A box for texts with permissions in them: scripts, configurations, tables, lists.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::badge::Tone;
use super::notice::Notice;
use super::waiting::Waiting;
use crate::web::parts::later::Parts;
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{part, pasted as text, role_name};
use domain::change::wish::Wish;
use domain::ids::AppId;
use domain::pasted_text::{MOST, PastedText, TextSkipReason};
use domain::sorted_map::SortedMap;

/// How far a text is read.
#[derive(Clone)]
enum PasteStage {
    Open,
    Reading,
    /// The part that reads texts did not come.
    Failed,
    /// What was understood, and how many wishes were new.
    Read(Box<PastedText>, usize),
}

/// The box. What the text leaves open is asked in the review, not here.
#[component]
pub fn PasteBox(
    /// Takes the wishes of the text; says how many of them were new.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let Parts { read_text, .. } = expect_context();
    let field = NodeRef::<html::Textarea>::new();
    let stage = RwSignal::new(PasteStage::Open);
    let take = move |_| {
        let Some(field) = field.get_untracked().filter(|_| !matches!(stage.get_untracked(), PasteStage::Reading))
        else {
            return;
        };
        let pasted = field.value();
        stage.set(PasteStage::Reading);
        spawn_local(async move {
            let Some(read) = read_text(pasted).await else {
                stage.try_set(PasteStage::Failed);
                return;
            };
            let wishes = read.wishes();
            let added = if wishes.is_empty() || stage.is_disposed() { 0 } else { add.run(wishes) };
            if !read.is_empty() {
                field.set_value("");
            }
            stage.try_set(PasteStage::Read(Box::new(read), added));
        });
    };
    let understood = move || match stage.get() {
        PasteStage::Open => ().into_any(),
        PasteStage::Reading => view! { <Waiting text=text::READING /> }.into_any(),
        PasteStage::Failed => {
            view! { <Notice tone=Tone::Bad what=part::NOT_LOADED next=part::NOT_LOADED_NEXT /> }.into_any()
        }
        PasteStage::Read(read, _) if read.is_empty() => {
            view! { <Notice tone=Tone::Warn what=text::EMPTY next=text::EMPTY_NEXT /> }.into_any()
        }
        PasteStage::Read(read, added) => view! { <Understood read=*read added /> }.into_any(),
    };
    view! {
        <div class="field">
            <label for="paste">{text::LABEL}</label>
            <textarea id="paste" node_ref=field spellcheck="false" autocomplete="off" aria-describedby="paste-hint"></textarea>
            <p class="hint" id="paste-hint">
                {text::HINT}
            </p>
        </div>
        <div class="actions">
            <button type="button" class="button" on:click=take>
                {text::TAKE}
            </button>
        </div>
        {dynamic(understood)}
    }
    .into_any()
}

/// What was understood of a text, and what of it was left out.
#[component]
fn Understood(read: PastedText, added: usize) -> impl IntoView {
    let wishes = read.wishes();
    let tone = if read.questions.is_empty() { Tone::Info } else { Tone::Warn };
    let mut by_api: SortedMap<AppId, Vec<String>> = SortedMap::new();
    for role in &read.app_roles {
        by_api.entry(role.api).or_default().push(role.value.clone());
    }
    let mut lines: Vec<(String, String)> =
        by_api.into_iter().map(|(api, values)| (role_name::api(api), text::names(&values))).collect();
    let roles: Vec<String> = read.directory_roles.iter().map(|role| role.name.to_owned()).collect();
    let mut left_out: SortedMap<TextSkipReason, Vec<String>> = SortedMap::new();
    for left in &read.left_out {
        left_out.entry(left.why).or_default().push(left.text.clone());
    }
    let questions: Vec<String> = read
        .questions
        .iter()
        .map(|question| {
            let apis: Vec<String> = question.apis.iter().map(|api| role_name::api(*api)).collect();
            text::question(&question.value, &apis)
        })
        .collect();
    for (name, values) in
        [(text::DIRECTORY_ROLES, roles), (text::QUESTIONS, questions), (text::DELEGATED, read.delegated.clone())]
    {
        if !values.is_empty() {
            lines.push((name.to_owned(), text::names(&values)));
        }
    }
    lines.extend(left_out.into_iter().map(|(why, texts)| (text::left_out(why, texts.len()), text::names(&texts))));
    let next = if read.app_roles.is_empty() && read.directory_roles.is_empty() { "" } else { text::TIER_0 };
    let cut = (wishes.len() >= MOST).then(|| view! { <p>{text::CUT}</p> });
    view! {
        <Notice tone what=text::recognized(wishes.len(), added) next>
            {cut}
            <dl class="facts">
                {lines
                    .into_iter()
                    .map(|(name, values)| {
                        view! {
                            <div>
                                <dt>{visible(&name)}</dt>
                                <dd><bdi>{visible(&values)}</bdi></dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </Notice>
    }
    .into_any()
}
