//! A card that compares the permissions of an identity with an exported log.

use code_permissions::usage::IdentityIds;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::badge::Tone;
use super::file_box::FileBox;
use super::notice::Notice;
use super::text_table::TextTable;
use super::waiting::Waiting;
use crate::web::browser::file::Opened;
use crate::web::parts::later::Parts;
use crate::web::parts::usage_reading::{ComparedPermission, LARGEST_LOG, LogToRead, UsageReading};
use crate::web::reactive::dynamic;
use crate::web::text::{part, usage as text};

/// The files that are offered for opening.
const FILES: &str = ".csv,.tsv,.txt,.json";

/// How far a log is read.
#[derive(Clone)]
enum UsageStage {
    Open,
    Reading,
    /// The part that reads logs didn't load.
    Failed,
    /// The file can't be read; why.
    NoLog(String),
    /// What the log says.
    Read(Box<UsageReading>),
}

/// The card.
#[component]
pub fn UsageBox(
    /// The IDs of the identity.
    ids: IdentityIds,
    /// Whether the permissions have been loaded, or couldn't be.
    is_ready: Signal<bool>,
    /// The permissions of the identity, and whether these are all.
    permissions: Callback<(), (Vec<ComparedPermission>, bool)>,
) -> impl IntoView {
    let Parts { read_log, .. } = expect_context();
    let stage = RwSignal::new(UsageStage::Open);
    let open = Callback::new(move |Opened { text, .. }: Opened| {
        let text = match text {
            Ok(text) => text,
            Err(problem) => return stage.set(UsageStage::NoLog(text::no_text(problem).to_owned())),
        };
        let (permissions, is_complete) = permissions.run(());
        let log = LogToRead { text, ids: ids.clone(), permissions, is_complete };
        stage.set(UsageStage::Reading);
        spawn_local(async move {
            stage.try_set(match read_log(log).await {
                Some(Ok(reading)) => UsageStage::Read(Box::new(reading)),
                Some(Err(error)) => UsageStage::NoLog(text::no_log(error)),
                None => UsageStage::Failed,
            });
        });
    });
    let field = move || match is_ready.get() {
        true => view! {
            <FileBox id="usage-file" label=text::FILE hint=text::HINT accept=FILES largest=LARGEST_LOG opened=open />
        }
        .into_any(),
        false => view! { <Waiting text=text::LOADING /> }.into_any(),
    };
    let found = move || match stage.get() {
        UsageStage::Open => ().into_any(),
        UsageStage::Reading => view! { <Waiting text=text::READING /> }.into_any(),
        UsageStage::Failed => {
            view! { <Notice tone=Tone::Bad what=part::NOT_LOADED next=part::NOT_LOADED_NEXT /> }.into_any()
        }
        UsageStage::NoLog(problem) => view! { <Notice tone=Tone::Bad what=problem /> }.into_any(),
        UsageStage::Read(reading) => view! { <FoundInLog reading=*reading /> }.into_any(),
    };
    view! {
        <details class="card">
            <summary class="strong">{text::HEADING}</summary>
            <div class="region">{dynamic(field)} {dynamic(found)}</div>
        </details>
    }
    .into_any()
}

/// What the log says: the sentence with its limits, and the tables.
#[component]
fn FoundInLog(reading: UsageReading) -> impl IntoView {
    let (tone, what, next) = match reading.has_requests {
        true => (Tone::Info, reading.found, text::RISK),
        false => (Tone::Warn, text::NO_ROWS.to_owned(), text::NO_ROWS_NEXT),
    };
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
            {reading.notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
        </Notice>
        {table(text::PERMISSIONS, text::PERMISSION_COLUMNS, reading.permissions)}
        {table(text::REFUSED, text::REFUSED_COLUMNS, reading.refused)}
        {table(text::UNEXPLAINED, text::UNEXPLAINED_COLUMNS, reading.unexplained)}
        {table(text::UNKNOWN, text::UNKNOWN_COLUMNS, reading.unknown)}
    }
    .into_any()
}
