//! A box for code: which permissions its calls need.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::badge::Tone;
use super::file_box::FileBox;
use super::notice::Notice;
use super::text_table::TextTable;
use super::waiting::Waiting;
use crate::web::browser::file::Opened;
use crate::web::parts::code_reading::{Code, CodeReading, LONGEST};
use crate::web::parts::later::Parts;
use crate::web::reactive::dynamic;
use crate::web::text::{code as text, part};
use domain::change::wish::Wish;

/// The files that are offered for opening.
const FILES: &str =
    ".ps1,.psm1,.psd1,.cs,.csx,.py,.js,.mjs,.cjs,.ts,.mts,.cts,.jsx,.tsx,.sh,.bash,.azcli,.http,.rest,.json,.txt";

/// How far code is read.
#[derive(Clone)]
enum CodeStage {
    Open,
    Reading,
    /// The part that reads code didn't load.
    Failed,
    /// The file isn't text or is too large.
    NoText(&'static str),
    /// What was found, and how many permissions were new in the selection.
    Read(Box<CodeReading>, usize),
}

/// The box.
#[component]
pub fn CodeBox(
    /// Takes the permissions that the code needs; returns how many of them were new.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let Parts { read_code, .. } = expect_context();
    let field = NodeRef::<html::Textarea>::new();
    let stage = RwSignal::new(CodeStage::Open);
    let read = Callback::new(move |code: Code| {
        stage.set(CodeStage::Reading);
        spawn_local(async move {
            let Some(reading) = read_code(code).await else {
                stage.try_set(CodeStage::Failed);
                return;
            };
            let wishes = reading.wishes.clone();
            let added = if wishes.is_empty() || stage.is_disposed() { 0 } else { add.run(wishes) };
            stage.try_set(CodeStage::Read(Box::new(reading), added));
        });
    });
    let read_field = move |_| {
        if let Some(field) = field.get_untracked().filter(|_| !matches!(stage.get_untracked(), CodeStage::Reading)) {
            let mut text = field.value();
            let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
            read.run(Code { text, file_name: None });
        }
    };
    let open = Callback::new(move |Opened { name, text }: Opened| match text {
        Ok(text) => read.run(Code { text, file_name: Some(name) }),
        Err(problem) => stage.set(CodeStage::NoText(text::no_text(problem))),
    });
    let found = move || match stage.get() {
        CodeStage::Open => ().into_any(),
        CodeStage::Reading => view! { <Waiting text=text::READING /> }.into_any(),
        CodeStage::Failed => {
            view! { <Notice tone=Tone::Bad what=part::NOT_LOADED next=part::NOT_LOADED_NEXT /> }.into_any()
        }
        CodeStage::NoText(problem) => view! { <Notice tone=Tone::Bad what=problem /> }.into_any(),
        CodeStage::Read(reading, _) if reading.is_empty() => {
            view! { <Notice tone=Tone::Warn what=text::EMPTY next=text::EMPTY_NEXT /> }.into_any()
        }
        CodeStage::Read(reading, added) => view! { <FoundInCode reading=*reading added /> }.into_any(),
    };
    view! {
        <div class="field">
            <label for="code">{text::LABEL}</label>
            <textarea id="code" node_ref=field spellcheck="false" autocomplete="off" aria-describedby="code-hint"></textarea>
            <p class="hint" id="code-hint">
                {text::HINT}
            </p>
        </div>
        <div class="actions">
            <button type="button" class="button" on:click=read_field>
                {text::READ}
            </button>
        </div>
        <FileBox id="code-file" label=text::FILE accept=FILES largest=LONGEST opened=open />
        {dynamic(found)}
    }
    .into_any()
}

/// What was found: the sentence, and a table for each kind of call.
#[component]
fn FoundInCode(reading: CodeReading, added: usize) -> impl IntoView {
    let complete = reading.is_complete();
    let tone = if complete { Tone::Info } else { Tone::Warn };
    let next = if complete { text::COMPLETE_NEXT } else { text::INCOMPLETE_NEXT };
    let what = text::found(reading.wishes.len(), reading.unknown.len());
    let notes = reading.notes.into_iter().chain([text::added(added), text::facts_of(&reading.date)]);
    let table = |caption: &'static str, columns: &'static [&'static str], rows: Vec<Vec<String>>| {
        (!rows.is_empty()).then(|| {
            view! {
                <h3>{caption}</h3>
                <TextTable caption columns rows />
            }
        })
    };
    view! {
        <Notice tone what next>
            {notes.map(|note| view! { <p>{note}</p> }).collect_view()}
        </Notice>
        {table(text::UNKNOWN, text::UNKNOWN_COLUMNS, reading.unknown)}
        {table(text::DELEGATED, text::DELEGATED_COLUMNS, reading.delegated)}
        {table(text::CALLS, text::CALL_COLUMNS, reading.calls)}
    }
    .into_any()
}
