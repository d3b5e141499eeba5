//! What a comparison found, to be kept with a ticket or on paper.

use leptos::prelude::*;

use crate::web::browser::download::download;
use crate::web::components::CopyButton;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::dynamic;
use crate::web::session::{Session, SessionControl};
use crate::web::text::compare::{self as text, ComparisonKind};
use crate::web::text::comparison::Comparison;
use crate::web::text::{export, record};
use domain::clipboard::ClipboardText;
use domain::export::EvidenceFormat;
use domain::ids::ServicePrincipalId;
use domain::person::Person;
use domain::time::Timestamp;
use domain::verify::Verification;

/// Buttons that copy, save and print the comparison. They come once it is known who looks.
#[component]
pub fn HandOn(
    /// What was looked at.
    id: ServicePrincipalId,
    /// Its name.
    name: Memo<String>,
    /// What it was compared with.
    against: ComparisonKind,
    /// The name of that.
    other: Signal<String>,
    /// What was found.
    table: Verification,
    /// What the table does not say.
    beside: Vec<String>,
    /// When both were read.
    read_at: Timestamp,
    /// Who looks.
    person: FetchedSignal<Person>,
) -> impl IntoView {
    let control = expect_context::<SessionControl>();
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    let written = move || {
        let (name, other) = (name.get(), other.get());
        person.with(|fetched| {
            let person = fetched.value()?;
            let comparison =
                Comparison { id, name: &name, against, other: &other, beside: &beside, read_at, person, is_sample };
            Some((comparison.file_name(), comparison.markdown(&table)))
        })
    };
    let buttons = move || written().map(|(file_name, page)| view! { <Buttons file_name page /> });
    view! {
        <section class="card region export" aria-label=export::HEADING>
            <h3>{export::HEADING}</h3>
            <p class="soft">{text::SAVE_HINT}</p>
            <FetchedStatus of=person reading=record::READING />
            {dynamic(buttons)}
        </section>
    }
    .into_any()
}

#[component]
fn Buttons(file_name: String, page: String) -> impl IntoView {
    let value = page.clone();
    let save = move |_| download(&file_name, EvidenceFormat::Markdown.media_type(), &page);
    let print = |_| {
        // A browser that does not print has nothing to say about it.
        let _ = window().print();
    };
    view! {
        <div class="actions">
            <button type="button" class="button" on:click=save>
                {export::save(EvidenceFormat::Markdown)}
            </button>
            <button type="button" class="button" on:click=print>
                {export::PRINT}
            </button>
            <CopyButton value=ClipboardText::document(value) what=text::TABLE />
        </div>
    }
    .into_any()
}
